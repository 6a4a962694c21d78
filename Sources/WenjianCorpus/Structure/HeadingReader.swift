/// What a line begins with: the number of a division, and where the words behind it stand.
struct LineNumber: Equatable {
  enum Form: Equatable {
    case markdown(Int)
    case part, subpart, chapter, section, article
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
  }

  var form: Form
  var number: Int
  var insertion = 0
  /// Behind the number and the blanks after it, in bytes.
  var end: Int

  /// Reads the number at the head of a line that has no blanks before it.
  /// - Complexity: some forty bytes.
  static func read(_ source: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> LineNumber? {
    var reader = NumberReader(source: source, at: line.lowerBound, end: line.upperBound)
    return reader.read()
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
  private mutating func skipBlanks() {
    while peek() == 0x20 || peek() == 0x3000 || peek() == 0x09 || peek() == 0xA0 { step() }
  }

  mutating func read() -> LineNumber? {
    switch peek() {
    case 0x23: return markdown()
    case 0x7B2C: return division()
    case 0x28, 0xFF08: return bracketed()
    case 0x2460...0x2473:
      let number = Int(peek() - 0x245F)
      step()
      return made(.circled, number)
    case 0x2474...0x2487:
      let number = Int(peek() - 0x2473)
      step()
      return made(.bracketedArabic, number)
    case 0x3220...0x3229:
      let number = Int(peek() - 0x321F)
      step()
      return made(.bracketedChinese, number)
    default: return listNumber()
    }
  }

  private mutating func made(_ form: LineNumber.Form, _ number: Int, insertion: Int = 0) -> LineNumber {
    skipBlanks()
    return LineNumber(form: form, number: number, insertion: insertion, end: at)
  }

  private mutating func markdown() -> LineNumber? {
    var level = 0
    while peek() == 0x23 {
      level += 1
      step()
    }
    guard level <= 6, peek() == 0x20 || peek() == 0x3000 else { return nil }
    skipBlanks()
    // ## 第一章 总则 is a chapter.
    let start = at
    if peek() == 0x7B2C, let division = division() { return division }
    at = start
    return made(.markdown(level), 0)
  }

  private mutating func division() -> LineNumber? {
    step()
    skipBlanks()
    guard let number = numeral() else { return nil }
    var insertion = 0
    if peek() == 0x2D {  // 第 13-1 條
      step()
      guard let number = numeral() else { return nil }
      insertion = number.value
    }
    skipBlanks()
    let form: LineNumber.Form
    switch peek() {
    case 0x6761, 0x689D: form = .article  // 条 條
    case 0x7AE0: form = .chapter  // 章
    case 0x8282, 0x7BC0: form = .section  // 节 節
    case 0x7F16, 0x7DE8, 0x7BC7: form = .part  // 编 編 篇
    case 0x5206:  // 分编
      step()
      guard peek() == 0x7F16 || peek() == 0x7DE8 else { return nil }
      form = .subpart
    default: return nil
    }
    step()
    let before = at
    skipBlanks()
    if form == .article {
      if peek() == 0x4E4B {  // 之
        step()
        skipBlanks()
        if let number = numeral() { insertion = number.value } else { at = before }
      } else {
        at = before
      }
    }
    if form == .article, insertion == 0, isList() { return nil }
    // 第一条和第二条 and 第三条规定的 in a running text begin no article; a blank, a line end or a mark does.
    if at < end, !isGap(peek()) {
      if form == .article, isReference() { return nil }
      if form != .article, peek() > 0x2E80, !isTitleStart() { return nil }
    }
    return made(form, number.value, insertion: insertion)
  }

  private func isGap(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20, 0x3000, 0x09, 0xA0, 0x3A, 0xFF1A, 0x28, 0xFF08, 0x3001: true
    default: false
    }
  }

  /// 第三条规定的, 第三条第二款, 第三条和: words that speak of an article. Texts without blanks, 第三条国家…, are read as
  /// articles.
  private func isReference() -> Bool {
    switch peek() {
    case 0x7B2C, 0x548C, 0x81F3, 0x6216, 0x4EE5, 0x4E2D, 0x7684, 0xFF0C, 0x2C, 0x3002, 0x6240, 0x53CA, 0x4E0E,
      0x8207,
      0x898F, 0x5C0D, 0x5404:
      true
    case 0x89C4: UTF8Reader.scalar(source, at: UTF8Reader.scalar(source, at: at).end).scalar == 0x5B9A  // 规定
    default: false
    }
  }

  /// 第二條、第三條, 第 4 條及, 第 13 條條文, 第二條之通報: behind a blank as well.
  private func isList() -> Bool {
    var rest = self
    rest.skipBlanks()
    switch rest.peek() {
    case 0x3001, 0x6761, 0x689D, 0x53CA, 0x81F3, 0x4E4B: return true
    default: return false
    }
  }

  /// 第一章总则: the name of a chapter follows at once; a sentence does not begin so and end in 。
  private func isTitleStart() -> Bool { end - at < 90 && !isReference() }

  private mutating func bracketed() -> LineNumber? {
    step()
    skipBlanks()
    guard case (let number, let isArabic)? = numeral() else { return nil }
    skipBlanks()
    guard peek() == 0x29 || peek() == 0xFF09 else { return nil }
    step()
    return made(isArabic ? .bracketedArabic : .bracketedChinese, number)
  }

  private mutating func listNumber() -> LineNumber? {
    guard case (let number, let isArabic)? = numeral(), number > 0 else { return nil }
    switch peek() {
    case 0x3001:
      step()
      return made(isArabic ? .arabic : .chinese, number)
    case 0x2E, 0xFF0E:
      step()
      // 1.5万 is no item.
      guard isArabic, !((0x30...0x39).contains(peek())) else { return nil }
      return made(.arabic, number)
    case 0x29, 0xFF09:
      guard isArabic else { return nil }
      step()
      return made(.bracketedArabic, number)
    default: return nil
    }
  }

  /// 十三, 一百二十, 13, １３, 13-1 of a Taiwan article.
  private mutating func numeral() -> (value: Int, isArabic: Bool)? {
    let start = at
    var value = 0
    while at < end, at - start < 18 {
      let scalar = peek()
      let digit: UInt32
      switch scalar {
      case 0x30...0x39: digit = scalar - 0x30
      case 0xFF10...0xFF19: digit = scalar - 0xFF10
      default: digit = 10
      }
      if digit == 10 { break }
      value = min(value * 10 + Int(digit), 1_000_000)
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
