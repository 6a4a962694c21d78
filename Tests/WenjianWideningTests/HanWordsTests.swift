import Testing
import WenjianStream
import WenjianTestSupport

@testable import WenjianWidening

@Suite("Words of Han in a list")
struct HanWordsTests {
  @Test("counters are written as the fold leaves them, and one kind has each")
  func counters() {
    var known: Set<Substring> = []
    for (_, list) in Counter.words {
      for word in list.words {
        let elements = word.unicodeScalars.map { AnalyzedElement.scalar($0.value) }
        #expect(ElementLexicon<Bool>.elements(String(word)) == elements, "\(word)")
        #expect(known.insert(word).inserted, "\(word)")
      }
    }
    #expect(known.count > 90)
  }

  @Test("the longest word at an element is what a table of the words finds")
  func longest() {
    var random = SeededGenerator("words of Han")
    for (_, list) in Counter.words {
      var table = ElementLexicon<Bool>()
      for word in list.words { table.add(ElementLexicon<Bool>.elements(folded: word), true) }
      for _ in 0..<40 {
        // Words and parts of words, with something else between some.
        var text = ""
        for _ in 0..<random.int(0...6) {
          let word = random.pick(list.words)
          text += word.prefix(random.int(1...word.count)) + (random.oneIn(3) ? "ab" : "")
        }
        let elements = ElementLexicon<Bool>.elements(text)
        for index in 0...elements.count {
          let expected = table.match(elements, at: index)?.count
          #expect(list.longestMatch(elements, at: index) == expected, "\(text) at \(index); \(random.replay)")
        }
      }
    }
  }
}
