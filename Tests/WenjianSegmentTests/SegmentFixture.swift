// Small segments for the tests, and all that can be read from one.

import Testing
import WenjianBytes
import WenjianDictionary
import WenjianModel
import WenjianPostings
import WenjianSegment
import WenjianStore
import WenjianStream
import WenjianTestSupport
import WenjianUnicode

struct TestDocument: Sendable {
  var fields: DocumentFields
  var text: String

  /// The first line is the title when there are more.
  init(key: String, text: String, date: CivilDate? = nil) {
    let lineEnd = text.utf8.firstIndex(of: 0x0A)
    let titleEnd = lineEnd.map { text.utf8.distance(from: text.utf8.startIndex, to: $0) } ?? 0
    fields = DocumentFields(
      key: key, title: String(text.utf8.prefix(titleEnd)) ?? "", titleByteRange: 0..<titleEnd)
    fields.metadata.publicationDate = date.map { Finding($0, .given, 1) }
    self.text = text
  }
}

/// Many short documents in both scripts with numbers, runs, list items and blank lines.
func randomDocuments(
  _ count: Int, pieces perDocument: Int, _ generator: inout SeededGenerator
) -> [TestDocument] {
  let pieces = [
    "第一书记", "第一書記", "驻村工作队", "产业发展", "国务院", "，", "。", "\n", "\n\n", "2016年", "5G", "COVID-19", "一、",
    "农(nóng)村", "𠮷", "（", "）", "é", " ",
  ]
  return (0..<count).map { number in
    let body = (0..<generator.below(perDocument)).map { _ in pieces[generator.below(pieces.count)] }
    let title = generator.below(3) == 0 ? "" : "关于\(number)的通知\n"
    return TestDocument(
      key: "\((number * 7919) % 1000)/\(number).txt", text: title + body.joined(),
      date: CivilDate(year: 2000 + number % 20, month: 1 + number % 12))
  }
}

/// A directory of segment files, all written with one coder.
final class SegmentFixture {
  let directory: TemporaryDirectory
  let coder: StoreCoder
  let parameters: SegmentParameters

  init(blockBytes: Int = 64) throws {
    directory = TemporaryDirectory()
    var parameters = SegmentParameters()
    parameters.blockBytes = blockBytes
    self.parameters = parameters
    coder = Array("第一书记和驻村工作队，2016年。\n".utf8).withUnsafeBytes {
      StoreCoder(sample: $0, blockBytes: 64)
    }
  }

  func path(_ id: UInt64) -> String { directory(SegmentFormat.fileName(id)) }

  @discardableResult
  func write(_ documents: [TestDocument], id: UInt64) throws -> Segment {
    let builder = SegmentBuilder(parameters: parameters)
    for document in documents {
      _ = Array(document.text.utf8).withUnsafeBytes { builder.add(document.fields, text: $0) }
    }
    try builder.write(to: path(id), id: id, coder: coder, durably: false)
    return try Segment.open(path: path(id), id: id)
  }

  /// A batch as a writer session writes one that others follow.
  func writeRun(_ documents: [TestDocument], id: UInt64) throws -> Segment {
    let builder = SegmentBuilder(parameters: parameters)
    for document in documents {
      _ = Array(document.text.utf8).withUnsafeBytes { builder.add(document.fields, text: $0) }
    }
    try builder.write(to: path(id), id: id, coder: coder, durably: false, isRun: true)
    return try Segment.openRun(path: path(id), id: id)
  }

  func merge(_ segments: [Segment], id: UInt64) throws -> Segment {
    try SegmentMerger(segments).write(to: path(id), id: id)
    return try Segment.open(path: path(id), id: id)
  }

  /// A copy of a segment's file with other bytes, under its own name.
  /// - Parameter sealed: whether the checksums are made those of the changed bytes.
  func copy(
    _ id: UInt64, to name: String, sealed: Bool = false, _ change: (inout [UInt8]) -> Void
  ) throws -> String {
    var bytes = try FileOperations.read(path(id))
    change(&bytes)
    if sealed {
      var file = SegmentBytes(bytes)
      file.seal()
      bytes = file.bytes
    }
    let file = try FileWriter(creating: directory(name))
    try file.write(bytes)
    try file.finish(durably: false)
    return directory(name)
  }
}

