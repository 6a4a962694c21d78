// What was wrong with documents and files, as callers see it.

/// Damage of one kind in one document. The document is indexed as far as it is sound.
public struct DamageReport: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Stretches of bytes that are not of the file's encoding; each became U+FFFD. Places in the file.
    case undecodableBytes
    /// Lines in another encoding than the rest, decoded as what they are. Places in the file.
    case mixedEncodings
    /// The encoding is the likeliest, and not certain.
    case guessedEncoding
    /// Text that was decoded wrongly before it was saved. Places in the text.
    case mojibake
    /// Characters that were lost before, and stand as U+FFFD in the text. Places in the text.
    case replacementCharacters
    /// Characters that only one font knows. Places in the text.
    case privateUseCharacters
    /// Pinyin in brackets behind characters, read over.
    case pinyinAnnotations
    /// Markup that breaks off; what stands before is indexed. The place in the part that is broken.
    case brokenMarkup
    /// Pages or parts of the document that are missing or have no text.
    case missingParts
    /// Zero bytes in a text, left out. Places in the file, where stretches of them begin.
    case zeroBytes
  }

  /// The document's key.
  public var path: String
  public var kind: Kind
  public var count: Int
  /// Where the first of them are, up to 16, or the first alone behind a thousand damaged documents; empty where there is
  /// no place.
  public var byteOffsets: [Int]
  /// The lines of those places, from 1 on; empty where lines mean nothing, as in a Word document.
  public var lines: [Int] = []
  /// What kind and count do not say, or empty.
  public var detail: String
  /// Of mojibake: about which share of the Han is not what was written, 0 to 1. Of a text that was decoded wrongly as a
  /// whole 0.15 and more.
  public var score: Double?
  /// Of a guessed encoding: how likely it is, beside what else it may be.
  public var encoding: GuessedEncoding?

  /// An encoding that the characters alone speak for.
  public struct GuessedEncoding: Sendable, Equatable {
    public var name: String
    /// The share of the text that reads as Chinese in it, 0 to 1.
    public var confidence: Double
    /// The next best, when there is one.
    public var runnerUp: String?
    public var runnerUpConfidence: Double

    public init(name: String, confidence: Double, runnerUp: String?, runnerUpConfidence: Double) {
      self.name = name
      self.confidence = confidence
      self.runnerUp = runnerUp
      self.runnerUpConfidence = runnerUpConfidence
    }
  }

  public init(path: String, kind: Kind, count: Int, byteOffsets: [Int], lines: [Int] = [], detail: String) {
    self.path = path
    self.kind = kind
    self.count = count
    self.byteOffsets = byteOffsets
    self.lines = lines
    self.detail = detail
  }

  /// Leaves out what a list of very many would only be longer by.
  mutating func keepFirstPlace() {
    byteOffsets = Array(byteOffsets.prefix(1))
    lines = Array(lines.prefix(1))
  }
}

/// A document whose text is that of another.
public struct DuplicateReport: Sendable, Equatable {
  /// The key of the document, and of the first one with its text.
  public var path: String
  public var original: String

  public init(path: String, original: String) {
    self.path = path
    self.original = original
  }
}

/// A document that has a number behind its key, because another has the key.
public struct RepeatedKeyReport: Sendable, Equatable {
  /// The key in the index.
  public var path: String
  /// The key that its file, its record or its place in an archive gives it.
  public var key: String

  public init(path: String, key: String) {
    self.path = path
    self.key = key
  }
}

/// A file, or a member of one, that was not read.
public struct SkippedFileReport: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case otherFormat, excluded, hidden, empty, tooLarge, binary, undecodable, contradiction, encrypted, damaged
    case unsupported, noText, bomb, nestedTooDeeply, missingProgram, timedOut, programFailed
    case symbolicLink, notAFile, badName, unreadable
  }

  public var path: String
  public var kind: Kind
  /// Why, and what to do, in a few words.
  public var reason: String
  /// Whether it may hold text, so that somebody may have wanted it in the index.
  public var isLoss: Bool
  /// How many files it is: more than one for a directory that was left out.
  public var files = 1

  public init(path: String, kind: Kind, reason: String, isLoss: Bool, files: Int = 1) {
    self.files = files
    self.path = path
    self.kind = kind
    self.reason = reason
    self.isLoss = isLoss
  }
}
