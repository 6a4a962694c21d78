import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianQuery
import WenjianSegment

/// Where a page of a result ended: what its last document was sorted by, so that the next page begins behind it whatever
/// has been added meanwhile.
///
/// An order by date, key or occurrences goes on in a later commit. Scores are of one commit: there a cursor of relevance
/// is refused.
package struct PageCursor: Hashable, Sendable {
  /// The commit that the page is of.
  package let generation: Int
  /// Of the query, its filter and its order: a cursor of another search is refused.
  let search: UInt64
  /// What the last document was sorted by: of relevance the bits of its score.
  let number: UInt32
  let key: [UInt8]

  /// Identifies a search, its pages apart.
  static func identity(of request: SearchRequest) -> UInt64 {
    var text = request.query.description
    text += "\u{0}"
    text += request.filter?.description ?? ""
    text += "\u{0}"
    text += name(of: request.sort)
    text += request.reading.isExact ? "\u{0}true " : "\u{0}false "
    text += request.collapsesCopies ? "true" : "false"
    text += request.reading.otherForms?.identity ?? ""
    return text.withUTF8 { hash64(UnsafeRawBufferPointer($0)) }
  }

  private static func name(of sort: SortOrder) -> String {
    switch sort {
    case .relevance: "relevance"
    case .date(newestFirst: true): "date(newestFirst: true)"
    case .date(newestFirst: false): "date(newestFirst: false)"
    case .key: "key"
    case .occurrences: "occurrences"
    }
  }
}

extension PageCursor: LosslessStringConvertible {
  private static let version = "w1"

  /// `w1.GENERATION.SEARCH.NUMBER.KEY` in hexadecimal digits.
  package var description: String {
    func hex(_ value: some BinaryInteger) -> String { String(value, radix: 16) }
    let head = [Self.version, hex(generation), hex(search), hex(number), ""].joined(separator: ".")
    var text = Array(head.utf8)
    text.reserveCapacity(text.count + 2 * key.count)
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
    for byte in key {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// - Returns: nil for what is no cursor.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == Self.version, let generation = Int(parts[1], radix: 16), generation >= 0,
      let search = UInt64(parts[2], radix: 16), let number = UInt32(parts[3], radix: 16),
      parts[4].utf8.count % 2 == 0
    else { return nil }
    self.generation = generation
    self.search = search
    self.number = number
    var key: [UInt8] = []
    var digits = parts[4].utf8.makeIterator()
    while let high = digits.next(), let low = digits.next() {
      guard let byte = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else { return nil }
      key.append(byte)
    }
    self.key = key
  }
}

extension Searcher {
  /// The order of a search. Fields alone make no document better than another: then the newest come first.
  func order(of request: SearchRequest, strings: Int) -> SortOrder {
    request.sort == .relevance && strings == 0 ? .date(newestFirst: true) : request.sort
  }

  /// Where a page ended, for the next one.
  /// - Returns: nil when the page was not full, and where related documents have begun.
  package func cursor(behind outcome: SearchOutcome) -> PageCursor? {
    let request = outcome.request
    guard let last = outcome.ranked.last, last.tier == .match, outcome.ranked.count == request.limit else {
      return nil
    }
    return cursor(behind: last, of: request, order(of: request, strings: outcome.strings.count))
  }

  /// Refuses a cursor that this search cannot go on from.
  /// - Throws: `SearchError`.
  func check(_ cursor: PageCursor, of request: SearchRequest, _ sort: SortOrder) throws(SearchError) {
    guard cursor.search == PageCursor.identity(of: request) else {
      throw SearchError(reason: .otherSearch, text: cursor.description)
    }
    guard sort != .relevance || cursor.generation == snapshot.generation else {
      throw SearchError(reason: .olderCommit(cursor.generation, snapshot.generation), text: cursor.description)
    }
  }

  /// Whether a document comes behind a cursor in the order of relevance.
  /// - Throws: `SearchError` when the cursor's document is not there.
  func isBehind(
    _ cursor: PageCursor, _ order: RelevanceOrder
  ) throws(SearchError) -> (RelevanceOrder.Entry) -> Bool {
    guard let last = snapshot.document(forKey: String(decoding: cursor.key, as: UTF8.self)) else {
      throw SearchError(reason: .otherSearch, text: cursor.description)
    }
    let end = RelevanceOrder.Entry(
      score: Float(bitPattern: cursor.number), document: UInt32(truncatingIfNeeded: last.document),
      view: UInt32(truncatingIfNeeded: last.view), occurrences: 0)
    return { order.isBetter(end, than: $0) }
  }

  /// Whether a document comes behind a cursor in another order.
  func isBehind(_ cursor: PageCursor, _ order: NumberOrder) -> (NumberOrder.Entry) -> Bool {
    { entry in
      if entry.number != cursor.number { return entry.number < cursor.number }
      return cursor.key.withUnsafeBytes { precedes($0, order.key(of: entry)) }
    }
  }

  private func cursor(behind document: RankedDocument, of request: SearchRequest, _ sort: SortOrder) -> PageCursor {
    let table = snapshot.views[document.view].segment.documents
    let number: UInt32
    switch sort {
    case .relevance: number = document.score.bitPattern
    case .date(let newestFirst):
      let date = table.date(of: document.document)
      number = newestFirst || date == 0 ? date : .max - date
    case .occurrences: number = UInt32(truncatingIfNeeded: document.occurrences)
    case .key: number = 0
    }
    return PageCursor(
      generation: snapshot.generation, search: PageCursor.identity(of: request), number: number,
      key: Array(table.keyBytes(of: document.document)))
  }
}
