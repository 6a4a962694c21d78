// Which law's rules a text follows: told from what it says of itself and how its articles are numbered.

import WenjianText

/// How the articles of a text are spelled, and so by whose rules their parts are named.
struct ArticleSpelling: Equatable {
  /// Where a text says whose law it is, before its first article.
  static let headByteCount = 4096

  private var nation: LawOrder?
  private var listForm: LineNumber.Form?
  private(set) var isArabic = false
  private(set) var isTraditional = false
  private var isSpaced = false
  private var isKnown = false

  /// In an order that what follows cannot change.
  var isDecided: Bool {
    nation != nil || listForm != nil || !isKnown || isTraditional == isArabic || !isTraditional && !isArabic
      || !isTraditional && isArabic && !isSpaced
  }

  /// Taiwan's when it names the Republic; else told by 第 13 條 and by the first list in an article.
  var order: LawOrder {
    if let nation { return nation }
    if isTraditional { return isArabic || listForm == .chinese ? .taiwan : .mainland }
    return isArabic && isSpaced && listForm != .bracketedChinese ? .taiwan : .mainland
  }

  /// What stands before the first article may name the state.
  mutating func note(header: LineReader) {
    guard nation == nil else { return }
    let bytes = header.text
    var at = header.line.lowerBound
    // 中华民国 中華民國; 人民共和, 人民代表.
    while at + 12 <= header.line.upperBound {
      if bytes[at] == 0xE4, bytes[at + 1] == 0xB8, bytes[at + 2] == 0xAD {
        let (second, next) = UTF8Reader.scalar(bytes, at: at + 3)
        let (third, end) = UTF8Reader.scalar(bytes, at: next)
        if second == 0x534E || second == 0x83EF, third == 0x6C11, end < header.line.upperBound {
          let fourth = UTF8Reader.scalar(bytes, at: end).scalar
          if fourth == 0x56FD || fourth == 0x570B { nation = .taiwan }
        }
      } else if bytes[at] == 0xE4, bytes[at + 1] == 0xBA, bytes[at + 2] == 0xBA {
        let (second, next) = UTF8Reader.scalar(bytes, at: at + 3)
        let (third, end) = UTF8Reader.scalar(bytes, at: next)
        if second == 0x6C11, third == 0x5171 || third == 0x4EE3, end < header.line.upperBound {
          let fourth = UTF8Reader.scalar(bytes, at: end).scalar
          if fourth == 0x548C || fourth == 0x8868 { nation = .mainland }
        }
      }
      if nation != nil { return }
      at += 1
    }
  }

  mutating func note(_ article: LineNumber) {
    isArabic = article.isArabic
    isTraditional = article.isTraditional
    isSpaced = article.isSpaced
    isKnown = true
  }

  mutating func note(listForm form: LineNumber.Form) { if listForm == nil { listForm = form } }

  func agrees(with article: LineNumber) -> Bool { article.isArabic == isArabic }
}
