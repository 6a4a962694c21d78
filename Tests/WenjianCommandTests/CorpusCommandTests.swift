// `wenjian dispersion`, `wenjian collocates` and `wenjian keywords`.

import Testing
import WenjianText

@Suite("wenjian dispersion, collocates, keywords")
struct CorpusCommandTests {
  private func directory() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write("documents/a.txt", "驻村第一书记。第一书记要到村任职。" + String(repeating: "其他的工作也要做好。", count: 20))
    try directory.write(
      "documents/b.txt", String(repeating: "驻村第一书记任职。", count: 3) + String(repeating: "防汛工作。", count: 20))
    try directory.write("documents/c.txt", String(repeating: "农业生产。", count: 20))
    #expect(try directory.wenjian("index", "documents", "--quiet").status == 0)
    return directory
  }

  @Test("dispersion has a bar for each part, and its measures")
  func dispersion() throws {
    let directory = try directory()
    let lines = try directory.wenjianOnTerminal("dispersion", "第一书记", "--parts", "4", columnCount: 60).lines
    #expect(lines[0] == "2 documents, 5 occurrences")
    #expect(lines[1].hasPrefix("DP ") && lines[1].hasSuffix("  (2 of 3 documents)"))
    #expect(lines[2].hasPrefix("  0–25 % │████") && lines[2].hasSuffix(" 5 in 2 documents"))
    #expect(lines[5] == "75–100 % │ 0 in 0 documents")
    #expect(lines.dropFirst(2).allSatisfy { displayWidth(of: $0) <= 60 })
    let json = try directory.wenjian("dispersion", "第一书记", "--json").json
    #expect(
      json.keys == [
        "query", "documents", "occurrences", "allDocuments", "dp", "normalizedDP", "juillandD", "parts",
      ])
    #expect(json["parts"]?.elements.count == 10 && json["allDocuments"]?.integer == 3)
    #expect(json["parts"]?.elements.first?.keys == ["from", "to", "occurrences", "documents"])
    #expect(
      try directory.wenjian("dispersion", "第一书记", "--csv").output.hasPrefix(
        "from,to,occurrences,documents\r\n0.0,0.1,"))
    #expect(try directory.wenjian("dispersion", "没有的").status == 1)
    #expect(try directory.wenjian("dispersion", "没有的", "--json").output.contains(#""dp":null"#))
    #expect(try directory.wenjian("dispersion", "第一书记", "--parts", "0").status == 64)
  }

  @Test("collocates are a table, records and JSON; limits and wrong arguments")
  func collocates() throws {
    let directory = try directory()
    let lines = try directory.wenjian("collocates", "第一书记", "--window", "2").lines
    #expect(lines[0] == "2 documents, 5 occurrences" && lines[1].hasSuffix(" words are near"))
    #expect(
      lines[3].hasPrefix("    ") && lines[3].hasSuffix("log-likelihood  near  expected  before  behind  in all"))
    #expect(lines.dropFirst(4).contains { $0.hasPrefix("任职 ") || $0.hasPrefix("驻 ") || $0.hasPrefix("村 ") })
    #expect(Set(lines.dropFirst(3).dropLast().map { displayWidth(of: $0) }).count == 1)
    let json = try directory.wenjian("collocates", "第一书记", "--unit", "characters", "--measure", "dice", "--json")
      .json
    #expect(
      json.keys == [
        "query", "documents", "occurrences", "unit", "window", "measure", "tokens", "nearTokens", "collocates",
      ])
    #expect(
      json["collocates"]?.elements.first?.keys == [
        "text", "score", "observed", "expected", "before", "behind", "frequency",
      ])
    let all = try directory.wenjian("collocates", "第一书记", "--min", "1", "--csv").output.split(separator: "\r\n")
    let punctuated = try directory.wenjian("collocates", "第一书记", "--min", "1", "--csv", "--punctuation").output
    #expect(!all.contains { $0.hasPrefix("。,") } && punctuated.contains("\r\n。,"))
    #expect(
      try directory.wenjian("collocates", "第一书记", "--min", "1", "--limit", "1").output.contains(
        " more: --limit all"))
    #expect(try directory.wenjian("collocates", "第一书记", "--window", "sentence", "--measure", "mi").status == 0)
    #expect(try directory.wenjian("collocates", "没有的").status == 1)
    for wrong in [
      ["--window", "0"], ["--window", "page"], ["--measure", "x"], ["--unit", "x"], ["--min", "0"],
    ] {
      #expect(try directory.run(["collocates", "第一书记"] + wrong).status == 64, "\(wrong)")
    }
  }
  @Test("keywords are a table, records and JSON, and say when there is nothing to compare with")
  func keywords() throws {
    let directory = try directory()
    let lines = try directory.wenjian("keywords", "path:b.txt", "--min", "3").lines
    #expect(lines[0].hasPrefix("1 document of ") && lines[0].contains(" words, against 2 of "))
    #expect(lines[2].hasSuffix("log-likelihood  ratio  here  documents  there  documents"))
    #expect(lines.contains { $0.hasPrefix("防汛") })
    let strings = try directory.wenjian("keywords", "path:b.txt", "--min", "3", "--unit", "strings", "--json").json
    #expect(strings.keys == ["query", "unit", "documents", "otherDocuments", "tokens", "otherTokens", "keywords"])
    #expect(strings["keywords"]?.elements.first?["text"]?.string == "防汛工作")
    #expect(
      strings["keywords"]?.elements.first?.keys == [
        "text", "logLikelihood", "logRatio", "occurrences", "documents", "otherOccurrences", "otherDocuments",
      ])
    let against = try directory.wenjian("keywords", "path:b.txt", "--against", "path:c.txt", "--json").json
    #expect(against["against"]?.string == "path:c.txt" && against["otherDocuments"]?.integer == 1)
    #expect(try directory.wenjian("keywords", "path:b.txt", "--csv").output.hasPrefix("text,logLikelihood,"))
    #expect(try directory.wenjian("keywords", "path:*").status == 1)
    #expect(try directory.wenjian("keywords", "path:没有").status == 1)
    for wrong in [["--min", "1"], ["--unit", "x"], ["--limit", "-1"], ["--against", "a OR"]] {
      #expect(try directory.run(["keywords", "path:b.txt"] + wrong).status == 64, "\(wrong)")
    }
  }
}
