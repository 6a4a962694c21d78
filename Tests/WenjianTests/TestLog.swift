// What long tests say besides passing: figures for people, on standard error.

import Glibc

enum TestLog {
  static func line(_ text: String) {
    let line = text + "\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}
