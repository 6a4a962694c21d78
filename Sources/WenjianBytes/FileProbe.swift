import WenjianThreads

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

/// Comes between the engine and the operating system in a test: makes operations fail, or models what of them a power
/// cut would leave.
package protocol FileProbe: AnyObject, Sendable {
  /// Asked before each operation.
  /// - Returns: the errno with which it fails without being done; nil to let it happen.
  func failure(before operation: String, _ path: String, _ change: FileChange?) -> Int32?

  /// Told of an operation that succeeded.
  func didPerform(_ change: FileChange, _ path: String)

  /// Whether the probe takes the place of the disk: files are not forced to it, the probe only notes that.
  var simulatesDisk: Bool { get }

  /// A number for the name of a new file; nil for one of the system.
  func fileNumber() -> UInt64?
}

extension FileProbe {
  package func didPerform(_ change: FileChange, _ path: String) {}
  package var simulatesDisk: Bool { false }
  package func fileNumber() -> UInt64? { nil }
}

/// The probe of this process.
package enum FileProbes {
  private static let hook = TestHook()

  package static func install(_ probe: any FileProbe) { hook.install(probe) }

  package static func remove() { hook.remove() }

  static var current: (any FileProbe)? { hook.current.flatMap { $0 as? any FileProbe } }
}

/// A number for the name of a new file that no other file has.
package func newFileNumber() -> UInt64 {
  FileProbes.current?.fileNumber() ?? UInt64.random(in: 1...UInt64.max)
}