/// All that a segment answers, in values that compare.
struct SegmentContents: Equatable {
  struct Gram: Equatable {
    var first: AnalyzedElement
    var second: AnalyzedElement
    var positions: [UInt32]
    var documentCount: Int
    /// Document, frequency, quality; empty below the threshold.
    var documents: [[UInt32]]
  }

  struct Document: Equatable {
    var key: String
    var title: String
    var date: UInt32
    var positions: Range<UInt32>
    var titlePositions: Range<UInt32>
    var titleEnd: Int
    var textRange: Range<Int>
    var text: String
    var norm: UInt8
    var script: UInt8
    var hash: UInt64
    var byKey: Int?
  }

  struct Word: Equatable {
    var text: String
    var documents: [UInt32]
    var frequencies: [UInt32]
  }

  var statistics: SegmentStatistics
  var elements: [AnalyzedElement]
  var grams: [Gram]
  var documents: [Document]
  var keyOrder: [Int]
  var boundaries: [Bool]
  /// The words asked for.
  var words: [Word?]

  init(_ segment: Segment, words wanted: [String] = []) throws {
    statistics = segment.statistics
    var elements: [AnalyzedElement] = []
    segment.elements.forEachScalar { elements.append($0 == 0 ? .barrier : .scalar($0)) }
    segment.elements.runs.forEach { elements.append(.run([UInt8]($1))) }
    self.elements = elements
    grams = []
    for first in 0..<segment.grams.rowCount {
      var row: [(gram: Int, second: Int)] = []
      segment.grams.forEachGram(inRow: first) { row.append(($0, $1)) }
      for (gram, second) in row {
        let list = try segment.positions(ofGram: gram)
        grams.append(
          Gram(
            first: elements[first], second: elements[second], positions: Self.positions(list),
            documentCount: list.documentCount, documents: Self.documents(list)))
      }
    }
    let table = segment.documents
    let scratch = StoreScratch()
    documents = []
    for number in 0..<table.count {
      let text = try segment.store.text(table.textRange(of: number), scratch: scratch)
      documents.append(
        Document(
          key: table.key(of: number), title: table.title(of: number), date: table.date(of: number),
          positions: table.positions(of: number), titlePositions: table.titlePositions(of: number),
          titleEnd: table.titleEnd(of: number), textRange: table.textRange(of: number),
          text: String(decoding: text, as: UTF8.self), norm: table.norm(of: number),
          script: table.script(of: number), hash: table.contentHash(of: number),
          byKey: table.document(forKey: table.key(of: number))))
    }
    keyOrder = (0..<table.count).map(table.documentInKeyOrder)
    boundaries = (0..<UInt32(statistics.positionCount)).map(segment.boundaries.isSet)
    words = wanted.map { word in
      segment.words.postings(of: Array(word.utf8)).map {
        Word(text: word, documents: $0.documents, frequencies: $0.frequencies)
      }
    }
  }

  static func positions(_ list: PositionList) -> [UInt32] {
    var room = [UInt32](repeating: 0, count: list.count + PositionList.blockSize)
    let size = room.withUnsafeMutableBufferPointer {
      list.decodeAll(into: $0.baseAddress.unsafelyUnwrapped)
    }
    return Array(room[..<size])
  }

  private static func documents(_ list: PositionList) -> [[UInt32]] {
    guard let documents = list.documents else { return [] }
    var rows: [[UInt32]] = []
    var room = [UInt32](repeating: 0, count: 3 * DocumentList.blockSize)
    for block in 0..<documents.blockCount {
      let size = room.withUnsafeMutableBufferPointer { room in
        let start = room.baseAddress.unsafelyUnwrapped
        return documents.decode(
          block: block, documents: start, frequencies: start + DocumentList.blockSize,
          qualities: start + 2 * DocumentList.blockSize)
      }
      for index in 0..<size { rows.append([room[index], room[128 + index], room[256 + index]]) }
    }
    return rows
  }
}

/// The section table, read by the layout that FORMAT.md tells.
func sectionRanges(_ bytes: [UInt8]) -> [(id: UInt32, range: Range<Int>)] {
  bytes.withUnsafeBytes { bytes in
    guard let base = bytes.baseAddress else { return [] }
    let footer = bytes.count - 40
    let table = Int(load64(base, footer))
    return (0..<Int(load32(base, footer + 8))).map { row in
      let at = table + row * 32
      let offset = Int(load64(base, at + 8))
      return (load32(base, at), offset..<(offset + Int(load64(base, at + 16))))
    }
  }
}
