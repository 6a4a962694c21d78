import Glibc

/// An operation of the operating system that failed: what was tried, on which path, and the errno.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  package let operation: String
  package let path: String
  package let errorNumber: Int32

  package init(operation: String, path: String, errorNumber: Int32) {
    self.operation = operation
    self.path = path
    self.errorNumber = errorNumber
  }

  /// The number of a file that is a pipe, a socket or a device where a regular file is wanted; no number of the system.
  package static let notARegularFile: Int32 = -1

  package var reason: String {
    errorNumber == Self.notARegularFile
      ? "it is a pipe, a socket or a device, no regular file" : systemMessage(errorNumber)
  }

  package var description: String {
    let remedy =
      switch errorNumber {
      case ENOSPC, EDQUOT: "; free some space and try again, the last commit is unharmed"
      case EACCES, EPERM, EROFS: "; check the permissions"
      case EMFILE, ENFILE: "; too many files are open (see `ulimit -n`)"
      default: ""
      }
    return "cannot \(operation) \(path): \(reason)\(remedy)"
  }

  package var isMissing: Bool { errorNumber == ENOENT || errorNumber == ENOTDIR }
}

/// What the system says of an errno.
package func systemMessage(_ errorNumber: Int32) -> String { String(cString: strerror(errorNumber)) }

/// The one place where the result of a system call becomes a value or a `FileError`: retries EINTR, and
/// asks the probe of a test first.
/// - Parameters:
///   - change: what it changes, of all that the engine writes.
///   - isDescriptorGiven: whether the caller of the library gave the descriptor, which need not be one.
package func systemCall<Result: SignedInteger>(
  _ operation: String, _ path: String, _ change: @autoclosure () -> FileChange? = nil,
  isDescriptorGiven: Bool = false, _ body: () -> Result
) throws(FileError) -> Result {
  guard let probe = FileProbes.current else {
    return try systemCallUnprobed(operation, path, isDescriptorGiven: isDescriptorGiven, body)
  }
  let change = change()
  if let errorNumber = probe.failure(before: operation, path, change) {
    throw FileError(operation: operation, path: path, errorNumber: errorNumber)
  }
  guard let change else {
    return try systemCallUnprobed(operation, path, isDescriptorGiven: isDescriptorGiven, body)
  }
  if probe.simulatesDisk {
    switch change {
    case .syncFile, .syncDirectory:
      probe.didPerform(change, path)
      return 0
    default: break
    }
  }
  let result = try systemCallUnprobed(operation, path, body)
  if case .write(let bytes) = change {
    probe.didPerform(.write(UnsafeRawBufferPointer(rebasing: bytes[..<Int(result)])), path)
  } else {
    probe.didPerform(change, path)
  }
  return result
}

private func systemCallUnprobed<Result: SignedInteger>(
  _ operation: String, _ path: String, isDescriptorGiven: Bool = false, _ body: () -> Result
) throws(FileError) -> Result {
  while true {
    let result = body()
    if result >= 0 { return result }
    let number = errno
    if number == EINTR { continue }
    // For a descriptor of our own EBADF and EFAULT can only come from our own mistake: going on could write to another
    // file.
    precondition(
      isDescriptorGiven || number != EBADF && number != EFAULT, "\(operation) on \(path): errno \(number)")
    throw FileError(operation: operation, path: path, errorNumber: number)
  }
}

/// Closes what was opened, once whatever happens: Linux has given the descriptor up before a signal can interrupt the
/// call, and a second call could close what another thread has opened meanwhile.
/// - Parameter body: calls close(2) or closedir(3).
package func closeOnce(_ path: String, _ body: () -> Int32) throws(FileError) {
  let code = body()
  let number = errno
  if let errorNumber = FileProbes.current?.failure(before: "close", path, nil), errorNumber != EINTR {
    throw FileError(operation: "close", path: path, errorNumber: errorNumber)
  }
  if code == 0 || number == EINTR { return }
  precondition(number != EBADF, "close of \(path): errno \(number)")
  throw FileError(operation: "close", path: path, errorNumber: number)
}
