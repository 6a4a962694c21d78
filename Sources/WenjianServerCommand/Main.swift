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

/// Says a text, and ends.
private func end(_ text: String, status: Int32) -> Never {
  let line = Array(((status == 0 ? "" : "wenjian-server: ") + text + "\n").utf8)
  // SAFETY: as many bytes as the array has.
  _ = unsafe line.withUnsafeBytes {
    unsafe write(status == 0 ? STDOUT_FILENO : STDERR_FILENO, $0.baseAddress, $0.count)
  }
  exit(status)
}
