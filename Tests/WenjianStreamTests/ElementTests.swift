import Testing
import WenjianStream

/// What single characters and runs become. In each pair: the text, its elements.
@Suite("Elements of the stream")
struct ElementTests {
  private static let numbersTable = [
    ("第13条", "第|13|条"), ("第 13 條", "第|13|条"), ("第十三条", "第|十|三|条"),
    ("１２３", "123"), ("𝟏𝟐", "12"), ("10²", "102"),
    // Thousands separators are dropped, lists of numbers are not joined.
    ("1,000", "1000"), ("2,345,678.90元", "2345678.90|元"), ("１，２３４", "1234"),
    ("1,2,3", "1|,|2|,|3"), ("12,34", "12|,|34"), ("1234,567", "1234|,|567"),
    ("1,0000", "1|,|0000"), ("1,234,5", "1234|,|5"), ("1,234,56", "1234|,|56"),
    ("100，200", "100|,|200"), ("１，234", "1|,|234"),
    ("１,２３４", "1|,|234"), ("9.1,234", "9.1|,|234"), ("a1,234", "a1|,|234"), (",234", ",|234"),
    ("1,", "1|,"), ("1, 234", "1|,|234"), ("1、2、3", "1|、|2|、|3"),
    // The point belongs to the number only between digits.
    ("3.14", "3.14"), ("３．１４", "3.14"), ("3．14", "3.14"), ("1.", "1|."), (".5", ".|5"),
    ("12.5.", "12.5|."), ("1..2", "1|.|.|2"), ("1. 2", "1|.|2"), ("192.168.0.1", "192.168.0.1"),
    ("v1.2", "v1.2"), ("a.5", "a|.|5"), ("5.a", "5|.|a"), ("-5", "-|5"), ("2016-10-01", "2016|-|10|-|01"),
    ("12亿/2.12亿", "12|亿|/|2.12|亿"), ("30%", "30|%"), ("３０％", "30|%"), ("1 000", "1|000"),
  ]

