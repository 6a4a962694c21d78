import Synchronization
import WenjianBytes

/// Whether the columns that lead from a position to its document and its title are as they were written. They are read
/// for every position, so that looking at the page of each row took as long as reading it: all of them are compared when
/// the first row is asked for, some ten bytes a document. Where they are damaged each row is looked at on its own, so that
/// who saves what is sound loses no more than it.
final class PositionColumnChecks: Sendable {
  private let columns: [FileBytes]
  private let areSound = Atomic<Bool>(false)
  private let wereCompared = Atomic<Bool>(false)

  init(_ columns: [FileBytes]) { self.columns = columns }

  /// Declares that a part of one of the columns will be read.
  @inline(__always)
  func require(_ column: FileBytes, _ start: UnsafeRawPointer, _ byteCount: Int) {
    if !areSound.load(ordering: .relaxed) { compare(column, start, byteCount) }
  }

  /// The same for all of them.
  @inline(__always)
  func requireAll() {
    if !areSound.load(ordering: .relaxed) { compareAll() }
  }

  @inline(never)
  private func compare(_ column: FileBytes, _ start: UnsafeRawPointer, _ byteCount: Int) {
    compareOnce()
    column.checks.require(start, byteCount)
  }

  @inline(never)
  private func compareAll() {
    compareOnce()
    if !areSound.load(ordering: .relaxed) { for column in columns { column.requireAll() } }
  }

  private func compareOnce() {
    if !wereCompared.exchange(true, ordering: .relaxed) {
      areSound.store(columns.allSatisfy(\.isSound), ordering: .relaxed)
    }
  }
}
