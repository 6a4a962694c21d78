import Testing

@Suite("wenjian facets, and searching by fields")
struct FacetsCommandTests {
  private func directory() throws -> TestDirectory {
    let directory = try TestDirectory()
    for (number, (office, date)) in [
      ("国务院办公厅", "2016年3月5日"), ("国务院办公厅", "2017年11月2日"), ("教育部", "2017年1月1日"),
    ].enumerated() {
      try directory.write(
        "documents/中央/\(number).txt", "\(office)关于扶贫工作的通知\n\n各省：扶贫工作要做好，扶贫要精准。\n\n\(office)\n\(date)\n")
    }
    try directory.write("documents/杂.txt", "扶贫札记\n\n这里没有日期。\n")
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    return directory
  }

  @Test("a table is aligned, the documents without a value last")
  func table() throws {
    let directory = try directory()
    #expect(
      try directory.wenjian("facets", "扶贫", "--by", "issuer").output == """
        4 documents, 10 occurrences
        国务院办公厅  2 documents  6 occurrences
        教育部        1 document   3 occurrences
        (none)        1 document   1 occurrence

        """)
    let years = try directory.wenjian("facets", "扶贫", "--by", "year", "--limit", "1").lines
    #expect(years[1] == "2017    2 documents  6 occurrences")
    #expect(try directory.wenjian("facets", "扶贫", "--by", "path").lines[1] == "中央    3 documents  9 occurrences")
  }

  @Test("JSON has every group, null for none")
  func json() throws {
    let directory = try directory()
    let result = try directory.wenjian("facets", "扶贫 kind:通知", "--by", "month", "--json")
    #expect(
      result.output == """
        {"query":"扶贫 kind:通知","by":"month","documents":3,"occurrences":9,"values":3,"groups":[\
        {"value":"2016-03","documents":1,"occurrences":3},{"value":"2017-01","documents":1,"occurrences":3},\
        {"value":"2017-11","documents":1,"occurrences":3}]}

        """)
    let none = try directory.wenjian("facets", "札记", "--by", "year", "--json")
    #expect(none.output.hasSuffix(#""groups":[{"value":null,"documents":1,"occurrences":1}]}"# + "\n"))
  }

  @Test("a field that there is not, and nothing found, are told by the exit status")
  func failures() throws {
    let directory = try directory()
    #expect(
      try directory.wenjian("facets", "扶?工作", "--by", "match").lines[1] == "扶贫工作  3 documents  6 occurrences")
    #expect(try directory.wenjian("facets", "扶贫", "--by", "colour").status == 64)
    #expect(try directory.wenjian("facets", "扶贫", "--by", "path/0").status == 64)
    #expect(try directory.wenjian("facets", "无此词", "--by", "year").status == 1)
    #expect(try directory.wenjian("facets", "-无此词", "--by", "year").status == 64)
  }

  @Test("search sorts, counts alone, goes on behind a cursor and shows every match")
  func search() throws {
    let directory = try directory()
    func keys(_ arguments: String...) throws -> [String] {
      let result = try directory.run(["search", "扶贫", "--no-related", "--snippets", "0"] + arguments)
      return result.lines.filter { $0.contains(".txt") }.map { line in
        String(line.drop { $0 == " " }.prefix { $0 != " " })
      }
    }
    #expect(try keys("--sort", "-date") == ["中央/1.txt", "中央/2.txt", "中央/0.txt", "杂.txt"])
    #expect(try keys("--sort", "date") == ["中央/0.txt", "中央/2.txt", "中央/1.txt", "杂.txt"])
    #expect(try keys("--sort=path") == ["中央/0.txt", "中央/1.txt", "中央/2.txt", "杂.txt"])
    #expect(try keys("--sort", "hits").last == "杂.txt")
    #expect(try keys("date:2017", "issuer:教育部") == ["中央/2.txt"])
    let count = try directory.wenjian("search", "扶贫", "date:2017", "--count-only")
    #expect(count.output == "2 documents, 6 occurrences\n")
    let page = try directory.wenjian("search", "扶贫", "--sort", "path", "--limit", "3", "--json", "--snippets", "0")
    let cursor = String(page.output.components(behind: #""nextPage":""#).prefix { $0 != "\"" })
    #expect(try keys("--sort", "path", "--limit", "3", "--after", cursor) == ["杂.txt"])
    #expect(try directory.wenjian("search", "教育", "--after", cursor).status == 64)
    #expect(try directory.wenjian("search", "教育", "--after", "x").status == 64)
    let all = try directory.wenjian(
      "search", "扶贫", "kind:通知", "--snippets", "all", "--color", "always", "--limit", "1")
    #expect(all.output.split(separator: "扶贫").count == 4 + 1)
    let few = try directory.wenjian("search", "扶贫", "--max-bytes", "40", "--json")
    #expect(few.output.contains(#""documents":4,"occurrences":10"#))
    #expect(few.output.contains(#""cut":{"leftOut":"#))
    #expect(try directory.wenjian("search", "issuer:教育部").lines[0] == "1 document, 0 occurrences")
  }
}

extension String {
  /// What follows the first occurrence of a mark.
  fileprivate func components(behind mark: String) -> Substring {
    var rest = self[...]
    while !rest.isEmpty, !rest.hasPrefix(mark) { rest.removeFirst() }
    return rest.dropFirst(mark.count)
  }
}