  @Test("numbers", arguments: numbersTable)
  func numbers(text: String, elements: String) { #expect(stream(text) == elements) }

  private static let wordsTable = [
    ("5G", "5g"), ("5G网络", "5g|网|络"), ("COVID-19", "covid|-|19"), ("iPhone 12 Pro", "iphone|12|pro"),
    ("can't", "can|'|t"), ("can’t", "can|'|t"), ("A&B", "a|&|b"), ("ａｂｃ", "abc"), ("ﬁ", "fi"),
    ("ß", "ss"), ("Σίσυφος", "σίσυφοσ"), ("Привет", "привет"), ("Ⅳ", "iv"), ("№", "no"),
    ("α粒子", "α|粒|子"), ("a b", "a|b"), ("a\u{3000}b", "a|b"), ("a\u{A0}b", "a|b"), ("H₂O", "h2o"),
    // Composed and decomposed are one spelling, as are marks in any order.
    ("é", "é"), ("e\u{301}", "é"), ("Ｅ\u{301}", "é"), ("cafe\u{301}s", "cafés"),
    ("a\u{323}\u{307}", "ạ\u{307}"), ("a\u{307}\u{323}", "ạ\u{307}"),
    // Symbols that stand for letters.
    ("㎡", "m2"), ("5㎡", "5m2"), ("①", "1"), ("⑩", "10"), ("⒈", "1|."), ("㈠", "(|一|)"), ("℃", "°|c"),
    ("㍿", "株|式|会|社"), ("㍻", "平|成"), ("½", "1|⁄|2"),
  ]

  @Test("words and letters", arguments: wordsTable)
  func words(text: String, elements: String) { #expect(stream(text) == elements) }

  private static let hanTable = [
    ("第一書記", "第|一|书|记"), ("説說说", "说|说|说"), ("產産产", "产|产|产"), ("裏裡里", "里|里|里"),
    ("⻄部", "西|部"), ("⼀", "一"), ("\u{F914}", "乐"), ("\u{2F800}", "丽"), ("𠮷野家", "𠮷|野|家"), ("々〇零", "々|〇|零"),
    ("○◯", "〇|〇"), ("北京 上海", "北|京|上|海"), ("中 a 中", "中|a|中"), ("한국", "한|국"), ("ไทย", "ไ|ท|ย"),
    ("\u{1112}\u{1161}\u{11AB}", "한"), ("😀👍", "😀|👍"), ("がぎ", "が|ぎ"), ("か\u{3099}き\u{3099}", "が|ぎ"),
    ("は\u{309A}", "ぱ"), ("カ", "カ"), ("ｶ", "カ"), ("中\u{301}", "中|\u{301}"),
  ]

  @Test("Han, kana and other scripts", arguments: hanTable)
  func han(text: String, elements: String) { #expect(stream(text) == elements) }

  @Test("half-width voiced kana are the full-width ones", arguments: [("ｶﾞｷﾞ", "ガ|ギ"), ("ﾊﾟ", "パ")])
  func halfWidthKana(text: String, elements: String) { #expect(stream(text) == elements) }

  private static let punctuationTable = [
    ("“一”", "\"|一|\""), ("「一」", "\"|一|\""), ("『一』", "\"|一|\""), ("\"一\"", "\"|一|\""),
    ("＂一＂", "\"|一|\""), ("〝一〞", "\"|一|\""), ("‘一’", "'|一|'"), ("＇一＇", "'|一|'"), ("《一》", "《|一|》"), ("〈一〉", "〈|一|〉"),
    ("（一）", "(|一|)"), ("(一)", "(|一|)"), ("[一]", "[|一|]"), ("［一］", "[|一|]"),
    ("【一】", "[|一|]"), ("〔一〕", "[|一|]"), ("｛一｝", "{|一|}"),
    ("国发〔2016〕64号", "国|发|[|2016|]|64|号"), ("，、。；：！？", ",|、|。|;|:|!|?"), (",;:!?", ",|;|:|!|?"),
    ("…", "…"), ("……", "…|…"), ("...", ".|.|."), ("—", "-"), ("——", "-|-"), ("－–-", "-|-|-"),
    ("·•・", "·|·|·"), ("～~", "~|~"), ("％‰", "%|‰"), ("＄￥¥", "$|¥|¥"), ("／", "/"), ("＆", "&"),
  ]

  @Test("punctuation falls into classes, one position each", arguments: punctuationTable)
  func punctuation(text: String, elements: String) { #expect(stream(text) == elements) }

  @Test("a run is cut after 256 characters, and its bytes stay in order")
  func longRun() {
    for count in [255, 256, 257, 512, 600] {
      let digits = (0..<count).map { "\($0 % 10)" }.joined()
      let (items, _) = scanned(Array(digits.utf8))
      #expect(items.map { $0.element.text.count } == lengths(count))
      #expect(items.map(\.element.text).joined() == digits)
      #expect(items.flatMap { Array($0.byteRange) } == Array(0..<count))
    }
    // The widest letters, and marks that grow when composed, stay within the room of a run.
    let wide = String(repeating: "𝒳\u{301}", count: 400)
    #expect(scanned(Array(wide.utf8)).items.count > 1)
  }

  private func lengths(_ count: Int) -> [Int] {
    Array(repeating: 256, count: count / 256) + (count % 256 > 0 ? [count % 256] : [])
  }

  @Test("a query has the same elements and no barriers")
  func query() {
    for (text, elements) in Self.numbersTable + Self.wordsTable + Self.hanTable + Self.punctuationTable {
      #expect(queryStream(text) == elements)
    }
    #expect(queryStream("甲。\n\n一、乙") == "甲|。|一|、|乙")
    #expect(queryStream("") == "")
    #expect(queryStream(" \u{3000}\n\u{200B}") == "")
  }

  @Test("every character of the main block of ideographs is one element of Han")
  func ideographs() {
    for value in UInt32(0x4E00)...0x9FFF {
      let entry = foldEntry(of: value)
      let needsMore = entry.bits & (1 << 30 | 1 << 31) != 0
      #expect(entry.isHan && entry.kind == FoldKind.symbol && !needsMore, "U+\(String(value, radix: 16))")
    }
  }
}
