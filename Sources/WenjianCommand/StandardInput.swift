// Reading texts that the user hands over.

import Glibc
import WenjianMessages

/// All of standard input. Bytes that are not UTF-8 become U+FFFD, which an analysis counts among
/// the repairs.
/// - Throws: `CommandFailure` when it cannot be read.
func readStandardInput() throws(CommandFailure) -> String {
  String(decoding: try readBytes(ofDescriptor: STDIN_FILENO, localized("standard input")), as: UTF8.self)
}

/// All of a file, or of standard input, which `-` is.
/// - Throws: `CommandFailure` when it cannot be read.
func readBytes(of path: String) throws(CommandFailure) -> [UInt8] {
  if path == "-" { return try readBytes(ofDescriptor: STDIN_FILENO, localized("standard input")) }
  let descriptor = openForReading(path)
  guard descriptor >= 0 else { throw unreadable(path, errno == ENOENT ? .missingInput : .inputOutput) }
  defer { close(descriptor) }
  return try readBytes(ofDescriptor: descriptor, path)
}

private func readBytes(ofDescriptor descriptor: Int32, _ name: String) throws(CommandFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, into: &chunk)
    if count == 0 { return bytes }
    if count > 0 {
      bytes += chunk[..<count]
    } else if errno != EINTR {
      throw unreadable(name, .inputOutput)
    }
  }
}

private func unreadable(_ name: String, _ status: ExitStatus) -> CommandFailure {
  CommandFailure(localized("cannot read \(name): \(localized(english: systemMessage(errno)))"), status)
}
