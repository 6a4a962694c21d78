/// Laws that hold for every input: random text, and random trees written in random ways.

import Testing
import WenjianQuery
import WenjianTestSupport

@Suite("Query laws")
struct QueryPropertyTests {
  /// What the parser has a rule for, and a little of what it has none for.
  static let alphabet = [
    " ", " ", " ", "　", "\n", "(", ")", "（", "）", "\"", "＂", "“", "”", "「", "」", "『", "』", "'", "’",
    "-", "－", "|", "｜", "*", "?", "？", "＊", ":", "：", "/", "／", "AND", "OR", "NOT", "ＯＲ", "ＮＯＴ",
    "NEAR/3", " BEFORE ", "ＮＥＡＲ", "NOTBEFORE", "SENTENCE", "exact:", "Exact：", "title:", "http:", "脱贫", "产业", "后",
    "a",
    "Z",
    "9", "ａ", "e\u{301}", "\u{301}", "𠮷", "\u{200B}", "\u{0}", "\r\n", "\u{202E}", "👨‍👩‍👧", "—", "〔",
  ]

  @Test("parsing any text returns or throws, in place and reversibly")
  func anyText() throws {
    let seed: UInt64 = 0x5EED_0F_0E11
    var generator = SeededGenerator(seed: seed)
    var parsedCount = 0
    for index in 0..<20_000 {
      var typed = ""
      for _ in 0..<Int.random(in: 0...14, using: &generator) {
        typed += try #require(Self.alphabet.randomElement(using: &generator))
      }
      let place: Comment = "seed \(seed), case \(index): \(typed.debugDescription)"
      do {
        let query = try parseQuery(typed)
        parsedCount += 1
        for string in allStrings(query.root) {
          #expect(text(string.byteRange, of: typed) == string.text, place)
          #expect(string.text.unicodeScalars.contains { !$0.properties.isWhitespace }, place)
        }
        let canonical = query.description
        let again = try #require(try? parseQuery(canonical), place)
        #expect(withoutByteRanges(again.root) == withoutByteRanges(query.root), place)
        #expect(again.description == canonical, place)
        #expect(isNormal(query.root), place)
        #expect(!query.positiveStrings.isEmpty, place)
      } catch let error as QueryError {
        #expect(text(error.byteRange, of: typed) != nil, place)
        #expect(error.byteRange.upperBound <= typed.utf8.count, place)
        #expect(!error.byteRange.isEmpty || error.reason == .empty, place)
        #expect(error.annotated(typed).split(separator: "\n").count == 3, place)
      }
    }
    // Enough of both that neither half of the law is empty.
    #expect((2_000...18_000).contains(parsedCount))
  }

  @Test("random text of random scalars never traps")
  func anyScalars() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<5_000 {
      var typed = ""
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        let limit: UInt32 = Bool.random(using: &generator) ? 0x3100 : 0x10FFFF
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &generator)) {
          typed.unicodeScalars.append(scalar)
        }
      }
      do {
        for string in allStrings(try parseQuery(typed).root) {
          #expect(text(string.byteRange, of: typed) == string.text)
        }
      } catch {
        #expect(text(error.byteRange, of: typed) != nil)
        #expect(!error.annotated(typed).isEmpty)
      }
    }
  }

  @Test("a tree written in any way is read as that tree")
  func anyTree() throws {
    let seed: UInt64 = 0x7EE
    var writer = QueryWriter(seed: seed)
    for index in 0..<5_000 {
      let tree = writer.tree(depth: 4)
      let typed = writer.written(tree)
      let place: Comment = "seed \(seed), case \(index): \(typed.debugDescription)"
      let query = try #require(try? parseQuery(typed), place)
      #expect(shape(query.root) == shape(tree), place)
    }
  }

  /// No `and` in an `and`, no `or` in an `or`, two nodes or more in each.
  private func isNormal(_ node: QueryNode) -> Bool {
    switch node {
    case .string, .near:
      return true
    case .and(let nodes):
      return nodes.count > 1
        && nodes.allSatisfy {
          if case .and = $0 { false } else { isNormal($0) }
        }
    case .or(let nodes):
      return nodes.count > 1
        && nodes.allSatisfy {
          if case .or = $0 { false } else { isNormal($0) }
        }
    case .without(let node, let excluded):
      return isNormal(node) && isNormal(excluded)
    }
  }
}

/// Makes random trees in normal form and writes each in one of the many ways it can be typed.
struct QueryWriter {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let plainTexts = [
    "脱贫", "第一书记", "国发(2016)64号", "（一）加强领导", "推进“两学一做”学习教育", "“十三五”规划", "产业-就业", "怎么办？",
    "http://a", "or", "ANDROID", "exact", "5\"", "−5", "、", "𠮷",
  ]
  private static let quotedTexts = [
    "两学一做", "a b", "-a", "OR", "(", "a)b c", "第?书*", "title:x", "a|b", " 后 ", "exact:後",
  ]
  private static let marks = [
    ("\"", "\""), ("＂", "\""), ("“", "”"), ("”", "“"), ("「", "」"), ("『", "』"),
  ]

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  private mutating func happens(oneIn count: Int) -> Bool {
    Int.random(in: 0..<count, using: &generator) == 0
  }

