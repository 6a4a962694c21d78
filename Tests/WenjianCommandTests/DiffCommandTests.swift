import Testing

@Suite("wenjian diff and versions --as-of")
struct DiffCommandTests {
  /// Two versions: one article put in, one amended, another set with other glyphs.
  private func indexed() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write(
      "documents/old.txt",
      """
      试验法

      2015年3月15日通过

      第一条　为了规范<试验>活动，保障试验质量，根据宪法，制定本法。

      第二条　巿人民政府应当加强对试验工作的领导，将试验经费列入预算。

      第三条　违反本法规定的，处五千元以上二万元以下罚款。

      第四条　本法自2015年7月1日起施行。
      """)
    try directory.write(
      "documents/new.txt",
      """
      试验法（2023年修正）

      2023年3月13日通过

      第一条　为了规范<试验>活动，保障试验质量，根据宪法，制定本法。

      第二条　鼓励社会力量参与试验服务，推动数据依法开放共享。

      第三条　市人民政府應當加強對試驗工作的領導，將試驗經費列入預算。

      第四条　违反本法规定的，处一万元以上五万元以下罚款。

      第五条　本法自2015年7月1日起施行。
      """)
    let result = try directory.wenjian("index", "documents")
    #expect(result.status == 0, "\(result.errors)")
    return directory
  }

  @Test("diff lists what was amended, and what only got another number in a line")
  func listing() throws {
    let result = try indexed().wenjian("diff", "old.txt", "new.txt")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines[0] == "- old.txt  2015-03-15  试验法")
    #expect(
      result.output.contains("\narticles: 3 unchanged, 1 amended, 1 added, 3 renumbered\n"), "\(result.output)")
    #expect(result.output.contains("\n第二条: added\n  鼓励社会力量参与试验服务，推动数据依法开放共享。\n"))
    #expect(
      result.output.contains("\n第三条 → 第四条: amended\n  违反本法规定的，处[-五千-]{+一万+}元以上[-二-]{+五+}万元以下罚款。\n"),
      "\(result.output)")
    #expect(result.output.contains("\n  第二条 → 第三条\n") && result.output.contains("\n  第四条 → 第五条\n"))
  }

  @Test("a terminal has colours and lines that fit, and none with NO_COLOR")
  func terminal() throws {
    let directory = try indexed()
    let colored = try directory.wenjianOnTerminal("diff", "old.txt", "new.txt", columnCount: 40)
    #expect(colored.output.contains("\u{1B}[9;31m五千\u{1B}[0m\u{1B}[32m一万\u{1B}[0m"), "\(colored.output)")
    let plain = try directory.wenjianOnTerminal(
      "diff", "old.txt", "new.txt", columnCount: 40, environment: ["NO_COLOR": "1"])
    #expect(!plain.output.contains("\u{1B}["))
    for line in plain.lines where line.hasPrefix("  ") {
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
      #expect(columns <= 40, "\(line)")
    }
  }

  @Test("JSON, JSON Lines and CSV tell the same changes")
  func programs() throws {
    let directory = try indexed()
    let json = try directory.wenjian("diff", "old.txt", "new.txt", "--json").json
    #expect(
      json.keys == [
        "old", "new", "by", "unchanged", "punctuation", "amended", "added", "removed", "moved", "renumbered",
        "changes",
      ])
    let changes = try #require(json["changes"]).elements.filter { $0["unit"]?.string == "article" }
    #expect(changes.compactMap { $0["kind"]?.string } == ["added", "unchanged", "amended", "unchanged"])
    #expect(changes[2]["oldNumber"]?.string == "第三条" && changes[2]["newNumber"]?.string == "第四条")
    #expect(changes[0].keys.contains("oldNumber") == false)
    let all = try directory.wenjian("diff", "old.txt", "new.txt", "--json", "--all").json
    #expect(try #require(all["changes"]).elements.count > json["changes"]?.elements.count ?? 0)
    let lines = try directory.wenjian("diff", "old.txt", "new.txt", "--jsonl").lines
    #expect(lines.count == (json["changes"]?.elements.count ?? 0) + 1)
    let table = try directory.wenjian("diff", "old.txt", "new.txt", "--csv")
    #expect(table.output.hasPrefix("kind,unit,oldNumber,newNumber,moved,renumbered,oldRange,newRange,pieces\r\n"))
    #expect(table.output.contains("处[-五千-]{+一万+}元"))
  }

  @Test("the page is self-contained and is escaped")
  func page() throws {
    let directory = try indexed()
    let page = try directory.wenjian("diff", "old.txt", "new.txt", "--html", "--all").output
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh\">") && page.hasSuffix("</html>\n"))
    #expect(page.contains("&lt;试验&gt;") && !page.contains("<试验>"))
    #expect(page.contains("处<del>五千</del><ins>一万</ins>元以上"))
    for word in ["<script", "http:", "https:", "src=", "href=", "url(", "@import"] {
      #expect(!page.contains(word), "\(word)")
    }
    // Each element is closed in its order.
    var open: [Substring] = []
    for part in page.split(separator: "<").dropFirst() {
      let tag = part.prefix { $0 != ">" && $0 != " " }
      if ["!DOCTYPE", "meta", "br"].contains(tag) { continue }
      if tag.hasPrefix("/") { #expect(open.popLast() == tag.dropFirst(), "\(part)") } else { open.append(tag) }
    }
    #expect(open.isEmpty)
    #expect(try directory.wenjian("diff", "old.txt", "new.txt", "--html", "--json").status == 64)
  }

  @Test("the same words end with 1; a missing document is one")
  func statuses() throws {
    let directory = try indexed()
    #expect(try directory.wenjian("diff", "old.txt", "old.txt").status == 1)
    #expect(try directory.wenjian("diff", "old.txt", "no.txt").status == 66)
    #expect(try directory.wenjian("diff", "old.txt", "new.txt", "--by", "word").status == 64)
    #expect(
      try directory.wenjian("diff", "old.txt", "new.txt", "--by", "paragraph", "--json").json["by"]?.string
        == "paragraph")
    #expect(try directory.wenjian("diff", "--help").output.contains("EXAMPLES:"))
  }

  @Test("versions takes a name, and --as-of a day")
  func asOf() throws {
    let directory = try indexed()
    #expect(try directory.wenjian("versions", "《试验法》").lines[0] == "2 versions of 《试验法》")
    let old = try directory.wenjian("versions", "試驗法", "--as-of", "2022-12-31")
    #expect(old.status == 0 && old.lines[0].contains("old.txt"), "\(old.output)")
    #expect(old.lines[1] == "in force from 2015-07-01: its text says so")
    let new = try directory.wenjian("versions", "试验法", "--as-of", "2023年3月13日", "--json").json
    #expect(new.keys == ["key", "asOf", "version"])
    #expect(new["version"]?["key"]?.string == "new.txt" && new["version"]?["basis"]?.string == "documentDate")
    let none = try directory.wenjian("versions", "试验法", "--as-of", "2014")
    #expect(none.status == 1 && none.output.contains("no version of 试验法"))
    #expect(try directory.wenjian("versions", "某某法").status == 66)
    #expect(try directory.wenjian("versions", "试验法", "--as-of", "yesterday").status == 64)
  }
}
