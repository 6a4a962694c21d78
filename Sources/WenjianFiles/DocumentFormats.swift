// The formats that are read: the one list of them, and the choice among them.

package enum DocumentFormats {
  /// All readers. Where two recognise a content the first one reads it: what is packed in ZIP stands before ZIP.
  package static let readers: [any DocumentReader] = [
    PlainTextReader(), MarkdownReader(), WebPageReader(), XMLReader(), WebArchiveReader(), MailReader(),
    WordXMLReader(), WordReader(), SlidesReader(), WorkbookReader(), OpenTextReader(), EPUBReader(), OFDReader(),
    PDFReader(), RichTextReader(), OldWorkbookReader(), OldWordReader(),
    JSONReader(), JSONLinesReader(), TableReader(),
    ZipReader(), TarReader(), GzipReader(),
  ]

  package static let endings: Set<String> = Set(readers.flatMap { type(of: $0).format.endings })

  /// The lower-case ending of a name, without the dot.
  package static func ending(of name: String) -> String? {
    // By bytes: by characters this took longer than the rest of the choice of a reader.
    name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...].lowercased() }
  }

  private static func reader(named name: String) -> (any DocumentReader)? {
    guard let ending = ending(of: name) else { return nil }
    return readers.first { type(of: $0).format.endings.contains(ending) }
  }

  package static func isArchive(_ name: String) -> Bool {
    reader(named: name).map { type(of: $0).format.kind == .archive } ?? false
  }

  /// Whether a file of this name takes longer to read than to index, or is read by a program that is waited for.
  package static func isSlow(_ name: String) -> Bool {
    guard let reader = reader(named: name) else { return false }
    switch type(of: reader).format.kind {
    case .binary, .zipped: return true
    case .text: return reader is WebPageReader || reader is XMLReader
    case .archive: return false
    }
  }

  /// Reads whatever a file is, and adds to each document what its characters tell of damage.
  /// - Throws: `ReadFailure` when the file as a whole cannot be read.
  package static func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let before = source.content.failure
    do throws(ReadFailure) {
      try readContent(source, context, emit: emit)
    } catch {
      throw error == .noText && Pictures.areIn(source) ? .picturesOnly : error
    }
    // A reader goes on without a part that it cannot have, and cannot tell a bad part from a bad disk.
    if before == nil, let failure = source.content.failure { throw failure }
  }

  private static func readContent(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let reader = try choose(for: source)
    if type(of: reader).format.kind != .archive, source.content.count > context.limits.maximumFileBytes {
      throw .tooLarge(byteCount: source.content.count, limit: context.limits.maximumFileBytes)
    }
    // What is in an archive, or attached to a mail, came through here before.
    if type(of: reader).format.kind == .archive || reader is MailReader {
      return try reader.read(source, context, emit: emit)
    }
    try reader.read(source, context) { event throws(ReadFailure) in
      guard case .document(var document) = event else { return try emit(event) }
      document.takeCensus()
      try emit(.document(document))
    }
  }

  /// The reader for a file: by its ending, unless its content is clearly of another format; by its content alone where
  /// the ending says nothing.
  /// - Throws: `otherFormat`, `unreadFormat`, `empty`, `contradiction`.
  static func choose(for source: SourceFile) throws(ReadFailure) -> any DocumentReader {
    if isWithoutText(source.name) { throw .otherFormat }
    if source.content.count == 0 { throw .empty }
    let head = try FileHead(source)
    guard let named = reader(named: source.name) else { return try chooseByContent(for: source, head) }
    // The usual file costs no more than this.
    if !(named is ZipReader), named.recognizes(head) { return named }
    let namedKind = type(of: named).format.kind
    let found = readers.first { $0.recognizes(head) }
    if let found {
      if named is OldWorkbookReader, found is OldWordReader, !head.holdsOldDocument {
        throw .contradiction(promised: type(of: named).format.name, found: head.kindName)
      }
      let foundKind = type(of: found).format.kind
      // Text that begins like markup may be text about markup: only .txt is taken for a page saved under that name.
      if foundKind != .text || namedKind != .text || named is PlainTextReader { return found }
      return named
    }
    if namedKind == .text { return named }
    if head.isZip, namedKind == .zipped || named is ZipReader { return named }
    if named is GzipReader || named is TarReader, head.isText == false {
      throw .contradiction(promised: type(of: named).format.name, found: head.kindName)
    }
    if head.isText { return PlainTextReader() }
    throw .contradiction(promised: type(of: named).format.name, found: head.kindName)
  }
}

extension ExtractedDocument {
  /// Adds the damage that the characters of the text show.
  mutating func takeCensus() {
    let text = shownText
    let census = census ?? text.withUnsafeBytes { TextCensus($0) }
    self.census = census
    // Decoding left a U+FFFD for each stretch it could not decode; they are counted as such.
    let ours = damage.reduce(0) { $0 + ($1.kind == .undecodableBytes ? $1.count : 0) }
    for found in text.withUnsafeBufferPointer({ census.damage(in: $0) }) {
      var found = found
      text.withUnsafeBytes { found.locate(in: $0) }
      if found.kind == .replacementCharacters {
        if found.count <= ours { continue }
        if ours > 0 { found = TextDamage(found.kind, count: found.count - ours) }
      }
      damage.append(found)
    }
  }
}
