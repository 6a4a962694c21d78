// What a passage looks like, case by case.

import Testing
import WenjianSnippets

struct PassageCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let budget: Int
  let passage: String

  init(_ name: String, _ text: String, budget: Int = 20, _ passage: String) {
    self.name = name
    self.text = text
    self.budget = budget
    self.passage = passage
  }

  var testDescription: String { name }
}

private let digits = "零一二三四五六七八九"
private let tenDigits = digits + digits + digits + digits + digits

private let cases: [PassageCase] = [
  // Sentences
  .init("the sentence of the hit", "前一句很长很长很长。派驻⟦第一书记⟧到村。后一句也很长很长。", budget: 12, "派驻⟦第一书记⟧到村。"),
  .init("grown to both sides while it fits", "甲乙丙。派驻⟦书记⟧到村。丁戊己。", "甲乙丙。派驻⟦书记⟧到村。丁戊己。"),
  .init("grown on the shorter side first", "甲乙丙丁。派⟦书记⟧到。戊己庚辛。", budget: 12, "甲乙丙丁。派⟦书记⟧到。"),
  .init("grown to the right when both are even", "甲乙丙丁。派去⟦书记⟧到。戊己庚辛。", budget: 12, "派去⟦书记⟧到。戊己庚辛。"),
  .init("grown to the left when only that fits", "甲乙。派⟦书记⟧到。戊己庚辛壬癸子丑。", budget: 12, "甲乙。派⟦书记⟧到。"),
  .init(
    "a core across two sentences", "甲乙丙丁戊己。派⟦书记⟧到。再派⟦干部⟧去。庚辛壬癸子丑。", budget: 12, "派⟦书记⟧到。再派⟦干部⟧去。"),
  .init("closing quotes belong to the sentence", "他说：“派⟦书记⟧来！”众人都说好。", budget: 12, "他说：“派⟦书记⟧来！”"),
  .init("the quote is not left to the next one", "他说：“别派人来！”⟦书记⟧来了。", budget: 8, "⟦书记⟧来了。"),
  .init("a six-dot ellipsis ends a sentence", "学校、医院、道路……派⟦书记⟧来了，。", budget: 9, "派⟦书记⟧来了，。"),
  .init("one ellipsis character does not", "甲乙丙…派⟦书记⟧来。", budget: 12, "甲乙丙…派⟦书记⟧来。"),
  .init("semicolons end units", "甲乙丙丁；派⟦书记⟧；戊己庚辛；", budget: 7, "派⟦书记⟧；"),
  .init("ASCII marks end sentences", "真的吗?派⟦书记⟧来!好的呢;", budget: 6, "派⟦书记⟧来!"),
  .init(
    "question marks in addresses do not", "见http://a.cn/?id=3&b=⟦书记⟧。", budget: 40,
    "见http://a.cn/?id=3&b=⟦书记⟧。"),
  .init(
    "a title with a question is not cut", "学习《谁来当⟦书记⟧？》一文。随后讨论了。", budget: 14, "学习《谁来当⟦书记⟧？》一文。"),
  .init(
    "a sentence end in brackets closes with them", "甲乙丙丁（详见⟦书记⟧名单。）戊己庚辛。", budget: 14,
    "甲乙丙丁（详见⟦书记⟧名单。）"),
  .init(
    "brackets of mixed widths are a pair", "甲乙丙(见⟦书记⟧；名单）戊己庚。后文后文后文。", budget: 18,
    "甲乙丙(见⟦书记⟧；名单）戊己庚。"),

  // Paragraphs
  .init("a blank line stops growth", "上一段的最后一句。\n\n派⟦书记⟧到村里去。\n\n下一段。", budget: 24, "派⟦书记⟧到村里去。"),
  .init(
    "a list marker after a newline stops it", "工作如下：\n（一）选派⟦书记⟧到村里\n（二）培训干部", budget: 24,
    "（一）选派⟦书记⟧到村里"),
  .init("an article stops it", "总则如下\n第十三条 选派⟦书记⟧到各村\n第十四条 培训", budget: 24, "第十三条 选派⟦书记⟧到各村"),
  .init("an indent stops it", "上一段没有句号\n　　派⟦书记⟧到村里去。", budget: 24, "派⟦书记⟧到村里去。"),
  .init(
    "a hanging indent does not", "二、學校之主管教育行政機關提出申請，由該主管\n    ⟦機關⟧分發。", budget: 60,
    "二、學校之主管教育行政機關提出申請，由該主管\n    ⟦機關⟧分發。"),
  .init("an indent after a short line does", "總則\n    主管⟦機關⟧為內政部。", budget: 16, "主管⟦機關⟧為內政部。"),
  .init("a hard wrap does not", "选派优秀机关干部担任⟦第一\n书记⟧到村任职。", budget: 40, "选派优秀机关干部担任⟦第一\n书记⟧到村任职。"),
  .init(
    "a short heading goes on into its text", "三、⟦书记⟧职责\n\n抓党建促脱贫，办实事。\n\n另一段。", budget: 40,
    "三、⟦书记⟧职责\n\n抓党建促脱贫，办实事。"),
  .init(
    "a short heading before a long sentence", "一、⟦书记⟧\n\n甲乙丙丁戊己庚辛，壬癸子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛壬癸。",
    budget: 24,
    "一、⟦书记⟧\n\n甲乙丙丁戊己庚辛，…"),
  .init(
    "the last line takes what is before it", "贫困村要派人去。\n\n⟦书记⟧", budget: 24, "贫困村要派人去。\n\n⟦书记⟧"),

  // Long sentences
  .init(
    "cut on both sides", tenDigits + "⟦书记⟧" + tenDigits, budget: 62,
    "…" + digits + digits + digits + "⟦书记⟧" + digits + digits + digits + "…"),
  .init("commas are preferred", "甲乙丙丁戊己庚辛，壬癸子丑派⟦书记⟧去，寅卯辰巳，午未申酉戌亥甲乙丙丁", "…壬癸子丑派⟦书记⟧去，寅卯辰巳，…"),
  .init(
    "then 、", "甲乙丙丁戊己庚辛、壬癸子丑派⟦书记⟧去寅卯、辰巳午未申酉戌亥甲乙丙丁", "…壬癸子丑派⟦书记⟧去寅卯、辰巳午未申酉戌亥甲…"),
  .init("what one side leaves the other gets", "派⟦书记⟧" + tenDigits, "派⟦书记⟧" + digits + "零一二三四五六…"),
  .init("also at the end", tenDigits + "派⟦书记⟧", "…三四五六七八九" + digits + "派⟦书记⟧"),
  .init("not before a mark", "零一二三四五六七八九派⟦书记⟧去一二三四五六七、八九十", budget: 18, "…三四五六七八九派⟦书记⟧去一二三四五六…"),
  .init(
    "not after 第", tenDigits + "派⟦书记⟧零一二三四五六七八第十" + tenDigits, budget: 22,
    "…一二三四五六七八九派⟦书记⟧零一二三四五六七八…"),
  .init(
    "not in a title", tenDigits + "派⟦书记⟧零一二三四五六《七八》九" + tenDigits, budget: 22,
    "…一二三四五六七八九派⟦书记⟧零一二三四五六…"),
  .init(
    "not in a document number", "零一二三四五六七八九国发〔2016〕64号派⟦书记⟧" + tenDigits, budget: 20,
    "…64号派⟦书记⟧" + digits + "零一二三…"),
  .init(
    "not in another hit", tenDigits + "派⟦书记⟧零一二三四五六⟨七八九⟩" + tenDigits, budget: 20,
    "…二三四五六七八九派⟦书记⟧零一二三四五六…"),
  .init(
    "not in a number", tenDigits + "派⟦书记⟧零一二三四五1,294.5万" + tenDigits, budget: 22,
    "…一二三四五六七八九派⟦书记⟧零一二三四五…"),
  .init(
    "text without punctuation", tenDigits + tenDigits + "⟦甲乙⟧" + tenDigits + tenDigits, budget: 10,
    "…六七八九⟦甲乙⟧零一二三…"),

  // Hits
  .init("at the document's start", "⟦书记⟧到村。", "⟦书记⟧到村。"),
  .init("at the document's end", "派到村⟦书记⟧", "派到村⟦书记⟧"),
  .init("the whole document", "⟦书记⟧", "⟦书记⟧"),
  .init(
    "longer than the budget is shown whole and alone", "前文前文⟦零一二三四五六七八九⟧后文后文", budget: 5,
    "…⟦零一二三四五六七八九⟧…"),
  .init("an annotation stays inside", "選派⟦第一書(shū)記⟧到農村。", "選派⟦第一書(shū)記⟧到農村。"),
  .init("overlapping hits are drawn as one", "甲⟦乙⟦丙丁⟧戊⟧己。", "甲⟦乙丙丁戊⟧己。"),
  .init("touching hits are drawn as one", "甲⟦脱贫⟧⟦攻坚⟧乙。", "甲⟦脱贫攻坚⟧乙。"),
  .init(
    "a core over the budget keeps the most terms that fit",
    "⟦甲⟧" + tenDigits + "⟦乙⟧零⟦丙⟧" + tenDigits + "⟦丁⟧", budget: 11, "…六七八九⟦乙⟧零⟦丙⟧零一二三…"),
  .init("empty text", "", ""),
  .init("nothing but whitespace", " \n 　", ""),
  .init("no hit at all", "甲乙丙。丁戊己。", budget: 4, "甲乙丙。"),

  // Latin
  .init(
    "Latin sentences", "It was so. We sent a ⟦secretary⟧ there. It was good.", budget: 34,
    "We sent a ⟦secretary⟧ there."),
  .init(
    "abbreviations and numbers", "Dr. smith and J. Doe paid 2.12 to the ⟦secretary⟧ here. No.",
    budget: 60,
    "Dr. smith and J. Doe paid 2.12 to the ⟦secretary⟧ here. No."),
  .init(
    "words are not broken",
    "several government departments sent ⟦secretaries⟧ towards impoverished villages",
    budget: 40, "…sent ⟦secretaries⟧ towards impoverished…"),

  // Characters of several scalars
  .init(
    "marks stay with their base", "零一二三四五e\u{301}e\u{301}⟦书⟧e\u{301}e\u{301}零一二三四五", budget: 3,
    "…e\u{301}⟦书⟧e\u{301}…"),
  .init(
    "variation selectors too", "零一二三四五葛\u{E0100}⟦书⟧葛\u{E0100}零一二三四五", budget: 3,
    "…葛\u{E0100}⟦书⟧葛\u{E0100}…"),
  .init(
    "and joined emoji", "零一二三👩\u{200D}🌾⟦书⟧👩\u{200D}🌾零一二三", budget: 3,
    "…👩\u{200D}🌾⟦书⟧👩\u{200D}🌾…"),
]

