import Testing
import WenjianModel
import WenjianStream
import WenjianTestSupport

/// A letter O or a digit 0 in the place of the zero of a Chinese numeral.
@Suite("Typed zeros")
struct TypedZeroTests {
  @Test(
    "among Chinese digits are ideographic zeros",
    arguments: [
      ("二OO八年", "二|〇|〇|八|年"), ("二oo八年", "二|〇|〇|八|年"), ("二ＯＯ八年", "二|〇|〇|八|年"), ("二ｏO八年", "二|〇|〇|八|年"),
      ("二00八年", "二|〇|〇|八|年"), ("二００八年", "二|〇|〇|八|年"), ("二0Ｏ八年", "二|〇|〇|八|年"), ("二○O八年", "二|〇|〇|八|年"),
      ("二O二四年", "二|〇|二|四|年"), ("二０一０年", "二|〇|一|〇|年"), ("二0二0", "二|〇|二|0"), ("二〇0八", "二|〇|〇|八"),
      ("二OOO年", "二|〇|〇|〇|年"), ("一九八O年", "一|九|八|〇|年"), ("五０年代", "五|〇|年|代"), ("三O一医院", "三|〇|一|医|院"),
      ("四0五室，五O六室", "四|〇|五|室|,|五|〇|六|室"), ("共二O五0七件", "共|二|〇|五|〇|七|件"),
      ("二\u{200B}O\u{AD}O\u{FEFF}八", "二|〇|〇|八"), ("二000000一", "二|〇|〇|〇|〇|〇|〇|一"),
      // As on a title page.
      ("二 O 二 四 年", "二|〇|二|四|年"), ("二 O O 八 年", "二|〇|〇|八|年"), ("二 OO 八年", "二|〇|〇|八|年"),
      ("二\u{3000}０\u{3000}二\u{3000}四\u{3000}年", "二|〇|二|四|年"), ("一 九 八 O 年", "一|九|八|〇|年"), ("二O 二四年", "二|〇|二|四|年"),
    ])
  func zeros(text: String, elements: String) {
    #expect(stream(text) == elements)
    #expect(queryStream(text) == elements)
    #expect(scanned(Array(text.utf8)).repairs.radicals == 0)
  }

  @Test(
    "elsewhere are what they are",
    arguments: [
      ("O型血", "o|型|血"), ("5G", "5g"), ("一0", "一|0"), ("0一", "0|一"), ("O八年", "o|八|年"), ("一OK", "一|ok"),
      ("第一0号", "第|一|0|号"), ("一O型", "一|o|型"), ("十0一", "十|0|一"), ("百O五", "百|o|五"), ("零0一", "零|0|一"),
      ("一OK二", "一|ok|二"), ("一01二", "一|01|二"), ("一O2二", "一|o2|二"), ("二01四年", "二|01|四|年"), ("一0.5二", "一|0.5|二"),
      ("一0,000二", "一|0000|二"), ("一,0二", "一|,|0|二"), ("一、O二", "一|、|o|二"), ("一“O”二", "一|\"|o|\"|二"),
      ("一0，二", "一|0|,|二"), ("一O\u{301}二", "一|ó|二"), ("一º二", "一|o|二"), ("一⁰二", "一|0|二"), ("一О二", "一|о|二"),
      // The columns of a table, and lines.
      ("一 0 二", "一|0|二"), ("一 0 二 三", "一|0|二|三"), ("一\t0\t年", "一|0|年"), ("一\n0二", "一|0|二"), ("一0\n二", "一|0|二"),
      ("二 0 一 二 三 四 年", "二|0|一|二|三|四|年"), ("二 O 月", "二|o|月"), ("一\(String(repeating: " ", count: 20))0 年", "一|0|年"),
      ("一000000000二", "一|000000000|二"), ("二(èr)O八年", "二|o|八|年"), ("か\u{3099}O八年", "が|o|八|年"),
    ])
  func others(text: String, elements: String) {
    #expect(stream(text) == elements)
    #expect(queryStream(text) == elements)
  }

