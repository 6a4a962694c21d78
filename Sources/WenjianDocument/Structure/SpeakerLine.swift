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
      /// 主席, 记者, 答, 王委員甲: nothing but a record has lines that begin so.
      case office
      /// 李部長, 主任: a record has them again and again, or beside a chairman.
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
    if start < line.upperBound, text[start] < 0x80 { start = behindCount(start) }
    if begins(start, with: "【") || begins(start, with: "［") { return bracketedSpeaker(start) }
    // An article, most of the time.
    if begins(start, with: "第") { return nil }
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

  /// Behind the emphasis of **问：** and the number of 1.问：.
  private func behindCount(_ start: Int) -> Int {
    var at = start
    while at < line.upperBound, text[at] == UInt8(ascii: "*") || "0"..."9" ~= UInt32(text[at]) { at += 1 }
    if at > start, begins(at, with: "、") || begins(at, with: "．") { return at + 3 }
    return at > start && begins(at, with: ".") ? at + 1 : at
  }

  /// 【主持人】大家好。
  private func bracketedSpeaker(_ start: Int) -> Speaker? {
    var at = start + 3
    while at < min(line.upperBound, start + Self.speakerByteCount), 0xE4...0xE9 ~= text[at] { at += 3 }
    guard at > start + 3, begins(at, with: "】") || begins(at, with: "］"),
      let speaker = speaker(start + 3..<at, textStart: at + 3)
    else { return nil }
    return speaker.kind == .office ? speaker : nil
  }

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
    for title in Self.titles where label.line.count > 6 {
      // A family name before it, up to two characters of a name behind it.
      for start in [3, 6, 9, 12] where label.begins(label.line.lowerBound + start, with: title) {
        let behind = label.line.upperBound - label.line.lowerBound - start - title.utf8CodeUnitCount
        if behind == 0 { return .title }
        let end = label.line.upperBound - behind
        if behind <= 6, start <= 6, !label.begins(end, with: "会"), !label.begins(end, with: "會") {
          return Self.titles.contains(where: { label.begins(end, with: $0) }) ? .title : .office
        }
      }
    }
    return (6...12).contains(label.line.count) && text[label.line.lowerBound] >= 0xE4 ? .name : .other
  }

  private static let offices: [StaticString] = ["问", "問", "答"]
  private static let officeEnds: [StaticString] = [
    "主席", "主持人", "记者", "記者", "发言人", "發言人", "审判长", "審判長", "书记员", "書記官", "提问", "回答",
  ]
  private static let titles: [StaticString] = [
    "委員", "委员", "部長", "部长", "院長", "院长", "局長", "局长", "署長", "司长", "司長", "次長", "處長", "处长", "議員",
    "议员", "市長", "市长", "縣長", "县长", "秘書長", "秘书长", "主委", "理事長", "理事长",
  ]
}

/// Whether a text is a record of what was said: by its head, or by lines that begin with who speaks.
struct RecordEvidence {
  private var headSays = false
  private var offices = 0
  /// How often each has spoken.
  private var counts: [UInt64: Int] = [:]
  private var titles = 0
  private var hasTitle = false
  private var names = 0

  /// An article in a record was read out: it ends where its own paragraphs do. Terms that a law explains, and the symbols of
  /// its formulas, have colons behind them too, but do not come again and again.
  var isRecord: Bool { headSays || offices >= 2 || titles >= 1 || names >= 2 || offices == 1 && hasTitle }

  /// A line before the first article may say what the text is.
  mutating func note(head: LineReader) {
    guard !headSays, !head.line.isEmpty, head.line.count <= 150, LineNumber.read(head.text, head.line) == nil else {
      return
    }
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
    if speaker.kind == .title { hasTitle = true }
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
