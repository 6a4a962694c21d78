import WenjianBytes
import WenjianDictionary

/// The elements of several segments together, and for each segment the new identifier of each of its own.
struct MergedElements {
  /// By source: the merged identifier of each identifier, `UInt32.max` for one that only documents have that are left
  /// out; the others ascend.
  private(set) var ids: [[UInt32]]
  /// By source: the identifiers that stay, ascending, with the source's own.
  private(set) var rows: [[(id: UInt32, row: UInt32)]] = []
  private(set) var scalars: [UInt32] = []
  /// The runs one behind the other, and where each ends.
  private var runBytes: [UInt8] = []
  private var runEnds: [Int] = []

  var count: Int { scalars.count + runEnds.count }

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
    var all = SourceStrings()
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
        if isLive?[map.count] != false { all.append(run, source: source, ordinal: map.count) }
        map.append(.max)
      }
      ids.append(map)
    }
    all.sort()
    var last: SourceStrings.Entry?
    for entry in all.entries {
      if last.map({ !all.areEqual($0, entry) }) ?? true {
        runBytes.append(contentsOf: all.string(entry))
        runEnds.append(runBytes.count)
      }
      last = entry
      ids[Int(entry.source)][Int(entry.ordinal)] = UInt32(scalars.count + runEnds.count - 1)
    }
    rows = ids.map { ids in
      ids.enumerated().compactMap { row, id in id == .max ? nil : (id: id, row: UInt32(row)) }
    }
  }

  func write(to writer: ByteWriter) {
    var table = StringTableWriter()
    var start = 0
    runBytes.withUnsafeBytes { bytes in
      for end in runEnds {
        table.append(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
    }
    ElementTable.write(scalars: scalars, runs: table, to: writer)
  }
}
