import Testing
import WenjianDocument

@Suite("Versions of a law")
struct LawVersionsTests {
  @Test(
    "have one name in common, whatever stands behind it",
    arguments: [
      ["中华人民共和国教育法（2021年修正）", "教育法", "教育法(2009-08-27)", "教育法（全文）", "中華人民共和國教育法"],
      ["農村公路條例（2018年修訂）", "农村公路条例"],
      ["上海市中小学校学生伤害事故处理条例(2024-12-31)", "上海市中小学校学生伤害事故处理条例"],
    ])
  func same(titles: [String]) {
    let works = Set(titles.map { LawVersions.work(ofTitle: $0) })
    #expect(works.count == 1 && works.first != 0, "\(titles.map { LawVersions.commonTitle(of: $0) ?? "" })")
  }

  @Test("are told from other laws")
  func different() {
    let titles = [
      "教育法", "高等教育法", "上海口岸服务条例", "农村公路养护办法（试行）", "农村公路养护办法", "国务院关于城乡规划若干规定",
    ]
    #expect(Set(titles.map { LawVersions.work(ofTitle: $0) }).count == titles.count)
  }

  @Test(
    "are no news, and no notices, whose reprints have other dates",
    arguments: ["教育法修订解读", "领导干部下乡", "国务院关于做好农村工作的通知", "国务院办公厅关于印发办法的通知", "", "法"])
  func none(title: String) {
    #expect(LawVersions.work(ofTitle: title) == 0, "\(LawVersions.commonTitle(of: title) ?? "")")
  }
}
