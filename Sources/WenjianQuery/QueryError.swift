/// Why a query cannot be read: what is wrong, where, and what to type instead.

package struct QueryError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    /// Nothing but white space.
    case empty
    /// More than ``QueryLimits/byteCount`` bytes.
    case tooLong(byteCount: Int)
    /// More than ``QueryLimits/stringCount`` strings.
    case tooManyStrings
    /// More than ``QueryLimits/groupDepth`` groups open at one time.
    case nestedTooDeep

    /// The bracket that opens a group has no partner.
    case unclosedBracket
    /// A closing bracket where no group is open. `textBracketColumn` is where an opening bracket stands
    /// that follows text and was therefore taken as text; nil when there is none.
    case unmatchedBracket(textBracketColumn: Int?)
    /// Inside a group: an opening bracket that follows text, in a string that ends before its partner.
    case unclosedTextBracket
    /// `()`
    case emptyGroup
    /// A quotation mark where a term starts, without its partner.
    case unclosedQuote(closer: Unicode.Scalar)
    /// `""`
    case emptyQuotes
    /// Text directly behind a group or a quoted string that has white space or `|` in it.
    case textAfterClosing

    /// An operator without its left side.
    case nothingBefore
    /// An operator without its right side.
    case nothingAfter
    /// `exact:` without its string.
    case nothingAfterExact
    /// `--`, `NOT NOT`, `NOT -`, `-NOT`
    case doubleExclusion
    /// A query, a group or an alternative that says only what must not be found.
    case onlyExclusions

    /// A group on a side of `NEAR`, `BEFORE`, `NOTBEFORE` or `NOTAFTER`.
    case groupNear
    /// A field on a side of them.
    case fieldNear
    /// `a NEAR/3 b NOTBEFORE c`
    case mixedNeighbours
    /// Behind the slash of an operator: no number, or one over ``QueryLimits/distance``.
    case distance

    /// `issuer:` without a value.
    case nothingAfterField
    /// `field:` without a name and `=`.
    case fieldName
    /// `date:` with what is no day, month, year or range of them.
    case date
    /// `exact:issuer:国务院`
    case exactField
    /// A field inside of `SENTENCE(…)`.
    case fieldInScope
    /// A scope inside of another.
    case scopeInScope
    /// `*` where a string begins.
    case wildcardAtStart
    /// `*` where a string ends, and not behind a letter or digit.
    case wildcardAtEnd
    /// More than ``QueryLimits/wildcardCount`` wildcards in a string.
    case tooManyWildcards

    /// Whether a bracket or quotation mark is alone.
    var isMissingPartner: Bool {
      switch self {
      case .unclosedBracket, .unclosedQuote, .unmatchedBracket(nil): true
      default: false
      }
    }
  }

  package let reason: Reason

  /// What the error is about, in the UTF-8 of the query; on scalar boundaries. Empty only for an empty
  /// query.
  package let byteRange: Range<Int>

  /// The place for people: the ordinal, from 1, of the character (grapheme cluster) in which
  /// ``byteRange`` starts.
  package let column: Int

  /// The text of ``byteRange`` as it can stand in a message of one line: its first characters, without
  /// controls.
  private let fragment: String

  /// - Precondition: `byteRange` lies in the UTF-8 of `source`, on scalar boundaries.
  /// - Complexity: O(bytes before the place).
  init(_ reason: Reason, at byteRange: Range<Int>, in source: String) {
    self.reason = reason
    self.byteRange = byteRange
    self.column = Self.column(ofByteOffset: byteRange.lowerBound, in: source)

    // Enough for every operator and field. Only a distance of a later version, or white space between
    // quotation marks, can be longer.
    let longestFragment = 24
    let marked = source.utf8.dropFirst(byteRange.lowerBound).prefix(byteRange.count)
    let start = Substring(marked).prefix(longestFragment)
    self.fragment =
      start.map(\.cell.text).joined() + (start.utf8.count < marked.count ? "..." : "")
  }

  /// The ordinal, from 1, of the character that holds `byteOffset`; at the end, one past the last.
  static func column(ofByteOffset byteOffset: Int, in source: String) -> Int {
    var column = 1
    var end = 0
    for character in source {
      end += character.utf8.count
      if end > byteOffset { break }
      column += 1
    }
    return column
  }
}

extension QueryError: CustomStringConvertible {
  /// One line: the column, what is wrong, and what to type instead.
  package var description: String { "column \(column): \(problem) \(remedy)" }

