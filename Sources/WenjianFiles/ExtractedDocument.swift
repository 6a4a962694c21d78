// What a reader gives: text, what the container says about it, and what was wrong with it.

package import WenjianDocument
package import WenjianModel
import WenjianText

/// What a reader gives for one document.
package struct ExtractedDocument: Sendable {
  /// Valid UTF-8, with the marks of `TextMark` where the format knows its structure.
  package var text: [UInt8]
  /// nil: the file itself; `inner/a.txt` in an archive, `12` or its key for a row or line.
  package var memberName: String?
  /// Bytes of the text that are navigation, page headers, footers: matched, but ranked lower. Ascending, disjoint,
  /// on scalar boundaries.
  package var lowWeightRanges: [Range<Int>] = []
  /// Lines that the document marks as headings, ascending; not those of low weight, nor the title of a page.
  package var headings: [HeadingLine] = []
  /// What the container says of the document, in its order.
  package var properties: [DocumentProperty] = []
  /// What a page says of itself, by the names it uses: too many to be known to the readers.
  package var namedProperties: [MetadataProperty] = []
  /// Fields of a record that play no role, by their names.
  package var fields = CustomFields()
  package var damage: [TextDamage] = []
  /// The census of the text, when the reader took it anyway.
  package var census: TextCensus?

  package init(text: [UInt8], memberName: String? = nil) {
    self.text = text
    self.memberName = memberName
  }

  /// The text as people see it, of the same length.
  package var shownText: [UInt8] { MarkedText.shown(text) }

  /// What the document says of itself, in its container, its text, and in the name of its file.
  /// - Parameters:
  ///   - path: of the file, or of the member in it.
  ///   - shownText: when it is known already.
  /// - Complexity: bounded: the head and the end of the text are read.
  package func metadata(path: String, shownText: [UInt8]? = nil) -> DocumentMetadata {
    var found = MetadataFinder.find(
      in: shownText ?? self.shownText, path: path,
      properties: namedProperties + properties.map(MetadataProperty.init), lowWeightRanges: lowWeightRanges)
    // The title is found in what is written, and given as it reads.
    if let range = found.title?.byteRange, range.upperBound <= text.count,
      let title = MarkedText.withoutMarkup(text[range]), !title.isEmpty
    {
      found.title?.value = title
    }
    found.fields = fields
    return found
  }

  /// The headings that part the text.
  package var partingHeadings: [HeadingLine] { headings.parting(shownText, lowWeightRanges: lowWeightRanges) }
}

extension MetadataProperty {
  fileprivate init(_ property: DocumentProperty) {
    switch (property.field, property.origin) {
    // What a word processor left in a file as its title often is another's.
    case (.document(.title), .officeProperties), (.document(.title), .pdfInformation),
      (.document(.title), .rtfInformation), (.document(.title), .ofdInformation):
      self.init(name: "title", value: property.value)
    case (.document(let field), _): self.init(field, value: property.value, recordField: property.name)
    default: self.init(name: property.field.description, value: property.value)
    }
  }
}

/// Something that a container says of its document, as it is written there.
package struct DocumentProperty: Equatable, Sendable {
  package enum Field: Hashable, Sendable, CustomStringConvertible {
    /// Something that documents are known by.
    case document(DocumentField)
    case publisher, created, modified, subject, keywords, description, language, address

    package static let title = Field.document(.title)
    package static let author = Field.document(.author)
    package static let source = Field.document(.source)
    package static let published = Field.document(.publicationDate)
    package static let number = Field.document(.documentNumber)

    /// As `MetadataProperties` knows it.
    package var description: String {
      switch self {
      case .document(let field): field.name
      case .publisher: "publisher"
      case .created: "created"
      case .modified: "modified"
      case .subject: "subject"
      case .keywords: "keywords"
      case .description: "description"
      case .language: "language"
      case .address: "address"
      }
    }
  }

  /// Who says it: a title that a person typed into a record means more than what a word processor left in a file.
  package enum Origin: String, Sendable {
    case officeProperties, pdfInformation, rtfInformation, packageMetadata, ofdInformation
    case jsonField, column
  }

  package var field: Field
  /// Trimmed, not empty.
  package var value: String
  package var origin: Origin
  /// What the record calls it; nil for what is no record.
  package var name: String?

  package init(_ field: Field, _ value: String, _ origin: Origin, name: String? = nil) {
    self.field = field
    self.value = value
    self.origin = origin
    self.name = name
  }
}