  private mutating func string() -> QueryNode { .string(queryString()) }

  private mutating func queryString() -> QueryString {
    let isQuoted = happens(oneIn: 3)
    return QueryString(
      text: pick(isQuoted ? Self.quotedTexts : Self.plainTexts), isQuoted: isQuoted,
      isExact: happens(oneIn: 6), byteRange: 0..<0)
  }

  private mutating func near() -> QueryNode {
    .near(
      NearStrings(
        first: queryString(), second: queryString(), distance: pick([0, 1, 9, 10, 999, 1_000]),
        isOrdered: Bool.random(using: &generator)))
  }

  mutating func tree(depth: Int) -> QueryNode {
    guard depth > 0 else { return happens(oneIn: 5) ? near() : string() }
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      return .and(children(depth: depth) { if case .and = $0 { false } else { true } })
    case 1:
      return .or(children(depth: depth) { if case .or = $0 { false } else { true } })
    case 2, 3:
      return .without(tree(depth: depth - 1), excluded: tree(depth: depth - 1))
    default:
      return string()
    }
  }

  private mutating func children(
    depth: Int, where isAllowed: (QueryNode) -> Bool
  ) -> [QueryNode] {
    (0..<Int.random(in: 2...4, using: &generator)).map { _ in
      let child = tree(depth: depth - 1)
      return isAllowed(child) ? child : string()
    }
  }

  /// The tree as it could stand at the top of a query.
  mutating func written(_ node: QueryNode) -> String {
    let space = happens(oneIn: 8) ? "　" : ""
    switch node {
    case .string, .near:
      return space + operand(node) + space
    case .or(let nodes):
      var text = ""
      for (index, child) in nodes.enumerated() {
        if index > 0 { text += pick([" OR ", "|", "｜", " ＯＲ　", " |", "\nOR\t"]) }
        if case .or = child { text += group(child) } else { text += written(child) }
      }
      return text
    case .and(let nodes):
      return conjunction(nodes, excluded: [])
    case .without(let found, let excluded):
      var parts = [found]
      if case .and(let nodes) = found { parts = nodes }
      if case .or(let nodes) = excluded, Bool.random(using: &generator) {
        return conjunction(parts, excluded: nodes)
      }
      return conjunction(parts, excluded: [excluded])
    }
  }

  /// Parts and exclusions, each in their order, in any order among each other.
  private mutating func conjunction(_ parts: [QueryNode], excluded: [QueryNode]) -> String {
    var text = ""
    var parts = parts[...]
    var excluded = excluded[...]
    while !parts.isEmpty || !excluded.isEmpty {
      if !text.isEmpty { text += pick([" ", " ", "　", "\n", " AND ", " ＡＮＤ　"]) }
      let isExclusion =
        parts.isEmpty || (!excluded.isEmpty && Bool.random(using: &generator))
      if isExclusion {
        let term = operand(excluded.removeFirst())
        let isBracketed = term.hasPrefix("(") && term.hasSuffix(")")
        text += isBracketed && happens(oneIn: 3) ? "NOT" : pick(["-", "－", "NOT ", "ＮＯＴ　"])
        text += term
      } else {
        text += operand(parts.removeFirst())
      }
    }
    return text
  }

  private mutating func group(_ node: QueryNode) -> String {
    if case .near(let pair) = node { return pick(["(", "（"]) + near(pair) + pick([")", "）"]) }
    return pick(["(", "（"]) + written(node) + pick([")", "）"])
  }

  private mutating func near(_ pair: NearStrings) -> String {
    var text = operand(.string(pair.first)) + pick([" ", "　", "\n"])
    text += pair.isOrdered ? pick(["BEFORE", "ＢＥＦＯＲＥ"]) : pick(["NEAR", "ＮＥＡＲ"])
    if pair.distance != 10 || Bool.random(using: &generator) {
      text += pick(["/", "／", "/0", "／０"])
      let isWide = Bool.random(using: &generator)
      for digit in String(pair.distance).unicodeScalars {
        text.unicodeScalars.append(Unicode.Scalar(digit.value + (isWide ? 0xFEE0 : 0)) ?? digit)
      }
    }
    return text + pick([" ", "　"]) + operand(.string(pair.second))
  }

  private mutating func operand(_ node: QueryNode) -> String {
    if case .near(let pair) = node, Bool.random(using: &generator) { return near(pair) }
    guard case .string(let string) = node else { return group(node) }
    var text = string.text
    if string.isQuoted {
      let (opener, closer) = pick(Self.marks)
      text = opener + text + closer
    }
    // Brackets around the prefix or behind it say the same.
    if happens(oneIn: 8) { text = "(" + text + "）" }
    if string.isExact { text = pick(["exact:", "EXACT：", "ｅｘａｃｔ:"]) + text }
    if happens(oneIn: 8) { text = "（" + text + ")" }
    return text
  }
}
