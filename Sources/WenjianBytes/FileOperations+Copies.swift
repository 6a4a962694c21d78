import Glibc

extension FileOperations {
  /// Gives a file a second name; where that cannot be, as on another file system, copies it.
  /// - Parameter copies: copies it in any case.
  /// - Returns: whether it was copied. A copy is durable; a name becomes so with `syncDirectory`.
  /// - Throws: `FileError`; nothing is at `destination` then that was not there before.
  package static func linkOrCopy(
    _ path: String, to destination: String, copies: Bool = false
  ) throws(FileError) -> Bool {
    if !copies {
      do throws(FileError) {
        _ = try systemCall("link", path) { link(path, destination) }
        return false
      } catch {
        // Another file system; none that knows links; too many of them; a file of another user.
        guard [EXDEV, EPERM, EMLINK, EOPNOTSUPP, ENOSYS].contains(error.errorNumber) else { throw error }
      }
    }
    try copy(path, to: destination)
    return true
  }

  private static func copy(_ path: String, to destination: String) throws(FileError) {
    let (descriptor, _) = try openRegularFile(path)
    defer { close(descriptor) }
    let writer = try FileWriter(creating: destination)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 8)
    defer { buffer.deallocate() }
    do throws(FileError) {
      while true {
        let count = try systemCall("read", path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
        if count == 0 { break }
        try writer.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      try writer.finish()
    } catch {
      try? remove(destination)
      throw error
    }
  }
}
