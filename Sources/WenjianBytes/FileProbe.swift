import Synchronization

/// What an operation changes in the file system; nil for one that only reads.
package enum FileChange {
  case create
  /// Bytes behind those that the file has.
  case write(UnsafeRawBufferPointer)
  case syncFile
  case rename(to: String)
  case remove
  case makeDirectory
  case removeDirectory
  case syncDirectory
}

/// Stands between the engine and the operating system in a test: makes operations fail, or models what of them a power
/// cut would leave.
package protocol FileProbe: AnyObject, Sendable {
  /// Asked before each operation.
  /// - Returns: the errno with which it fails without being done; nil to let it happen.
  func failure(before operation: String, _ path: String, _ change: FileChange?) -> Int32?

  /// Told of an operation that succeeded.
  func didPerform(_ change: FileChange, _ path: String)

  /// Whether forcing files to the disk is left to the probe, which then only notes it.
  var standsForTheDisk: Bool { get }

  /// A number for the name of a new file; nil for one of the system.
  func fileNumber() -> UInt64?
}

extension FileProbe {
  package func didPerform(_ change: FileChange, _ path: String) {}
  package var standsForTheDisk: Bool { false }
  package func fileNumber() -> UInt64? { nil }
}

/// The probe of this process. Costs one relaxed load an operation when there is none.
package enum FileProbes {
  private static let isActive = Atomic<Bool>(false)
  private static let state = Mutex<(any FileProbe)?>(nil)

  package static func install(_ probe: any FileProbe) {
    state.withLock { $0 = probe }
    isActive.store(true, ordering: .sequentiallyConsistent)
  }

  package static func remove() {
    isActive.store(false, ordering: .sequentiallyConsistent)
    state.withLock { $0 = nil }
  }

  static var current: (any FileProbe)? {
    guard isActive.load(ordering: .relaxed) else { return nil }
    return state.withLock { $0 }
  }
}

/// A number for the name of a new file that no other file has.
package func newFileNumber() -> UInt64 {
  FileProbes.current?.fileNumber() ?? UInt64.random(in: 1...UInt64.max)
}
