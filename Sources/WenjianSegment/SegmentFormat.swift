/// The names and numbers of the segment file; FORMAT.md beside this file explains them.
package enum SegmentFormat {
  /// Not ASCII, with both line ends, so that a copy in text mode is noticed at once.
  package static let magic: UInt64 = 0x0A0D_4745_534A_578D
  /// Raised with every change of the layout; FORMAT.md keeps the history.
  package static let version: UInt32 = 6
  package static let oldestReadable: UInt32 = 1
  /// In the place of the version in runs (`RunGrams`), which no reader of an index takes for a segment.
  package static let runVersion = UInt32.max
  /// Older ones have a checksum a section, no more.
  static let firstWithPageChecksums: UInt32 = 4

  static let headerBytes = 64
  /// Sections start at multiples of this, so that no two share a cache line.
  static let alignment = 64
  /// One row of the section table: u32 id, u32 zero, u64 offset, u64 length, u64 hash.
  static let tableRowBytes = 32
  /// u64 tableOffset, u32 sectionCount, u32 version, u64 segmentID, u64 tableHash, u64 magic.
  static let footerBytes = 40

  /// Positions are 32-bit: a segment ends before they run out.
  package static let positionLimit = Int(UInt32.max) - 2
  /// Bytes of text of a segment: far more than its positions can hold, and so few that the sum over the segments of any
  /// index is a number.
  static let textLimit = 1 << 44

  package static func fileName(_ segmentID: UInt64) -> String {
    let hex = String(segmentID, radix: 16)
    return "segment-" + String(repeating: "0", count: 16 - hex.count) + hex + ".wjs"
  }

  /// The segment that a file holds, by its name; nil for a file that is none.
  package static func segmentID(ofFile name: String) -> UInt64? {
    guard name.hasPrefix("segment-"), name.hasSuffix(".wjs"),
      let id = UInt64(name.dropFirst("segment-".count).dropLast(".wjs".count), radix: 16), name == fileName(id)
    else { return nil }
    return id
  }
}

/// The sections of a segment file. A reader ignores numbers that it does not know.
package enum SectionID: UInt32, CaseIterable, Sendable {
  case statistics = 1
  case elements = 2
  case grams = 3
  case postings = 4
  case words = 5
  case wordPostings = 6
  case wordBoundaries = 7
  case storeBlocks = 8
  case storeIndex = 9
  case storeCoders = 10
  case lowWeightZones = 11
  case elementCounts = 12
  case pageChecksums = 13
  case pageChecksumRoots = 14
  case documentStarts = 20
  case documentHints = 21
  case documentTextStarts = 22
  case documentTitleSpans = 23
  case documentKeys = 24
  case documentTitles = 25
  case documentNorms = 26
  case documentScripts = 27
  case documentHashes = 28
  case documentDates = 29
  case documentKeyOrder = 30
  case documentTitleEnds = 31
  case documentSources = 32
  case documentAuthors = 33
  case documentIssuers = 34
  case documentNumbers = 35
  case documentKinds = 36
  case documentSketches = 37
  case documentWorks = 38
  case documentFindings = 39
  case documentSignatureDates = 40
  case documentHeadings = 41
  case documentCustomFields = 42
  case documentTopics = 43

  /// What `wenjian info` calls it.
  package var title: String {
    switch self {
    case .statistics: "statistics"
    case .elements: "elements"
    case .grams: "gram dictionary"
    case .postings: "positions and document lists"
    case .words: "words"
    case .wordPostings: "word documents"
    case .wordBoundaries: "word boundaries"
    case .storeBlocks: "stored text"
    case .storeIndex: "store index"
    case .storeCoders: "store dictionaries"
    case .lowWeightZones: "low-weight zones"
    case .elementCounts: "element counts"
    case .pageChecksums, .pageChecksumRoots: "checksums"
    case .documentKeyOrder: Columns.keys.part
    default: Columns.all.first { $0.section == self }?.part ?? "document table"
    }
  }
}

/// A segment file that does not hold what its name promises.
package struct SegmentError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    case notASegment
    case tooOld(version: UInt32)
    case tooNew(version: UInt32)
    case wrongID
    /// The bytes contradict themselves or their checksum.
    case damaged(section: String)
    /// The system could not give bytes of the file: the disk failed, or the file was cut short.
    case unreadable
  }

  package let reason: Reason
  package let path: String

  package var description: String {
    switch reason {
    case .notASegment: "\(path) is not a Wenjian segment, or it is cut off"
    case .tooOld(let version):
      "\(path) has format \(version), this build reads \(SegmentFormat.oldestReadable) to "
        + "\(SegmentFormat.version); build the index again"
    case .tooNew(let version):
      "\(path) has format \(version), newer than \(SegmentFormat.version), the newest that this build "
        + "reads; use the newer wenjian, or build the index again with this one"
    case .wrongID: "\(path) was renamed or replaced: it is another segment than the commit names"
    case .damaged(let section):
      "\(path) is damaged (\(section)); restore it from a copy, or save what is sound by a repair, or build the "
        + "index again"
    case .unreadable:
      "a part of \(path) cannot be read: the disk failed or the file was cut short; restore it from a copy, or build the "
        + "index again"
    }
  }
}

/// The one place where damage becomes an error, so that a breakpoint here catches the first sighting.
func damaged(_ section: String, in path: String) -> SegmentError {
  SegmentError(reason: .damaged(section: section), path: path)
}
