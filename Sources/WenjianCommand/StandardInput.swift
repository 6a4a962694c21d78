// Reading a text from standard input.

import Glibc

/// All of standard input. Bytes that are not UTF-8 become U+FFFD, which an analysis counts among
/// the repairs.
/// - Throws: `CommandFailure` when it cannot be read.
func readStandardInput() throws(CommandFailure) -> String {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    if count > 0 {
      bytes += chunk[..<count]
    } else if errno != EINTR {
      throw CommandFailure(
        "cannot read standard input: \(String(cString: strerror(errno)))", .inputOutput)
    }
  }
}
