import WenjianCorpus
import WenjianStream

/// How far adding a directory has come.
public struct IndexingProgress: Sendable, Equatable {
  /// Files done, read or skipped.
  public var files: Int
  public var fileCount: Int
  /// Bytes of text done.
  public var bytes: Int
}

/// What adding a directory did: everything that was read, mended and left out.
public struct IndexingReport: Sendable, Equatable {
  public var documents = 0
  public var bytes = 0
  /// Unicode scalars of the texts.
  public var characters = 0
  public var repairs = Repairs()
  /// Files with bytes that are not UTF-8; they are indexed with U+FFFD in their place.
  public var damaged: [DamagedFileReport] = []
  /// Files that were not read, by path.
  public var skipped: [SkippedFileReport] = []

  public init() {}
}

/// What was read over or mended while texts became searchable. The stored texts are not changed.
public struct Repairs: Sendable, Equatable {
  /// Pinyin annotations such as the bracket in 農(nóng)村, read over.
  public var pinyinAnnotations = 0
  /// Zero-width characters, soft hyphens and the like, read over.
  public var invisibleCharacters = 0
  /// Control characters, read over.
  public var controlCharacters = 0
  /// Radicals and compatibility ideographs, read as the ordinary character.
  public var radicals = 0
  /// `&&` between Han, read over.
  public var ampersands = 0
  /// Line ends inside a paragraph, read over.
  public var joinedLines = 0
  /// Private-use characters, searchable only as themselves.
  public var privateUseCharacters = 0
  /// U+FFFD in the texts: characters that were lost before.
  public var replacementCharacters = 0

  public init() {}

  init(_ counts: RepairCounts, since before: RepairCounts) {
    pinyinAnnotations = counts.pinyinAnnotations - before.pinyinAnnotations
    invisibleCharacters = counts.invisibles - before.invisibles
    controlCharacters = counts.controls - before.controls
    radicals = counts.radicals - before.radicals
    ampersands = counts.ampersands - before.ampersands
    joinedLines = counts.joinedLines - before.joinedLines
    privateUseCharacters = counts.privateUse - before.privateUse
    replacementCharacters = counts.replacements - before.replacements
  }

  /// Name and count of each kind, in a fixed order.
  public var all: [(name: String, count: Int)] {
    [
      ("pinyin annotations", pinyinAnnotations), ("invisible characters", invisibleCharacters),
      ("control characters", controlCharacters), ("radicals and compatibility forms", radicals),
      ("&& between Han", ampersands), ("line ends inside paragraphs", joinedLines),
      ("private-use characters", privateUseCharacters),
      ("replacement characters", replacementCharacters),
    ]
  }
}

/// A file that was indexed with some of its bytes replaced.
public struct DamagedFileReport: Sendable, Equatable {
  public var path: String
  /// Stretches of bytes that were not UTF-8.
  public var replacedSequences: Int
  /// Where the first of them starts in the file.
  public var firstBadByte: Int
}

/// A file that was not read.
public struct SkippedFileReport: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case otherFormat, excluded, empty, tooLarge, binary, notUTF8, utf16, symbolicLink, notAFile
    case badName, unreadable
  }

  public var path: String
  public var kind: Kind
  /// Why, and what to do, in a few words.
  public var reason: String
  /// Whether somebody may have wanted it in the index.
  public var isLoss: Bool

  init(_ skipped: SkippedFile) {
    path = skipped.path
    isLoss = skipped.isLoss
    switch skipped.reason {
    case .otherFormat: (kind, reason) = (.otherFormat, "not .txt or .md")
    case .excluded: (kind, reason) = (.excluded, "excluded")
    case .empty: (kind, reason) = (.empty, "empty file")
    case .tooLarge(let byteCount, let limit):
      kind = .tooLarge
      reason =
        "\(byteCount >> 20) MB, over the limit of \(limit >> 20) MB; raise it with --max-file-size"
    case .binary: (kind, reason) = (.binary, "binary data, not text")
    case .notUTF8(let firstBadByte):
      kind = .notUTF8
      reason = "not UTF-8 (first at byte \(firstBadByte)); convert it, e.g. iconv -f GB18030 -t UTF-8"
    case .utf16: (kind, reason) = (.utf16, "UTF-16; convert it, e.g. iconv -f UTF-16 -t UTF-8")
    case .symbolicLink: (kind, reason) = (.symbolicLink, "symbolic link, not followed")
    case .notAFile: (kind, reason) = (.notAFile, "not a regular file")
    case .badName: (kind, reason) = (.badName, "the file name is not UTF-8; rename it")
    case .unreadable(let why): (kind, reason) = (.unreadable, why)
    }
  }
}
