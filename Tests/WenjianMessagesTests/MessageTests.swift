import Testing
import WenjianMessages

@Suite("A message")
struct MessageTests {
  private let catalogue = Catalogue([
    .init("Typed") {
      [
        .init("cannot read %1: %2", "无法读取 %1：%2", "無法讀取 %1：%2"),
        .init("%1 of %2", "%2 中的 %1", "%2 中的 %1"),
        .init("First.", "一。", "一。"), .init("Second %2.", "二 %2。", "二 %2。"), .init("EXAMPLES:", "示例：", "範例："),
        .init("what it does", "做什么", "做什麼"),
      ]
    },
    .init("Matched", isMatched: true) {
      [
        .init("cannot %1 %2: %3", "无法%1 %2：%3", "無法%1 %2：%3", nested: [1, 3]),
        .init("cannot %1 %2: %3; check the permissions", "无法%1 %2：%3；请检查权限", "無法%1 %2：%3；請檢查權限", nested: [1, 3]),
        .init("read", "读取", "讀取"), .init("it is no file", "不是文件", "不是檔案"),
        .init("%1 or %2", "%1 或 %2", "%1 或 %2", isPart: true),
        .init("one of %1", "其中之一：%1", "其中之一：%1", nested: [1]),
        .init("%1 is empty.", "%1 为空。", "%1 為空。"), .init("Type a. b.", "请输入 a. b。", "請輸入 a. b。"),
      ]
    },
  ])

  @Test("has its interpolations as places, also when it is put together")
  func formats() {
    let path = "a.txt"
    let message: Message = "cannot read \(path): \(5)"
    #expect(message == Message(format: "cannot read %1: %2", arguments: [.text("a.txt"), .text("5")]))
    let sum: Message = "\(1) of " + "\(2), 100 % of \(3)"
    #expect(sum.format == "%1 of %2, 100 % of %3")
    #expect(sum.arguments == [.text("1"), .text("2"), .text("3")])
    let plain: Message = "50 %1 and %"
    #expect(plain.text(in: .english) == "50 %1 and %")
  }

  @Test("is said in each language, its places in the order of that, and messages in it too")
  func languages() {
    let inner: Message = "\(3) of \(24)"
    let message: Message = "cannot read \("a%1.txt"): \(inner)"
    #expect(message.text(in: .english, by: catalogue) == "cannot read a%1.txt: 3 of 24")
    #expect(message.text(in: .simplifiedChinese, by: catalogue) == "无法读取 a%1.txt：24 中的 3")
    #expect(message.text(in: .traditionalChinese, by: catalogue) == "無法讀取 a%1.txt：24 中的 3")
    let unknown: Message = "never heard of \(1)"
    #expect(unknown.text(in: .simplifiedChinese, by: catalogue) == "never heard of 1")
  }

  @Test("of several paragraphs is said paragraph by paragraph, lists by their lines, commands as they are")
  func paragraphs() {
    let text: Message = """
      First.

      \("inserted")

      Second \(7).

      EXAMPLES:
        wenjian x  y
        wenjian x        what it does
      """
    #expect(
      text.text(in: .simplifiedChinese, by: catalogue)
        == "一。\n\ninserted\n\n二 7。\n\n示例：\n  wenjian x  y\n  wenjian x        做什么")
    for text in ["", "\n", "a\n\n\nb\n", "\n\na", "FIELDS, of all:\n  a   b\nc\n\nd", "  x   y\n", "A:\nb"] {
      let joined = TextBlock.blocks(of: text).map {
        switch $0 {
        case .message(let text), .verbatim(let text): text
        }
      }.joined()
      #expect(joined == text)
    }
    #expect(
      TextBlock.blocks(of: "  a    b c\n  d  e") == [
        .verbatim("  a    "), .message("b c"), .verbatim("\n"), .verbatim("  d  e"),
      ])
  }

  @Test("that comes as English text is known by its format, the longest that fits")
  func matching() {
    func chinese(_ text: String) -> String { catalogue.translation(of: text, in: .simplifiedChinese) }
    #expect(chinese("cannot read a: b.txt: it is no file") == "无法读取 a：b.txt: it is no file")
    #expect(chinese("cannot read b.txt: it is no file") == "无法读取 b.txt：不是文件")
    #expect(chinese("cannot read b.txt: it is no file; check the permissions") == "无法读取 b.txt：不是文件；请检查权限")
    #expect(chinese("cannot jump") == "cannot jump")
    #expect(chinese("") == "")
    #expect(chinese("a. b is empty. Type a. b.") == "a. b 为空。请输入 a. b。")
    #expect(chinese("x is empty. y is empty.") == "x 为空。y 为空。")
    #expect(chinese("It is full. Type a. b.") == "It is full. Type a. b.")
    // Parts of messages are no messages.
    #expect(chinese("one of a, b or c") == "其中之一：a, b 或 c")
    #expect(chinese("a or b") == "a or b")
    // A typed message does not come as text.
    #expect(chinese("First.") == "First.")
    #expect(catalogue.translation(of: "read", in: .english) == "read")
  }
}
