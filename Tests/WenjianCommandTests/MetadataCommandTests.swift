import Testing

@Suite("wenjian show --metadata")
struct MetadataCommandTests {
  private func indexed() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write(
      "documents/2016-12-09.txt",
      """
      国务院办公厅关于加强农村饮水管护工作的通知
      国办发〔2016〕93号

      各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
      　　农村饮水工程建成以后，管得好才能用得久。为了加强管护，经国务院同意，现就有关事项通知如下。
      　　一、明确工程产权。工程产权归谁所有，谁就负责管护；产权归集体所有的，由村民委员会负责。

      国务院办公厅
      2016年12月2日
      """)
    try directory.write(
      "documents/r.jsonl",
      "{\"id\": \"1\", \"author\": \"张三丰\", \"text\": \"种树\", \"地区\": [\"贵州\", \"四川\"], \"空\": \"\"}\n")
    #expect(try directory.wenjian("index", "documents").status == 0)
    return directory
  }

  @Test("prints a line a field: the value, where from, how sure")
  func lines() throws {
    let directory = try indexed()
    let result = try directory.wenjian("show", "2016-12-09.txt", "--metadata")
    #expect(result.status == 0)
    #expect(result.lines.first == "title     国务院办公厅关于加强农村饮水管护工作的通知  (text, bytes 0 to 63, 90 %)")
    #expect(result.output.contains("published 2016-12-09  (file name, 60 %)\n"))
    #expect(result.output.contains("\nsigned    2016-12-02  (text, bytes "))
    #expect(result.output.contains("\nnumber    国办发〔2016〕93号  (text, bytes 64 to 88, 90 %)\n"))
    #expect(result.output.contains("\nkind      通知  (text, bytes 57 to 63, 95 %)\n"))
    #expect(
      try directory.wenjian("show", "r.jsonl/1", "--metadata").output.contains("张三丰  (property author, 100 %)"))
    #expect(try directory.wenjian("show", "r.jsonl/1", "--metadata").output.contains("\n地区      贵州, 四川  (given)\n"))
  }

  @Test("writes the documented keys with --json, and search has the day of signature")
  func json() throws {
    let directory = try indexed()
    let json = try directory.wenjian("show", "2016-12-09.txt", "--metadata", "--json").json
    #expect(json.keys == ["key", "shownTitle", "metadata"])
    let metadata = try #require(json["metadata"])
    #expect(
      metadata.keys == ["title", "publicationDate", "signatureDate", "issuer", "documentNumber", "kind"])
    let kind = try #require(metadata["kind"])
    #expect(kind.keys == ["value", "origin", "confidence", "byteRange"] && kind["origin"]?.string == "text")
    #expect(kind["byteRange"]?["start"]?.integer == 57 && kind["byteRange"]?["end"]?.integer == 63)
    #expect(metadata["publicationDate"]?.keys == ["value", "origin", "confidence"])
    let record = try directory.wenjian("show", "r.jsonl/1", "--metadata", "--json").json["metadata"]
    #expect(record?["author"]?.keys == ["value", "origin", "property", "confidence"])
    let fields = try directory.wenjian("show", "r.jsonl/1", "--metadata", "--json").json["fields"]
    #expect(fields?.keys == ["地区", "空"] && fields?["地区"]?[1]?.string == "四川" && fields?["空"]?[0]?.string == "")
    #expect(try directory.wenjian("search", "种树", "--json").json["hits"]?[0]?["fields"]?.keys == ["地区", "空"])
    let hit = try #require(try directory.wenjian("search", "饮水管护", "--json").json["hits"]?[0])
    #expect(hit["date"]?.string == "2016-12-09" && hit["signatureDate"]?.string == "2016-12-02")
  }

  @Test("is not for marking: 64; no such document: 66")
  func errors() throws {
    let directory = try TestDirectory.indexed()
    #expect(try directory.wenjian("show", "訪談.md", "--metadata", "--query", "农村").status == 64)
    #expect(try directory.wenjian("show", "没有", "--metadata").status == 66)
  }
}
