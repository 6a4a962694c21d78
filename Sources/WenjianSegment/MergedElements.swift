import WenjianBytes
import WenjianDictionary

/// The elements of several segments together, and for each segment the new identifier of each of its own.
struct MergedElements {
  /// By source: the merged identifier of each identifier; ascending.
  private(set) var ids: [[UInt32]]
  private var scalars: [UInt32] = []
  private var runs: [[UInt8]] = []

  var count: Int { scalars.count + runs.count }

  init(_ segments: [Segment]) {
    var isPresent = [Bool](repeating: false, count: 0x11_0000)
    for segment in segments {
      segment.elements.forEachScalar { if $0 < 0x11_0000 { isPresent[Int($0)] = true } }
    }
    var number = [UInt32](repeating: 0, count: 0x11_0000)
    for (scalar, present) in isPresent.enumerated() where present {
      number[scalar] = UInt32(scalars.count)
      scalars.append(UInt32(scalar))
    }
    var all: [(run: [UInt8], source: Int)] = []
    ids = []
    for (source, segment) in segments.enumerated() {
      var map: [UInt32] = []
      map.reserveCapacity(segment.elements.count)
      segment.elements.forEachScalar { map.append($0 < 0x11_0000 ? number[Int($0)] : .max) }
      ids.append(map)
      segment.elements.runs.forEach { _, run in all.append(([UInt8](run), source)) }
    }
    all.sort { a, b in
      let order = a.run.withUnsafeBytes { a in b.run.withUnsafeBytes { compareBytes(a, $0) } }
      return order != 0 ? order < 0 : a.source < b.source
    }
    for (run, source) in all {
      if runs.last != run { runs.append(run) }
      ids[source].append(UInt32(scalars.count + runs.count - 1))
    }
  }

  func write(to writer: ByteWriter) {
    var table = StringTableWriter()
    for run in runs { run.withUnsafeBytes { table.append($0) } }
    ElementTable.write(scalars: scalars, runs: table, to: writer)
  }
}
