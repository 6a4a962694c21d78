import WenjianQuery
package import WenjianStream
package import WenjianWidening

/// One string of a query, folded: what is looked for in every segment.
///
/// A reference: a plan hands its strings to every segment, and copying the arrays of a value took a quarter of a short
/// query.
package final class SearchString: Sendable {
  /// As it was typed.
  package let text: String
  package let isQuoted: Bool
  /// Only hits whose original characters equal the typed ones.
  package let isExact: Bool
  /// Some of it is written in traditional or variant characters.
  package let isTraditional: Bool
  /// The elements: scalars as themselves, runs as `StreamElement.firstRun` plus their number in `runs`.
  let codes: [UInt32]
  let runs: [[UInt8]]
  /// What most strings do not have; nil when there is nothing of it.
  private let rare: Rare?

  /// Apart, because a string is made and freed with every query, and each reference in it is counted.
  private final class Rare: Sendable {
    let sources: [[UInt8]]
    let uses: [OccurrenceUse]
    let forms: [SearchString]
    let written: WrittenForm?
    let pattern: WildcardPattern?

    init(
      sources: [[UInt8]] = [], uses: [OccurrenceUse] = [], forms: [SearchString] = [], written: WrittenForm? = nil,
      pattern: WildcardPattern? = nil
    ) {
      self.sources = sources
      self.uses = uses
      self.forms = forms
      self.written = written
      self.pattern = pattern
    }
  }

  /// The typed characters behind each element, to compare with the original; only of exact strings.
  var sources: [[UInt8]] { rare?.sources ?? [] }
  /// Of a string that a query asks for only in conditions: those conditions. Its occurrences count, and are shown,
  /// where they take part in any. Empty for a string that is asked for on its own.
  var uses: [OccurrenceUse] { rare?.uses ?? [] }
  /// The written forms that are found as one term, the typed one first; empty for a string of one form.
  package var forms: [SearchString] { rare?.forms ?? [] }
  /// Of a form: why it is one, and what must not be beside it.
  package var written: WrittenForm? { rare?.written }
  /// Of a string with wildcards, which has no elements of its own: what it looks for.
  var pattern: WildcardPattern? { rare?.pattern }

  /// Whether its occurrences are more than those of one sequence of elements.
  var isVaried: Bool {
    guard let rare else { return false }
    return !rare.forms.isEmpty || rare.pattern != nil
  }

  /// The number of elements.
  package var count: Int { codes.count }

  /// The elements on their own.
  package var elements: [AnalyzedElement] {
    codes.map { code in
      code < StreamElement.firstRun ? .scalar(code) : .run(runs[Int(code - StreamElement.firstRun)])
    }
  }

  /// Whether two strings look for the same occurrences.
  func findsSame(as other: SearchString) -> Bool {
    guard codes == other.codes, runs == other.runs, isExact == other.isExact else { return false }
    if rare == nil, other.rare == nil { return true }
    return (!isExact || sources == other.sources)
      // The typed form may have anything beside it, and so may a form that says nothing of that.
      && written?.notBehind ?? [] == other.written?.notBehind ?? []
      && written?.notBefore ?? [] == other.written?.notBefore ?? []
      && forms.elementsEqual(other.forms) { $0.findsSame(as: $1) } && pattern == other.pattern
  }

  /// - Throws: `SearchError` for wildcards at an edge of what the index keeps of the string.
  init(_ string: QueryString, exact: Bool, scanner: inout QueryScanner) throws(SearchError) {
    text = string.text
    isQuoted = string.isQuoted
    isExact = string.isExact || exact
    guard string.wildcards.isEmpty else {
      guard let pattern = WildcardPattern(string, exact: isExact, scanner: &scanner) else {
        throw SearchError(reason: .wildcardAtEdge, text: text)
      }
      rare = Rare(pattern: pattern)
      isTraditional = pattern.isTraditional
      (codes, runs) = ([], [])
      return
    }
    let folded = scanner.fold(text, keepsSources: isExact)
    codes = folded.codes
    runs = folded.runs
    isTraditional = folded.isScriptChanged
    if isExact {
      let utf8 = Array(text.utf8)
      rare = Rare(sources: folded.sources.map { Array(utf8[$0]) })
    } else {
      rare = nil
    }
  }

  /// The same string with other written forms, or where it is asked for only in conditions.
  init(_ string: SearchString, forms: [SearchString]? = nil, uses: [OccurrenceUse] = []) {
    text = string.text
    isQuoted = string.isQuoted
    isExact = string.isExact
    isTraditional = string.isTraditional
    codes = string.codes
    runs = string.runs
    rare = Rare(
      sources: string.sources, uses: uses, forms: forms ?? string.forms, written: string.written,
      pattern: string.pattern)
  }

  /// A form of another string.
  init(_ form: WrittenForm, of string: SearchString, scanner: inout QueryScanner) {
    text = form.text
    isQuoted = string.isQuoted
    isExact = false
    let folded = scanner.fold(text, keepsSources: false)
    codes = folded.codes
    runs = folded.runs
    isTraditional = string.isTraditional
    rare = Rare(written: form)
  }

  /// A part of another string: its grams and words, for the related tail.
  init(part range: Range<Int>, of string: SearchString) {
    text = string.elements[range].map(\.text).joined()
    isQuoted = false
    isExact = false
    codes = Array(string.codes[range])
    runs = string.runs
    isTraditional = string.isTraditional
    rare = nil
  }

  /// A string that was not typed, by its elements.
  /// - Parameter runs: that its codes name.
  init(codes: [UInt32], runs: [[UInt8]]) {
    text = ""
    isQuoted = true
    isExact = false
    self.codes = codes
    self.runs = runs
    isTraditional = false
    rare = nil
  }

  /// The folded text, as it is in the index; wildcards as they are.
  package var foldedText: String { pattern.map { $0.texts.joined() } ?? elements.foldedText }

  /// Each element as people read it, and each wildcard.
  package var elementTexts: [String] { pattern?.texts ?? elements.map(\.text) }
}

