/// Words of the mainland and what Taiwan and Hong Kong say for them, in simplified characters, as texts of any script are
/// folded.
///
/// Only words that mean the same are here. Left out are those that are common on both shores in two meanings (数据 and 资料,
/// 文件 and 档案, 设备 and 装置, 运行 and 执行, 建立): whoever asks for the one would be shown the other's texts.
enum RegionalVocabulary {
  /// - Parameter weak: with words that have another meaning as well.
  static func table(weak: Bool) -> SynonymTable { weak ? withWeak : safe }

  private static let safe = made([same])
  private static let withWeak = made([same, similar])

  private static func made(_ lists: [[String]]) -> SynonymTable {
    var table = SynonymTable()
    for list in lists {
      for line in list {
        for row in line.split(separator: " ") {
          table.add(group: row.split(separator: "=").map { ElementLexicon<Bool>.elements(folded: $0) })
        }
      }
    }
    for line in oneWay {
      for row in line.split(separator: " ") {
        let words = row.split(separator: ">").map { ElementLexicon<Bool>.elements(folded: $0) }
        table.add(words[0], standsFor: Array(words.dropFirst()))
      }
    }
    return table
  }

  /// Both ways.
  private static let same = [
    // Administration and law
    "计划=计画 规划=规画 企划=企画 策划=策画 筹划=筹画 划分=画分 划定=画定 身份=身分 部分=部份 成分=成份 姐妹=姊妹",
    "知识产权=智慧财产权=智慧产权 残疾人=身心障碍者 志愿者=志工 幼儿园=幼稚园 转基因=基因改造 艾滋病=爱滋病 集装箱=货柜 公共交通=大众运输",
    "新型冠状病毒肺炎=严重特殊传染性肺炎",
    // Technology
    "信息=资讯 信息技术=资讯科技=资讯技术 软件=软体 硬件=硬体 固件=韧体 网络=网路 互联网=网际网路=网际网络 局域网=区域网路 宽带=宽频 带宽=频宽",
    "服务器=伺服器 数据库=资料库 数据中心=资料中心 云计算=云端运算 人工智能=人工智慧 数字化=数位化 数字经济=数位经济 数字政府=数位政府 数字转型=数位转型",
    "数字鸿沟=数位落差 数字证书=数位凭证 操作系统=作业系统 应用程序=应用程式 源代码=原始码 程序员=程式设计师 笔记本电脑=笔记型电脑 传感器=感测器 分辨率=解析度",
    "移动电话=行动电话 移动支付=行动支付 移动通信=行动通讯=行动通信 移动互联网=行动网路 短信=简讯 视频会议=视讯会议 录像=录影 信号=讯号 打印=列印 打印机=印表机",
    "复印=影印 鼠标=滑鼠 屏幕=萤幕 硬盘=硬碟 光盘=光碟 磁盘=磁碟 优盘=随身碟 芯片=晶片 集成电路=积体电路 激光=雷射 纳米=奈米 塑料=塑胶 字节=位元组",
    "出租车=计程车 自行车=脚踏车 导弹=飞弹 航天飞机=太空梭 航天员=太空人",
    // Countries
    "新西兰=纽西兰 意大利=义大利 老挝=寮国 沙特阿拉伯=沙乌地阿拉伯 也门=叶门 卡塔尔=卡达 阿联酋=阿拉伯联合大公国 格鲁吉亚=乔治亚 克罗地亚=克罗埃西亚 塞浦路斯=赛普勒斯",
    "文莱=汶莱 尼日利亚=奈及利亚 肯尼亚=肯亚 埃塞俄比亚=衣索比亚 坦桑尼亚=坦尚尼亚 津巴布韦=辛巴威 赞比亚=尚比亚 莫桑比克=莫三比克 危地马拉=瓜地马拉 洪都拉斯=宏都拉斯",
    "哥斯达黎加=哥斯大黎加 厄瓜多尔=厄瓜多 图瓦卢=吐瓦鲁 瓦努阿图=万那杜 所罗门群岛=索罗门群岛",
  ]

  /// Both ways, but one of the words has another meaning too: by option.
  private static let similar = [
    "质量=品质 程序=程式 智能=智慧 视频=视讯 设置=设定 在线=线上 检查=查核 航天=太空 电子政务=电子化政府 兼容=相容 默认=预设 登录=登入 链接=连结 发动机=引擎",
    "光伏=太阳光电 朝鲜=北韩 土豆=马铃薯 新冠肺炎=武汉肺炎 基本医疗保险=全民健康保险",
  ]

  /// Who says the first means the second; who says the second may not mean the first.
  private static let oneWay = [
    "专案>项目 透过>通过 水准>水平 讯息>消息 支援>支持 联络>联系 电脑>计算机 高阶>高端 公车>公交车 捷运>地铁 健保>医保 澳洲>澳大利亚",
    "的士>出租车 巴士>公交车",
  ]
}
