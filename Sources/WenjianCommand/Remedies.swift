// What the command knows to do about what the library tells: which of its own verbs and options help. The library does not
// know the command, and its messages name none of it.

import Wenjian
import WenjianMessages

extension WenjianError {
  /// The message, and behind it what the command has for it.
  var messageWithRemedy: String {
    let message = localized(english: message)
    guard let remedy = Self.remedies[code] else { return message }
    return localized("\(message) (\(remedy(path ?? "Index")))")
  }

  /// By code, for the path that the error is about.
  private static let remedies: [Code: @Sendable (String) -> Message] = [
    .notAnIndex: { "`wenjian index DIRECTORY --index \($0)`" },
    .damaged: { _ in "`wenjian repair --into NEW` saves what is sound, `wenjian index` builds anew" },
    .otherVersion: { _ in
      "`wenjian index` builds it again, `wenjian repair --into NEW` from the texts that it stores"
    },
  ]
}

extension SkippedFileReport {
  /// The reason, and behind it the option that would have read the file.
  var reasonWithRemedy: String {
    let reason = localized(english: reason)
    return kind.option.map { localized("\(reason); \($0)") } ?? reason
  }
}

extension SkippedFileReport.Kind {
  fileprivate var option: Message? {
    switch self {
    case .hidden: "--hidden reads it"
    case .tooLarge: "raise it with --max-file-size"
    default: nil
    }
  }
}
