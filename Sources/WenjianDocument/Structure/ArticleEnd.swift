// What ends an article although no other division begins: headings without a number, signatures, notes on the law.

import WenjianText

extension LineReader {
  /// 前項, 第一款, 本条: a paragraph that goes on with the article it stands in.
  var continuesArticle: Bool {
    let start = line.lowerBound
    return Self.continuations.contains { begins(start, with: $0) }
  }

  private static let continuations: [StaticString] = [
    "前項", "前项", "前款", "前條", "前条", "前二", "前三", "前述", "本條", "本条", "第一項", "第一项", "第一款", "第二項", "第二项", "第二款",
  ]

  /// 附则, 说明, 【释义】, a date or an office in a line of its own: what comes is no part of the article before it.
  /// - Parameter isFinished: a sentence ended before the line.
  func endsArticle(isFinished: Bool) -> Bool {
    guard line.count <= Self.endingByteCount else { return false }
    return isFinished && isShortName || isDate || isNote
  }

  private static let endingByteCount = 240

  /// Up to eighteen characters of Han, less than a wrapped line has, and nothing that a sentence has: 法律责任, 附　则,
  /// 云麓市人民政府.
  private var isShortName: Bool {
    guard line.count <= 90, !ends(with: "。"), !ends(with: "、"), !continuesArticle else { return false }
    let name = withoutEmphasis(line)
    var at = name.lowerBound
    var count = 0
    while at < name.upperBound {
      let (scalar, end) = scalar(at: at)
      switch scalar {
      // 下列, 应当, 不得: a sentence.
      case "列", "应", "應", "得": return false
      case "一"..."鿿", "、", "〇", "《", "》", "〈", "〉", "·", "～": count += 1
      case "：", ":":
        // 附则：
        guard end == name.upperBound, isNote else { return false }
      default:
        guard isBlank(scalar) else { return false }
      }
      at = end
    }
    return count >= 2 && count <= 18
  }

  /// 2023年1月16日, 二〇二三年一月十六日, 云麓市人民政府　2023年1月16日.
  private var isDate: Bool {
    var end = line.upperBound
    if ends(with: "印发") { end -= 6 } else if ends(with: "印發") { end -= 6 }
    guard LineReader(text: text, line: line.lowerBound..<end).ends(with: "日") else { return false }
    var at = line.lowerBound
    var (hasYear, hasMonth) = (false, false)
    while at < end {
      let (scalar, next) = scalar(at: at)
      switch scalar {
      case "年": hasYear = true
      case "月": hasMonth = hasYear
      case "。", "，", "；", "：", "自", "于", "於", "至": return false
      default: break
      }
      at = next
    }
    return hasMonth
  }

  /// A heading of what is printed below a law, or a line of such a note.
  private var isNote: Bool {
    let body = withoutEmphasis(line)
    var start = body.lowerBound
    let opening = scalar(at: start)
    let isBracketed = opening.scalar == "【" || opening.scalar == "［" || opening.scalar == "〔"
    if isBracketed { start = opening.end }
    switch scalar(at: start).scalar {
    case "附", "说", "說", "起", "编", "修", "条", "條", "立", "释", "釋", "解", "政", "理", "注", "註", "抄", "主", "相", "责", "签":
      break
    default: return false
    }
    guard let head = Self.noteHeads.first(where: { begins(start, with: $0) }) else {
      return begins(start, with: "附：") || begins(start, with: "附:")
    }
    switch scalar(at: start + head.utf8CodeUnitCount).scalar {
    case 0, "：", ":", "】", "］", "〕", "*", "（", "表": return true
    default: return false
    }
  }

  private static let noteHeads: [StaticString] = [
    "附则", "附則", "说明", "說明", "起草说明", "编制说明", "修订说明", "修改说明", "条文说明", "立法说明", "修订对照", "修改对照", "条文对照",
    "释义", "釋義", "解读", "政策解读", "条文主旨", "條文主旨", "立法背景", "立法理由", "理由", "注释", "註釋",
    "抄送", "抄报", "主题词", "主題詞", "相关链接", "相关阅读", "责任编辑", "签署", "签发",
  ]
}
