// The program `wenjian-server`: HTTP in front of WenjianServer. It is built with the package trait Server (`make server`).

import Glibc
import WenjianJSON
import WenjianServer

@main
struct ServerCommand {
  static func main() async {
    // A client that has gone is an error of a write, not a signal.
    signal(SIGPIPE, SIG_IGN)
    let arguments: ServerArguments
    do {
      arguments = try ServerArguments(Array(CommandLine.arguments.dropFirst()))
    } catch {
      end(error.message, status: 64)
    }
    if let text = arguments.text { end(text, status: 0) }
    #if Server
      do { try await HTTPService(arguments).run() } catch { end(String(describing: error), status: 74) }
    #else
      end("wenjian-server was built without its HTTP library; `make server` builds it whole", status: 69)
    #endif
  }
}

/// Writes a line on standard output, at once.
func say(_ text: String) { write(text, to: STDOUT_FILENO) }

/// Shows a page in the user's browser, where there is one.
func openBrowser(_ page: String) {
  // SAFETY: the texts live until the call is over; what is opened goes on by itself.
  let arguments = unsafe [strdup("xdg-open"), strdup(page), nil]
  defer { unsafe arguments.forEach { unsafe free($0) } }
  var process: pid_t = 0
  _ = unsafe posix_spawnp(&process, "xdg-open", nil, nil, arguments, environ)
}

private func write(_ text: String, to descriptor: Int32) {
  let line = Array((text + "\n").utf8)
  // SAFETY: as many bytes as the array has.
  _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
}

/// Says a text, and ends.
private func end(_ text: String, status: Int32) -> Never {
  write((status == 0 ? "" : "wenjian-server: ") + text, to: status == 0 ? STDOUT_FILENO : STDERR_FILENO)
  exit(status)
}
