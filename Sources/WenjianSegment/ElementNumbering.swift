import WenjianBytes
import WenjianDictionary
import WenjianStream

/// Gives the elements of a batch their identifiers: scalars in code point order, then runs in byte order.
struct ElementNumbering {
  let scalars: [UInt32]
  /// The numbers of the runs in the order of their bytes.
  private let runOrder: [Int]
  private let scalarIDs: [UInt32]
  private let runIDs: [UInt32]

  var count: Int { scalars.count + runOrder.count }

  init(elements: UnsafePointer<UInt32>, count: Int, runs: borrowing RunInterner) {
    var isPresent = [Bool](repeating: false, count: Int(StreamElement.firstRun))
    isPresent[0] = true  // the barrier
    for position in 0..<count {
      let element = elements[position]
      if element < StreamElement.firstRun { isPresent[Int(element)] = true }
    }
    var scalarIDs = [UInt32](repeating: 0, count: Int(StreamElement.firstRun))
    var scalars: [UInt32] = []
    isPresent.withUnsafeBytes { isPresent in
      // Eight at a time: nearly all of a million are absent.
      for first in stride(from: 0, to: isPresent.count, by: 8) {
        if load64(isPresent.baseAddress.unsafelyUnwrapped, first) == 0 { continue }
        for scalar in first..<(first + 8) where isPresent[scalar] != 0 {
          scalarIDs[scalar] = UInt32(scalars.count)
          scalars.append(UInt32(scalar))
        }
      }
    }
    var order = Array(0..<runs.count)
    Self.sort(&order, runs)
    var runIDs = [UInt32](repeating: 0, count: runs.count)
    for (ordinal, number) in order.enumerated() { runIDs[number] = UInt32(scalars.count + ordinal) }
    self.scalars = scalars
    self.scalarIDs = scalarIDs
    runOrder = order
    self.runIDs = runIDs
  }

  private static func sort(_ order: inout [Int], _ runs: borrowing RunInterner) {
    // The first eight bytes decide nearly always, and compare as one number.
    var heads = [UInt64](repeating: 0, count: runs.count)
    for number in 0..<runs.count {
      var head: UInt64 = 0
      for (index, byte) in runs.run(number).prefix(8).enumerated() {
        head |= UInt64(byte) << UInt64(56 - 8 * index)
      }
      heads[number] = head
    }
    order.sort { a, b in
      heads[a] != heads[b] ? heads[a] < heads[b] : compareBytes(runs.run(a), runs.run(b)) < 0
    }
  }

  /// Replaces elements by their identifiers.
  func apply(to elements: UnsafeMutablePointer<UInt32>, count: Int) {
    scalarIDs.withUnsafeBufferPointer { scalarIDs in
      runIDs.withUnsafeBufferPointer { runIDs in
        for position in 0..<count {
          let element = elements[position]
          elements[position] =
            element < StreamElement.firstRun
            ? scalarIDs[Int(element)] : runIDs[Int(element &- StreamElement.firstRun)]
        }
      }
    }
  }

  /// Puts the elements back that `apply` replaced, so that a batch whose writing failed can be written again.
  func undo(in elements: UnsafeMutablePointer<UInt32>, count: Int) {
    for position in 0..<count {
      let id = Int(elements[position])
      elements[position] =
        id < scalars.count
        ? scalars[id] : StreamElement.firstRun &+ UInt32(runOrder[id - scalars.count])
    }
  }

  func write(runs: borrowing RunInterner, to writer: ByteWriter) {
    var table = StringTableWriter()
    for number in runOrder { table.append(runs.run(number)) }
    ElementTable.write(scalars: scalars, runs: table, to: writer)
  }
}
