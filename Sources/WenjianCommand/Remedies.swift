// What the command knows to do about what the library tells: which of its own verbs and options help. The library does not
// know the command, and its messages name none of it.

import Wenjian

extension WenjianError {
  /// The message, and behind it what the command has for it.
  var messageWithRemedy: String {
    guard let remedy = Self.remedies[code] else { return message }
    return message + " (" + remedy(path ?? "Index") + ")"
  }

  /// By code, for the path that the error is about.
  private static let remedies: [Code: @Sendable (String) -> String] = [
    .notAnIndex: { "`wenjian index DIRECTORY --index \($0)`" },
    .damaged: { _ in "`wenjian repair --into NEW` saves what is sound, `wenjian index` builds anew" },
    .otherVersion: { _ in
      "`wenjian index` builds it again, `wenjian repair --into NEW` from the texts that it stores"
    },
  ]
}

extension SkippedFileReport {
  /// The reason, and behind it the option that would have read the file.
  var reasonWithRemedy: String { kind.option.map { reason + "; " + $0 } ?? reason }
}

extension SkippedFileReport.Kind {
  fileprivate var option: String? {
    switch self {
    case .hidden: "--hidden reads it"
    case .tooLarge: "raise it with --max-file-size"
    default: nil
    }
  }
}