/// Damage of one kind in one document.
package struct TextDamage: Equatable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Stretches of bytes that are not of the file's encoding; each became U+FFFD. Places in the file.
    case undecodableBytes
    /// Lines in another encoding than the rest, decoded as what they are. Places in the file.
    case mixedEncodings
    /// The encoding is the likeliest, and not certain.
    case guessedEncoding
    /// U+FFFD that stood in the text before: characters lost earlier. Places in the text.
    case replacementCharacters
    /// Characters that only one font knows. Places in the text.
    case privateUseCharacters
    /// Text that was decoded wrongly before it was saved. Places in the text.
    case mojibake
    /// The markup ends or breaks off; what stands before is there. Place in the part that is broken.
    case brokenMarkup
    /// Parts of the document that are missing or cannot be read.
    case missingParts
    /// Zero bytes in a text, left out. Places in the file, where stretches of them begin.
    case zeroBytes
  }

  package var kind: Kind
  package var count: Int
  /// Where the first of them are; at most `placeLimit`.
  package var byteOffsets: [Int]
  /// The lines of those places, from 1 on; empty where lines mean nothing.
  package var lines: [Int] = []
  /// What a person should know beyond kind and count, or empty.
  package var detail: String
  /// Of mojibake: about which share of the Han is not what was written, 0 to 1.
  package var score: Double?
  /// Of an encoding that was guessed.
  package var doubt: EncodingDoubt?

  package static let placeLimit = 16

  package init(
    _ kind: Kind, count: Int, at byteOffsets: [Int] = [], lines: [Int] = [], detail: String = "",
    score: Double? = nil, doubt: EncodingDoubt? = nil
  ) {
    self.kind = kind
    self.count = count
    self.byteOffsets = Array(byteOffsets.prefix(Self.placeLimit))
    self.lines = lines
    self.detail = detail
    self.score = score
    self.doubt = doubt
  }

  /// Fills in the lines of the places.
  mutating func locate(in bytes: UnsafeRawBufferPointer, unitBytes: Int = 1) {
    lines = Self.lines(of: byteOffsets, in: bytes, unitBytes: unitBytes)
  }

  /// The lines in which places stand.
  /// - Parameters:
  ///   - places: ascending.
  ///   - bytes: what the places are in.
  ///   - unitBytes: of its encoding, in either byte order.
  /// - Complexity: linear in the bytes up to the last place.
  package static func lines(of places: [Int], in bytes: UnsafeRawBufferPointer, unitBytes: Int = 1) -> [Int] {
    var line = 1
    var at = 0
    return places.map { place in
      while at < min(place, bytes.count) {
        if bytes[at] == "\n" || bytes[min(at + unitBytes, bytes.count) - 1] == "\n",
          bytes[at..<min(at + unitBytes, bytes.count)].reduce(0, { $0 + Int($1) }) == 0x0A
        {
          line += 1
        }
        at += unitBytes
      }
      return line
    }
  }

  package static func lines(of places: [Int], in bytes: [UInt8]) -> [Int] {
    bytes.withUnsafeBytes { lines(of: places, in: $0) }
  }
}

/// How sure a guessed encoding is: which share of the text reads as Chinese in it, and in the next best.
package struct EncodingDoubt: Equatable, Sendable {
  package var encoding: TextEncoding
  /// 0 to 1.
  package var confidence: Double
  package var runnerUp: TextEncoding?
  package var runnerUpConfidence: Double
}
