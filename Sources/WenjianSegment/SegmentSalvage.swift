import WenjianBytes
import WenjianModel
import WenjianPostings
import WenjianStore
import WenjianStream

/// Reads documents out of a segment that is damaged, each as far as its own bytes are sound.
///
/// Header, table and footer must be whole, and the head of the store and of the keys: without them nothing says where a
/// document is. Of everything else a document loses what is damaged: its text decides whether it is saved, and is compared
/// with its hash.
package final class SegmentSalvage {
  /// What is left of a document.
  package struct Document {
    package var fields: DocumentFields
    package var text: [UInt8]
    /// What it lost, in words; empty when it is whole.
    package var lostParts: [String]
  }

  /// A document that cannot be saved.
  package struct Loss: Error {
    /// nil when that is lost as well.
    package var key: String?
    package var reason: String
  }

  private let contents: SegmentFile
  private let documents: DocumentTable
  private let store: TextStore
  private let zones: LowWeightZones?
  private let scratch = StoreScratch()
  private var scanner = SpanScanner()
  /// Sections that were made up because theirs were damaged.
  private let standIns: [ByteWriter]
  /// What any document may have lost with a section that cannot be read at all.
  private let lostParts: [String]
  package let documentCount: Int

  package var path: String { contents.file.path }

  /// - Throws: `SegmentError` when nothing of the segment can be read; `FileError`.
  package init(path: String, id: UInt64) throws {
    let contents = try SegmentFile(MappedFile(path: path), id: id, forSalvage: true)
    self.contents = contents
    // A byte a document, and no head that could be damaged.
    guard let count = contents.salvaged(.documentNorms)?.count, count > 0, count <= SegmentFormat.positionLimit
    else {
      throw damaged("document table", in: path)
    }
    documentCount = count
    var standIns: [ByteWriter] = []
    var lostParts: Set<String> = []
    let source = Self.source(contents, documentCount: count, &standIns, &lostParts)
    self.standIns = standIns
    let hints = source.bytes(.documentHints)?.count ?? 0
    guard
      let documents = DocumentTable(source, positionCount: max(hints / 4 - 1, 0) << DocumentTable.hintShift)
    else { throw damaged("document table", in: path) }
    self.documents = documents
    guard let index = contents.salvaged(.storeIndex), let blocks = contents.salvaged(.storeBlocks),
      let coders = contents.salvaged(.storeCoders),
      let store = TextStore(index: index, blocks: blocks, coders: coders, path: path)
    else { throw damaged(SectionID.storeIndex.title, in: path) }
    self.store = store
    contents.verifier.forgetNotedDamage()
    let zoneBytes = contents.salvaged(.lowWeightZones)
    let zones = zoneBytes.flatMap(LowWeightZones.read)
    let areZonesSound = contents.verifier.notedDamage == nil && (zones != nil || zoneBytes == nil)
    self.zones = areZonesSound ? zones : nil
    if !areZonesSound { lostParts.insert("low-weight zones") }
    self.lostParts = lostParts.sorted()
  }

  /// The sections, without those that are optional and cannot be read, and with empty titles where theirs cannot be.
  private static func source(
    _ contents: SegmentFile, documentCount: Int, _ standIns: inout [ByteWriter],
    _ lostParts: inout Set<String>
  ) -> SectionSource {
    var replaced: [SectionID: FileBytes?] = [:]
    let plain = SectionSource(version: contents.version, documentCount: documentCount, bytes: contents.salvaged(_:))
    for column in Columns.all where !column.canRead(plain) {
      if column.isOptional {
        replaced[column.section] = .some(nil)
        // Sketches are made again.
        if column.section == .documentSketches { continue }
        lostParts.insert(column.section == .documentHeadings ? "headings" : "metadata")
      } else if column.section == .documentTitles {
        var titles = StringColumnWriter()
        titles.appendNothing(documentCount)
        let bytes = titles.finish()
        standIns.append(bytes)
        replaced[column.section] = FileBytes(bytes.bytes)
        lostParts.insert("title")
      }
    }
    let bytes = replaced
    return SectionSource(version: contents.version, documentCount: documentCount) { id in
      bytes[id] ?? contents.salvaged(id)
    }
  }

  /// Reads with a note of whether what was read was sound.
  private func reading<Value>(_ body: () -> Value) -> (value: Value, isSound: Bool) {
    contents.verifier.forgetNotedDamage()
    let value = body()
    return (value, contents.verifier.notedDamage == nil && !contents.file.hasFaulted)
  }

  /// The key of a document; nil when it is damaged.
  package func key(of document: Int) -> String? {
    let (key, isSound) = reading { documents.key(of: document) }
    return isSound && !key.isEmpty ? key : nil
  }

  /// What can be saved of a document.
  /// - Throws: `Loss` when its text or its key is damaged.
  /// - Complexity: linear in its text.
  package func document(_ document: Int) throws(Loss) -> Document {
    let (key, isKeySound) = reading { documents.key(of: document) }
    func loss(_ reason: String) -> Loss { Loss(key: isKeySound ? key : nil, reason: reason) }
    let (range, isRangeSound) = reading { documents.textRange(of: document) }
    guard isRangeSound else { throw loss("where its text is cannot be read") }
    let text: [UInt8]
    contents.verifier.forgetNotedDamage()
    do { text = try store.text(range, scratch: scratch) } catch { throw loss("its text is damaged") }
    guard contents.verifier.notedDamage == nil else { throw loss("its text is damaged") }
    let (hash, isHashSound) = reading { documents.contentHash(of: document) }
    guard !isHashSound || text.withUnsafeBytes({ hash64($0) }) == hash else {
      throw loss("its text is not the one that was indexed")
    }
    guard isKeySound, !key.isEmpty else { throw loss("its key is damaged") }
    var saved = Document(
      fields: DocumentFields(key: key, title: "", titleByteRange: 0..<0), text: text, lostParts: lostParts)
    readFields(of: document, into: &saved)
    return saved
  }

  private func readFields(of document: Int, into saved: inout Document) {
    func part<Value>(_ name: String, _ body: () -> Value) -> Value? {
      let (value, isSound) = reading(body)
      if isSound { return value }
      if !saved.lostParts.contains(name) { saved.lostParts.append(name) }
      return nil
    }
    if let title = part("title", { documents.title(of: document) }) { saved.fields.title = title }
    if let metadata = part("metadata", { documents.metadata(of: document) }) { saved.fields.metadata = metadata }
    if let headings = part("headings", { documents.headings(of: document) }) { saved.fields.headings = headings }
    if let work = part("metadata", { documents.work(of: document) }) { saved.fields.work = work }
    let places = part("title") {
      (
        documents.positions(of: document), documents.titlePositions(of: document), documents.titleEnd(of: document),
        zones?.zones(in: documents.positions(of: document)) ?? []
      )
    }
    guard let (positions, title, titleEnd, zones) = places else { return }
    let spans = scanner.spans(of: saved.text, state: .documentStart, endsDocument: true)
    func byteOffset(_ position: UInt32) -> Int {
      let index = Int(position) - Int(positions.lowerBound)
      return index < 0 ? 0 : index < spans.count ? Int(spans[index].start) : saved.text.count
    }
    if titleEnd > 0, titleEnd <= saved.text.count, byteOffset(title.lowerBound) <= titleEnd {
      saved.fields.titleByteRange = byteOffset(title.lowerBound)..<titleEnd
    }
    for zone in zones {
      let low = max(byteOffset(zone.lowerBound), saved.fields.lowWeightRanges.last?.upperBound ?? 0)
      let high = byteOffset(zone.upperBound)
      if low < high { saved.fields.lowWeightRanges.append(low..<high) }
    }
  }
}

extension SegmentFile {
  /// A section that is whole by its own checksum as it is, though pages that it shares with others are damaged; else with
  /// its pages checked.
  fileprivate func salvaged(_ id: SectionID) -> FileBytes? {
    guard let section = sections.first(where: { $0.id == id.rawValue }), let checked = bytes(of: id) else {
      return nil
    }
    return hash64(checked.unchecked) == section.hash ? FileBytes(checked.unchecked) : checked
  }
}
