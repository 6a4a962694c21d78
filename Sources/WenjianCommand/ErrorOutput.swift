// What went wrong, for programs: with --json on standard output.

import Wenjian
import WenjianJSON

/// Whether a program asked for JSON, also when its other arguments are wrong.
func asksForJSON(_ arguments: [String]) -> Bool { arguments.prefix { $0 != "--" }.contains("--json") }

/// `{"error": {…}}`, besides what people read on standard error.
struct FailureAnswer: JSONWritable {
  let error: ErrorAnswer

  func write(to json: inout JSONWriter) throws { try json.object { try $0.field("error", error) } }
}

extension ErrorAnswer {
  /// - Returns: nil when standard output is what cannot be written to, and for errors of the argument parser.
  init?(_ error: any Error) {
    switch error {
    case let error as WenjianError: self.init(error)
    case let failure as CommandFailure:
      let prefix = "wenjian: "
      let message = failure.text.hasPrefix(prefix) ? String(failure.text.dropFirst(prefix.count)) : failure.text
      self.init(code: failure.status.errorCode, message: message)
    default: return nil
    }
  }
}

extension ExitStatus {
  /// As the codes of the library, where one says the same.
  var errorCode: String {
    switch self {
    case .done, .nothingFound: "nothingFound"
    case .incomplete: "incomplete"
    case .usage: "argument"
    case .damagedIndex: "damaged"
    case .missingInput: "input"
    case .unusableOutput: "foreignDirectory"
    case .inputOutput: "file"
    case .locked: "locked"
    case .timedOut: "deadline"
    case .interrupted: "interrupted"
    }
  }
}
