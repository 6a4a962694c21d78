// The choice of a reader by content alone, for names that promise nothing: no ending, .log, .php, .ppt.

import WenjianText

extension DocumentFormats {
  /// - Throws: `otherFormat` for what holds no text; `unreadFormat`.
  static func chooseByContent(
    for source: SourceFile, _ head: FileHead
  ) throws(ReadFailure) -> any DocumentReader {
    let ending = ending(of: source.name) ?? source.name.lowercased()
    let promised = FileEndings.unread[ending]
    if let found = readers.first(where: { $0.recognizes(head) }) {
      // Many formats are packed alike: only where nothing else is promised is it an archive or a Word document.
      let isWrapper = found is ZipReader || found is GzipReader || found is OldWordReader
      if isWrapper, let promised { throw .unreadFormat(promised) }
      if found is ZipReader, head.isOfficePackage { throw .unreadFormat("an office document of another kind") }
      return found
    }
    if head.isText {
      if FileEndings.pages.contains(ending), let reader = pageReader(head) { return reader }
      if FileEndings.programs.contains(ending), !(try holdsHan(source)) { throw .otherFormat }
      return PlainTextReader()
    }
    if let promised { throw .unreadFormat(promised) }
    guard let kind = head.binaryKind else {
      if HanRuns.areIn(try source.content.read(at: 0, count: sampleBytes)) {
        throw .unreadFormat("binary data with Chinese text in it")
      }
      throw .otherFormat
    }
    throw kind.holdsText ? .unreadFormat(kind.name) : .otherFormat
  }

  private static let sampleBytes = 1 << 16

  /// Whether there is Han in the head of a text.
  private static func holdsHan(_ source: SourceFile) throws(ReadFailure) -> Bool {
    let head = try source.content.read(at: 0, count: sampleBytes)
    return ((try? TextDecoder.decode(head))?.census.han ?? 0) > 0
  }

  /// What a server sent under the name of its program; nil when it is no markup and no record.
  private static func pageReader(_ head: FileHead) -> (any DocumentReader)? {
    if head.startsJSON { return JSONReader() }
    return head.holdsPageTags ? WebPageReader() : nil
  }
}

/// Finds Chinese text in binary data: a run of Han in daily use that chance does not make.
enum HanRuns {
  private static let han = 8
  /// The same character over and over is a pattern of a picture.
  private static let different = 5

  static func areIn(_ bytes: [UInt8]) -> Bool {
    let utf8 = run(bytes, width: 3) { at in
      let decoded = decodeScalar(bytes.span, at: at, end: at + 3)
      return decoded.byteCount == 3 && decoded.value != 0xFFFD ? decoded.value : nil
    }
    if utf8 { return true }
    if run(bytes, width: 2, { UInt32(bytes[$0]) | UInt32(bytes[$0 + 1]) << 8 }) { return true }
    if run(bytes, width: 2, { UInt32(bytes[$0 + 1]) | UInt32(bytes[$0]) << 8 }) { return true }
    // GBK: the rows of the characters in daily use.
    return run(bytes, width: 2, isCommon: { _ in true }) { at in
      (0xB0...0xD7).contains(bytes[at]) && bytes[at + 1] > 0xA0
        ? UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1]) : nil
    }
  }

  /// Whether enough characters stand in a row.
  /// - Parameter scalar: the character at a byte, from which on `width` bytes are there.
  private static func run(
    _ bytes: [UInt8], width: Int, isCommon: (UInt32) -> Bool = { CommonHan.contains($0) },
    _ scalar: (Int) -> UInt32?
  ) -> Bool {
    for start in 0..<width {
      var found: [UInt32] = []
      for at in stride(from: start, to: bytes.count - width + 1, by: width) {
        guard let character = scalar(at), isCommon(character) else {
          found.removeAll(keepingCapacity: true)
          continue
        }
        found.append(character)
        if found.count >= han, Set(found.suffix(han)).count >= different { return true }
      }
    }
    return false
  }
}