  @Test("are one string with the right ones, in any width", arguments: ["二〇〇八年", "二○○八年", "二◯〇八年"])
  func oneString(written: String) {
    for typed in ["二OO八年", "二ｏＯ八年", "二00八年", "二０0八年", "二 O O 八 年"] {
      #expect(queryStream(typed) == queryStream(written))
      #expect(stream("自\(typed)五月起") == stream("自\(written)五月起"))
    }
  }

  @Test("come each from their own character")
  func sources() {
    let (items, repairs) = scanned(Array("自二O０八年".utf8))
    #expect(items.map(\.byteRange) == [0..<3, 3..<6, 6..<7, 7..<10, 10..<13, 13..<16])
    #expect(items.allSatisfy { !$0.isScriptChanged } && repairs == Repairs())
    #expect(scanned(Array("二O\u{200B}O八".utf8)).items.map(\.byteRange) == [0..<3, 3..<4, 7..<8, 8..<11])
  }

  /// `{…}` is markup.
  @Test(
    "are told through markup, and never across structure",
    arguments: [
      ("二{**}O{**}二四年", "二|〇|二|四|年"), ("{**}二O{**}二四年", "二|〇|二|四|年"), ("二O{[^1]}O八", "二|〇|〇|八"),
      ("二{&#79;}{&#xFF10;}八年", "二|〇|〇|八|年"), ("二O{&nbsp;}二{&#160;}四年", "二|〇|二|四|年"), ("二O{](a)}型", "二|o|型"),
      ("一\u{1F}0\u{1F}二", "一|¶|0|¶|二"), ("一0\u{1E}年", "一|0|¶|年"), ("一\u{1D}0二", "一|0|二"), ("一0\u{C}二", "一|0|二"),
      ("二\u{1D}O一六年", "二|〇|一|六|年"), ("二O\u{1D}一六年", "二|〇|一|六|年"),
    ])
  func marks(text: String, elements: String) {
    #expect(notation(scanned(marked(text)).items) == elements)
  }

  @Test("end no line and begin no sentence")
  func barriers() {
    #expect(stream("印发。\n二OO八年") == "印|发|。|¶|二|〇|〇|八|年")
    #expect(stream("到二OO八\n年") == "到|二|〇|〇|八|年")
    #expect(stream("到二OO八年。\n五月") == "到|二|〇|〇|八|年|。|¶|五|月")
  }

  @Test(
    "are not cut from the digits that tell what they are", arguments: ["二OO八年五月", "二 O 二 四 年 五 月", "九O年一0二0年三o四"])
  func cuts(text: String) {
    let bytes = Array("甲\(text)乙".utf8)
    let whole = scanned(bytes).items
    for blockBytes in 1...12 {
      var batch = StreamScanner(BatchSink(blockBytes: blockBytes))
      batch.sink.beginDocument(at: 0)
      bytes.withUnsafeBytes { batch.scan($0, state: .documentStart) }
      let cuts = batch.sink.cuts
      #expect(cuts.count > 1)
      var joined: [AnalysisSink.Item] = []
      for (index, cut) in cuts.enumerated() {
        let end = index + 1 < cuts.count ? cuts[index + 1].byteOffset : bytes.count
        var scanner = StreamScanner(AnalysisSink())
        bytes[cut.byteOffset..<end].withUnsafeBytes {
          scanner.scan($0, state: index == 0 ? .documentStart : cut.state, endsDocument: false)
        }
        for var item in scanner.sink.items {
          item.byteRange = item.byteRange.lowerBound + cut.byteOffset..<item.byteRange.upperBound + cut.byteOffset
          joined.append(item)
        }
      }
      #expect(joined == whole, "blocks of \(blockBytes)")
    }
  }
}
