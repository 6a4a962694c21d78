import WenjianStream

/// Words of Han, written as the fold leaves them, with a blank between two: each character is one element.
///
/// They are compared where they are, in time that grows with all of them: for lists that are asked once or twice a string.
/// A table by first elements (`ElementLexicon`) takes a process that searches once longer to make than all of its search.
struct HanWords: Sendable, ExpressibleByStringLiteral {
  private let text: String

  init(stringLiteral text: String) { self.text = text }

  /// Each word by itself.
  var words: [Substring] { text.split(separator: " ") }

  /// The elements of the longest word that begins at `index`; nil when none does.
  func longestMatch(_ elements: [AnalyzedElement], at index: Int) -> Int? {
    var longest: Int?
    var end = index
    var isMatch = true
    func endWord() {
      if isMatch, end - index > longest ?? 0 { longest = end - index }
    }
    for scalar in text.unicodeScalars {
      if scalar == " " {
        endWord()
        (end, isMatch) = (index, true)
      } else if isMatch {
        isMatch = end < elements.count && elements[end].isScalar(scalar)
        end += 1
      }
    }
    endWord()
    return longest
  }
}
