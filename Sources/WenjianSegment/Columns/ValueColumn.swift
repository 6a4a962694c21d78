import WenjianBytes
import WenjianDictionary

/// A column of strings of which many documents have the same: the distinct values in order, and for each document a
/// number of one or several of them.
///
/// Grammar:
///
///     u32 valueCount, u32 listCount, u32 tableBytes, u32 sparseCount
///     documents  count * entry, 0 for no value; or, when sparseCount is not 0, sparseCount * u32 document, ascending,
///                then sparseCount * entry; zeros up to a multiple of 8
///     hashes     valueCount * u64, of the `ComparableForm` of each value
///     table      StringTable of the distinct values, tableBytes
///     [lists     MonotoneArray of listCount + 1 starts, then u32 values], when listCount is not 0
///
/// An entry is the narrowest of u8, u16 and u32 that holds entryCount. Where no document has more than one value, listCount
/// is 0 and entry e is value e - 1. Else entry e is list e - 1, and entryCount is listCount: the distinct lists of values
/// that documents have, those of one value too, in the order of their numbers. A column is sparse when that is shorter.
package struct ValueColumn: Sendable {
  package let documentCount: Int
  /// Distinct values; they are numbered from 0 in the order of their bytes.
  package let valueCount: Int
  /// Distinct combinations of values, which are numbered from 1; 0 is none.
  package let entryCount: Int
  /// The documents that have a value, when the column is sparse: so many u32.
  private let sparseDocuments: FileBytes
  private let sparseCount: Int
  private let entries: FileBytes
  /// Bytes of an entry.
  private let width: Int
  private let hashes: FileBytes
  private let table: StringTable
  private let lists: Lists?

  private struct Lists: Sendable {
    let starts: MonotoneArray
    let values: FileBytes
    let valueCount: Int
  }

  static func width(entryCount: Int) -> Int { entryCount < 1 << 8 ? 1 : entryCount < 1 << 16 ? 2 : 4 }

  /// - Returns: nil when the bytes are damaged.
  static func read(_ bytes: FileBytes, documentCount: Int) -> ValueColumn? {
    var reader = ByteReader(bytes)
    guard let valueCount = reader.count32(), let listCount = reader.count32(), let tableBytes = reader.count32(),
      let sparseCount = reader.count32(), sparseCount <= documentCount
    else { return nil }
    let entryCount = listCount > 0 ? listCount : valueCount
    let width = width(entryCount: entryCount)
    guard let sparseDocuments = reader.take(sparseCount, of: 4),
      let entries = reader.take(sparseCount > 0 ? sparseCount : documentCount, of: width), reader.align(to: 8),
      let hashes = reader.take(valueCount, of: 8), let tablePart = reader.take(tableBytes)
    else { return nil }
    var tableReader = ByteReader(tablePart)
    guard let table = StringTable(&tableReader), table.count == valueCount else { return nil }
    var lists: Lists?
    if listCount > 0 {
      guard let starts = MonotoneArray(&reader), starts.count == listCount + 1 else { return nil }
      let values = reader.takeRest()
      lists = Lists(starts: starts, values: values, valueCount: values.count / 4)
    }
    return ValueColumn(
      documentCount: documentCount, valueCount: valueCount, entryCount: entryCount,
      sparseDocuments: sparseDocuments,
      sparseCount: sparseCount, entries: entries, width: width, hashes: hashes, table: table, lists: lists)
  }

  // SAFETY: numbers from damaged bytes are clamped where they are read: an entry that there is not is none, a value that
  // there is not is left out.

  /// The combination of values of a document; 0 for none.
  /// - Precondition: `0 <= document < documentCount`.
  /// - Complexity: constant; of a sparse column, which few documents have, logarithmic in these.
  @inline(__always)
  package func entry(of document: Int) -> Int {
    precondition(document >= 0 && document < documentCount, "document \(document) outside 0..<\(documentCount)")
    if sparseCount == 0 {
      entries.checks.require(entries.start + document &* width, width)
      return sound(storedEntry(document))
    }
    requireEntries()
    let sparseDocuments = sparseDocuments.start
    var (low, high) = (0, sparseCount)
    while low < high {  // the first that is not before the document
      let middle = (low + high) / 2
      if load32(sparseDocuments, middle &* 4) < UInt32(document) { low = middle + 1 } else { high = middle }
    }
    guard low < sparseCount, load32(sparseDocuments, low &* 4) == UInt32(document) else { return 0 }
    return sound(storedEntry(low))
  }

  /// Declares that all entries will be read.
  private func requireEntries() {
    sparseDocuments.requireAll()
    entries.requireAll()
  }

  /// Declares that the values of a document will be read.
  /// - Precondition: `0 <= document < documentCount`.
  func require(_ document: Int) {
    let entry = entry(of: document)
    guard entry > 0 else { return }
    guard let lists else { return table.require(entry - 1) }
    let low = min(max(lists.starts[entry - 1], 0), lists.valueCount)
    let high = min(max(lists.starts[entry], low), lists.valueCount)
    lists.values.checks.require(lists.values.start + low * 4, (high - low) * 4)
    for index in low..<high {
      let value = Int(load32(lists.values.start, index * 4))
      if value < valueCount { table.require(value) }
    }
  }

  /// - Precondition: its reader was told of.
  @inline(__always)
  private func storedEntry(_ index: Int) -> Int {
    let entries = entries.start
    return switch width {
    case 1: Int(entries.load(fromByteOffset: index, as: UInt8.self))
    case 2: Int(load16(entries, index &* 2))
    default: Int(load32(entries, index &* 4))
    }
  }

  @inline(__always)
  private func sound(_ entry: Int) -> Int { entry <= entryCount ? entry : 0 }

  /// Calls `body` for each document that has a value, ascending, with its entry.
  /// - Complexity: linear in the documents; of a sparse column in those that have a value.
  @inline(__always)
  package func forEachDocument(_ body: (_ document: Int, _ entry: Int) -> Void) {
    requireEntries()
    let sparseDocuments = sparseDocuments.start
    for index in 0..<(sparseCount > 0 ? sparseCount : documentCount) {
      let entry = sound(storedEntry(index))
      guard entry > 0 else { continue }
      let document = sparseCount > 0 ? Int(load32(sparseDocuments, index &* 4)) : index
      if document < documentCount { body(document, entry) }
    }
  }

  /// The numbers of the values of an entry, in the order in which the document has them; none for entry 0.
  package func values(ofEntry entry: Int) -> [Int] {
    guard entry > 0, entry <= entryCount else { return [] }
    guard let lists else { return [entry - 1] }
    let low = min(max(lists.starts[entry - 1], 0), lists.valueCount)
    let high = min(max(lists.starts[entry], low), lists.valueCount)
    lists.values.checks.require(lists.values.start + low * 4, (high - low) * 4)
    return (low..<high).compactMap {
      let value = Int(load32(lists.values.start, $0 * 4))
      return value < valueCount ? value : nil
    }
  }

  /// The values of a document; nil when it has none.
  /// - Complexity: linear in them.
  package func values(of document: Int) -> [String]? {
    let entry = entry(of: document)
    return entry == 0 ? nil : values(ofEntry: entry).map(value)
  }

  /// A distinct value.
  /// - Precondition: `0 <= number < valueCount`.
  /// - Complexity: constant: at most 16 strings are read.
  package func value(_ number: Int) -> String { String(decoding: table.string(number), as: UTF8.self) }

  /// The distinct values in order, as UTF-8.
  package func forEachValue(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) rethrows {
    try table.forEach(body)
  }

  /// The hash of a value's `ComparableForm`: values with one hash are one for filters and facets.
  /// - Precondition: `0 <= number < valueCount`.
  package func formHash(_ number: Int) -> UInt64 {
    precondition(number >= 0 && number < valueCount, "value \(number) outside 0..<\(valueCount)")
    hashes.checks.require(hashes.start + number * 8, 8)
    return load64(hashes.start, number * 8)
  }

  /// The numbers of the values with a comparable form.
  /// - Complexity: linear in the distinct values: eight bytes each are read front to back.
  package func values(withForm form: ComparableForm) -> [Int] {
    let hash = form.hash
    hashes.requireAll()
    return (0..<valueCount).filter { load64(hashes.start, $0 &* 8) == hash }
  }

  /// Which entries hold a value that is wanted, by their numbers; there are `entryCount + 1`, the first is false.
  package func entries(where isWanted: (Int) -> Bool) -> [Bool] {
    let values = (0..<valueCount).map(isWanted)
    guard lists != nil else { return [false] + values }
    return [false] + (0..<entryCount).map { entry in self.values(ofEntry: entry + 1).contains { values[$0] } }
  }

  /// Marks the documents whose entry is wanted.
  /// - Parameters:
  ///   - isWanted: by entry, `entryCount + 1` of them; the first, of documents without a value, marks nothing.
  ///   - bits: a bit a document, from the low bit of the first word; (documentCount + 63) / 64 words.
  /// - Complexity: as `forEachDocument`: one to four bytes a document are read front to back.
  package func mark(_ isWanted: [Bool], in bits: UnsafeMutablePointer<UInt64>) {
    precondition(isWanted.count == entryCount + 1, "\(isWanted.count) marks for \(entryCount) entries and none")
    isWanted.withUnsafeBufferPointer { isWanted in
      guard let marks = isWanted.baseAddress else { return }
      forEachDocument { document, entry in
        if marks[entry] { bits[document &>> 6] |= 1 &<< UInt64(document & 63) }
      }
    }
  }

  /// Whether the values ascend, and their hashes are theirs, and every document's entry is one.
  func isConsistent() -> Bool {
    var previous: [UInt8]?
    var isSound = true
    var seen = 0
    forEachValue { number, value in
      if let previous, previous.withUnsafeBytes({ compareBytes($0, value) }) >= 0 { isSound = false }
      previous = [UInt8](value)
      if ComparableForm(String(decoding: value, as: UTF8.self)).hash != formHash(number) { isSound = false }
      seen += 1
    }
    guard isSound, seen == valueCount else { return false }
    if let lists {
      guard lists.starts[entryCount] == lists.valueCount else { return false }
      for entry in 1...entryCount {
        let count = lists.starts[entry] - lists.starts[entry - 1]
        guard count > 0, values(ofEntry: entry).count == count else { return false }
      }
    }
    var before = -1
    requireEntries()
    for index in 0..<(sparseCount > 0 ? sparseCount : documentCount) {
      guard storedEntry(index) <= entryCount else { return false }
      guard sparseCount > 0 else { continue }
      let document = Int(load32(sparseDocuments.start, index * 4))
      guard document > before, document < documentCount, storedEntry(index) > 0 else { return false }
      before = document
    }
    return true
  }
}
