// Why something was not read: the one list of reasons, for files, members of archives and walks.

/// Why a file, or a member of an archive, is not in the index.
package enum ReadFailure: Error, Equatable, Sendable {
  // The walk
  /// Nothing that is text: pictures, sound, fonts, programs.
  case otherFormat
  /// A format with text in it that no reader takes: `a RAR archive`.
  case unreadFormat(String)
  case excluded
  /// Its name begins with a dot.
  case hidden
  case symbolicLink(LinkTarget)
  case notAFile
  case badName
  case unreadable(String)
  // The content
  case empty
  case binary
  /// Text in no encoding that is known.
  case undecodable(firstBadByte: Int)
  /// The ending promises one thing, the content is another that no reader takes.
  case contradiction(promised: String, found: String)
  case encrypted
  case damaged(String)
  /// A variant of the format that is not read.
  case unsupported(String)
  /// Nothing to search in it.
  case noText
  /// Pictures and no text: a scan.
  case picturesOnly
  // Limits
  case tooLarge(byteCount: Int, limit: Int)
  /// Data that unpacks to more than anybody writes.
  case bomb(String)
  case nestedTooDeeply(limit: Int)
  // Programs
  case missingProgram(String, package: String)
  case timedOut(program: String, seconds: Int)
  case programFailed(program: String, message: String)
  /// The caller wants no more documents.
  case stopped

  package enum LinkTarget: Equatable, Sendable { case outside, readElsewhere, missing }

  /// Whether somebody may have wanted the file in the index: then the command does not end with 0.
  package var isLoss: Bool {
    switch self {
    case .otherFormat, .excluded, .hidden, .empty, .stopped, .symbolicLink(.readElsewhere): false
    default: true
    }
  }
}

extension ReadFailure {
  /// Why a document has no text: what is broken in it, if anything is.
  static func noText(_ damage: [TextDamage]) -> ReadFailure {
    guard let broken = damage.first(where: { $0.kind == .brokenMarkup || $0.kind == .missingParts }) else {
      return .noText
    }
    return .damaged(broken.detail.isEmpty ? "the markup cannot be read" : "no text: " + broken.detail)
  }

  /// Whether it says more of the moment than of the file: another try, with permission or the program at hand, may read
  /// it.
  package var isTemporary: Bool {
    switch self {
    case .unreadable, .missingProgram, .timedOut: true
    default: false
    }
  }
}

/// A file below an indexed directory that was not read, and why.
package struct SkippedFile: Error, Equatable, Sendable {
  package typealias Reason = ReadFailure

  /// Below the directory; for a member of an archive the archive's path, a slash and the member's.
  package let path: String
  package let reason: ReadFailure
  /// How many files it is: more than one for a directory that is left out.
  package let fileCount: Int

  package init(path: String, reason: ReadFailure, fileCount: Int = 1) {
    self.path = path
    self.reason = reason
    self.fileCount = fileCount
  }

  package var isLoss: Bool { reason.isLoss }
}
