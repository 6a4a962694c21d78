import Synchronization
import WenjianModel
import WenjianSegment
import WenjianStream
import WenjianThreads

/// Makes masks of filters for one segment, and keeps them: the same filter is asked for page after page and query after
/// query.
final class FilterCompiler: Sendable {
  /// One bit a document each; when there are more, all are forgotten.
  private static let limit = 64

  private let segment: Segment
  private let live: DocumentBits?
  private let known = Locked<[DocumentFilter: DocumentBits]>([:])

  init(_ segment: Segment, live: DocumentBits?) {
    self.segment = segment
    self.live = live
  }

  private var documentCount: Int { segment.statistics.documentCount }

  /// The live documents that a filter keeps.
  /// - Throws: `SearchError` when the query has to end before they are known; then nothing is kept.
  /// - Complexity: linear in the documents when the filter is new, constant when it is known.
  func bits(_ filter: DocumentFilter, _ scratch: SearchScratch) throws -> DocumentBits {
    if let bits = known.withLock({ $0[filter] }) { return bits }
    var words = try words(of: filter, scratch)
    if let mask = live?.mask { for index in words.indices { words[index] &= mask.words[index] } }
    let bits = DocumentBits(words, documentCount: documentCount)
    known.withLock { known in
      if known.count >= Self.limit { known.removeAll() }
      known[filter] = bits
    }
    return bits
  }

  private func words(of filter: DocumentFilter, _ scratch: SearchScratch) throws -> [UInt64] {
    try scratch.checkpoint()
    let table = segment.documents
    switch filter {
    case .dates(let field, let range):
      return marked { table.dates(of: field)?.mark(range.numbers, in: $0) }
    case .exists(let field): return try words(with: field, scratch)
    case .path(let pattern):
      let pattern = PathPattern(pattern)
      var folder = PathFolder()
      return try words(scratch) { document in
        pattern.matches(folder.fold(table.keyBytes(of: document).bindMemory(to: UInt8.self)))
      }
    case .text(let field, let text, let isWhole):
      return try words(of: field, ComparableForm(text), isWhole: isWhole, scratch)
    case .and(let parts):
      return try parts.reduce(all) { zip($0, try words(of: $1, scratch)).map { $0 & $1 } }
    case .or(let parts):
      return try parts.reduce(all.map { _ in 0 }) { zip($0, try words(of: $1, scratch)).map { $0 | $1 } }
    case .not(let part):
      return zip(all, try words(of: part, scratch)).map { $0 & ~$1 }
    }
  }

  private var all: [UInt64] {
    marked { bits in for document in 0..<documentCount { bits[document / 64] |= 1 << UInt64(document % 64) } }
  }

  /// The documents that have a field.
  private func words(with field: DocumentField, _ scratch: SearchScratch) throws -> [UInt64] {
    let table = segment.documents
    switch field {
    case .key: return all
    case .title: return try words(scratch) { table.hasTitle($0) }
    case _ where field.isDate: return try words(scratch) { table.number(field, of: $0) != 0 }
    default: return words(of: field) { Array(repeating: true, count: $0.valueCount) }
    }
  }

  private func words(
    of field: DocumentField, _ wanted: ComparableForm, isWhole: Bool, _ scratch: SearchScratch
  ) throws -> [UInt64] {
    func isWanted(_ value: String) -> Bool {
      let form = ComparableForm(value)
      return isWhole ? form == wanted : form.contains(wanted)
    }
    let table = segment.documents
    switch field {
    case .key: return try words(scratch) { isWanted(table.key(of: $0)) }
    // What a document without a title is shown as is none.
    case .title: return try words(scratch) { isWanted(table.title(of: $0)) && table.hasTitle($0) }
    default:
      // A whole value is found by the hash that is stored with it; for a part each distinct value is folded.
      return try words(of: field) { column in
        var isFound = [Bool](repeating: false, count: column.valueCount)
        if isWhole {
          for number in column.values(withForm: wanted) { isFound[number] = true }
        } else {
          var scanner = QueryScanner()
          try column.forEachValue {
            try scratch.checkpoint()
            isFound[$0] = ComparableForm(String(decoding: $1, as: UTF8.self), &scanner).contains(wanted)
          }
        }
        return isFound
      }
    }
  }

  /// The documents with a value that is wanted, by the numbers of the distinct values.
  private func words(
    of field: DocumentField, where isWanted: (ValueColumn) throws -> [Bool]
  ) rethrows -> [UInt64] {
    guard let column = segment.documents.column(field) else { return marked { _ in } }
    let isWanted = try isWanted(column)
    let entries = column.entries { isWanted[$0] }
    return marked { column.mark(entries, in: $0) }
  }

  private func words(_ scratch: SearchScratch, _ keeps: (Int) -> Bool) throws -> [UInt64] {
    try marked { bits in
      for document in 0..<documentCount {
        try scratch.checkpoint()
        if keeps(document) { bits[document / 64] |= 1 << UInt64(document % 64) }
      }
    }
  }

  /// A bit a document, all zero before they are marked.
  private func marked(_ mark: (UnsafeMutablePointer<UInt64>) throws -> Void) rethrows -> [UInt64] {
    var words = [UInt64](repeating: 0, count: DocumentMask.wordCount(documents: documentCount))
    try words.withUnsafeMutableBufferPointer { words in
      if let base = words.baseAddress { try mark(base) }
    }
    return words
  }
}