  /// What is wrong, as a sentence.
  private var problem: String {
    switch reason {
    case .empty:
      "The query is empty."
    case .tooLong(let byteCount):
      "The query has \(byteCount) bytes of UTF-8; \(QueryLimits.byteCount) is the limit."
    case .tooManyStrings:
      "The query has more than \(QueryLimits.stringCount) strings."
    case .nestedTooDeep:
      "Brackets are nested more than \(QueryLimits.groupDepth) deep."
    case .unclosedBracket:
      "This bracket opens a group that is never closed."
    case .unmatchedBracket(nil):
      "This bracket closes nothing."
    case .unmatchedBracket(.some(let textBracketColumn)):
      "This bracket closes nothing: the one at column \(textBracketColumn) directly follows text, "
        + "and is itself text."
    case .unclosedTextBracket:
      "This bracket directly follows text, so it is text, but its string ends before it is closed."
    case .emptyGroup:
      "There is nothing in these brackets."
    case .unclosedQuote:
      "This quotation mark is never closed."
    case .emptyQuotes:
      "There is nothing in these quotation marks."
    case .textAfterClosing:
      "Text directly follows \(fragment)."
    case .nothingBefore:
      "\(fragment) has nothing on its left side."
    case .nothingAfter:
      isMinus
        ? "Nothing follows this minus directly." : "\(fragment) has nothing on its right side."
    case .nothingAfterExact:
      "\(fragment) has no string directly after it."
    case .doubleExclusion:
      "An exclusion is excluded."
    case .onlyExclusions:
      "This only excludes, and does not say what to find."
    case .groupNear:
      "This is a group, and NEAR, BEFORE, NOTBEFORE and NOTAFTER go between two strings."
    case .fieldNear:
      "\(fragment) is a field, and NEAR, BEFORE, NOTBEFORE and NOTAFTER go between two strings."
    case .mixedNeighbours:
      "\(fragment) follows an operator of the other kind: NEAR and BEFORE want a neighbour, NOTBEFORE and NOTAFTER "
        + "exclude one."
    case .nothingAfterField:
      "\(fragment) has no value."
    case .fieldName:
      "\(fragment) has no name with = behind it."
    case .date:
      "\(fragment) is no day, month, year or range of them."
    case .exactField:
      "exact: is before a field, and values of fields are always matched in all their forms."
    case .fieldInScope:
      "\(fragment) is inside of a sentence, a paragraph or an article, and a field belongs to a document."
    case .scopeInScope:
      "\(fragment) is inside of another scope."
    case .distance:
      "\(fragment) does not end in a number from 0 to \(QueryLimits.distance)."
    case .wildcardAtStart:
      "The wildcard \(fragment) is where a string begins."
    case .wildcardAtEnd:
      "The wildcard \(fragment) is where a string ends, and no letter or digit is before it."
    case .tooManyWildcards:
      "The string has more than \(QueryLimits.wildcardCount) wildcards."
    }
  }

  /// What to do about it, as a sentence.
  private var remedy: String {
    switch reason {
    case .empty:
      "Type a string to find, such as 脱贫攻坚."
    case .tooLong, .tooManyStrings:
      "Split it into several queries."
    case .nestedTooDeep:
      "Take out brackets that are not needed."
    case .unclosedBracket:
      "Close it with ), or put the string in quotation marks to find the bracket itself."
    case .unmatchedBracket(nil):
      "Take it out, or put its string in quotation marks to find the bracket itself."
    case .unmatchedBracket(.some), .unclosedTextBracket:
      "Put white space before the opening bracket to make it a group, or put the whole string in "
        + "quotation marks."
    case .emptyGroup:
      "Take them out, or put the string in quotation marks to find the brackets themselves."
    case .unclosedQuote(let closer):
      "Close it with \(closer), or write \(quotedFragment) to find the mark itself."
    case .emptyQuotes:
      "Put a string between them, or write \(quotedFragment) to find the marks themselves."
    case .textAfterClosing:
      "Put white space between, or put the whole string in quotation marks."
    case .nothingBefore:
      "Put a string there, or write \(quotedFragment) to find it as text."
    case .nothingAfter:
      isMinus
        ? "Write it together with what to exclude, as in 改革 -开放, or write \(quotedFragment) to "
          + "find it as text."
        : "Put a string there, or write \(quotedFragment) to find it as text."
    case .nothingAfterExact:
      "Write them together, as in exact:後, or write \(quotedFragment) to find it as text."
    case .doubleExclusion:
      "Take out one of the two, or put the string in quotation marks to find it as text."
    case .onlyExclusions:
      "Put a string to find before it, as in 改革 -开放, or put it in quotation marks to find it as "
        + "text."
    case .groupNear:
      "Write it once for each string, as in 脱贫 NEAR/10 产业 OR 扶贫 NEAR/10 产业."
    case .fieldNear, .fieldInScope:
      "Put it beside them, as in kind:通知 产业 NEAR/10 就业 or kind:通知 SENTENCE(产业 就业), or put it in quotation "
        + "marks to find it as text."
    case .mixedNeighbours:
      "Join two of them with AND, as in 产业 NEAR/10 就业 AND 改革 NOTBEFORE 开放."
    case .nothingAfterField:
      "Write it behind, as in issuer:国务院, or * for any, or write \(quotedFragment) to find it as text."
    case .fieldName:
      "Write both, as in field:主题=扶贫, or write \(quotedFragment) to find it as text."
    case .date:
      "Write it as 2016, 2016-10, 2016-10-05, 2016..2018, ..2015 or 2016-10..; to find it as text, put the whole "
        + "string in quotation marks."
    case .exactField:
      "Take exact: out."
    case .scopeInScope:
      "Join the two with AND, as in PARAGRAPH(产业 就业) SENTENCE(就业 创业)."
    case .distance:
      "Put the greatest number of characters between the strings there, as in NEAR/10, or write "
        + "\(quotedFragment) to find it as text."
    case .wildcardAtStart, .wildcardAtEnd:
      "Take it out, for a string is found whatever is beside it; to find it as text, put the whole string in quotation "
        + "marks."
    case .tooManyWildcards:
      "Join shorter strings with NEAR or BEFORE, or put it in quotation marks to find it as text."
    }
  }

  private var isMinus: Bool { fragment == "-" || fragment == "－" }

  /// The fragment as it has to be typed to be found as text.
  private var quotedFragment: String {
    QueryString(text: fragment, isQuoted: true, isExact: false, byteRange: byteRange).description
  }
}
