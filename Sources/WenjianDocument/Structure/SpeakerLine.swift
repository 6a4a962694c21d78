// Who speaks in a line of a record: minutes of a meeting, a press conference, questions and answers.

import WenjianText

extension LineReader {
  /// A line that begins with somebody's name or office and a colon.
  struct Speaker {
    /// Of the name, to tell one that speaks again.
    var hash: UInt64
    var kind: Kind
    /// Words follow on the line.
    var hasText: Bool

    enum Kind {
      /// 主席, 记者, 答: nothing but a record has lines that begin so.
      case office
      /// 王委員甲, 李部長: a record has them again and again.
      case title
      /// Up to four characters of Han.
      case name
      case other
    }
  }

  /// What stands before the colon: up to twelve characters, and brackets behind them.
  /// - Complexity: a byte for each of twelve characters, unless there is a colon.
  var speaker: Speaker? {
    var start = line.lowerBound
    while start < line.upperBound, text[start] == UInt8(ascii: "*") { start += 1 }
    let limit = min(line.upperBound, start + Self.speakerByteCount)
    var at = start
    var nameEnd = 0
    while at < limit {
      // Han, most of the time.
      if 0xE4...0xE9 ~= text[at] {
        at += 3
        continue
      }
      let (scalar, end) = scalar(at: at)
      switch scalar {
      case "：", ":": return speaker(start..<(nameEnd > 0 ? nameEnd : at), textStart: end)
      case "（", "(":
        // 王某某（县长）：
        guard nameEnd == 0, let close = bracketEnd(at), begins(close, with: "：") || begins(close, with: ":") else {
          return nil
        }
        nameEnd = at
        at = close
      case "A"..."Z", "0"..."9", "*", " ", "\u{3000}", "〇", "·": at = end
      default: return nil
      }
    }
    return nil
  }

  /// Twelve characters of Han.
  private static let speakerByteCount = 37

  private func speaker(_ name: Range<Int>, textStart: Int) -> Speaker? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var at = name.lowerBound
    while at < name.upperBound {
      let (scalar, end) = scalar(at: at)
      if !isBlank(scalar), scalar != "*" { hash = (hash ^ UInt64(scalar)) &* 0x100_0000_01B3 }
      at = end
    }
    let hasName = !withoutEmphasis(name).isEmpty && text[withoutEmphasis(name).lowerBound] > UInt8(ascii: "9")
    guard hasName else { return nil }
    let hasText = !withoutEmphasis(textStart..<line.upperBound).isEmpty
    return Speaker(hash: hash, kind: kind(of: name), hasText: hasText)
  }

  private func bracketEnd(_ start: Int) -> Int? {
    var at = start
    while at < min(line.upperBound, start + 60) {
      let (scalar, end) = scalar(at: at)
      if scalar == "）" || scalar == ")" { return end }
      at = end
    }
    return nil
  }

  /// - Parameter name: without the colon.
  private func kind(of name: Range<Int>) -> Speaker.Kind {
    let label = LineReader(text: text, line: withoutEmphasis(name))
    if Self.offices.contains(where: { label.line.count == $0.utf8CodeUnitCount && label.ends(with: $0) }) {
      return .office
    }
    if Self.officeEnds.contains(where: { label.ends(with: $0) }) { return .office }
    // A family name before it, up to two characters behind it.
    let hasTitle =
      label.line.count > 6
      && Self.titles.contains { title in
        (1...4).contains { count in
          let start = label.line.lowerBound + 3 * count
          return label.begins(start, with: title) && label.line.upperBound - start - title.utf8CodeUnitCount <= 6
        }
      }
    if hasTitle { return .title }
    return (6...12).contains(label.line.count) && text[label.line.lowerBound] >= 0xE4 ? .name : .other
  }

  private static let offices: [StaticString] = ["问", "問", "答"]
  private static let officeEnds: [StaticString] = [
    "主席", "主持人", "记者", "記者", "发言人", "發言人", "审判长", "審判長", "书记员", "書記官", "提问", "回答",
  ]
  private static let titles: [StaticString] = [
    "委員", "委员", "部長", "部长", "院長", "院长", "局長", "局长", "署長", "司长", "司長", "次長", "處長", "处长", "主任", "議員",
    "议员", "市長", "市长", "縣長", "县长", "秘書長", "秘书长", "主委", "代表", "教授", "先生", "女士", "理事長",
  ]
}

/// Whether a text is a record of what was said: by its head, or by lines that begin with who speaks.
struct RecordEvidence {
  private var headSays = false
  private var offices = 0
  /// How often each has spoken.
  private var counts: [UInt64: Int] = [:]
  private var titles = 0
  private var names = 0

  /// An article in a record was read out: it ends where its own paragraphs do. Terms that a law explains, and the symbols of
  /// its formulas, have colons behind them too, but do not come again and again.
  var isRecord: Bool { headSays || offices >= 2 || titles >= 1 || names >= 2 }

  /// A line before the first article may say what the text is.
  mutating func note(head: LineReader) {
    guard !headSays, !head.line.isEmpty, head.line.count <= 150 else { return }
    if head.begins(head.numberStart, with: "立法院公報") {
      headSays = true
      return
    }
    // 新闻发布会实录（2024年）
    var end = head.line.upperBound
    if let last = head.lastBracket { end = last }
    let title = LineReader(text: head.text, line: head.line.lowerBound..<end)
    headSays = Self.kinds.contains { title.ends(with: $0) }
  }

  private static let kinds: [StaticString] = [
    "紀錄", "记录", "纪录", "實錄", "实录", "速記", "速记", "速记稿", "速記錄", "问答", "問答", "答问", "答記者問", "答记者问",
    "訪談", "访谈", "笔录", "筆錄", "議事錄", "议事录", "答询", "答詢",
  ]

  /// - Parameter isHead: before the first article; forms that are printed in a law have the same names again and again.
  mutating func note(_ speaker: LineReader.Speaker, isHead: Bool) {
    if speaker.kind == .office { offices += 1 }
    guard speaker.kind == .title || speaker.kind == .name, speaker.hasText,
      counts.count < Self.nameLimit || counts[speaker.hash] != nil
    else { return }
    let count = (counts[speaker.hash] ?? 0) + 1
    counts[speaker.hash] = count
    if speaker.kind == .title, count == 2 { titles += 1 }
    if speaker.kind == .name, isHead, count == 3 { names += 1 }
  }

  private static let nameLimit = 64
}

extension LineReader {
  /// Where a pair of brackets begins that the line ends with.
  fileprivate var lastBracket: Int? {
    guard scalar(before: line.upperBound).scalar == "）" || scalar(before: line.upperBound).scalar == ")" else {
      return nil
    }
    var at = line.upperBound
    while at > line.lowerBound, line.upperBound - at < 90 {
      let (scalar, start) = self.scalar(before: at)
      if scalar == "（" || scalar == "(" { return start }
      at = start
    }
    return nil
  }
}