extension [AnalyzedElement] {
  /// The elements as a text that folds to them.
  var foldedText: String {
    var text = ""
    for (index, element) in enumerated() {
      if index > 0, case .run = element, case .run = self[index - 1] { text += " " }
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
    /// A wildcard of a string has nothing of it on one side that an index keeps.
    case wildcardAtEdge
    /// The page cursor is of another search.
    case otherSearch
    /// The page cursor is of an older commit, whose scores this one does not have.
    case olderCommit(Int, Int)
    /// The occurrences that the query works with do not fit.
    case tooMuchMemory(limitBytes: Int)
    /// The deadline of the query passed before it was done.
    case deadlinePassed
    /// Whoever asked does not want the answer any more.
    case cancelled
  }

  package let reason: Reason
  package let text: String

  package init(reason: Reason, text: String = "") {
    self.reason = reason
    self.text = text
  }

  package var description: String {
    switch reason {
    case .emptyString:
      "\u{201C}\(text)\u{201D} holds nothing to search for: only white space or invisible characters; "
        + "type at least one visible character"
    case .wildcardAtEdge:
      "\u{201C}\(text)\u{201D} begins or ends with a wildcard, invisible characters aside; take it out, for a string is "
        + "found whatever is beside it"
    case .tooMuchMemory(let limitBytes):
      "the query needs more than \(limitBytes >> 20) MB of memory, which is the limit: it relates strings that occur too "
        + "often, or * matches too much. Ask for rarer strings, for fewer conditions such as NEAR, or for fewer documents with a filter"
    case .deadlinePassed:
      "the query was not done by its deadline and was ended without an answer; allow more time, or ask for rarer strings "
        + "or fewer documents"
    case .cancelled: "the query was cancelled and was ended without an answer; ask again for one"
    case .otherSearch:
      "\(text) is the end of a page of another search; ask for the next page with the query, filter and order of the "
        + "page that gave it"
    case .olderCommit(let then, let now):
      "\(text) is the end of a page of commit \(then), and the index is at commit \(now), where documents score "
        + "otherwise; begin with the first page again, or sort by date, path or hits, which go on"
    }
  }
}
