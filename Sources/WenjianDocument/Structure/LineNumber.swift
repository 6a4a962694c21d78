// What stands at the head of a line: the number of a division, and how sure it is that one begins there.

import WenjianText

/// What a line begins with: the number of a division, and where the words behind it stand.
struct LineNumber: Equatable {
  enum Form: UInt8 {
    /// # without a number.
    case markdown
    case part, subpart, chapter, section, subsection, topic, article
    /// 一、
    case chinese
    /// （一）
    case bracketedChinese
    /// 1. 1、 1．
    case arabic
    /// （1） 1)
    case bracketedArabic
    /// ①
    case circled

    var isList: Bool { rawValue >= Form.chinese.rawValue }
  }

  var form: Form
  var number: Int
  var insertion = 0
  /// Behind the number, in bytes.
  var numberEnd: Int
  /// Behind the number and the blanks after it.
  var end: Int
  /// How many # stand before it.
  var depth = 0
  var isArabic = false
  /// 條 and not 条.
  var isTraditional = false
  /// 第 13 條, as Taiwan's laws are printed.
  var isSpaced = false
  /// A blank, a bracket, a mark or the line's end follows, so that it is no part of a sentence.
  var isApart = true
  /// Another number follows, so that the line may only name both: its place in the order tells.
  var isDoubtful = false

  /// Reads the number at the head of a line that has no blanks before it.
  /// - Complexity: some sixty bytes.
  static func read(_ source: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> LineNumber? {
    // Most lines begin with a character that no number begins with; they are told by it.
    guard mayBegin(source[line.lowerBound]) else { return nil }
    var reader = NumberReader(source: source, at: line.lowerBound, end: line.upperBound)
    return reader.read()
  }

  /// The lead bytes of # * _ ( digits, and of what begins with E2 to EF: ① （一 第 and full-width figures.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x23, 0x28, 0x2A, 0x5F, 0x30...0x39, 0xE2...0xE9, 0xEF: true
    default: false
    }
  }
}

extension LineNumber {
  /// A heading without a number.
  init(headingAt start: Int, depth: Int = 0) {
    self.init(form: .markdown, number: 0, numberEnd: start, end: start, depth: depth)
  }
}

/// The number of an article as a person types it.
package struct ArticleNumber: Equatable, Sendable {
  package var number: Int
  /// Behind 之; 0 without.
  package var insertion: Int

  /// - Parameter text: 13, 十三, 第十三条, 第 13 條, 13-1, 13之1, 第十三条之一.
  /// - Returns: nil for anything else.
  package init?(_ text: String) {
    var text = text
    if !text.hasPrefix("第") { text = "第" + text }
    if !text.contains("条"), !text.contains("條") {
      let end = text.firstIndex(of: "之") ?? text.endIndex
      text.insert("条", at: end)
    }
    let bytes = Array(text.utf8)
    let read = bytes.withUnsafeBufferPointer { LineNumber.read($0, 0..<bytes.count) }
    guard let read, read.form == .article, read.end == bytes.count else { return nil }
    (number, insertion) = (read.number, read.insertion)
  }
}

/// Steps over the first characters of a line. The spellings of both scripts are named here one by one: the text is not
/// folded for this, since it is read while a result is shown.
private struct NumberReader {
  let source: UnsafeBufferPointer<UInt8>
  var at: Int
  let end: Int

  private func peek() -> UInt32 { at < end ? UTF8Reader.scalar(source, at: at).scalar : 0 }
  private mutating func step() { if at < end { at = UTF8Reader.scalar(source, at: at).end } }
  private mutating func skipBlanks() { while isBlank(peek()) { step() } }

  mutating func read() -> LineNumber? {
    var depth = 0
    if peek() == 0x23 {
      while peek() == 0x23 {
        depth += 1
        step()
      }
      guard depth <= 6, isBlank(peek()) else { return nil }
      skipBlanks()
    }
    let name = at
    // **第一条** in Markdown.
    while peek() == 0x2A || peek() == 0x5F { step() }
    if var number = numbered() {
      number.depth = depth
      return number
    }
    guard depth > 0, name < end else { return nil }
    return LineNumber(headingAt: name, depth: depth)
  }

  private mutating func numbered() -> LineNumber? {
    switch peek() {
    case 0x7B2C: return division()
    case 0x28, 0xFF08: return bracketed()
    case 0x2460...0x2473: return single(.circled, first: 0x2460)
    case 0x2474...0x2487: return single(.bracketedArabic, first: 0x2474)
    case 0x2488...0x249B: return single(.arabic, first: 0x2488)
    case 0x3220...0x3229: return single(.bracketedChinese, first: 0x3220)
    default: return listNumber()
    }
  }

