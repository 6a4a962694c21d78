import WenjianBytes
package import WenjianModel
import WenjianPostings

/// The documents of a segment as columns, each a section of its own.
///
/// A class, because each query takes the table of each segment: as a struct of twenty columns, each of which keeps
/// something alive, that was twenty retains.
package final class DocumentTable: Sendable {
  /// One hint for this many positions.
  static let hintShift = 10

  package let count: Int
  /// Stream position where each document starts, and where the last ends: count + 1 values of u32.
  private let starts: FileBytes
  private let hints: FileBytes
  private let hintCount: Int
  private let textStarts: MonotoneArray
  private let titleSpans: RowColumn<UInt32>
  private let titleEnds: RowColumn<UInt32>
  private let keys: StringColumn
  let titles: StringColumn
  private let normRows: RowColumn<UInt8>
  private let scripts: RowColumn<UInt8>
  private let hashes: RowColumn<UInt64>
  let dates: RowColumn<UInt32>
  private let keyOrder: FileBytes
  // nil where no document has one, and in segments from before they were kept.
  let signatureDates: RowColumn<UInt32>?
  /// In the order of `Columns.texts`.
  let texts: [FieldTexts?]
  let customs: CustomColumns?
  let findings: FindingColumn?
  private let headings: HeadingColumn?
  private let sketches: RowColumn<DocumentSketch>?
  private let works: RowColumn<UInt64>?
  private let positionChecks: PositionColumnChecks
  let fieldChecks: FieldChecks

  /// - Returns: nil when a section is damaged or missing.
  init?(_ source: SectionSource, positionCount: Int) {
    let count = source.documentCount
    func numbers(_ id: SectionID, _ count: Int) -> FileBytes? { source.bytes(id)?.part(at: 0, count: count * 4) }
    func textStarts(_ bytes: FileBytes) -> MonotoneArray? {
      var reader = ByteReader(bytes)
      return MonotoneArray(&reader)
    }
    /// A column that is always there.
    func column<Codec>(_ column: Column<Codec>) -> Codec.Reader? { column.read(source).flatMap { $0 } }
    let hintCount = (positionCount >> Self.hintShift) + 1
    var texts: [FieldTexts?] = []
    for field in Columns.texts {
      guard let column = field.column.read(source) else { return nil }
      texts.append(column)
    }
    guard
      let starts = numbers(.documentStarts, count + 1),
      let hints = numbers(.documentHints, hintCount),
      let textStarts = source.bytes(.documentTextStarts).flatMap(textStarts), textStarts.count == count + 1,
      let keyOrder = numbers(.documentKeyOrder, count),
      let titleSpans = column(Columns.titleSpans), let titleEnds = column(Columns.titleEnds),
      let keys = column(Columns.keys), let titles = column(Columns.shownTitles),
      let norms = column(Columns.norms), let scripts = column(Columns.scripts),
      let hashes = column(Columns.hashes), let dates = column(Columns.dates),
      let signatureDates = Columns.signatureDates.read(source), let customs = Columns.customs.read(source),
      let findings = Columns.findings.read(source),
      let headings = Columns.headings.read(source), let sketches = Columns.sketches.read(source),
      let works = Columns.works.read(source)
    else { return nil }
    (self.count, self.hintCount, self.texts) = (count, hintCount, texts)
    (self.starts, self.hints, self.textStarts, self.keyOrder) = (starts, hints, textStarts, keyOrder)
    (self.titleSpans, self.titleEnds, self.keys, self.titles) = (titleSpans, titleEnds, keys, titles)
    (self.normRows, self.scripts, self.hashes, self.dates) = (norms, scripts, hashes, dates)
    (self.signatureDates, self.customs, self.findings) = (signatureDates, customs, findings)
    (self.headings, self.sketches, self.works) = (headings, sketches, works)
    positionChecks = PositionColumnChecks([starts, hints, titleSpans.rows])
    fieldChecks = FieldChecks(
      [.documentTextStarts, .documentKeyOrder] + Columns.fieldSections, in: source)
  }

  // SAFETY: document numbers may come from damaged postings; every accessor clamps them, so that damage reads a
  // wrong document and never beyond the map.

  @inline(__always)
  func sound(_ document: Int) -> Int { min(document, count - 1) }

  @inline(__always)
  package func start(of document: Int) -> UInt32 {
    let row = starts.start + min(document, count) &* 4
    positionChecks.require(starts, row, 4)
    return load32(row, 0)
  }

  /// The stream positions of a document.
  package func positions(of document: Int) -> Range<UInt32> {
    let low = start(of: document)
    return low..<max(low, start(of: document + 1))
  }

  /// The document that holds a position.
  /// - Parameter hint: a document at or before it, from an earlier call with a lower position.
  /// - Complexity: constant for documents of a thousand elements and more; logarithmic in the number of
  ///   shorter documents in a stretch of 1,024 positions.
  @inline(__always)
  package func document(of position: UInt32, from hint: Int) -> Int {
    if position < start(of: hint + 1) { return hint }
    return findDocument(of: position, from: hint)
  }

  package func findDocument(of position: UInt32, from hint: Int) -> Int {
    let at = Int(position) >> Self.hintShift
    guard at < hintCount else { return max(count - 1, 0) }
    let row = hints.start + at * 4
    positionChecks.require(hints, row, at + 1 < hintCount ? 8 : 4)
    var low = max(hint, Int(load32(row, 0)))
    var high = at + 1 < hintCount ? Int(load32(row, 4)) + 1 : count
    high = min(high, count)
    guard low < high else { return min(low, max(count - 1, 0)) }
    while high - low > 1 {  // start(low) <= position < start(high)
      let middle = (low + high) / 2
      if start(of: middle) <= position { low = middle } else { high = middle }
    }
    return low
  }

  /// Groups positions by document.
  ///
  /// Each position is looked up on its own: from the hint it is one step or none, without a branch, while a walk
  /// from the document before takes a number of steps that cannot be predicted (three times the time). Only where
  /// most positions lie in one document with the one before, that is asked first.
  ///
  /// - Parameters:
  ///   - positions: ascending.
  ///   - documents: room for one more than there are positions: the documents that hold any, ascending.
  ///   - firsts: room for as many: where the positions of each document begin in `positions`, and behind the last
  ///     the number of positions.
  /// - Returns: how many documents.
  package func group(
    _ positions: UnsafePointer<UInt32>, count positionCount: Int,
    documents: UnsafeMutablePointer<UInt32>, firsts: UnsafeMutablePointer<UInt32>
  ) -> Int {
    guard positionCount > 0 else {
      firsts[0] = 0
      return 0
    }
    positionChecks.requireAll()
    let starts = positionColumns.starts
    let hints = hints.start
    let lastDocument = count - 1
    let isDense = positionCount > count
    var grouped = 0
    var previous = -1
    var end: UInt32 = 0
    for at in 0..<positionCount {
      let position = positions[at]
      if isDense, position < end { continue }
      let hint = min(Int(position &>> UInt32(Self.hintShift)), hintCount &- 1)
      // Damaged positions and hints lead to wrong documents, never beyond the last.
      var document = max(min(Int(load32(hints, hint &* 4)), lastDocument), 0)
      let next = Int(starts[document &+ 1])
      document = min(document &+ ((next &- Int(position) &- 1) &>> 63 & 1), lastDocument)
      if document < lastDocument, starts[document &+ 1] <= position {
        document = findDocument(of: position, from: document)
      }
      end = starts[document &+ 1]
      documents[grouped] = UInt32(truncatingIfNeeded: document)
      firsts[grouped] = UInt32(truncatingIfNeeded: at)
      // 1 for another document than before.
      grouped &+= Int(truncatingIfNeeded: UInt64(bitPattern: Int64(previous &- document)) &>> 63)
      previous = max(document, previous)
    }
    firsts[grouped] = UInt32(truncatingIfNeeded: positionCount)
    return grouped
  }

  package func textRange(of document: Int) -> Range<Int> {
    let (low, high) = textStarts.pair(at: sound(document))
    return low..<max(low, high)
  }

  /// The document whose text holds a byte of the segment's text.
  package func document(ofTextByte byte: Int) -> Int { max(textStarts.upperBound(byte) - 1, 0) }

  /// Where a document's title line ends in its text, in bytes; 0 when it has none.
  package func titleEnd(of document: Int) -> Int { Int(titleEnds[sound(document)]) }

  /// The positions of a document's title.
  package func titlePositions(of document: Int) -> Range<UInt32> {
    let word = titleSpan(of: document)
    let low = start(of: document) &+ (word & 0xFFFF)
    return low..<max(low, low &+ (word >> 16))
  }

  @inline(__always)
  private func titleSpan(of document: Int) -> UInt32 {
    let row = titleSpans.base + sound(document) &* 4
    positionChecks.require(titleSpans.rows, row, 4)
    return load32(row, 0)
  }

  /// Whether a position lies in its document's title.
  @inline(__always)
  package func isTitle(_ position: UInt32, of document: Int) -> Bool {
    let word = titleSpan(of: document)
    let relative = position &- start(of: document)
    return relative >= word & 0xFFFF && relative < (word & 0xFFFF) &+ word >> 16
  }

  package func key(of document: Int) -> String { String(decoding: keys[sound(document)], as: UTF8.self) }
  package func keyBytes(of document: Int) -> UnsafeRawBufferPointer { keys[sound(document)] }
  /// Whether two documents have one key.
  package func haveSameKey(_ document: Int, _ other: Int) -> Bool {
    keyBytes(of: document).elementsEqual(keyBytes(of: other))
  }

  /// The last document that has the key of a document of another table; nil when none has.
  package func document(withKeyOf other: Int, in table: DocumentTable) -> Int? {
    document(forKeyBytes: table.keyBytes(of: other))
  }

  package func title(of document: Int) -> String { String(decoding: titles[sound(document)], as: UTF8.self) }

  func titleBytes(of document: Int) -> UnsafeRawBufferPointer { titles[sound(document)] }

  /// The columns that are read for every position, as they are: whoever reads them says so before.
  var positionColumns: (starts: UnsafePointer<UInt32>, titleSpans: UnsafePointer<UInt32>) {
    // SAFETY: sections are 64-byte aligned and the writer is little-endian, as are all machines that
    // Swift runs on.
    (
      starts.start.assumingMemoryBound(to: UInt32.self), titleSpans.base.assumingMemoryBound(to: UInt32.self)
    )
  }

  /// Where documents and their titles are.
  package var positions: DocumentPositions {
    positionChecks.requireAll()
    return DocumentPositions(starts: starts.start, titleSpans: titleSpans.base, lastDocument: count - 1)
  }

  /// The norms of all documents.
  package var norms: UnsafePointer<UInt8> {
    normRows.rows.requireAll()
    return normRows.base.assumingMemoryBound(to: UInt8.self)
  }

  package func norm(of document: Int) -> UInt8 { normRows[sound(document)] }
  package func script(of document: Int) -> UInt8 { scripts[sound(document)] }
  package func contentHash(of document: Int) -> UInt64 { hashes[sound(document)] }

  /// Empty for a text that is too short, and where none was kept.
  package func sketch(of document: Int) -> DocumentSketch { sketches?[sound(document)] ?? .none }

  /// The same as it lies in the segment; nil where it would be empty.
  package func sketchRow(of document: Int) -> UnsafeRawPointer? {
    guard let sketches, !sketches[sound(document)].isEmpty else { return nil }
    return sketches.base + sound(document) * DocumentSketch.byteCount
  }

  /// A document as others are compared with it; nil for one with too little text for a sketch. It is read where it is
  /// mapped, as long as the segment is.
  package func sketched(_ document: Int) -> SketchedDocument? {
    sketchRow(of: document).map { row in
      SketchedDocument(
        row: row, work: work(of: document), date: date(of: document),
        title: formTitleBytes(of: document).map { hash64($0) } ?? 0)
    }
  }

  /// As `DocumentFields.work`.
  package func work(of document: Int) -> UInt64 { works?[sound(document)] ?? 0 }

  /// Of publication, or of signature when that is all there is, as `CivilDate.number`; 0 for none.
  package func date(of document: Int) -> UInt32 { dates[sound(document)] }

  /// Lines that the document marks as headings, ascending.
  /// - Complexity: linear in them.
  package func headings(of document: Int) -> [HeadingLine] {
    headings?.headings(of: sound(document), textBytes: textRange(of: document).count) ?? []
  }

  /// The document with a key, or nil. When several were added with one key, the last of them, which is the one
  /// that replaced the others.
  /// - Complexity: logarithmic.
  package func document(forKey key: String) -> Int? {
    var key = key
    return key.withUTF8 { document(forKeyBytes: UnsafeRawBufferPointer($0)) }
  }

  /// The same for the UTF-8 of a key.
  func document(forKeyBytes wanted: UnsafeRawBufferPointer) -> Int? {
    var low = 0
    var high = count
    while low < high {  // the first place whose key is not below
      let middle = (low + high) / 2
      if compareBytes(keyBytes(of: documentInKeyOrder(middle)), wanted) < 0 {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var found: Int?
    while low < count, compareBytes(keyBytes(of: documentInKeyOrder(low)), wanted) == 0 {
      found = max(found ?? 0, documentInKeyOrder(low))
      low += 1
    }
    return found
  }

  /// The documents in the order of their keys.
  package func documentInKeyOrder(_ index: Int) -> Int {
    let row = keyOrder.start + sound(index) * 4
    keyOrder.checks.require(row, 4)
    return sound(Int(load32(row, 0)))
  }
}
