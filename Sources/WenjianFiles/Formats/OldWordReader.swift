// Word 97 to 2003 and WPS, which writes the same; older and damaged ones through antiword and catdoc.

package struct OldWordReader: DocumentReader {
  package static let format = DocumentFormat(
    "Word 97 document", ["doc", "wps", "dot", "wpt"], .binary,
    program: RequiredProgram(name: "antiword", package: "antiword catdoc"))

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.isCompoundFile && !head.holdsOldWorkbook
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    guard let antiword = Self.format.program else { preconditionFailure("Word 97 is read by a program") }
    let bytes = Self.filled(try source.content.all())
    try refuse(bytes)
    let container = CompoundFile(bytes)
    let properties = container.map { PropertySet.properties(of: $0) } ?? []
    if var document = try Self.document(container) {
      document.properties = properties
      return try emit(.document(document))
    }
    let catdoc = RequiredProgram(name: "catdoc", package: antiword.package)
    var firstFailure: ReadFailure?
    var limits = context.limits
    for program in [
      // Lines as long as their paragraphs.
      ChildProgram(required: antiword, arguments: ["-m", "UTF-8.txt", "-w", "0", "-"]),
      ChildProgram(required: catdoc, arguments: ["-d", "utf-8", "-w", "-"]),
    ] {
      do throws(ReadFailure) {
        let result = try program.run(on: bytes, limits: limits)
        if result.errors.contains("encrypted") || result.errors.contains("password") { throw ReadFailure.encrypted }
        let text = Self.text(result.output)
        guard result.exitStatus == 0, !text.isEmpty else {
          let said =
            result.errors.isEmpty ? String(decoding: result.output.prefix(200), as: UTF8.self) : result.errors
          let message = PDFReader.firstLine(said)
          throw ReadFailure.programFailed(program: program.required.name, message: message)
        }
        var document = ExtractedDocument(text: text)
        document.properties = properties
        try emit(.document(document))
        return
      } catch {
        switch error {
        case .encrypted, .stopped: throw error
        default: firstFailure = firstFailure ?? error
        }
      }
      // Both need milliseconds; on what the first refuses the second often turns in circles.
      limits.programSeconds = min(limits.programSeconds, 5)
    }
    throw firstFailure ?? .noText
  }

  /// The text by the structure of the file, with its tables, breaks, notes and headers, and without what was deleted.
  /// - Returns: nil for other versions and damaged files: then the programs are asked, which know more of them.
  /// - Throws: `encrypted`, `noText`, `picturesOnly`.
  private static func document(_ container: CompoundFile?) throws(ReadFailure) -> ExtractedDocument? {
    guard let container else { return nil }
    let file: OldWordFile
    do throws(OldWordFile.Failure) {
      file = try OldWordFile(container)
    } catch {
      if error == .encrypted { throw .encrypted }
      return nil
    }
    var text = OldWordText(file)
    let document = text.document()
    guard document.text.isEmpty else { return document }
    if file.missingUnits > 0 || file.units.isEmpty { return nil }
    throw file.holdsPictures ? .picturesOnly : .noText
  }

  /// WPS ends its files with the last byte of their last sector that means something, and both programs refuse a sector
  /// that is not whole.
  private static func filled(_ bytes: [UInt8]) -> [UInt8] {
    // Sectors of 512 bytes, or in version 4 of 4,096.
    let sector = bytes.count > 31 && bytes[30] == 12 ? 4096 : 512
    let missing = (sector - bytes.count % sector) % sector
    return bytes + [UInt8](repeating: 0, count: missing)
  }

  /// What is in the container, by the names in its directory, which are UTF-16.
  private func refuse(_ bytes: [UInt8]) throws(ReadFailure) {
    func holds(_ name: String) -> Bool {
      var pattern: [UInt8] = []
      for letter in name.utf8 { pattern += [letter, 0] }
      pattern += [0, 0]
      // Directory entries are 128 bytes each, from a sector's beginning.
      var at = 512
      while at + pattern.count <= bytes.count {
        if bytes[at] == pattern[0], bytes[at..<(at + pattern.count)].elementsEqual(pattern) { return true }
        at += 128
      }
      return false
    }
    if holds("WordDocument") { return }
    if holds("EncryptedPackage") { throw .encrypted }
    if holds("Workbook") || holds("Book") {
      throw .contradiction(promised: Self.format.name, found: "an Excel table")
    }
    if holds("PowerPoint Document") {
      throw .contradiction(promised: Self.format.name, found: "a PowerPoint presentation")
    }
  }

  /// Valid UTF-8, without the pictures antiword mentions, and its cells parted by tabs.
  private static func text(_ output: [UInt8]) -> [UInt8] {
    var lines = TextLines(capacity: output.count)
    let rows = String(decoding: joiningSurrogates(output), as: UTF8.self).split(whereSeparator: \.isNewline)
    // antiword's sign of a note whose number it does not know tears the sentence; the notes stand at the end.
    let hasNotes = rows.contains { $0.hasPrefix("[1]") || $0.hasPrefix("[i]") }
    for row in rows {
      let line = hasNotes ? withoutSigns(row)[...] : row
      if line == "[pic]" { continue }
      if line.first == "|", line.last == "|", line.count > 2 {
        for cell in line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false) {
          lines.append(trimmed(cell))
          lines.endCell()
        }
      } else {
        lines.append(trimmed(line))
      }
      lines.endParagraph()
    }
    return lines.finish()
  }

  private static func withoutSigns(_ line: Substring) -> String {
    let sign = Array("[?]".utf8)
    var bytes: [UInt8] = []
    for byte in line.utf8 {
      bytes.append(byte)
      if bytes.suffix(sign.count).elementsEqual(sign) { bytes.removeLast(sign.count) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Both programs write a character beyond the basic plane as its two surrogates, three bytes each, which is no UTF-8.
  private static func joiningSurrogates(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0xED) else { return bytes }
    var joined: [UInt8] = []
    joined.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0xED, at + 5 < bytes.count, bytes[at + 1] & 0xF0 == 0xA0, bytes[at + 3] == 0xED,
        bytes[at + 4] & 0xF0 == 0xB0
      {
        let high = UInt32(bytes[at + 1] & 0x0F) << 6 | UInt32(bytes[at + 2] & 0x3F)
        let low = UInt32(bytes[at + 4] & 0x0F) << 6 | UInt32(bytes[at + 5] & 0x3F)
        if let scalar = Unicode.Scalar(0x10000 + (high << 10 | low)) {
          joined += Array(String(scalar).utf8)
          at += 6
          continue
        }
      }
      joined.append(bytes[at])
      at += 1
    }
    return joined
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    // An indent of ideographic spaces is the author's, and marks a paragraph.
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
