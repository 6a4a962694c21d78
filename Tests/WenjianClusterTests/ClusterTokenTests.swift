import Testing
import WenjianCluster
import WenjianStream
import WenjianTestSupport

@Suite("Tokens of a cluster")
struct ClusterTokenTests {
  private func element(_ random: inout SeededGenerator) -> AnalyzedElement {
    switch random.int(0...5) {
    case 0: return .barrier
    case 1:
      return .run(Array(String(repeating: random.pick(["a", "é", "1", "𝟙"]), count: random.int(1...300)).utf8))
    case 2: return .run(Array(random.pick(["gdp", "2.12", "covid19", "a", "a_b", "a-b", "1"]).utf8))
    case 3: return .scalar(random.pick(Array("_\"\\ \u{3000}\u{85}\u{1E}\u{180E}-~*?".unicodeScalars)).value)
    case 4: return .scalar(UInt32(random.int(0x20...0xD7FF)))
    default: return .scalar(UInt32(random.int(0xE000...0x10FFFF)))
    }
  }

  @Test("hold no white space and are short enough for the engine, whatever the element")
  func fit() {
    var random = SeededGenerator("tokens fit")
    for _ in 0..<5_000 {
      let gram = ClusterToken.gram(element(&random), element(&random))
      #expect(gram.utf16.count <= 255, "\(gram) \(RunSeed.replay)")
      #expect(!gram.isEmpty)
      let isSpaced = gram.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 }
      #expect(!isSpaced, "\(gram.debugDescription) \(RunSeed.replay)")
    }
  }

  @Test("of different elements differ, and so do those of different grams")
  func differ() {
    var random = SeededGenerator("tokens differ")
    // By their bytes: Swift takes some different characters for one.
    var elements: [[UInt8]: AnalyzedElement] = [:]
    var grams: [[UInt8]: [AnalyzedElement]] = [:]
    for _ in 0..<20_000 {
      let pair = [element(&random), element(&random)]
      let token = Array(ClusterToken.element(pair[0]).utf8)
      #expect(elements[token, default: pair[0]] == pair[0], "\(token) \(RunSeed.replay)")
      elements[token] = pair[0]
      let gram = Array(ClusterToken.gram(pair[0], pair[1]).utf8)
      #expect(grams[gram, default: pair] == pair, "\(gram) \(RunSeed.replay)")
      grams[gram] = pair
    }
  }

  @Test(
    "are readable",
    arguments: [
      ("第一", "第 一", "第一"), ("GDP增", "_gdp_ 增", "_gdp_增"), ("a_b", "_a_ _-5f_ _b_", "_a__-5f_ _-5f__b_"),
      ("2.12", "_2.12_", ""), ("第一，", "第 一 ,", "第一 一,"),
    ])
  func examples(_ text: String, _ elements: String, _ grams: String) {
    let items = analyzeQuery(text).map(\.element)
    #expect(ClusterToken.elements(items) == elements)
    #expect(ClusterToken.grams(items) == grams)
  }

  @Test("of a long run keep its beginning, as far as prefixes are asked for")
  func prefixes() throws {
    let run = String(repeating: "abcd", count: 30)
    let token = ClusterToken.element(.run(Array(run.utf8)))
    let prefix = try #require(ClusterToken.runPrefix(String(run.prefix(40))))
    #expect(token.hasPrefix(prefix))
    #expect(ClusterToken.runPrefix(String(run.prefix(41))) == nil)
  }
}
