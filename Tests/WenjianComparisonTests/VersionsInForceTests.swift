import Testing
import Wenjian
import WenjianComparison
import WenjianDocument
import WenjianTestSupport

@Suite("Versions in force")
struct VersionsInForceTests {
  @Test(
    "the day that a law names is read",
    arguments: [
      ("本法自2023年3月15日起施行。", EffectiveDate.day(20_230_315)),
      ("第五十条　本條例自二○○八年七月一日起施行。1990年1月1日公布的办法同时废止。", .day(20_080_701)),
      ("本办法自发布之日起施行。", .publication),
      ("本條例自公布日施行。", .publication),
      ("本规定自 2019 年 1 月 1 日起实施。", .day(20_190_101)),
    ])
  func effectiveDate(text: String, expected: EffectiveDate) {
    #expect(EffectiveDate.find(in: Array("《某法》自1999年1月1日起施行\n正文。\n\(text)\n附件\n".utf8)) == expected)
  }

  @Test(
    "what is no day of coming into force is none",
    arguments: ["自2023年3月15日起计算。", "本决定自公布之日起三十日后施行。", "施行细则由某部制定。", ""])
  func none(text: String) { #expect(EffectiveDate.find(in: Array(text.utf8)) == nil) }

  private func index() throws -> (TemporaryDirectory, Index) {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.path + "/index")
    func add(_ key: String, _ title: String, _ date: CivilDate, _ end: String) throws {
      var document = Document(key: key, text: "\(title)\n\n第一条 为了试验，制定本法。\n\n第二条 \(end)\n", title: title)
      document.date = date
      try writer.add(document)
    }
    try add("1.txt", "中华人民共和国试验法", 20_000_315, "本法自2000年7月1日起施行。")
    try add("2.txt", "试验法（2015年修正）", 20_150_315, "本法自2000年7月1日起施行。")
    try add("3.txt", "中华人民共和国试验法（2022年修订）", 20_221_230, "本法自2023年6月1日起施行。")
    try add("4.txt", "观测条例", 20_100_101, "本条例自公布之日起施行。")
    try writer.commit()
    return (directory, try Index(at: directory.path + "/index"))
  }

  @Test(
    "the version in force is the last that had come into force",
    arguments: [
      (CivilDate(20_000_630), nil), (20_000_701, "1.txt"), (20_150_314, "1.txt"), (20_150_315, "2.txt"),
      (20_230_531, "2.txt"), (20_230_601, "3.txt"), (20_230_000, "3.txt"), (20_000_000, "1.txt"),
    ])
  func inForce(date: CivilDate, expected: String?) throws {
    let (directory, index) = try index()
    defer { withExtendedLifetime(directory) {} }
    for name in ["试验法", "《中華人民共和國試驗法》", "2.txt"] {
      let found = try index.lawVersion(of: name, inForceOn: date)
      #expect(found?.document.key == expected, "\(name)")
    }
  }

  @Test("a law with one version is that; an unknown name is none")
  func single() throws {
    let (directory, index) = try index()
    defer { withExtendedLifetime(directory) {} }
    let found = try index.lawVersions(of: "观测条例")
    #expect(found.map(\.document.key) == ["4.txt"])
    #expect(found.first?.inForceFrom == 20_100_101 && found.first?.basis == .documentDate)
    #expect(try index.lawVersions(of: "不在此的法").isEmpty)
    #expect(try index.lawVersions(of: "").isEmpty)
    #expect(try index.lawVersions(of: "试验法").map { $0.basis } == [.stated, .documentDate, .stated])
  }
}
