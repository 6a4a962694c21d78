import WenjianBytes
import WenjianDictionary
import WenjianStream

/// Gathers the values of a `ValueColumn`.
struct ValueColumnWriter {
  /// Distinct values in the order in which they come, and the hashes of their forms where these are known.
  private var values: [(value: [UInt8], formHash: UInt64?)] = []
  /// The number of each value by the hash of its bytes; of those with one hash, which hardly occurs, the others are at
  /// the next free ones.
  private var numbers: [UInt64: UInt32] = [:]
  /// Distinct lists of values, by the numbers these come in.
  private var lists: [[UInt32]] = []
  private var listNumbers: [[UInt32]: UInt32] = [:]
  /// By the number of a value: the list that holds it alone, plus one; 0 for none.
  private var singles: [UInt32] = []
  /// The documents that have values, and the numbers of their lists: an unused column takes no memory.
  private var documents: [(document: UInt32, list: UInt32)] = []
  private(set) var count = 0

  /// - Parameter count: documents without a value that come before all others.
  init(count: Int = 0) { self.count = count }

  var isEmpty: Bool { documents.isEmpty }

  /// - Parameter strings: of one document; one that comes twice counts once. None: the document has no value.
  mutating func append(_ strings: [String]) {
    if strings.isEmpty { return appendNothing(1) }
    var list: [UInt32] = []
    for var string in strings {
      let number = string.withUTF8 { self.number(of: UnsafeRawBufferPointer($0), formHash: nil) }
      if !list.contains(number) { list.append(number) }
    }
    append(list: list)
  }

  /// Takes documents over from another segment; what is distinct there is looked up once.
  mutating func append(_ ranges: [Range<Int>], of column: ValueColumn) {
    var taken = [UInt32?](repeating: nil, count: column.valueCount)
    column.forEachValue { taken[$0] = number(of: $1, formHash: column.formHash($0)) }
    var entries = [UInt32?](repeating: nil, count: column.entryCount + 1)
    var first = count
    var at = 0
    column.forEachDocument { document, entry in
      // Documents ascend, and so do the ranges.
      while at < ranges.count, ranges[at].upperBound <= document {
        first += ranges[at].count
        at += 1
      }
      guard at < ranges.count, ranges[at].lowerBound <= document else { return }
      let known = entries[entry] ?? self.list(column.values(ofEntry: entry).compactMap { taken[$0] })
      entries[entry] = known
      if !lists[Int(known)].isEmpty {
        documents.append((UInt32(first + document - ranges[at].lowerBound), known))
      }
    }
    count += ranges.reduce(0) { $0 + $1.count }
  }

  mutating func appendNothing(_ count: Int) { self.count += count }

  private mutating func number(of value: UnsafeRawBufferPointer, formHash: UInt64?) -> UInt32 {
    var hash = hash64(value)
    while let number = numbers[hash] {
      let known = values[Int(number)].value
      if known.count == value.count, known.withUnsafeBytes({ compareBytes($0, value) == 0 }) { return number }
      hash &+= 1
    }
    let number = UInt32(values.count)
    values.append(([UInt8](value), formHash))
    singles.append(0)
    numbers[hash] = number
    return number
  }

  private mutating func append(list: [UInt32]) {
    documents.append((UInt32(count), self.list(list)))
    count += 1
  }

  private mutating func list(_ list: [UInt32]) -> UInt32 {
    if list.count == 1 {
      let single = singles[Int(list[0])]
      if single > 0 { return single - 1 }
      singles[Int(list[0])] = UInt32(lists.count) + 1
    } else {
      if let number = listNumbers[list] { return number }
      listNumbers[list] = UInt32(lists.count)
    }
    lists.append(list)
    return UInt32(lists.count) - 1
  }

  mutating func finish() -> ByteWriter {
    // What only documents have that were not taken over is left out.
    var isListUsed = [Bool](repeating: false, count: lists.count)
    for (_, list) in documents { isListUsed[Int(list)] = true }
    var isUsed = [Bool](repeating: false, count: values.count)
    for number in lists.indices where isListUsed[number] {
      for value in lists[number] { isUsed[Int(value)] = true }
    }
    var order = values.indices.filter { isUsed[$0] }
    order.sort { a, b in
      values[a].value.withUnsafeBytes { a in values[b].value.withUnsafeBytes { compareBytes(a, $0) < 0 } }
    }
    var places = [UInt32](repeating: 0, count: values.count)
    for (place, number) in order.enumerated() { places[number] = UInt32(place) }
    let placed = lists.map { list in list.map { places[Int($0)] } }
    let listOrder = placed.indices.filter { isListUsed[$0] }
      .sorted { placed[$0].lexicographicallyPrecedes(placed[$1]) }
    // Without lists of several values, the lists in order are the values in order.
    let hasLists = listOrder.contains { placed[$0].count > 1 }
    var entries = [UInt32](repeating: 0, count: lists.count)
    for (place, number) in listOrder.enumerated() { entries[number] = UInt32(place + 1) }
    let width = ValueColumn.width(entryCount: listOrder.count)
    let isSparse = !documents.isEmpty && documents.count * (4 + width) < count * width

    let writer = ByteWriter(capacity: documents.count * 8 + values.count * 24 + 1024)
    writer.append(UInt32(order.count))
    writer.append(UInt32(hasLists ? listOrder.count : 0))
    writer.append(UInt32(0))
    writer.append(UInt32(isSparse ? documents.count : 0))
    func append(_ entry: UInt32) {
      switch width {
      case 1: writer.append(UInt8(entry))
      case 2: writer.append(UInt16(entry))
      default: writer.append(entry)
      }
    }
    if isSparse {
      for (document, _) in documents { writer.append(document) }
      for (_, list) in documents { append(entries[Int(list)]) }
    } else {
      var next = 0
      for document in 0..<count {
        if next < documents.count, documents[next].document == UInt32(document) {
          append(entries[Int(documents[next].list)])
          next += 1
        } else {
          append(0)
        }
      }
    }
    writer.pad(to: 8)
    var scanner = QueryScanner()
    for number in order {
      let (value, formHash) = values[number]
      writer.append(formHash ?? ComparableForm(String(decoding: value, as: UTF8.self), &scanner).hash)
    }
    let tableStart = writer.count
    var table = StringTableWriter()
    for number in order { values[number].value.withUnsafeBytes { table.append($0) } }
    table.finish(to: writer)
    writer.patch(UInt32(writer.count - tableStart), at: 8)
    if hasLists {
      var starts = [0]
      for number in listOrder { starts.append(starts[starts.count - 1] + placed[number].count) }
      MonotoneArray.write(starts, to: writer)
      for number in listOrder { for value in placed[number] { writer.append(value) } }
    }
    return writer
  }
}
