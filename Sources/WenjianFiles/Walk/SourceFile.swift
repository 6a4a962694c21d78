// The bytes a reader reads: a file on disk, or a member of an archive that was unpacked.

import Glibc
import Synchronization
import WenjianBytes
import WenjianThreads

/// Something to be read, and its name.
package struct SourceFile: Sendable {
  /// Below the directory that is indexed; for a member of an archive the archive's path, a slash and its own.
  package let path: String
  package let content: SourceContent

  package init(path: String, content: SourceContent) {
    self.path = path
    self.content = content
  }

  /// Opens a file.
  /// - Throws: `ReadFailure.unreadable`.
  package init(path: String, at location: String) throws(ReadFailure) {
    self.path = path
    content = .file(try OpenedFile(location))
  }

  /// The last name of the path.
  package var name: String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }
}

/// Bytes that can be read anywhere, without all of them being in memory.
package enum SourceContent: Sendable {
  case bytes([UInt8])
  case file(OpenedFile)

  package var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(let file): file.count
    }
  }

  /// Why bytes could not be read, whoever asked for them: nil when all that were asked for came.
  var failure: ReadFailure? {
    switch self {
    case .bytes: nil
    case .file(let file): file.failure
    }
  }

  /// All bytes; those of a file are read in one call into an array of their size.
  package func all() throws(ReadFailure) -> [UInt8] {
    switch self {
    case .bytes(let bytes): bytes
    case .file(let file): try file.read(at: 0, count: file.count)
    }
  }

  /// The bytes from an offset on; fewer where the content ends.
  /// - Precondition: neither is negative.
  package func read(at offset: Int, count: Int) throws(ReadFailure) -> [UInt8] {
    switch self {
    case .bytes(let bytes):
      let start = min(offset, bytes.count)
      return Array(bytes[start..<min(bytes.count, start + min(count, bytes.count))])
    case .file(let file): return try file.read(at: offset, count: count)
    }
  }
}

/// A file that is open for reading.
package final class OpenedFile: Sendable {
  private let descriptor: Int32
  private let path: String
  /// Its size when it was opened.
  package let count: Int
  private let firstFailure = Locked<ReadFailure?>(nil)

  init(_ path: String) throws(ReadFailure) {
    self.path = path
    do {
      // Not blocking: what was a file when the directory was listed may have become a pipe.
      descriptor = try systemCall("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    } catch {
      throw .unreadable(error.reason)
    }
    var status = stat()
    let opened = descriptor
    do {
      _ = try systemCall("inspect", path) { fstat(opened, &status) }
    } catch {
      close(opened)
      throw .unreadable(error.reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw .notAFile
    }
    count = Int(status.st_size)
  }

  // All that was read came without an error: closing can lose nothing.
  deinit { close(descriptor) }

  /// Why reading failed the first time that it did.
  var failure: ReadFailure? { firstFailure.withLock { $0 } }

  func read(at offset: Int, count: Int) throws(ReadFailure) -> [UInt8] {
    do throws(ReadFailure) {
      return try readBytes(at: offset, count: count)
    } catch {
      firstFailure.withLock { $0 = $0 ?? error }
      throw error
    }
  }

  private func readBytes(at offset: Int, count: Int) throws(ReadFailure) -> [UInt8] {
    let wanted = max(0, min(count, self.count - offset))
    var error: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      do {
        while filled < wanted {
          let start = filled
          let got = try systemCall("read", path) {
            pread(descriptor, buffer.baseAddress.unsafelyUnwrapped + start, wanted - start, off_t(offset + start))
          }
          if got == 0 { break }
          filled += got
        }
      } catch let failure as FileError {
        error = failure
      } catch {
        preconditionFailure("\(error)")
      }
    }
    if let error { throw .unreadable(error.reason) }
    // Its beginning alone must not pass for the whole.
    if bytes.count < wanted { throw .unreadable("it was cut short while it was read") }
    return bytes
  }
}
