import Testing
import WenjianBytes
import WenjianDocument
import WenjianTestSupport

private func low(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  return BoilerplateLines.find(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
}

private let prose = "近年来，该县围绕坚决打赢脱贫攻坚战，发挥党建扶贫的关键作用，着力扶出好班子、好思路、好机制、好作风。"

@Suite("Boilerplate lines")
struct BoilerplateLinesTests {
  @Test("are navigation, buttons, columns, pictures and disclaimers around a text")
  func found() {
    let text =
      "首页 > 新闻 > 正文\n国内 国际 图片 军事 财经\n标题在这里\n\(prose)\n安龙3.jpg\n\(prose)\n【打印】【关闭】\n• 新闻\n• 军事\n扫一扫\n地址\n1 1 1"
    #expect(
      low(text) == [
        "首页 > 新闻 > 正文", "国内 国际 图片 军事 财经", "安龙3.jpg", "【打印】【关闭】", "• 新闻", "• 军事", "扫一扫", "地址", "1 1 1",
      ])
    #expect(low("\(prose)\n第1页 首页 上页 下页\n\(prose)") == ["第1页 首页 上页 下页"])
    #expect(low("\(prose)\n声明 本文由网友上传，本站仅提供信息发布平台，文章不代表本站观点，如涉及侵权请联系我们删除！").count == 1)
  }

  @Test(
    "are not titles, headings, dates, articles and tables",
    arguments: [
      "关于加强互联网版权保护的意见", "第三章 注册登记", "# 网站名称管理", "第五章 举报和投诉", "二、扩大国际交流", "（一）加强新闻宣传", "2016年7月1日", "国务院办公厅",
      "第八章 无障碍环境", "十、下载", "（十一）返回下载", "⑵ 返回下载", "├────┼───┤", "2017年11月4日 《关于修改<中华人民共和国会计法>等十一部法律的决定》第二次修正",
      "法規類別：行政＞內政部＞地政目",
    ])
  func kept(line: String) {
    #expect(low("\(prose)\n\(line)\n\(prose)").isEmpty)
    #expect(low("\(line)\n\(prose)").isEmpty)
    #expect(low("\(prose)\n\(line)").isEmpty)
  }

  /// By eye: the lines of the seeds that are no text, by their beginnings.
  private static let seedLines: [(prefix: String, lines: [String])] = [
    (
      "000_",
      [
        "央視新聞客戶端", "央視新聞客戶端點擊", "國內國際圖片", "中國新聞來源", "掃一掃 手機閱讀", "原標題:", "• 新聞", "• 軍事", "• 財經農業", "• 社會法治",
        "• 生活健康", "掃一掃", "掃一掃,用手機", "央視網新聞移動端", "央視新聞客戶端iPhone", "央視新聞移動看", "CBox移動客戶端", "下載到桌面", "央視新聞下載",
        "860010", "1 1 1",
      ]
    ), ("001_", []),
    ("002_", ["关闭", "举报", "• 提交", "首页 > 党建扶贫", "购物车", "0", "打赏捐赠", "0", "!我要举报", "声明 本文"]),
    ("003_", ["我的位置:", "安龙3.jpg", "安龙111.jpg", "安龙4.jpg"]), ("004_", ["來源:網(wǎng)絡整理"]),
  ]

  @Test(
    "of the five seeds are found with the precision and recall of the research",
    .enabled(if: SharedFiles.root != nil, "needs ../shared"))
  func seeds() throws {
    let directory = try #require(SharedFiles.root) + "/seeds"
    var (right, wrong, missed) = (0, 0, 0)
    for name in try FileOperations.names(in: directory).sorted() where name.hasSuffix(".txt") {
      let text = String(decoding: try FileOperations.read(directory + "/" + name), as: UTF8.self)
      var wanted = Self.seedLines.first { name.hasPrefix($0.prefix) }?.lines ?? []
      for line in low(text) {
        if let index = wanted.firstIndex(where: { line.hasPrefix($0) }) {
          wanted.remove(at: index)
          right += 1
        } else {
          wrong += 1
        }
      }
      missed += wanted.count
    }
    print("boilerplate lines of the seeds: \(right) right, \(wrong) wrong, \(missed) missed")
    #expect(Double(right) >= 0.92 * Double(right + wrong))
    #expect(Double(right) >= 0.94 * Double(right + missed))
  }
}
