// What the first bytes of a file tell of its format.

/// The beginning of a file, and for a ZIP archive what it holds.
package final class FileHead {
  package let bytes: [UInt8]
  private let content: SourceContent
  static let byteCount = 4096

  init(_ source: SourceFile) throws(ReadFailure) {
    content = source.content
    bytes = try source.content.read(at: 0, count: Self.byteCount)
  }

  package func starts(with magic: [UInt8]) -> Bool { bytes.starts(with: magic) }

  package func starts(with magic: String) -> Bool { bytes.starts(with: magic.utf8) }

  var isZip: Bool { starts(with: "PK\u{3}\u{4}") || starts(with: "PK\u{5}\u{6}") }

  /// The members of the ZIP archive; nil when it is none, or none that can be opened.
  private(set) lazy var zip: ZipArchive? = isZip ? try? ZipArchive(content) : nil

  func holds(_ member: String) -> Bool { zip?.entry(named: member) != nil }

  /// The content of the member `mimetype`, by which OpenDocument and EPUB say what they are.
  private(set) lazy var mediaType: String? = {
    guard let zip, let entry = zip.entry(named: "mimetype"), entry.unpackedBytes < 256 else { return nil }
    return (try? zip.read(entry, limit: 256)).map { String(decoding: $0, as: UTF8.self) }
  }()

  /// The container of Office before 2007.
  var isCompoundFile: Bool { starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) }

  /// The names in the head of the container's directory, where those of the main streams are.
  private lazy var streamNames: Set<String> = {
    guard isCompoundFile else { return [] }
    let file = LenientBytes(bytes: bytes)
    let sectorBytes = file.word16(30) == 12 ? 4096 : 512
    let start = (file.word32(48) + 1) * sectorBytes
    guard start < content.count, let directory = try? content.read(at: start, count: Self.byteCount) else {
      return []
    }
    let entries = LenientBytes(bytes: directory)
    return Set(
      stride(from: 0, to: directory.count, by: 128).map { at in
        let nameBytes = max(0, min(64, entries.word16(at + 64)) - 2)
        let units = stride(from: 0, to: nameBytes, by: 2).map { UInt16(entries.word16(at + $0)) }
        return String(decoding: units, as: UTF16.self)
      })
  }()

  /// Whether the container holds a Word document; workbooks may be embedded in it.
  var holdsOldDocument: Bool { streamNames.contains("WordDocument") }

  var holdsOldWorkbook: Bool {
    (streamNames.contains("Workbook") || streamNames.contains("Book")) && !holdsOldDocument
  }

  /// Whether the bytes are text in an encoding that is known.
  private(set) lazy var isText: Bool = {
    (try? TextDecoder.decode(bytes.count < Self.byteCount ? bytes : Array(bytes.prefix(Self.byteCount & ~3))))
      != nil
      && binaryKind == nil
  }()

  /// The first bytes in lower-case ASCII without blanks and a byte order mark before them; empty when they are no tag.
  private(set) lazy var markup: [UInt8] = {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == 0x20 || $0 >= 0x09 && $0 <= 0x0D }
    // Of nearly every text this is all that is read.
    guard rest.first == UInt8(ascii: "<") else { return [] }
    return rest.prefix(Self.markupBytes).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }()
  /// A comment or an XML declaration may stand before the tag that tells.
  private static let markupBytes = 1024

  /// A format that shows itself, and that no reader takes.
  struct BinaryKind {
    var magic: [UInt8]
    /// With its article: `a PNG picture`.
    var name: String
    var holdsText: Bool
    /// Where the magic stands.
    var byteOffset = 0
  }

  private static let binaryKinds: [BinaryKind] =
    [
      ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
      (Array("GIF8".utf8), "a GIF picture"), ([0x49, 0x49, 0x2A, 0], "a TIFF picture"),
      ([0x4D, 0x4D, 0, 0x2A], "a TIFF picture"), (Array("RIFF".utf8), "sound, film or a picture"),
      (Array("ID3".utf8), "sound"), (Array("OggS".utf8), "sound or film"), (Array("fLaC".utf8), "sound"),
      ([0x1A, 0x45, 0xDF, 0xA3], "a film"), (Array("wOFF".utf8), "a font"), (Array("wOF2".utf8), "a font"),
      (Array("OTTO".utf8), "a font"), ([0, 1, 0, 0, 0], "a font"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
      (Array("MZ".utf8), "a program"), ([0xCA, 0xFE, 0xBA, 0xBE], "a program"),
      ([0, 0x61, 0x73, 0x6D], "a program"),
    ].map { BinaryKind(magic: $0, name: $1, holdsText: false) }
    + [BinaryKind(magic: Array("ftyp".utf8), name: "a film", holdsText: false, byteOffset: 4)]
    + [
      ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"), (Array("Rar!".utf8), "a RAR archive"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data"), (Array("BZh".utf8), "bzip2 data"),
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd data"), (Array("MSCF".utf8), "a CAB archive"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an Office file"), (Array("AT&TFORM".utf8), "a DjVu scan"),
      (Array("CAJ".utf8), "a CAJ document"), (Array("ITSF".utf8), "a CHM book"),
      (Array("SQLite format 3".utf8), "a database"), (Array("%!PS".utf8), "a PostScript document"),
      (Array("PK".utf8), "a ZIP archive"),
    ].map { BinaryKind(magic: $0, name: $1, holdsText: true) }
    + [BinaryKind(magic: Array("BOOKMOBI".utf8), name: "an electronic book", holdsText: true, byteOffset: 60)]

  /// What it is, as far as it shows; nil for text and for data of no known kind.
  private(set) lazy var binaryKind: BinaryKind? = Self.binaryKinds.first {
    bytes.dropFirst($0.byteOffset).starts(with: $0.magic)
  }

  var kindName: String { binaryKind?.name ?? "binary data" }

  /// Whether the archive is a document of an office program.
  var isOfficePackage: Bool { holds("[Content_Types].xml") || mediaType != nil }

  /// Whether an object, or an array of objects, begins.
  var startsJSON: Bool {
    let visible = bytes.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }.filter { $0 > 0x20 }
    return visible.starts(with: "{\"".utf8) || visible.starts(with: "[{\"".utf8)
  }

  /// Whether tags of pages stand in it, and no program begins it.
  var holdsPageTags: Bool {
    let isProgram = markup.starts(with: "<?".utf8) || markup.starts(with: "<%".utf8)
    let lower = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let count = lower.indices.count { place in
      lower[place] == UInt8(ascii: "<") && Self.pageTags.contains { lower[(place + 1)...].starts(with: $0.utf8) }
    }
    return count >= (isProgram ? 8 : 1)
  }
  private static let pageTags = [
    "p>", "p ", "div", "br", "table", "td", "span", "body", "h1", "h2", "h3", "ul", "li", "a href",
  ]
}
