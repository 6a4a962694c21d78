// How the command ends: the one table of exit codes, and the one function from errors to text and
// code.

import Wenjian
import WenjianJSON
import WenjianMessages

/// Why a process ends, as its exit code. Thrown by a command that has said all there is to say.
enum ExitStatus: Int32, Error, CaseIterable {
  case done = 0
  case nothingFound = 1
  case incomplete = 2
  case usage = 64
  case damagedIndex = 65
  case missingInput = 66
  case unusableOutput = 73
  case inputOutput = 74
  case locked = 75
  case timedOut = 124
  case interrupted = 130

  var meaning: Message {
    switch self {
    case .done: "done; of commands that look for something: it was found"
    case .nothingFound:
      "nothing was found; diff: no word differs; verify-citations: something differs, is otherwise or is not in the index"
    case .incomplete:
      "done, but not all: some files could not be read, some lines of --terms are no query, some documents not saved, "
        + "or the commit is not durable; it is said"
    case .usage: "wrong arguments, or a query that cannot be read"
    case .damagedIndex: "the index is damaged, or of another version"
    case .missingInput: "no such file, directory, index or document, or nothing to index or to count"
    case .unusableOutput: "the directory of the new index cannot be used"
    case .inputOutput: "reading or writing failed, or there was no memory left"
    case .locked: "another process is writing the index"
    case .timedOut: "the time of --timeout was over before the answer was there; what was written is not all"
    case .interrupted: "interrupted while indexing; the index is as it was"
    }
  }

  /// A line for each code, for the help page.
  static var table: String {
    allCases.map { status in
      let code = String(status.rawValue)
      return "  " + code + String(repeating: " ", count: 5 - code.count) + localized(status.meaning)
    }.joined(separator: "\n")
  }
}

/// What went wrong, for people, and the exit code for programs.
struct CommandFailure: Error {
  /// Starts with `wenjian: `; no newline at the end.
  let text: String
  let status: ExitStatus

  init(_ message: String, _ status: ExitStatus) {
    text = "wenjian: " + message
    self.status = status
  }

  /// nil: not an error of ours, but one of the argument parser.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as WenjianError:
      self.init(
        error.annotatedQuery.map { localized(english: $0) } ?? error.messageWithRemedy, ExitStatus(error.code))
    case let error as OutputError: self.init(error.description, .inputOutput)
    default: return nil
    }
  }
}

extension ExitStatus {
  init(_ code: WenjianError.Code) { self = Self(rawValue: code.status) ?? .inputOutput }
}
