import WenjianBytes
import WenjianDictionary

/// The elements of several segments together, and for each segment the new identifier of each of its own.
struct MergedElements {
  /// By source: the merged identifier of each identifier, `UInt32.max` for one that only documents have that are left
  /// out; the others ascend.
  private(set) var ids: [[UInt32]]
  /// By source: the identifiers that stay, ascending, with the source's own.
  private(set) var rows: [[(id: UInt32, row: UInt32)]] = []
  private var scalars: [UInt32] = []
  private var runs: [[UInt8]] = []

  var count: Int { scalars.count + runs.count }

  /// - Parameter segments: each with the elements, by identifier, that documents have that stay; nil for all of them.
  init(_ segments: [(segment: Segment, isLive: [Bool]?)]) {
    var scalars: [UInt32] = []
    for (segment, isLive) in segments {
      var id = 0
      segment.elements.forEachScalar {
        if isLive?[id] != false { scalars.append($0) }
        id += 1
      }
    }
    scalars.sort()
    var distinct = 0
    for scalar in scalars where distinct == 0 || scalars[distinct - 1] != scalar {
      scalars[distinct] = scalar
      distinct += 1
    }
    scalars.removeLast(scalars.count - distinct)
    var all: [(run: [UInt8], source: Int, id: Int)] = []
    self.scalars = scalars
    ids = []
    for (source, (segment, isLive)) in segments.enumerated() {
      var map: [UInt32] = []
      map.reserveCapacity(segment.elements.count)
      // Both ascend.
      var number = 0
      segment.elements.forEachScalar { scalar in
        guard isLive?[map.count] != false else { return map.append(.max) }
        while number < scalars.count, scalars[number] < scalar { number += 1 }
        map.append(number < scalars.count && scalars[number] == scalar ? UInt32(number) : .max)
      }
      segment.elements.runs.forEach { _, run in
        if isLive?[map.count] != false { all.append(([UInt8](run), source, map.count)) }
        map.append(.max)
      }
      ids.append(map)
    }
    all.sort { a, b in
      let order = a.run.withUnsafeBytes { a in b.run.withUnsafeBytes { compareBytes(a, $0) } }
      return order != 0 ? order < 0 : a.source < b.source
    }
    for (run, source, id) in all {
      if runs.last != run { runs.append(run) }
      ids[source][id] = UInt32(scalars.count + runs.count - 1)
    }
    rows = ids.map { ids in
      ids.enumerated().compactMap { row, id in id == .max ? nil : (id: id, row: UInt32(row)) }
    }
  }

  func write(to writer: ByteWriter) {
    var table = StringTableWriter()
    for run in runs { run.withUnsafeBytes { table.append($0) } }
    ElementTable.write(scalars: scalars, runs: table, to: writer)
  }
}
