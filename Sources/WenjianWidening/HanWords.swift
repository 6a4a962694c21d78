import WenjianStream

/// Words of Han, written as the fold leaves them, with a blank between two: each character is one element.
///
/// They are compared where they are, in time that grows with all of them where one begins as the text does. A table of them by
/// their elements (`ElementLexicon`) takes a process that searches once longer to make than all of its search.
struct HanWords: Sendable, ExpressibleByStringLiteral {
  private let text: String
  /// The first character of each word.
  private let firsts: [UInt32]

  init(stringLiteral text: String) {
    self.text = text
    var firsts: [UInt32] = []
    var isFirst = true
    for scalar in text.unicodeScalars {
      if isFirst { firsts.append(scalar.value) }
      isFirst = scalar == " "
    }
    self.firsts = firsts
  }

  /// Each word by itself.
  var words: [Substring] { text.split(separator: " ") }

  /// The elements of the longest word that begins at `index`; nil when none does.
  func longestMatch(_ elements: [AnalyzedElement], at index: Int) -> Int? {
    guard index < elements.count, case .scalar(let first) = elements[index], firsts.contains(first) else {
      return nil
    }
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
