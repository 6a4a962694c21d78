// Why files were not read, as callers see it.

import Wenjian
import WenjianFiles

extension SkippedFileReport {
  init(_ skipped: SkippedFile) {
    let kind: Kind =
      switch skipped.reason {
      case .otherFormat, .unreadFormat: .otherFormat
      case .hidden: .hidden
      case .excluded, .stopped: .excluded
      case .empty: .empty
      case .tooLarge: .tooLarge
      case .binary: .binary
      case .undecodable: .undecodable
      case .contradiction: .contradiction
      case .encrypted: .encrypted
      case .damaged: .damaged
      case .unsupported: .unsupported
      case .noText, .picturesOnly: .noText
      case .bomb: .bomb
      case .nestedTooDeeply: .nestedTooDeeply
      case .missingProgram: .missingProgram
      case .timedOut: .timedOut
      case .programFailed: .programFailed
      case .symbolicLink: .symbolicLink
      case .notAFile: .notAFile
      case .badName: .badName
      case .unreadable: .unreadable
      }
    self.init(
      path: skipped.path, kind: kind, reason: Self.text(of: skipped.reason), isLoss: skipped.isLoss,
      files: skipped.fileCount)
  }

  static func text(of reason: ReadFailure) -> String {
    switch reason {
    case .otherFormat: "no text: a picture, sound, a program or other data"
    case .unreadFormat(let what): what + ", a format that is not read"
    case .hidden: "name begins with a dot"
    case .excluded: "excluded"
    case .stopped: "not read any more"
    case .empty: "empty file"
    case .tooLarge(let byteCount, let limit):
      "\(byteCount >> 20) MB, over the limit of \(limit >> 20) MB"
    case .binary: "binary data, not text"
    case .undecodable(let place): "text in no known encoding (first at byte \(place))"
    case .contradiction(let promised, let found): "not a \(promised) but \(found)"
    case .encrypted: "encrypted; save it without a password"
    case .damaged(let what): what
    case .unsupported(let what): what
    case .noText: "no text in it"
    case .picturesOnly: "no text but pictures, probably scanned pages; it needs character recognition (OCR)"
    case .bomb(let what): what + "; left out for safety"
    case .nestedTooDeeply(let limit): "archives nested more than \(limit) deep"
    case .missingProgram(let program, let package):
      "\(program) is not installed; sudo apt install \(package)"
    case .timedOut(let program, let seconds): "\(program) took more than \(seconds) seconds"
    case .programFailed(let program, let message): "\(program): \(message)"
    case .symbolicLink(.outside): "symbolic link that leads out of the directory, not followed"
    case .symbolicLink(.readElsewhere): "symbolic link to what is read in its own place"
    case .symbolicLink(.missing): "symbolic link that leads nowhere"
    case .notAFile: "not a regular file"
    case .badName: "the file name is not UTF-8 or too long; rename it"
    case .unreadable(let why): why
    }
  }
}
