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
    // 中华民国 中華民國; 人民共和, 人民代表.
    var at = header.line.lowerBound
    while at + 12 <= header.line.upperBound {
      if header.text[at] == Self.leadByte {
        if header.namesRepublic(at: at) { nation = .taiwan }
        if header.begins(at, with: "人民共和") || header.begins(at, with: "人民代表") { nation = .mainland }
        if nation != nil { return }
      }
      at += 1
    }
  }

  /// Of 中 and 人, from U+4000 to U+4FFF.
  private static let leadByte: UInt8 = 0xE4

  mutating func note(_ article: LineNumber) {
    isArabic = article.isArabic
    isTraditional = article.isTraditional
    isSpaced = article.isSpaced
    isKnown = true
  }

  mutating func note(listForm form: LineNumber.Form) { if listForm == nil { listForm = form } }

  func agrees(with article: LineNumber) -> Bool { article.isArabic == isArabic }
}