@Suite("A passage")
struct PassageTableTests {
  @Test("is cut as the table says", arguments: cases)
  func table(_ one: PassageCase) {
    let slice = MarkedText(one.text).slice
    let options = SnippetOptions(
      characterBudget: one.budget, minimumContext: min(20, one.budget / 4))
    let passage = cutPassage(slice, options: options)
    #expect(marked(passage, in: slice) == one.passage)
  }

  @Test("lists overlapping hits apart in its data")
  func overlappingHitsApart() {
    let passage = cutPassage(MarkedText("甲⟦乙⟦丙丁⟧戊⟧己。").slice)
    #expect(passage.highlights == [3..<15])
    #expect(
      passage.matches == [
        SnippetHighlight(byteRange: 3..<15, term: 0), SnippetHighlight(byteRange: 6..<12, term: 1),
      ])
  }

  @Test("keeps minimum context on the left beside a wide core")
  func wideCore() {
    let wide = "⟦甲⟧" + String(repeating: "天", count: 98) + "⟦乙⟧"
    let slice = MarkedText(tenDigits + wide + tenDigits).slice
    let passage = cutPassage(slice)
    let start = passage.byteRange.lowerBound
    #expect(slice.core.lowerBound - start == 13 * 3)
    #expect(passage.byteRange.upperBound - slice.core.upperBound == 7 * 3)
  }

  @Test("answers in document bytes")
  func documentBytes() {
    var slice = MarkedText("甲。⟦乙⟧。").slice
    slice.byteOffset = 1000
    slice.touchesDocumentStart = false
    let passage = cutPassage(slice, options: SnippetOptions(characterBudget: 2))
    #expect(passage.byteRange == 1006..<1012)
    #expect(passage.highlights == [1006..<1009])
    #expect(!passage.cutAtStart && !passage.cutAtEnd)
  }

  @Test("leaves scalars alone that the slice's ends cut through")
  func brokenEnds() {
    let whole = Array("零一二三四五".utf8)
    let slice = SnippetSlice(
      bytes: Array(whole[1..<17]), byteOffset: 101, touchesDocumentStart: false,
      touchesDocumentEnd: false,
      highlights: [SnippetHighlight(byteRange: 5..<8, term: 0)], core: 5..<8)
    let passage = cutPassage(slice)
    #expect(passage.byteRange == 103..<115)
    #expect(passage.cutAtStart && passage.cutAtEnd)
  }

  @Test("does not reach into the one before it")
  func passagesDoNotOverlap() {
    let text = tenDigits + "⟦甲⟧零一二三四⟨乙⟩" + tenDigits
    let first = MarkedText(text).slice
    var second = first
    second.core = first.highlights[1].byteRange
    let options = SnippetOptions(characterBudget: 8, minimumContext: 2)
    let passages = cutPassages([first, second], options: options)
    #expect(passages.map { marked($0, in: first) } == ["…七八九⟦甲⟧零一二三…", "…四⟦乙⟧零一二三四五…"])
    #expect(cutPassages([first, second]).count == 1, "the first passage shows both")
  }
}

@Suite("The opening of a document")
struct OpeningPassageTests {
  @Test(
    "is the first sentence after the header block",
    arguments: [
      (
        "国务院文件\n\n国发〔2016〕64号\n\n关于印发规划的通知\n\n各省、自治区、直辖市人民政府：\n\n　　现将规划印发给你们，请执行。规划如下。\n",
        "现将规划印发给你们，请执行。规划如下。"
      ),
      ("关于选派书记的通知\n\n\n　　为了加强工作。特此通知。", "为了加强工作。特此通知。"),
      ("关于选派书记的通知\n各县：\n现将有关事项通知如下。", "现将有关事项通知如下。"),
      ("目录\n第一章\n第二章", "目录\n第一章\n第二章"),
      ("", ""),
      ("\n 　\n", ""),
    ])
  func firstSentence(text: String, opening: String) {
    let slice = SnippetSlice(
      bytes: Array(text.utf8), touchesDocumentStart: true, touchesDocumentEnd: true, highlights: [],
      core: 0..<0)
    #expect(marked(openingPassage(of: slice), in: slice) == opening)
  }
}
