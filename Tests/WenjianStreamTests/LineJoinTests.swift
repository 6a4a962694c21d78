// Line ends of plain text: which of them the scanner reads over.

import Testing
import WenjianStream
import WenjianTestSupport

@Suite("Line ends inside a sentence")
struct LineJoinTests {
  /// A line of 62 columns that ends no sentence.
  private let full = String(repeating: "文", count: 31)
  private let short = String(repeating: "文", count: 10)

  @Test(
    "a full line goes on with the number of a division that it names",
    arguments: ["第一項有關公共設施", "第二款規定辦理。", "第十三條規定之", "第３項之規定", "第 三 條所稱", "第二條、第三條規定"])
  func wrappedReference(next: String) {
    #expect(!stream(full + "\n" + next).contains("¶"))
  }

  @Test(
    "a division begins behind a full line when its number is apart, behind a sentence, and behind a short line",
    arguments: ["第十三条　国家", "第 13 條", "第十三条：国家", "第二条、机关", "第三章 总则"])
  func division(next: String) {
    #expect(stream(full + "\n" + next).contains("¶"))
    #expect(stream(full + "。\n" + next).contains("¶"))
    #expect(stream(short + "\n" + next).contains("¶"))
    #expect(stream(short + "\n第十三條規定").contains("¶"))
  }

  @Test("a paragraph below a heading in list form is not glued to it")
  func heading() {
    let heading = "六、" + String(repeating: "文", count: 28)
    #expect(stream("        \(heading)\n    开放").hasSuffix("文|¶|开|放"))
    #expect(stream("　　\(heading)\n  开放").hasSuffix("文|¶|开|放"))
    // Wrapped lines hang from their number.
    #expect(stream("\(heading)\n    开放").hasSuffix("文|开|放"))
    #expect(stream("  \(heading)\n      开放").hasSuffix("文|开|放"))
  }

  @Test("an opening quotation mark at a line's end goes on", arguments: ["“", "「", "《", "（"])
  func opening(mark: String) {
    #expect(!stream("要求。\(mark)\n　　第一书记").contains("记|¶") && !stream("要求：\(mark)\n第一书记").contains("¶"))
    #expect(!stream("要求\(mark)\n一、书记").contains("¶"))
    #expect(stream("要求。”\n第一书记").contains("¶"))
    #expect(stream("要求\(mark)\n\n第一书记").contains("¶"))
  }

  @Test("blanks inside an annotation", arguments: ["( nóng )", "（nóng ）", "(\u{3000}nóng)", "(\u{A0}nóng )"])
  func annotation(bracket: String) {
    #expect(stream("農\(bracket)村") == "农|村")
    #expect(stream("農( nóng cūn )村") != "农|村")
  }

  @Test("a line is full from 50 to 90 columns, whatever it is written with")
  func columns() {
    var generator = SeededGenerator()
    let pieces: [(text: String, columns: Int)] = [
      ("文", 2), ("文字", 4), ("，", 2), ("“", 2), ("”", 2), ("—", 2), ("a", 1), ("a b", 3), ("\t", 1), ("é", 2),
      ("\u{E000}", 2), ("𠮷", 2), ("\u{01}", 1),
    ]
    for _ in 0..<2000 {
      // The number and its mark are four columns.
      var line = "六、"
      var columns = 4
      let wanted = 40 + generator.below(60)
      while columns < wanted {
        let piece = pieces[generator.below(pieces.count)]
        line += piece.text
        columns += piece.columns
      }
      line += "文"
      columns += 2
      // Below a full line of an item an indented line hangs from its number.
      let isJoined = !stream(line + "\n    开放").contains("¶")
      #expect(isJoined == (50...90).contains(columns), "\(generator.replay) \(columns) \(line.debugDescription)")
    }
  }
}
