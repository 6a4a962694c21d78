import WenjianStream

/// Words with numerals that are names and nothing else: no numeral in them is ever written otherwise. Most numerals of
/// such words stand beside no counter and would be left alone anyway; those that do stand beside one are why there is a
/// list.
enum FixedWords {
  /// Where such words are; not in the middle of a longer numeral, as 十三五 in 二十三五.
  static func ranges(in elements: [AnalyzedElement]) -> [Range<Int>] {
    lexicon.ranges(in: elements).filter { word in
      !(elements[word.lowerBound].isNumeral && word.lowerBound > 0 && elements[word.lowerBound - 1].isNumeral)
    }
  }

  private static let lexicon: ElementLexicon<Bool> = {
    var lexicon = ElementLexicon<Bool>()
    for line in words {
      for word in line.split(separator: " ") { lexicon.add(ElementLexicon<Bool>.elements(folded: word), true) }
    }
    return lexicon
  }()

  private static let words = [
    // Plans, congresses, slogans
    "十一五 十二五 十三五 十四五 十五五 十五大 十六大 十七大 十八大 十九大 二十大",
    "一带一路 一国两制 一岗双责 一把手 一刀切 一票否决 一网通办 一窗受理 一站式 一卡通 一次性 一户一策 一项一策 一事一议",
    "两学一做 两个维护 两个确立 两个一百年 两个结合 两个毫不动摇 两个务必 两个大局 两个健康 两个文明 两不愁三保障",
    "三农 三严三实 三个代表 三个区分开来 三个倡导 三个面向 三个有利于 三个务必 三大攻坚战 三去一降一补 三重一大 三公经费 三位一体 三支一扶 三权分置",
    "四个全面 四个意识 四个自信 四个伟大 四个服务 四个最严 四个不摘 四个现代化 四个坚持 四个着力 四项基本原则 四风 四史",
    "五位一体 五个一工程 五讲四美 五险一金 六个一批 六稳六保 八项规定 八荣八耻 九三学社 十个明确 十年动乱 十年浩劫",
    // Words of law and of every day
    "第三人 第一人称 第二人称 第三人称 一人有限责任公司 三人行 二人转 四人帮 一年一度 一日三餐 十年树木 十日谈 一天到晚 一条龙 一条心 二次元 三字经 一级方程式 三级跳",
    "一元论 二元论 一元化 二元化 一元结构 二元结构 一元制 二元制 一元方程 二元方程 三元悖论 一号工程",
    // Places
    "五家渠 三元区 三元里 三元桥 三间房 六部口 十字路口 八字桥",
  ]
}
