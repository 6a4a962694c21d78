import Testing
import WenjianStream
import WenjianTestSupport

/// Forms of one character are one element. What is compared are the tables as they are built in, and the lists that
/// their generator wrote beside them.
@Suite("The script table")
struct ScriptTableTests {
  /// The lines of a list in Tools/fold-table, split at tabs.
  private static func rows(_ name: String) throws -> [[String]] {
    let package = try #require(SharedFiles.packageRoot)
    let bytes = try #require(TestFile.read(package + "/Tools/fold-table/" + name))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t").map(String.init) }
  }

  private static func scalar(_ text: String) throws -> UInt32 {
    #expect(text.unicodeScalars.count == 1)
    return try #require(text.unicodeScalars.first).value
  }

  @Test("folds each source to its target, and its targets to themselves")
  func pairs() throws {
    let rows = try Self.rows("script-table.tsv")
    #expect(rows.count > 7_000)
    for row in rows {
      let source = foldEntry(of: try Self.scalar(row[2]))
      let target = foldEntry(of: try Self.scalar(row[3]))
      let final = try Self.scalar(row[3])
      #expect(source.scalar == final && target.scalar == final, "\(row)")
      #expect(source.isScriptChanged && !target.isScriptChanged, "\(row)")
      #expect(source.isHan && source.kind == FoldKind.symbol, "\(row)")
    }
  }

  @Test("brings every standard character outside the basic plane together with its traditional form")
  func astralStandard() throws {
    let rows = try Self.rows("astral-standard.tsv")
    #expect(Set(rows.map { $0[1] }).count == 171)
    for row in rows {
      let (traditional, simplified) = (row[0], row[1])
      #expect(traditional != simplified && !queryStream(traditional).isEmpty)
      // Also inside a text, where neighbours must stay what they are.
      #expect(stream("王\(traditional)，") == stream("王\(simplified)，"), "\(row)")
      #expect(
        queryStream("《\(simplified)A1\(traditional)") == queryStream("《\(traditional)a1\(simplified)"), "\(row)")
    }
  }

  @Test(
    "brings forms together whatever plane each is of",
    arguments: [
      ("顧𬭎", "顾鋐"), ("韩𬀩", "韓暐"), ("周𫖮", "周顗"), ("陆𫖯", "陸頫"), ("李𬱖", "李頔"), ("鮟鱇", "𩽾𩾌"),
      ("鈇質", "𫓧质"), ("白鱀豚", "白𬶨豚"), ("𨧀", "𬭊"), ("𡨴", "寧"), ("二𫫇英", "二噁英"), ("二𫫇英", "二恶英"),
      ("採𬞟", "采蘋"), ("逕行駁回", "径行驳回"), ("迳行", "逕行"), ("動輙", "动辄"), ("躭悞", "耽误"), ("閱厯", "阅历"),
      ("鋼鐡廠", "钢铁厂"), ("目覩", "目睹"), ("遶行", "绕行"), ("糺正", "纠正"), ("瘂鈴", "哑铃"), ("聰頴", "聪颖"),
    ])
  func forms(one: String, other: String) {
    #expect(queryStream(one) == queryStream(other))
  }

  @Test(
    "leaves words of their own apart",
    arguments: [
      ("魟", "鳐"), ("唊", "硖"), ("鵻", "隼"), ("𠮷", "吉"), ("𠀀", "一"), ("途径", "途经"), ("鋐", "鍧"), ("暐", "玮"),
      ("𬱖", "𬱟"), ("頴", "颍"),
    ])
  func apart(one: String, other: String) {
    #expect(queryStream(one) != queryStream(other))
  }

  @Test("keeps the source of a character whose form takes more bytes or fewer")
  func sources() {
    let (items, _) = scanned(Array("王鋐与𡨴、𬭎".utf8))
    #expect(notation(items) == "王|𬭎|与|宁|、|𬭎")
    #expect(items.map(\.byteRange) == [0..<3, 3..<6, 6..<9, 9..<13, 13..<16, 16..<20])
    #expect(items.map(\.isScriptChanged) == [false, true, false, true, false, false])
  }

  // The reference of the design lies beside the project and is no part of it.
  @Test(
    "is the design's reference, and what was added since",
    .enabled(if: !SharedFiles.scriptTable().isEmpty, "needs ../shared"))
  func reference() {
    // The reference leads these to forms outside the standard, to 迳, which is kept for names, and 躭 to 眈.
    let changed = Set("悞瘂躭逕頴飈鯰龎".unicodeScalars.map(\.value))
    let pairs = SharedFiles.scriptTable()
    #expect(pairs.count == 4_038)
    for (source, target) in pairs {
      let folded = foldEntry(of: source).scalar
      #expect((folded == target) == !changed.contains(source), "U+\(String(source, radix: 16))")
    }
  }
}
