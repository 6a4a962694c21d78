/// What can be typed and what it means: the tables of LANGUAGE.md, row by row.

import Testing
import WenjianModel
import WenjianQuery

@Suite("Query language")
struct QueryLanguageTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let typed: String
    let expected: String
    var testDescription: String { typed }

    init(_ typed: String, _ expected: String) {
      self.typed = typed
      self.expected = expected
    }
  }

  private func expectRow(_ row: Row) throws {
    #expect(shape(try parseQuery(row.typed).root) == row.expected)
  }

  @Test(
    "each form of the language has its meaning",
    arguments: [
      Row("第一书记", "[第一书记]"),
      Row("\"两学一做\"", "\"两学一做\""),
      Row("“两学一做”", "\"两学一做\""),
      Row("脱贫 产业", "(and [脱贫] [产业])"),
      Row("脱贫 AND 产业", "(and [脱贫] [产业])"),
      Row("脱贫 OR 扶贫", "(or [脱贫] [扶贫])"),
      Row("脱贫｜扶贫", "(or [脱贫] [扶贫])"),
      Row("脱贫|扶贫 | 减贫", "(or [脱贫] [扶贫] [减贫])"),
      Row("改革 -改革开放", "(without [改革] [改革开放])"),
      Row("改革 NOT 改革开放", "(without [改革] [改革开放])"),
      Row("改革 AND NOT 改革开放", "(without [改革] [改革开放])"),
      Row("(脱贫 OR 扶贫) 产业", "(and (or [脱贫] [扶贫]) [产业])"),
      Row("产业 NEAR/3 就业", "(near 3 [产业] [就业])"),
      Row("产业 BEFORE/3 就业", "(before 3 [产业] [就业])"),
      Row("产业 NEAR 就业", "(near 10 [产业] [就业])"),
      Row("产业 BEFORE \"就业 创业\"", "(before 10 [产业] \"就业 创业\")"),
      Row("产业 NEAR/0 就业|产业 NEAR/1000 创业", "(or (near 0 [产业] [就业]) (near 1000 [产业] [创业]))"),
      Row("\"产业\"NEAR/003\"就业\"", "(near 3 \"产业\" \"就业\")"),
      Row("(产业)NEAR/3(就业)", "(near 3 [产业] [就业])"),
      Row("exact:後 NEAR/3 来", "(near 3 exact:[後] [来])"),
      Row("exact:(後 NEAR/3 來)", "(near 3 exact:[後] exact:[來])"),
      Row("exact:後", "exact:[後]"),
      Row("exact:\"後 來\"", "exact:\"後 來\""),
      Row("exact:(後 OR “后”) -exact:後來", "(without (or exact:[後] exact:\"后\") exact:[後來])"),
      Row("exact:(a -b) c", "(and (without exact:[a] exact:[b]) [c])"),
      Row("exact:Exact:後", "exact:[後]"),
    ])
  func meaning(row: Row) throws { try expectRow(row) }

  @Test(
    "wildcards stand for what is in their place",
    arguments: [
      Row("第?书记", "[第<?>书记]"), Row("以*为中心", "[以<*>为中心]"), Row("以＊为中心", "[以<*>为中心]"),
      Row("爱?不?爱", "[爱<?>不<?>爱]"), Row("爱?不?", "[爱<?>不?]"), Row("第??条", "[第<?><?>条]"),
      Row("第?*条", "[第<?><*>条]"), Row("第*?条", "[第<*><?>条]"), Row("covid*", "[covid<*>]"),
      Row("2016*年", "[2016<*>年]"), Row("ｇｄｐ*", "[ｇｄｐ<*>]"), Row("《*条例》", "[《<*>条例》]"),
      Row("\"第?书*\"", "\"第?书*\""), Row("exact:第?書記", "exact:[第<?>書記]"), Row("-a b*", "(without [b<*>] [a])"),
      Row("第?书记 NEAR/3 covid*", "(near 3 [第<?>书记] [covid<*>])"),
      Row("SENTENCE(第?书记 -a)", "(sentence (without [第<?>书记] [a]))"),
      Row("第？书记", "[第？书记]"), Row("?书记", "[?书记]"), Row("第?", "[第?]"),
    ])
  func wildcards(row: Row) throws { try expectRow(row) }

  @Test(
    "a question is text, also of several sentences",
    arguments: [
      Row("怎么办?", "[怎么办?]"), Row("怎么办？", "[怎么办？]"), Row("第？书记", "[第？书记]"),
      Row("应该怎么赔偿? 孩子打伤同学，应该怎么赔偿？", "(and [应该怎么赔偿?] [孩子打伤同学，应该怎么赔偿？])"),
      Row("是否由保证人担保?/律师费是否属于费用？", "[是否由保证人担保?/律师费是否属于费用？]"),
      Row("可否要求承担责任？（其他意外事件）", "[可否要求承担责任？（其他意外事件）]"),
      Row("怎么办？” a", "(and [怎么办？”] [a])"), Row("“真的吗?”他问", "[“真的吗?”他问]"),
      Row("?", "[?]"), Row("a ?b", "(and [a] [?b])"), Row("真的??", "[真的??]"),
    ])
  func questions(row: Row) throws { try expectRow(row) }

  @Test(
    "a mark without its partner is text in a query without operators",
    arguments: [
      Row("“放管服改革", "[“放管服改革]"), Row("脱贫)", "[脱贫)]"), Row(")", "[)]"), Row("\"abc def", "(and [\"abc] [def])"),
      Row("a “b“c”", "(and [a] [“b“c”])"), Row("a ”b", "(and [a] [”b])"), Row("「a』", "[「a』]"), Row("『a", "[『a]"),
      Row("a （b (c)", "(and [a] [（b] [(c)])"), Row("(国发(2016)", "[(国发(2016)]"),
      Row("（a b)）", "(and [（a] [b)）])"), Row("第一条（一）加强）领导", "[第一条（一）加强）领导]"),
    ])
  func loneMarks(row: Row) throws {
    try expectRow(row)
    let parsed = try parseQuery(row.typed)
    #expect(shape(try parseQuery(parsed.description).root) == row.expected)
  }

  @Test(
    "exclusion holds tighter than AND, and AND tighter than OR",
    arguments: [
      Row("脱贫 OR 扶贫 产业", "(or [脱贫] (and [扶贫] [产业]))"),
      Row("脱贫 产业 OR 扶贫", "(or (and [脱贫] [产业]) [扶贫])"),
      Row("a AND b|c", "(or (and [a] [b]) [c])"),
      Row("改革 -开放 OR 创新", "(or (without [改革] [开放]) [创新])"),
      Row("改革 -开放 创新 -城市", "(without (and [改革] [创新]) (or [开放] [城市]))"),
      Row("-开放 改革", "(without [改革] [开放])"),
      Row("改革 -(开放 城市)", "(without [改革] (and [开放] [城市]))"),
      Row("改革 -(开放 OR 城市) -乡村", "(without [改革] (or [开放] [城市] [乡村]))"),
      Row("改革 -(开放 -城市)", "(without [改革] (without [开放] [城市]))"),
      Row("(a -b) -c", "(without (without [a] [b]) [c])"),
      Row("(a -b) c", "(and (without [a] [b]) [c])"),
      Row("a (b (c d))", "(and [a] [b] [c] [d])"),
      Row("a OR (b OR (c OR d))", "(or [a] [b] [c] [d])"),
      Row("((a))", "[a]"),
      Row("a b NEAR/3 c d", "(and [a] (near 3 [b] [c]) [d])"),
      Row("a AND b BEFORE/3 c OR d", "(or (and [a] (before 3 [b] [c])) [d])"),
      Row("a -b NEAR/3 c d", "(without (and [a] [d]) (near 3 [b] [c]))"),
      Row("a NOT b NEAR c", "(without [a] (near 10 [b] [c]))"),
      Row("a NEAR/3 b -c", "(without (near 3 [a] [b]) [c])"),
      Row("((a b)) -c", "(without (and [a] [b]) [c])"),
    ])
  func precedence(row: Row) throws { try expectRow(row) }

  @Test(
    "a full-width operator counts as its plain form",
    arguments: [
      Row("脱贫　产业", "(and [脱贫] [产业])"),
      Row("　脱贫\u{2003}产业\r\n就业\u{A0}", "(and [脱贫] [产业] [就业])"),
      Row(
        "脱贫\u{85}a\u{1680}b\u{2009}c\u{2028}d\u{2029}e\u{202F}f\u{205F}g\u{0B}h",
        "(and [脱贫] [a] [b] [c] [d] [e] [f] [g] [h])"),
      Row("脱贫 ＡＮＤ 产业", "(and [脱贫] [产业])"),
      Row("脱贫 ＯＲ 扶贫", "(or [脱贫] [扶贫])"),
      Row("脱贫 OＲ 扶贫", "(or [脱贫] [扶贫])"),
      Row("产业　ＮＥＡＲ／１０　就业", "(near 10 [产业] [就业])"),
      Row("产业 BEFORE／2５ 就业", "(before 25 [产业] [就业])"),
      Row("改革 －开放", "(without [改革] [开放])"),
      Row("改革 ＮＯＴ　开放", "(without [改革] [开放])"),
      Row("（脱贫｜扶贫）　产业", "(and (or [脱贫] [扶贫]) [产业])"),
      Row("(脱贫 OR 扶贫） －（产业 就业)", "(without (or [脱贫] [扶贫]) (and [产业] [就业]))"),
      Row("＂两学一做＂ \"a＂", "(and \"两学一做\" \"a\")"),
      Row("”两学一做“", "\"两学一做\""),
      Row("「两学一做」 『三严三实』", "(and \"两学一做\" \"三严三实\")"),
      Row("exact：“後”", "exact:\"後\""),
      Row("EXACT:後 ｅＸａｃｔ：後", "(and exact:[後] exact:[後])"),
    ])
  func fullWidth(row: Row) throws { try expectRow(row) }

  @Test(
    "operator words are text in lower case, inside words and in quotation marks",
    arguments: [
      Row("rock and roll", "(and [rock] [and] [roll])"),
      Row("a Or b not c", "(and [a] [Or] [b] [not] [c])"),
      Row("ORIGINAL AND-gate NOTE", "(and [ORIGINAL] [AND-gate] [NOTE])"),
      Row("ＯＲＡ", "[ＯＲＡ]"),
      Row("脱贫OR扶贫", "[脱贫OR扶贫]"),
      Row("\"OR\" “a AND b”", "(and \"OR\" \"a AND b\")"),
      Row("Near SENTENCE before near/10", "(and [Near] [SENTENCE] [before] [near/10])"),
      Row("NEARBY \"NEAR/10\" BEFORE-1", "(and [NEARBY] \"NEAR/10\" [BEFORE-1])"),
      Row("a OR(b c)", "(or [a] (and [b] [c]))"),
      Row("(a)OR(b)", "(or [a] [b])"),
      Row("\"a\"OR\"b\"", "(or \"a\" \"b\")"),
      Row("a NOT“b”", "(without [a] \"b\")"),
    ])
  func words(row: Row) throws { try expectRow(row) }

  @Test(
    "strings may be near each other in a row, and exclude their neighbours",
    arguments: [
      Row("a NEAR/3 b NEAR/4 c", "(near 3 [a] [b] near 4 [c])"),
      Row("a BEFORE b NEAR/0 \"c d\" e", "(and (before 10 [a] [b] near 0 \"c d\") [e])"),
      Row("改革 NOTBEFORE 开放", "([改革] notbefore 0 [开放])"),
      Row("书记 NOTAFTER/2 第一", "([书记] notafter 2 [第一])"),
      Row("书记 ＮＯＴＡＦＴＥＲ／２ 第一 NOTBEFORE 的", "([书记] notafter 2 [第一] notbefore 0 [的])"),
      Row("a -b NOTBEFORE c", "(without [a] ([b] notbefore 0 [c]))"),
    ])
  func neighbours(row: Row) throws { try expectRow(row) }

  @Test(
    "a scope holds a query of strings",
    arguments: [
      Row("SENTENCE(产业 就业)", "(sentence (and [产业] [就业]))"),
      Row("改革 -ＰＡＲＡＧＲＡＰＨ（产业 就业）", "(without [改革] (paragraph (and [产业] [就业])))"),
      Row("exact:SENTENCE(a OR b)", "(sentence (or exact:[a] exact:[b]))"),
      Row("ARTICLE(产业 -就业) a", "(and (article (without [产业] [就业])) [a])"),
      Row("SENTENCE(a NEAR/3 b c NOTBEFORE d)", "(sentence (and (near 3 [a] [b]) ([c] notbefore 0 [d])))"),
      Row("ARTICLE ARTICLES(a)", "(and [ARTICLE] [ARTICLES(a)])"),
      Row("CHAPTER(a b)", "(chapter (and [a] [b]))"),
    ])
  func scopes(row: Row) throws { try expectRow(row) }

  @Test(
    "a name with its colon asks for a field",
    arguments: [
      Row("title:脱贫", #"{title holds("脱贫")}"#),
      Row("title: 脱贫", #"{title holds("脱贫")}"#),
      Row("ＴＩＴＬＥ：“脱贫 攻坚”", #"{title holds("脱贫 攻坚")}"#),
      Row("title:“两学一做”学习", #"{title holds("“两学一做”学习")}"#),
      Row("issuer:=国务院", #"{issuer equals("国务院")}"#),
      Row("issuer:＝\"国务院\"", #"{issuer equals("国务院")}"#),
      Row("issuer:*", "{issuer isPresent}"),
      Row("issuer:\"*\"", #"{issuer holds("*")}"#),
      Row("docno:国发〔2016〕64号", #"{documentNumber holds("国发〔2016〕64号")}"#),
      Row("docno:国发(2016)64号", #"{documentNumber holds("国发(2016)64号")}"#),
      Row("docno:（2016）64号", #"{documentNumber holds("（2016）64号")}"#),
      Row("(kind:通知)", #"{kind holds("通知")}"#),
      Row("kind:(通知 OR 意见) a", #"(and (or {kind holds("通知")} {kind holds("意见")}) [a])"#),
      Row("path:贵州/*", #"{key holds("贵州/*")}"#),
      Row("path:a?b|c", #"(or {key holds("a?b")} [c])"#),
      Row("a -source:人民日报", #"(without [a] {source holds("人民日报")})"#),
      Row("author:张三", #"{author holds("张三")}"#),
      Row("field:主题=扶贫", #"{custom("主题") holds("扶贫")}"#),
      Row("field:“发文 机关”==\"\"", #"{custom("发文 机关") equals("")}"#),
      Row("field:a=*", #"{custom("a") isPresent}"#),
      Row("field:a＝b=c", #"{custom("a") holds("b=c")}"#),
    ])
  func fields(row: Row) throws { try expectRow(row) }

  @Test(
    "days, months, years and ranges of them",
    arguments: [
      ("2016", 2016_00_00, 2016_99_99), ("2016-10", 2016_10_00, 2016_10_99), ("2016-1-5", 2016_01_05, 2016_01_05),
      ("2016..2018", 2016_00_00, 2018_99_99), ("2016-10..2017-02-03", 2016_10_00, 2017_02_03),
      ("..2015", 1, 2015_99_99), ("2016-10..", 2016_10_00, 9999_99_99), ("2016-2018", 2016_00_00, 2018_99_99),
      ("２０１６．．２０１８", 2016_00_00, 2018_99_99), ("2016年10月", 2016_10_00, 2016_10_99),
      ("2016年10月5日", 2016_10_05, 2016_10_05), ("2016年..2018年", 2016_00_00, 2018_99_99),
      ("2016年至2018年", 2016_00_00, 2018_99_99), ("2016…2018", 2016_00_00, 2018_99_99),
      ("2016……2018", 2016_00_00, 2018_99_99), ("2016/10/05", 2016_10_05, 2016_10_05),
      ("20161005", 2016_10_05, 2016_10_05), ("201610", 2016_10_00, 2016_10_99),
    ])
  func days(typed: String, first: UInt32, last: UInt32) throws {
    guard case .field(let condition) = try parseQuery("date:" + typed).root, case .dates(let range) = condition.test
    else {
      Issue.record("no condition on dates")
      return
    }
    #expect(range.numbers == first...last)
    // The canonical form is read as the same range.
    guard case .field(let again) = try parseQuery(condition.description).root else {
      Issue.record("no condition on days: \(condition)")
      return
    }
    #expect(again.test == condition.test)
  }

  @Test(
    "a minus excludes only where a term starts",
    arguments: [
      Row("产业-就业", "[产业-就业]"),
      Row("2016-10 covid－19", "(and [2016-10] [covid－19])"),
      Row("产业–就业 —就业 −5", "(and [产业–就业] [—就业] [−5])"),
      Row("a (-b c)", "(and [a] (without [c] [b]))"),
      Row("a|-b c", "(or [a] (without [c] [b]))"),
      Row("产业 -“就业 创业”", "(without [产业] \"就业 创业\")"),
      Row("exact:-a", "exact:[-a]"),
      Row("\"-a\"", "\"-a\""),
    ])
  func minus(row: Row) throws { try expectRow(row) }

  @Test(
    "a bracket inside a string is text",
    arguments: [
      Row("国发(2016)64号", "[国发(2016)64号]"),
      Row("中国（上海）自由贸易试验区", "[中国（上海）自由贸易试验区]"),
      Row("(国发(2016)64号 OR 扶贫)", "(or [国发(2016)64号] [扶贫])"),
      Row("(国发(2016))", "[国发(2016)]"),
      Row("a(b(c)d)e", "[a(b(c)d)e]"),
      Row("main() 国发（2016)", "(and [main()] [国发（2016)])"),
      Row("国发(2016", "[国发(2016]"),
      Row("（一）加强领导", "[（一）加强领导]"),
      Row("（一） 加强领导", "(and [一] [加强领导])"),
      Row("（一）（二）项", "[（一）（二）项]"),
      Row("((a)b)c", "[((a)b)c]"),
      Row("（“十三五”）规划", "[（“十三五”）规划]"),
      Row("((一)加强 c)", "(and [(一)加强] [c])"),
      Row("-（一）加强 a exact:(一)c", "(without (and [a] exact:[(一)c]) [（一）加强])"),
      Row("(\"a)b\" c) d", "(and \"a)b\" [c] [d])"),
      Row("国发〔2016〕64号 [a]", "(and [国发〔2016〕64号] [[a]])"),
      Row("\"(a\" “b）”", "(and \"(a\" \"b）\")"),
    ])
  func brackets(row: Row) throws { try expectRow(row) }

  @Test(
    "a quotation mark quotes only where a term starts and its partner ends the term",
    arguments: [
      Row("推进“两学一做”学习教育", "[推进“两学一做”学习教育]"),
      Row("“两学一做”学习教育", "[“两学一做”学习教育]"),
      Row("\"两学一做\"学习教育 \"三严三实\"", "(and [\"两学一做\"学习教育] \"三严三实\")"),
      Row("“两学一做”、“三严三实”", "[“两学一做”、“三严三实”]"),
      Row("“关于“两学一做”的通知”", "\"关于“两学一做”的通知\""),
      Row("「a「b」」", "\"a「b」\""),
      Row("(“a b”|「c」)", "(or \"a b\" \"c\")"),
      Row("“a”|b", "(or \"a\" [b])"),
      Row("\"''\" 'a' ‘b’ '' a'b", "(and \"''\" ['a'] [‘b’] [''] [a'b])"),
      Row("5\" 」 a』", "(and [5\"] [」] [a』])"),
      Row("「\"」 “\"” \"“\"", "(and \"\"\" \"\"\" \"“\")"),
      Row("\" a \"", "\" a \""),
      Row("\"a|b -c (d\"", "\"a|b -c (d\""),
    ])
  func quotes(row: Row) throws { try expectRow(row) }

  @Test(
    "a name with a colon that is no field is text",
    arguments: [
      Row("http://www.gov.cn", "[http://www.gov.cn]"),
      Row("注意：安全 10:30", "(and [注意：安全] [10:30])"),
      Row("subtitle:a 大title:b", "(and [subtitle:a] [大title:b])"),
      Row("\"title:脱贫\"", "\"title:脱贫\""),
      Row("title titles: exact", "(and [title] [titles:] [exact])"),
      Row("abcdefghijklmnop:x", "[abcdefghijklmnop:x]"),
    ])
  func names(row: Row) throws { try expectRow(row) }

  @Test(
    "a full-width question mark at the end of a string is text",
    arguments: [
      Row("怎么办？", "[怎么办？]"),
      Row("怎么办？？ a", "(and [怎么办？？] [a])"),
      Row("(怎么办？)", "[怎么办？]"),
      Row("？", "[？]"),
      Row("“第?书*记？了”", "\"第?书*记？了\""),
    ])
  func questionMarks(row: Row) throws { try expectRow(row) }

  @Test("a string is kept as typed, without folding")
  func untouchedText() throws {
    let typed = "後\u{200B}Ｃovid㈱e\u{301}𠮷\u{FEFF}"
    #expect(shape(try parseQuery(typed).root) == "[\(typed)]")
  }

  @Test("the byte range of a string covers its text without marks and prefix")
  func byteRanges() throws {
    let query = try parseQuery("（脱贫｜“扶 贫”）　－exact：產業")
    #expect(query.source == "（脱贫｜“扶 贫”）　－exact：產業")
    let strings = allStrings(query.root)
    #expect(strings.map(\.byteRange) == [3..<9, 15..<22, 42..<48])
    #expect(strings.map { text($0.byteRange, of: query.source) } == ["脱贫", "扶 贫", "產業"])
  }

  @Test("positive strings are those outside every exclusion, in the order typed")
  func positiveStrings() throws {
    let query = try parseQuery("-a b (c OR “d” -(e -f)) b")
    #expect(query.positiveStrings.map(\.text) == ["b", "c", "d", "b"])
    #expect(query.positiveStrings.map(\.isQuoted) == [false, false, true, false])
  }

  @Test(
    "the canonical form is plain, minimal and reads the same",
    arguments: [
      Row("（脱贫｜扶贫）　ＮＯＴ 产业", "(脱贫 OR 扶贫) -产业"),
      Row("((脱贫)) AND ((产业 就业))", "脱贫 产业 就业"),
      Row("脱贫 OR (扶贫 AND 产业)", "脱贫 OR 扶贫 产业"),
      Row("-a -b c -(d OR e)", "c -a -b -d -e"),
      Row("a -(b c) (d -e)", "a (d -e) -(b c)"),
      Row("（a －b） －c", "(a -b) -c"),
      Row("EXACT：（後 ｜ 「后」）", "exact:後 OR exact:\"后\""),
      Row("“\"” 「a“b”\"」", "“\"” “a“b”\"”"),
      Row("“a”b", "“a”b"),
      Row("(a) ＮＥＡＲ／００３ “b”", "a NEAR/3 \"b\""),
      Row("(a BEFORE b) -(c NEAR/2 d)", "a BEFORE/10 b -c NEAR/2 d"),
      Row("a NEAR b BEFORE/2 c NOTE", "a NEAR/10 b BEFORE/2 c NOTE"),
      Row("a NOTBEFORE b NOTAFTER/2 “c d”", "a NOTBEFORE/0 b NOTAFTER/2 \"c d\""),
      Row("SENTENCE（a ｜ b c） -ARTICLE(d)", "SENTENCE(a OR b c) -ARTICLE(d)"),
      Row("kind：(通知 OR 意见) title:“a b”", "(kind:通知 OR kind:意见) title:\"a b\""),
      Row("field:“a=b”=c field:d==e=f", "field:\"a=b\"=c field:d==\"e=f\""),
      Row("issuer:*|issuer:“*”|signed:2016年3月", "issuer:* OR issuer:\"*\" OR signed:2016-03"),
    ])
  func canonicalForm(row: Row) throws {
    let query = try parseQuery(row.typed)
    #expect(query.description == row.expected)
    let again = try parseQuery(query.description)
    #expect(withoutByteRanges(again.root) == withoutByteRanges(query.root))
    #expect(again.description == query.description)
  }

  @Test("a query at a limit is read")
  func limits() throws {
    let deep = String(repeating: "(", count: 64) + "a" + String(repeating: ")", count: 64)
    #expect(shape(try parseQuery(deep).root) == "[a]")

    let many = Array(repeating: "a", count: 1_024).joined(separator: " ")
    #expect(try parseQuery(many).positiveStrings.count == 1_024)

    let long = String(repeating: "a", count: 65_536)
    #expect(try parseQuery(long).positiveStrings.map(\.byteRange) == [0..<65_536])

    // Would overflow the stack if each prefix were a level of the parser.
    let prefixed = String(repeating: "exact:", count: 10_000) + "後"
    #expect(shape(try parseQuery(prefixed).root) == "exact:[後]")
  }
}
