// The characters that random documents are made of: few enough that strings repeat, and one of everything that
// has ever been hard.

import WenjianText

enum CharacterStock {
  /// Simplified and traditional forms.
  static let pairs: [(simplified: String, traditional: String)] = [
    ("农", "農"), ("乡", "鄉"), ("镇", "鎮"), ("书", "書"), ("记", "記"), ("产", "產"), ("业", "業"),
    ("经", "經"), ("济", "濟"), ("发", "發"), ("发", "髮"), ("后", "後"), ("里", "裏"), ("里", "裡"),
    ("说", "説"), ("产", "産"), ("台", "臺"), ("干", "幹"), ("干", "乾"), ("复", "復"),
  ]
  /// The same in both scripts.
  static let common = Array("第一村的和服国民人二十中委工作年月日市产品务").map(String.init)

  static let latin = [
    "GDP", "gdp", "Covid", "a", "XX", "ＡＢＣ", "abc", "ﬃ", "Straße", "éa", "e\u{301}a", "İ", "ǅ", "WTO",
  ]
  static let numbers = [
    "2016", "２０１６", "12", "1,294", "1,234,567", "12,34", "1,2345", "2.12", "3.14.15", "１，２３４",
    "１,２３４", "0.5", "7", "13", "Ⅻ", "½", "²", "１２.５", "1.", ".5", ",5",
  ]
  /// Zeros of Chinese numerals typed as a letter or a digit, and the same where they are none.
  static let typedZeros = [
    "二OO八年", "二0二四年", "一九八O年", "二ＯＯ", "三０一", "〇0", "○o", "O", "0", "０", "八年", "年", "O八", "一OK", "二 O 二 四 年",
    "二\u{3000}0 O 八 年", "九O\u{200B}年", "二O\n八年", "一0.5", "第一0号", "O型",
  ]
  static let punctuation = [
    "，", ",", "。", ".", "、", "；", ";", "：", ":", "？", "?", "！", "!", "（", "）", "(", ")", "“", "”",
    "\"", "＂", "‘", "’", "'", "「", "」", "『", "』", "《", "》", "〈", "〉", "〔", "〕", "［", "］", "[", "]",
    "【", "】", "—", "——", "–", "-", "－", "·", "・", "•", "…", "……", "％", "%", "/", "／", "|", "｜", "*",
    "＊", "&", "&&", "&&&", "#", "@", "〇", "○", "◯", "零", "~", "～", "﹏", "︰", "﹝", "$", "￥", "+", "=",
  ]
  static let blanks = [" ", " ", "\u{3000}", "\t", "  ", "\u{A0}", "\u{2009}", "\u{205F}"]
  /// Marks of structure: borders, breaks, and markup that is read over.
  static let marks: [String] =
    ["\u{1E}", "\u{1F}", "\u{1D}", "\u{0C}", "\u{1D}\u{1E}", "\u{0C}\n", "\n\u{0C}", "\u{1E}　　"]
    + ["*", "**", "`", "](https://a.b/c?d)", "[^1]", "<b>", "<i class=x>", "&amp;", "&middot;", "&#20070;", "&x;"]
    .map {
      var bytes = Array($0.utf8)
      MarkedText.readOver(0..<bytes.count, in: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }

  static let lineEnds = [
    "\n", "\n", "\r\n", "\r", "\n\n", "\n\u{3000}\u{3000}", "\n  ", "\n ", " \n", "\n\u{200B}\n",
    "\u{2028}", "\u{85}", "\u{B}", "\r\n\r\n", "。\n", "。”\n", "！）\n",
  ]
  static let lineHeads = [
    "一、", "（一）", "(2)", "1. ", "1、", "13.", "第十三条 ", "第 13 條\u{3000}", "第一章", "# ", "## ", "- ",
    "* ", "① ", "●", "㈠", "十二、", "1.5", "第一书", "（一", "#村", "⒈",
  ]
  static let annotations = [
    "农(nóng)", "農(nóng)村", "鄉(xiāng)鎮(zhèn)", "经(jīng)济", "发(fā)", "发(fa)", "发(fā", "长（cháng）江",
    "国(háng)", "绿(lǜ)色", "換(swap)", "经&&济", "乡(xiāng)(镇)", "农\u{200B}(nóng)", "农(nóng)(nóng)",
  ]
  static let invisibles = [
    "\u{200B}", "\u{AD}", "\u{FEFF}", "\u{E0100}", "\u{FE0F}", "\u{202E}", "\u{200D}", "\u{7}", "\u{1}",
    "\u{9F}", "\u{0}", "\u{180E}", "\u{2060}",
  ]
  static let compatibility = [
    "⻄", "⺠", "⼈", "\u{F914}", "\u{2F800}", "㎡", "㏂", "℀", "⑴", "⒈", "㈱", "℃", "㌔", "ﷺ", "①", "㋀", "㍱",
    "：", "︵", "ｶﾞ", "ｶ", "ﾟ", "…", "‥", "㏘", "🄰", "𝟙", "𝐀",
  ]
  static let privateUse = ["\u{E010}", "\u{E5E5}", "\u{F0000}", "\u{E78D}", "\u{FFFD}"]
  static let symbols = ["👍", "👨‍👩‍👧", "🇨🇳", "☺️", "𠀀", "𠮷", "■", "※", "カ", "あ", "ㄅ", "한", "〻"]
  static let combining = [
    "e\u{301}", "か\u{3099}", "は\u{309A}", "\u{1100}\u{1161}\u{11A8}", "农\u{301}", "\u{301}", "\u{309A}",
    "a\u{323}\u{307}", "a\u{307}\u{323}", "1\u{20E3}", "가\u{11A8}", "㍱\u{301}", "。\u{301}",
  ]
  /// Longer than the limits of the scanner.
  static let oversized = [
    String(repeating: "ab1", count: 100), "村" + String(repeating: "\u{301}", count: 40),
    "a" + String(repeating: "\u{301}", count: 300), String(repeating: "９", count: 270),
    "第一书记和服务第一书记和服务第一书记和服务第一书记和服务第一书",
  ]
}
