import Glibc

/// Writes one new file front to back through a buffer. Durable only after `finish()`.
package final class FileWriter {
  package let path: String
  private var descriptor: Int32
  /// What was written, of a file that is only in memory.
  private let memory: ByteWriter?
  private let buffer: ByteWriter
  private static let bufferBytes = 1 << 18
  /// Bytes handed in so far, so the offset at which the next byte will stand.
  package private(set) var byteOffset = 0

  /// Creates the file, for those who may read its directory. It must not exist yet: names are never used again.
  package init(creating path: String) throws(FileError) {
    self.path = path
    let mode = FileOperations.fileMode(in: path)
    memory = nil
    buffer = ByteWriter(capacity: Self.bufferBytes + 65536)
    descriptor = try systemCall("create", path, .create) {
      open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    }
  }

  /// A file that is on no disk: `contents` has it when it is finished.
  /// - Parameter name: for messages.
  package init(inMemory name: String) {
    path = name
    descriptor = -1
    buffer = ByteWriter(capacity: 64)
    memory = ByteWriter(capacity: Self.bufferBytes)
  }

  /// Of a file in memory, what was written to it.
  package var contents: MappedFile? { memory.map { MappedFile(copying: $0.bytes, path: path) } }

  deinit { if descriptor >= 0 { close(descriptor) } }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    byteOffset += bytes.count
    if let memory {
      memory.append(bytes)
      return
    }
    if bytes.count >= Self.bufferBytes {
      try flush()
      try writeThrough(bytes)
    } else {
      buffer.append(bytes)
      if buffer.count >= Self.bufferBytes { try flush() }
    }
  }

  package func write(_ bytes: [UInt8]) throws(FileError) {
    let writer = ByteWriter(capacity: bytes.count)
    writer.append(bytes)
    try write(writer.bytes)
  }

  /// Zero bytes up to the next multiple of `alignment`.
  package func pad(to alignment: Int) throws(FileError) {
    let missing = (alignment - byteOffset % alignment) % alignment
    if missing > 0 { try write([UInt8](repeating: 0, count: missing)) }
  }

  private func flush() throws(FileError) {
    try writeThrough(buffer.bytes)
    buffer.removeAll()
  }

  private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      written += try systemCall("write", path, .write(rest)) {
        Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
    }
  }

  /// Writes what is buffered, forces it to the disk when `durably`, and closes the file.
  package func finish(durably: Bool = true) throws(FileError) {
    if memory != nil { return }
    try flush()
    if durably { _ = try systemCall("sync", path, .syncFile) { fsync(descriptor) } }
    let closing = descriptor
    descriptor = -1
    try closeOnce(path) { close(closing) }
  }
}
