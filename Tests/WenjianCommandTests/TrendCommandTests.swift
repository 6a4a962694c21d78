// `wenjian trend`: tables, charts, pictures and JSON.

import Testing
import WenjianText

@Suite("wenjian trend")
struct TrendCommandTests {
  private func directory() throws -> TestDirectory {
    let directory = try TestDirectory()
    for (number, (office, date, text)) in [
      ("国务院办公厅", "2016年3月5日", "扶贫，扶贫。"), ("国务院办公厅", "2018年11月2日", "改革。"), ("教育部", "2018年1月1日", "扶贫改革。"),
    ].enumerated() {
      try directory.write("documents/\(number).txt", "\(office)关于工作的通知\n\n各省：\(text)\n\n\(office)\n\(date)\n")
    }
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    return directory
  }

  @Test("one query is JSON of rows, several are series of them; empty periods have no share")
  func json() throws {
    let directory = try directory()
    let one = try directory.wenjian("trend", "扶贫", "--by", "year", "--json").json
    #expect(one.keys == ["by", "rows"])
    let rows = try #require(one["rows"]?.elements)
    #expect(rows.map { $0["value"]?.string } == ["2016", "2017", "2018"])
    #expect(rows.map(\.keys) == Array(repeating: ["value", "documents", "occurrences", "per10000"], count: 3))
    #expect(rows.map { $0["occurrences"]?.integer } == [2, 0, 1])
    let characters = try directory.read("documents/0.txt")
    let share = 2 * 10_000 / Double(String(decoding: characters, as: UTF8.self).unicodeScalars.count)
    #expect(
      try directory.wenjian("trend", "扶贫", "--json").output.contains("\"occurrences\":2,\"per10000\":\(share)}"))
    #expect(
      try directory.wenjian("trend", "扶贫", "--json").output.contains(
        #"{"value":"2017","documents":0,"occurrences":0,"per10000":null}"#))
    let several = try directory.wenjian("trend", "扶贫", "改革", "--json").json
    #expect(several.keys == ["by", "series"])
    #expect(several["series"]?.elements.map { $0["query"]?.string } == ["扶贫", "改革"])
    #expect(several["series"]?.elements.first?["rows"] == one["rows"])
  }

  @Test("tables have a record for each query and value")
  func tables() throws {
    let directory = try directory()
    let rows = try directory.wenjian("trend", "扶贫", "改革", "--csv").output.split(separator: "\r\n").map(String.init)
    #expect(rows.count == 1 + 6)
    #expect(rows[0] == "query,value,documents,occurrences,per10000,allDocuments,characters")
    #expect(rows[2] == "扶贫,2017,0,0,,0,0" && rows[5] == "改革,2017,0,0,,0,0")
    #expect(rows[6].hasPrefix("改革,2018,2,2,") && rows[6].contains(",2,"))
    let filtered = try directory.wenjian(
      "trend", "扶贫", "--by", "issuer", "--filter", "date:2018", "--format", "{value} {occurrences} {allDocuments}")
    #expect(filtered.output == "教育部 1 1\n")
  }

  @Test("queries are side by side, as many as there is room for")
  func listing() throws {
    let directory = try directory()
    let lines = try directory.wenjian("trend", "扶贫", "改革").lines
    #expect(lines[0].hasPrefix("扶贫: 2 documents, 3 occurrences, "))
    #expect(lines[3] == "       扶贫" + String(repeating: " ", count: 33) + "改革")
    #expect(lines[4] == "       documents  occurrences  per 10,000   documents  occurrences  per 10,000")
    #expect(lines[6] == "2017           0            0           –           0            0           –")
    let narrow = try directory.wenjianOnTerminal("trend", "扶贫", "改革", "工作", columnCount: 60).lines
    #expect(narrow.dropFirst(3).allSatisfy { displayWidth(of: $0) <= 60 })
    #expect(narrow.count { $0.contains("documents  occurrences") } == 3)
    let limited = try directory.wenjian("trend", "工作", "--by", "issuer", "--limit", "1").lines
    #expect(limited.contains { $0.hasPrefix("国务院办公厅") } && limited.contains("1 value more: --limit 2"))
  }

  @Test("bars fit the terminal and end in their number", arguments: [40, 80, 200])
  func chart(columns: Int) throws {
    let directory = try directory()
    for arguments in [["扶贫", "改革"], ["扶贫", "--by", "issuer"], ["扶贫", "--measure", "documents"]] {
      let result = try directory.terminal(
        ["trend"] + arguments + ["--chart", "--color", "never"], columnCount: UInt16(columns))
      let bars = result.lines.filter { $0.contains("│") }
      #expect(!bars.isEmpty && bars.allSatisfy { displayWidth(of: $0) <= columns }, "\(arguments)")
      let longest = bars.map { displayWidth(of: $0) }.max() ?? 0
      #expect(longest >= columns - 2, "\(arguments) \(longest)")
    }
  }

  @Test("a picture is SVG; what does not go together is told; nothing found is status 1")
  func others() throws {
    let directory = try directory()
    let svg = try directory.wenjian("trend", "扶贫", "改革", "--svg").output
    #expect(svg.hasPrefix("<?xml") && svg.hasSuffix("</svg>\n") && svg.contains(">扶贫<") && svg.contains("每万字出现次数"))
    #expect(try directory.wenjian("trend", "无此词").status == 1)
    for wrong in [
      ["--svg", "--chart"], ["--svg", "--csv"], ["--by", "match"], ["--measure", "x"], ["--filter", "扶贫"],
      ["--limit", "-1"],
    ] {
      #expect(try directory.run(["trend", "扶贫"] + wrong).status == 64, "\(wrong)")
    }
  }
}