  private mutating func made(_ form: LineNumber.Form, _ number: Int, insertion: Int = 0) -> LineNumber {
    let numberEnd = at
    while peek() == 0x2A || peek() == 0x5F || isBlank(peek()) { step() }
    return LineNumber(form: form, number: number, insertion: insertion, numberEnd: numberEnd, end: at)
  }

  private mutating func single(_ form: LineNumber.Form, first: UInt32) -> LineNumber {
    let number = Int(peek() - first) + 1
    step()
    return made(form, number)
  }

  private mutating func division() -> LineNumber? {
    step()
    let isSpaced = isBlank(peek())
    skipBlanks()
    guard case (let number, let isArabic)? = numeral(), number > 0 else { return nil }
    var insertion = 0
    if peek() == 0x2D {  // 第 13-1 條
      step()
      guard let number = numeral() else { return nil }
      insertion = number.value
    }
    skipBlanks()
    guard let (form, isTraditional) = unit() else { return nil }
    if insertion == 0, let inserted = self.insertion() { insertion = inserted }
    let unitEnd = at
    if insertion == 0, form == .article, speaksOfSeveral() { return nil }
    let isApart = at >= end || isGap(peek())
    if !isApart, isReference() { return nil }
    // 第一款规定的 and 第一目之: names only stand behind a blank.
    if form == .subsection || form == .topic, !isApart || at >= end { return nil }
    at = unitEnd
    var result = made(form, number, insertion: insertion)
    if form != .article, !isName(result.end..<end, isApart: isApart) { return nil }
    result.isArabic = isArabic
    result.isTraditional = isTraditional
    result.isSpaced = isSpaced
    result.isApart = isApart
    // 第四十四条　第四十三条所称…: only its place in the order tells that the first number is its own.
    result.isDoubtful = form == .article && peek() == 0x7B2C && namesDivision()
    return result
  }

  private mutating func unit() -> (LineNumber.Form, isTraditional: Bool)? {
    let scalar = peek()
    step()
    switch scalar {
    case 0x6761: return (.article, false)  // 条
    case 0x689D: return (.article, true)  // 條
    case 0x7AE0: return (.chapter, false)  // 章
    case 0x8282, 0x7BC0: return (.section, false)  // 节 節
    case 0x7F16, 0x7DE8, 0x7BC7: return (.part, false)  // 编 編 篇
    case 0x6B3E: return (.subsection, false)  // 款
    case 0x76EE: return (.topic, false)  // 目
    case 0x90E8:  // 部分
      guard peek() == 0x5206 else { return nil }
      step()
      return (.part, false)
    case 0x5206:  // 分编
      guard peek() == 0x7F16 || peek() == 0x7DE8 else { return nil }
      step()
      return (.subpart, false)
    default: return nil
    }
  }

  /// 之一 behind the unit.
  private mutating func insertion() -> Int? {
    let before = at
    skipBlanks()
    if peek() == 0x4E4B {
      step()
      skipBlanks()
      if let number = numeral(), number.value > 0 { return number.value }
    }
    at = before
    return nil
  }

