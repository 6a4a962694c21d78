// What a format must offer to be read. A new format is a file with a reader, and a line in `DocumentFormats`.

package import WenjianModel

/// Reads the files of one format. `ReaderContractTests` is the suite every reader passes.
///
/// A reader gives all text that a person sees, in reading order: a paragraph or a row of a table is a line, cells are
/// parted by tabs. It says what is damaged and gives what is sound; it throws only when there is nothing to give. It
/// never writes a file, never asks the network, and needs no more memory than the limits allow.
package protocol DocumentReader: Sendable {
  static var format: DocumentFormat { get }

  /// Whether the content shows that it is of this format, whatever the name says. Formats that are plain text do not
  /// show it.
  func recognizes(_ head: FileHead) -> Bool

  /// Reads a file and gives its documents in their order.
  /// - Parameter emit: throws to end the reading; what it throws is thrown on.
  /// - Throws: `ReadFailure` when the file as a whole cannot be read. What was given before stays.
  func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure)
}

extension DocumentReader {
  package func recognizes(_ head: FileHead) -> Bool { false }
}

/// What reading gives, one after the other.
package enum ReadEvent: Sendable {
  case document(ExtractedDocument)
  /// A part of the file that would have been a document of its own.
  case skipped(memberName: String, ReadFailure)
}

package struct DocumentFormat: Sendable, Equatable {
  package enum Kind: Sendable {
    /// Text in some encoding; any text can be read as such.
    case text
    /// A format that shows itself.
    case binary
    /// The same, in a ZIP archive.
    case zipped
    /// Holds files.
    case archive
  }

  /// For people: `Word document`.
  package let name: String
  /// Lower-case file name endings, without the dot.
  package let endings: [String]
  package let kind: Kind
  /// What must be installed to read it: a program, and the Debian packages that bring it.
  package var program: RequiredProgram?

  package init(
    _ name: String, _ endings: [String], _ kind: Kind, program: RequiredProgram? = nil
  ) {
    self.name = name
    self.endings = endings
    self.kind = kind
    self.program = program
  }
}

package struct RequiredProgram: Sendable, Equatable {
  package let name: String
  package let package: String
}

/// How much a reader may use.
package struct ReadLimits: Sendable {
  /// One document as unpacked, and its text.
  package var maximumFileBytes = 128 << 20
  /// All that one file on disk unpacks to.
  package var maximumUnpackedBytes = 16 << 30
  /// How many times its size a file may unpack to, beyond the first 16 MB; a text is packed to a tenth, rarely less
  /// than a thirtieth.
  package var maximumRatio = 250
  /// Archives in archives.
  package var maximumDepth = 4
  /// Documents that one file may hold.
  package var maximumMembers = 1_000_000
  /// Groups in groups, elements in elements.
  package var maximumNesting = 200
  /// The time a program may take for one document.
  package var programSeconds = 60
  /// The memory a program may hold; looked at ten times a second.
  package var programBytes = 512 << 20

  package init() {}
}

/// What the reading of one file on disk, with all that is in it, shares.
package final class ReadContext {
  package let limits: ReadLimits
  /// How records of JSON and tables become documents.
  package let fields: RecordFields
  /// Whether a member of an archive is wanted.
  let accepts: (String) -> Bool
  /// Archives that are open around the present file.
  var depth = 0
  /// Whether something was left out because it is larger than `maximumFileBytes`.
  package internal(set) var hasMetLimit = false
  /// What was unpacked so far, for the budget.
  private var unpackedBytes = 0
  private let fileBytes: Int

  package init(
    limits: ReadLimits = ReadLimits(), fields: RecordFields = RecordFields(), fileBytes: Int,
    accepts: @escaping (String) -> Bool = { _ in true }
  ) {
    self.limits = limits
    self.fields = fields
    self.fileBytes = fileBytes
    self.accepts = accepts
  }

  /// Takes bytes that were unpacked from the budget of the file.
  /// - Throws: `bomb` when it is used up.
  func spend(_ byteCount: Int) throws(ReadFailure) {
    unpackedBytes += byteCount
    guard unpackedBytes > 16 << 20 else { return }
    if unpackedBytes > limits.maximumUnpackedBytes {
      throw .bomb("unpacks to more than \(limits.maximumUnpackedBytes >> 20) MB")
    }
    if unpackedBytes > fileBytes * limits.maximumRatio {
      throw .bomb("unpacks to more than \(limits.maximumRatio) times its size")
    }
  }
}
