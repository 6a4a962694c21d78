// Files of Office before 2007: workbooks, and what the summary of a file says.

import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

/// Numbers of two bytes.
private func words(_ values: Int...) -> [UInt8] {
  values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
}

private func long(_ value: Int) -> [UInt8] { words(value, value >> 16) }

private func record(_ type: Int, _ data: [UInt8]) -> [UInt8] { words(type, data.count) + data }

private func wide(_ text: String) -> [UInt8] { text.utf16.flatMap { words(Int($0)) } }

/// A string that says how wide its characters are.
private func string(_ text: String) -> [UInt8] { words(text.utf16.count) + [1] + wide(text) }

@Suite("Workbooks before 2007")
struct OldWorkbookTests {
  private func book(
    _ cells: [UInt8], globals: [UInt8] = [], version: Int = 0x600, name: [UInt8]? = nil, stream: String = "Workbook"
  ) -> [UInt8] {
    let name = name ?? [2, 1] + wide("名册")
    let head = record(0x809, words(version, 5, 0, 0, 0, 0, 0, 0)) + globals
    let tail = record(0x0A, [])
    let start = head.count + 4 + 6 + name.count + tail.count
    let entry = record(0x85, long(start) + [0, 0] + name)
    let sheet = record(0x809, words(version, 0x10, 0, 0, 0, 0, 0, 0)) + cells + tail
    return CompoundContainer.make([(stream, head + entry + tail + sheet)])
  }

  private func text(_ bytes: [UInt8], _ name: String = "a.xls") -> String {
    Reading(name, bytes).documents.map(\.string).joined()
  }

  private func double(_ value: Double) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
  }

  @Test("of another program are read as they are shown", arguments: ["a.xls", "a.et", "a.doc", "a"])
  func fixture(name: String) throws {
    let document = try #require(Reading(name, try Fixture.bytes("table.xls")).documents.first)
    let lines = document.lines
    #expect(
      lines.prefix(8) == [
        "名册", "驻村干部名册", "姓名\t职务\t到任\t份额", "王明\t青石村第一书记\t2024年3月5日\t12.5%",
        "李華𠮷\t2023-12-31\t571", "TRUE\t3.14159\t-12.5\t10000000000", "第一行", "第二行\tplain ascii",
      ])
    for number in 0..<1200 {
      #expect(lines[8 + number] == "第\(number)组：" + String(repeating: "农村工作", count: number % 9))
    }
    #expect(lines.dropFirst(1208) == ["第二张表", "选项", "隐藏选项"])
    let hidden = "选项\n隐藏选项\n".utf8.count
    #expect(document.lowWeightRanges == [(document.text.count - hidden)..<document.text.count])
  }

  @Test("results of formulas, packed numbers, signs and errors are cells, in the order of their places")
  func cells() {
    let formula = { (row: Int, column: Int, result: [UInt8]) in
      record(0x06, words(row, column, 0) + result + [UInt8](repeating: 0, count: 8))
    }
    let cells =
      record(0x27E, words(1, 2, 0) + long(7 << 2 | 2))
      + record(0xBD, words(1, 0, 0) + long(1234 << 2 | 3) + words(1))
      + record(0xBD, words(2, 0, 0) + long(5 << 2 | 2) + words(0) + long(6 << 2 | 2) + words(1))
      + formula(0, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + record(0x207, string("第一书记"))
      + formula(0, 1, double(2.5)) + formula(0, 2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF])
      + formula(0, 3, [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]) + formula(0, 4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF])
      + record(0x205, words(3, 0, 0) + [0, 0]) + record(0x203, words(3, 1, 0) + double(-0.25))
      + record(0x204, words(4, 0, 0) + words(2) + [0] + Array("ab".utf8))
    #expect(text(book(cells)) == "名册\n第一书记\t2.5\tTRUE\t#N/A\n12.34\t7\n5\t6\nFALSE\t-0.25\nab\n")
  }

  @Test("days are days, by formats of the program and of the file, and from 1904 on")
  func days() {
    func globals(_ format: Int, _ own: [UInt8] = []) -> [UInt8] {
      own + record(0xE0, words(0, 0) + [UInt8](repeating: 0, count: 16))
        + record(0xE0, words(0, format) + [UInt8](repeating: 0, count: 16))
    }
    let cell = record(0x203, words(0, 0, 1) + double(45356))
    #expect(text(book(cell, globals: globals(14))) == "名册\n2024/3/5\n")
    #expect(text(book(cell, globals: globals(31))) == "名册\n2024年3月5日\n")
    let own = record(0x41E, words(164) + string("yyyy\\-mm\\-dd"))
    #expect(text(book(cell, globals: globals(164, own))) == "名册\n2024-03-05\n")
    let mac = record(0x203, words(0, 0, 1) + double(43894))
    #expect(text(book(mac, globals: record(0x22, words(1)) + globals(14))) == "名册\n2024/3/5\n")
  }

  @Test("drawings come behind the cells, comments rank low")
  func drawings() throws {
    func object(_ kind: Int, _ text: String) -> [UInt8] {
      let object = record(0x5D, words(0x15, 0x12, kind, 1) + [UInt8](repeating: 0, count: 14))
      let box = words(0, 0, 0, 0, 0, text.utf16.count, 16, 0, 0)
      return object + record(0x1B6, box) + record(0x3C, [1] + wide(text)) + record(0x3C, words(0, 0, 0, 0))
    }
    let bytes = book(object(0x19, "批注") + object(6, "文本框") + record(0x204, words(0, 0, 0) + string("正文")))
    let document = try #require(Reading("a.xls", bytes).documents.first)
    #expect(document.string == "名册\n正文\n文本框\n批注\n")
    #expect(document.lowWeightRanges == [(document.text.count - 7)..<document.text.count])
  }

  @Test("of Excel 95 are in the encoding that they say")
  func excel95() throws {
    let gbk = EncodedText.encode("驻村", as: "GB18030")
    let name = EncodedText.encode("名册", as: "GB18030")
    let bytes = book(
      record(0x204, words(0, 0, 0) + words(gbk.count) + gbk), globals: record(0x42, words(936)), version: 0x500,
      name: [UInt8(name.count)] + name, stream: "Book")
    #expect(text(bytes) == "名册\n驻村\n")
  }

  @Test("with a password say so, and what is cut short gives what is there")
  func damaged() throws {
    #expect(Reading("a.xls", book([], globals: record(0x2F, words(1)))).failure == .encrypted)
    let bytes = try Fixture.bytes("table.xls")
    for _ in 0..<40 {
      let count = Int.random(in: 0..<bytes.count)
      let reading = Reading("a.xls", Array(bytes[..<count]))
      #expect(reading.failure != nil || reading.documents.count == 1)
    }
    var generator = SeededGenerator("damaged workbook", round: 0)
    for _ in 0..<200 {
      var changed = bytes
      for _ in 0..<generator.int(1...20) { changed[generator.below(2_000)] = UInt8(generator.below(256)) }
      _ = Reading("a.xls", changed)
    }
  }

  @Test("under the name of a table other formats are what they are")
  func otherContent() {
    #expect(text(Array("<html><body><table><tr><td>甲<td>乙</table>".utf8)).contains("甲\t乙"))
    #expect(text(Array("甲\t乙\n".utf8)) == "甲\t乙\n")
  }
}