  private func isGap(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3A, 0xFF1A, 0x28, 0xFF08, 0x3001, 0x3010, 0x3014, 0x2A, 0x5F: true
    default: isBlank(scalar)
    }
  }

  /// 第三条规定的, 第三条第二款, 第三条和, 第五条修改为: words that speak of an article. Texts without blanks, 第三条国家…, are
  /// read as articles.
  private func isReference() -> Bool {
    switch peek() {
    case 0x7B2C: return namesDivision()
    // 和 至 或 以 中 的 ， , 。 所 及 与 與 規 對 对 各 之 ； ;
    case 0x548C, 0x81F3, 0x6216, 0x4EE5, 0x4E2D, 0x7684, 0xFF0C, 0x2C, 0x3002, 0x6240, 0x53CA, 0x4E0E, 0x8207,
      0x898F, 0x5C0D, 0x5BF9, 0x5404, 0x4E4B, 0xFF1B, 0x3B:
      return true
    default: break
    }
    let second = second()
    switch (peek(), second) {
    // 规定, 修改 修正, 改为 改為, 相应 相應, 删去 删除 刪除, 增加, 前款
    case (0x89C4, 0x5B9A), (0x4FEE, 0x6539), (0x4FEE, 0x6B63), (0x6539, 0x4E3A), (0x6539, 0x70BA),
      (0x76F8, 0x5E94), (0x76F8, 0x61C9), (0x5220, 0x53BB), (0x5220, 0x9664), (0x522A, 0x9664), (0x589E, 0x52A0),
      (0x524D, 0x6B3E):
      return true
    default: return false
    }
  }

  private func second() -> UInt32 {
    guard at < end else { return 0 }
    let next = UTF8Reader.scalar(source, at: at).end
    return next < end ? UTF8Reader.scalar(source, at: next).scalar : 0
  }

  /// 第二條、第三條, 第 4 條及第 5 條, 第 13 條條文, 第 4  條第 1  款: also behind a blank; 及时 and 条约 begin a sentence.
  private func speaksOfSeveral() -> Bool {
    var rest = self
    rest.skipBlanks()
    switch rest.peek() {
    case 0x3001: return true
    case 0x6761, 0x689D: return rest.second() == 0x6587  // 條文
    case 0x53CA, 0x81F3, 0x548C:  // 及 至 和
      rest.step()
      rest.skipBlanks()
      return rest.peek() == 0x7B2C
    default: return false
    }
  }

  /// 第一款, 第 2 項: and not 第一书记.
  private func namesDivision() -> Bool {
    var rest = self
    rest.step()
    rest.skipBlanks()
    guard rest.numeral() != nil else { return false }
    rest.skipBlanks()
    switch rest.peek() {
    case 0x6B3E, 0x9879, 0x9805, 0x76EE, 0x6761, 0x689D, 0x7AE0, 0x8282, 0x7BC0: return true  // 款项項目条條章节節
    default: return false
    }
  }

  /// Whether what follows the number is the name of a chapter: short, and no sentence.
  private func isName(_ range: Range<Int>, isApart: Bool) -> Bool {
    if range.count >= 120 { return false }
    var rest = self
    rest.at = range.lowerBound
    // 第二章、第四十七條
    if rest.peek() == 0x3001 { rest.step() }
    if rest.at > range.lowerBound || !isApart, rest.peek() == 0x7B2C { return false }
    while rest.at < range.upperBound {
      switch rest.peek() {
      case 0x3002, 0xFF1B, 0x3B: return false  // 。 ； ;
      case 0xFF0C where !isApart: return false
      default: rest.step()
      }
    }
    return true
  }

  private mutating func bracketed() -> LineNumber? {
    step()
    skipBlanks()
    guard case (let number, let isArabic)? = numeral(), number > 0 else { return nil }
    // （2018年修正） and （一）、（二） of a sentence are no items.
    skipBlanks()
    guard peek() == 0x29 || peek() == 0xFF09 else { return nil }
    step()
    switch peek() {
    case 0x3001, 0x53CA, 0x81F3, 0x548C, 0x9879, 0x6B3E, 0x9805, 0xFF0C: return nil  // 、及至和项款項，
    default: break
    }
    return made(isArabic ? .bracketedArabic : .bracketedChinese, number)
  }

  private mutating func listNumber() -> LineNumber? {
    guard case (let number, let isArabic)? = numeral(), number > 0, number < 1000 else { return nil }
    switch peek() {
    case 0x3001:
      step()
      // 一、二级 and 3、4 are numbers of a sentence, or 二、三氯甲烷 is an item.
      var rest = self
      let next = rest.numeral()?.value
      var result = made(isArabic ? .arabic : .chinese, number)
      result.isDoubtful = next == number + 1
      return result
    case 0x2E, 0xFF0E:
      step()
      // 1.5万 is no item, and a year is none.
      guard !isDigit(peek()) else { return nil }
      return made(isArabic ? .arabic : .chinese, number)
    case 0x29, 0xFF09:
      guard isArabic else { return nil }
      step()
      return made(.bracketedArabic, number)
    default: return nil
    }
  }

  private func isDigit(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0xFF10...0xFF19).contains(scalar)
  }

  /// 十三, 一百二十, 13, １３.
  private mutating func numeral() -> (value: Int, isArabic: Bool)? {
    let start = at
    var value = 0
    while at < end, at - start < 18, isDigit(peek()) {
      let scalar = peek()
      value = min(value * 10 + Int(scalar >= 0xFF10 ? scalar - 0xFF10 : scalar - 0x30), 1_000_000)
      step()
    }
    if at > start { return (value, true) }
    var total = 0
    var current = 0
    var hasDigit = false
    while at < end, at - start < 30 {
      var scalar = peek()
      if scalar == 0x25CB { scalar = 0x3007 }
      if scalar == 0x5169 { scalar = 0x4E24 }  // 兩
      if let unit = ChineseNumeral.unit(scalar) {
        total += (hasDigit ? current : 1) * unit
        (current, hasDigit) = (0, false)
      } else if scalar == 0x5EFF || scalar == 0x5345 {
        total += scalar == 0x5EFF ? 20 : 30
      } else if scalar >= 0x80, let digit = ChineseNumeral.digit(scalar) {
        current = hasDigit ? min(current * 10 + digit, 1_000_000) : digit
        hasDigit = digit != 0 || current != 0
      } else {
        break
      }
      step()
    }
    return at == start ? nil : (total + current, false)
  }
}
