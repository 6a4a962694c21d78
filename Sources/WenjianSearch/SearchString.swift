package import WenjianQuery
package import WenjianStream

/// One string of a query, folded: what is looked for in every segment.
package struct SearchString: Sendable {
  /// As it was typed.
  package let text: String
  package let isQuoted: Bool
  /// Only hits whose original characters equal the typed ones.
  package let isExact: Bool
  package let elements: [AnalyzedElement]
  /// The typed characters behind each element, to compare with the original in `exact` mode.
  package let sources: [[UInt8]]
  /// Some of it is written in traditional or variant characters.
  package let isTraditional: Bool

  package init(_ string: QueryString, exact: Bool = false) {
    self.init(
      text: string.text, isQuoted: string.isQuoted, isExact: string.isExact || exact)
  }

  package init(text: String, isQuoted: Bool = true, isExact: Bool = false) {
    let items = analyzeQuery(text)
    let utf8 = Array(text.utf8)
    self.text = text
    self.isQuoted = isQuoted
    self.isExact = isExact
    elements = items.map(\.element)
    sources = items.map { Array(utf8[$0.byteRange]) }
    isTraditional = items.contains { $0.isScriptChanged }
  }

  /// A part of another string: its grams and words, for the related tail.
  init(part range: Range<Int>, of string: SearchString) {
    text = string.elements[range].map(\.text).joined()
    isQuoted = false
    isExact = false
    elements = Array(string.elements[range])
    sources = Array(string.sources[range])
    isTraditional = string.isTraditional
  }

  /// The folded text, as it stands in the index.
  package var foldedText: String {
    var text = ""
    for (index, element) in elements.enumerated() {
      if index > 0, case .run = element, case .run = elements[index - 1] { text += " " }
      text += element.text
    }
    return text
  }
}

/// A query that was read but cannot be searched.
package struct SearchError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    /// The string holds nothing that an index keeps: only white space or invisible characters.
    case emptyString
  }

  package let reason: Reason
  package let text: String

  package var description: String {
    "\u{201C}\(text)\u{201D} holds nothing to search for: only white space or invisible characters; "
      + "type at least one visible character"
  }
}