@Suite("Summaries of old files")
struct PropertySetTests {
  private func summary(_ properties: [(id: Int, value: [UInt8])]) -> [UInt8] {
    var values: [UInt8] = []
    var entries: [UInt8] = []
    let start = 8 + properties.count * 8
    for (id, value) in properties {
      entries += long(id) + long(start + values.count)
      values += value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    }
    let section = long(start + values.count) + long(properties.count) + entries + values
    return words(0xFFFE, 0) + [UInt8](repeating: 0, count: 20) + long(1) + [UInt8](repeating: 0, count: 16)
      + long(48) + section
  }

  private func text(_ bytes: [UInt8]) -> [UInt8] { long(30) + long(bytes.count + 1) + bytes + [0] }

  @Test("are properties of a Word document and of a workbook")
  func properties() throws {
    let title = EncodedText.encode("关于选派第一书记的通知", as: "GB18030")
    let stream = summary([
      (1, long(2) + words(936, 0)), (2, text(title)), (4, long(31) + long(3) + wide("王明") + words(0)),
      (5, text([])),
      (9, text(Array("12".utf8))), (12, long(64) + long(0x1F1D0000) + long(0x1DA6ED3)),
      (13, long(64) + long(0) + long(0)),
    ])
    let expected = [
      DocumentProperty(.title, "关于选派第一书记的通知", .officeProperties),
      DocumentProperty(.author, "王明", .officeProperties),
    ]
    let workbook = CompoundContainer.make([
      ("Workbook", record(0x809, words(0x600, 5, 0, 0, 0, 0, 0, 0))), ("\u{5}SummaryInformation", stream),
    ])
    let container = try #require(CompoundFile(workbook))
    let found = PropertySet.properties(of: container)
    #expect(Array(found.prefix(2)) == expected)
    #expect(found.count == 3 && found[2].field == .created && found[2].value == "2024-03-05T08:00:00Z")
  }

  @Test("are read from a file that LibreOffice wrote")
  func libreOffice() throws {
    let document = try #require(Reading("notice.doc", try Fixture.bytes("notice.doc")).documents.first)
    #expect(document.properties.contains { $0.origin == .officeProperties })
  }

  @Test("that are broken say nothing, whatever is in them")
  func broken() throws {
    var generator = SeededGenerator("broken summary", round: 0)
    let stream = summary([(2, text(Array("abc".utf8))), (4, long(31) + long(2) + wide("王明"))])
    for _ in 0..<300 {
      var changed = stream
      for _ in 0..<generator.int(1...8) { changed[generator.below(changed.count)] = UInt8(generator.below(256)) }
      let container = CompoundContainer.make([
        ("\u{5}SummaryInformation", Array(changed.prefix(generator.int(1...changed.count))))
      ])
      if let container = CompoundFile(container) { _ = PropertySet.properties(of: container) }
    }
  }
}
