import Glibc
import Testing
import WenjianBytes
import WenjianDictionary
import WenjianPostings
import WenjianStream

@testable import WenjianSegment

/// FORMAT.md beside the segment code, and the hex blocks in it.
private struct FormatPage {
  static let path: String = {
    var directory = #filePath
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      if access(directory + "/Package.swift", F_OK) == 0 { break }
    }
    return directory + "/Sources/WenjianSegment/FORMAT.md"
  }()

  var lines: [String]

  init() throws {
    let text = String(decoding: try FileOperations.read(Self.path), as: UTF8.self)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The lines of the hex block behind `<!-- example: name -->`.
  private func block(_ name: String) throws -> Range<Int> {
    let mark = try #require(lines.firstIndex(of: "<!-- example: \(name) -->"), "\(name)")
    #expect(lines[mark + 1] == "```hex")
    let end = try #require(lines[(mark + 2)...].firstIndex(of: "```"))
    return (mark + 2)..<end
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try lines[block(name)].flatMap { line in
      try line.split(separator: " ").map { try #require(UInt8($0, radix: 16), "\($0) in \(name)") }
    }
  }

  /// Writes 16 bytes a line.
  mutating func record(_ name: String, _ bytes: [UInt8]) throws {
    let rows = stride(from: 0, to: bytes.count, by: 16).map { start in
      bytes[start..<min(start + 16, bytes.count)].map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined(separator: " ")
    }
    lines.replaceSubrange(try block(name), with: rows)
    let directory = String(Self.path[..<(Self.path.lastIndex(of: "/") ?? Self.path.endIndex)])
    try FileOperations.replace(
      Self.path, with: Array(lines.joined(separator: "\n").utf8), in: directory)
  }
}

@Suite("The worked example in FORMAT.md", .serialized)
struct FormatExampleTests {
  private static let isRecording = getenv("WENJIAN_RECORD") != nil

  /// Compares what is written today with the page; `WENJIAN_RECORD` rewrites the page and fails, so that
  /// a recording run is never mistaken for a passing one.
  private func check(_ name: String, _ written: ByteWriter) throws -> [UInt8] {
    let bytes = Array(written.bytes)
    var page = try FormatPage()
    if Self.isRecording {
      try page.record(name, bytes)
      Issue.record("recorded \(name); run again without WENJIAN_RECORD")
    }
    let shown = try FormatPage().bytes(name)
    #expect(shown == bytes, "FORMAT.md shows other bytes for \(name): see WENJIAN_RECORD there")
    return shown
  }

  private func reading<Result>(
    _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBytes(body)
  }

  @Test("the page's example has the stream that it shows")
  func exampleStream() {
    let elements = analyze("第一书记\n\n第一书记，第一。").items.map { $0.element == .barrier ? "¶" : $0.element.text }
    #expect(elements.joined() == "第一书记¶第一书记,第一。¶")
  }

  @Test("the position list")
  func positionList() throws {
    let positions: [UInt32] = [0, 5, 10]
    var encoder = PositionListEncoder()
    encoder.begin()
    positions.withUnsafeBufferPointer { encoder.append($0) }
    let writer = ByteWriter()
    encoder.finish(documentCount: 1, documentList: nil, to: writer)
    try reading(check("position-list", writer)) { bytes in
      let list = try #require(PositionList(FileBytes(bytes)))
      #expect(list.count == 3 && list.documentCount == 1)
      #expect(SegmentContents.positions(list) == positions)
    }
  }

  @Test("the monotone array")
  func monotoneArray() throws {
    let values = [0, 12, 12, 700]
    let writer = ByteWriter()
    MonotoneArray.write(values, to: writer)
    try reading(check("monotone-array", writer)) { bytes in
      let (array, byteCount) = try #require(MonotoneArray.read(bytes))
      #expect(byteCount == bytes.count)
      #expect((0..<array.count).map { array[$0] } == values)
    }
  }

  @Test("the document list")
  func documentList() throws {
    let documents: [UInt32] = [0, 3, 4]
    let frequencies: [UInt32] = [1, 2, 1]
    let qualities: [UInt8] = [3, 0, 0]
    let norms = [UInt8](repeating: DocumentNorm.encode(14), count: 5)
    let writer = ByteWriter()
    var encoder = DocumentListEncoder()
    documents.withUnsafeBufferPointer { documents in
      frequencies.withUnsafeBufferPointer { frequencies in
        qualities.withUnsafeBufferPointer { qualities in
          norms.withUnsafeBufferPointer {
            encoder.encode(
              documents: documents, frequencies: frequencies, qualities: qualities,
              norms: $0.baseAddress.unsafelyUnwrapped, to: writer)
          }
        }
      }
    }
    try reading(check("document-list", writer)) { bytes in
      let list = try #require(DocumentList.read(FileBytes(bytes), count: 3))
      #expect(list.bounds(ofBlock: 0) == (2, 14, 3))
      var room = [UInt32](repeating: 0, count: 3 * DocumentList.blockSize)
      let size = room.withUnsafeMutableBufferPointer { room in
        let start = room.baseAddress.unsafelyUnwrapped
        return list.decode(
          block: 0, documents: start, frequencies: start + 128, qualities: start + 256)
      }
      #expect(size == 3)
      #expect(Array(room[0..<3]) == documents)
      #expect(Array(room[128..<131]) == frequencies)
      #expect(Array(room[256..<259]) == qualities.map(UInt32.init))
    }
  }

  @Test("the gram dictionary, made from the example's own stream")
  func gramDictionary() throws {
    let elements = analyze("第一书记\n\n第一书记，第一。").items.map { item -> UInt32 in
      if case .scalar(let scalar) = item.element { return scalar }
      return StreamElement.barrier
    }
    let identifiers = Array(Set(elements)).sorted()
    var positions: [[Int]: [UInt32]] = [:]
    for index in elements.indices.dropLast() where elements[index] != StreamElement.barrier {
      let gram = [elements[index], elements[index + 1]].compactMap(identifiers.firstIndex)
      positions[gram, default: []].append(UInt32(index))
    }
    var dictionary = GramDictionaryWriter()
    let postings = ByteWriter()
    var encoder = PositionListEncoder()
    let grams = positions.keys.sorted { $0.lexicographicallyPrecedes($1) }
    for first in identifiers.indices {
      dictionary.beginRow()
      for gram in grams where gram[0] == first {
        let list = positions[gram] ?? []
        if list.count == 1 {
          dictionary.append(second: gram[1], single: list[0])
        } else {
          dictionary.append(second: gram[1], listStart: postings.count)
          encoder.begin()
          list.withUnsafeBufferPointer { encoder.append($0) }
          encoder.finish(documentCount: 1, documentList: nil, to: postings)
        }
      }
    }
    let writer = ByteWriter()
    dictionary.finish(postingsEnd: postings.count, to: writer)
    #expect(identifiers.map { Unicode.Scalar($0).map(String.init) ?? "" } == ["\0", ",", "。", "一", "书", "第", "记"])
    try reading(check("gram-dictionary", writer)) { bytes in
      let read = try #require(GramDictionary.read(FileBytes(bytes)))
      #expect(read.gramCount == grams.count && read.rowCount == identifiers.count)
      #expect(read.row(0).isEmpty)
      for gram in grams {
        let number = try #require(read.gram(first: gram[0], second: gram[1]))
        let expected = positions[gram] ?? []
        switch try #require(read.entry(number)) {
        case .single(let position): #expect([position] == expected)
        case .list(let range):
          let list = try #require(
            PositionList(FileBytes(UnsafeRawBufferPointer(rebasing: postings.bytes[range]))))
          #expect(SegmentContents.positions(list) == expected)
        }
      }
    }
  }

  @Test("the string table")
  func stringTable() throws {
    let runs = ["2016", "5g", "covid"]
    var table = StringTableWriter()
    for run in runs { Array(run.utf8).withUnsafeBytes { table.append($0) } }
    let writer = ByteWriter()
    table.finish(to: writer)
    try reading(check("string-table", writer)) { bytes in
      let (read, byteCount) = try #require(StringTable.read(bytes))
      #expect(byteCount == bytes.count)
      #expect((0..<read.count).map { String(decoding: read.string($0), as: UTF8.self) } == runs)
    }
  }

  @Test("the documents of a word, taken from a segment that holds it")
  func wordDocuments() throws {
    let fixture = try SegmentFixture()
    defer { withExtendedLifetime(fixture) {} }
    let texts = ["国务院，国务院", "甲", "乙", "国务院"]
    let segment = try fixture.write(texts.map { TestDocument(key: $0, text: $0) }, id: 1)
    let file = try FileOperations.read(segment.path)
    let section = try #require(
      sectionRanges(file).first { $0.id == SectionID.wordPostings.rawValue })
    let writer = ByteWriter()
    writer.append(Array(file[section.range]))
    _ = try check("word-documents", writer)
    let postings = try #require(segment.words.postings(of: Array("国务院".utf8)))
    #expect(postings.documents == [0, 3] && postings.frequencies == [2, 1])
  }

  /// A page that names what is no longer there misleads; the names stand in backquotes in the table.
  @Test("the page has a row for every section and no other")
  func sectionRows() throws {
    let rows = try FormatPage().lines
      .drop { $0 != "## Sections" }.dropFirst()
      .prefix { !$0.hasPrefix("## ") }
      .filter { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(rows.sorted() == SectionID.allCases.map { "\($0)" }.sorted())
  }

  @Test("the page has the rows of the declared columns, in their order")
  func columnRows() throws {
    let rows = try FormatPage().lines
    let declared = Columns.all.map(\.formatRow)
    #expect(rows.filter(Set(declared).contains) == declared)
    #expect(Set(Columns.all.map(\.section)).count == declared.count)
  }

  @Test("the page's history ends with the version that is written")
  func history() throws {
    let rows = try FormatPage().lines
      .drop { $0 != "## History" }.prefix { !$0.hasPrefix("What happens") }
      .filter { $0.hasPrefix("| ") }
      .compactMap { UInt32($0.dropFirst(2).prefix { $0 != " " }) }
    #expect(rows.last == SegmentFormat.version)
  }
}

extension MonotoneArray {
  /// What the head of some bytes gives, and how many it takes.
  fileprivate static func read(_ bytes: UnsafeRawBufferPointer) -> (array: MonotoneArray, byteCount: Int)? {
    var reader = ByteReader(bytes)
    return MonotoneArray(&reader).map { ($0, reader.byteOffset) }
  }
}

extension StringTable {
  /// What the head of some bytes gives, and how many it takes.
  fileprivate static func read(_ bytes: UnsafeRawBufferPointer) -> (table: StringTable, byteCount: Int)? {
    var reader = ByteReader(bytes)
    return StringTable(&reader).map { ($0, reader.byteOffset) }
  }
}
