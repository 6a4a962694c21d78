// Reads the characters of a number: 第十三条之一, （一）, 1.

import WenjianText

/// Steps over the first characters of a line. The text is not folded for this, since it is read while a result is shown.
/// What a sign is, in either script, `ChineseNumeral`, `EnclosedNumber` and `DivisionUnit` tell, as they tell
/// `ListMarker`; what is read here is which division begins, and whether the words behind only speak of one.
struct NumberReader {
  let source: TextBytes
  var at: Int
  let end: Int

  private func peek() -> UInt32 { at < end ? UTF8Reader.scalar(source, at: at).scalar : 0 }
  private mutating func step() { if at < end { at = UTF8Reader.scalar(source, at: at).end } }
  private mutating func skipBlanks() { while isBlank(peek()) { step() } }
  private mutating func skipEmphasis() { while peek() == "*" || peek() == "_" { step() } }

  mutating func read() -> LineNumber? {
    var depth = 0
    if peek() == "#" {
      while peek() == "#" {
        depth += 1
        step()
      }
      guard depth <= 6, isBlank(peek()) else { return nil }
      skipBlanks()
    }
    let name = at
    // **第一条** in Markdown.
    skipEmphasis()
    if var number = numbered() {
      number.depth = depth
      return number
    }
    guard depth > 0, name < end else { return nil }
    return LineNumber(headingAt: name, depth: depth)
  }

  private mutating func numbered() -> LineNumber? {
    switch peek() {
    case "第": return division()
    case "【": return division(in: "】")
    case "〔": return division(in: "〕")
    case "［": return division(in: "］")
    case "[": return division(in: "]")
    case "(", "（": return bracketed()
    default: return enclosed() ?? listNumber()
    }
  }

  private mutating func made(
    _ form: LineNumber.Form, _ number: Int, from start: Int, insertion: Int = 0
  ) -> LineNumber {
    let numberEnd = at
    skipBlanksAndEmphasis()
    return LineNumber(
      form: form, number: number, insertion: insertion, numberStart: start, numberEnd: numberEnd, end: at)
  }

  private mutating func skipBlanksAndEmphasis() {
    while peek() == "*" || peek() == "_" || isBlank(peek()) { step() }
  }

  private mutating func enclosed() -> LineNumber? {
    guard let number = EnclosedNumber.read(peek()), number.value > 0 else { return nil }
    let start = at
    step()
    let form: LineNumber.Form =
      switch number.style {
      case .circled: .circled
      case .bracketed: .bracketedArabic
      case .dotted: .arabic
      case .bracketedChinese: .bracketedChinese
      }
    return made(form, number.value, from: start)
  }

  /// 【第三条】, 【第三条　适用范围】: the bracket around it is no part of the number.
  private mutating func division(in close: Unicode.Scalar) -> LineNumber? {
    step()
    skipBlanks()
    guard peek() == "第" else { return nil }
    let start = at
    step()
    skipBlanks()
    guard case (let number, let isArabic)? = numeral(allowsBlanks: true), number > 0 else { return nil }
    skipBlanks()
    guard let (form, isTraditional) = unit(), form != .subsection, form != .topic else { return nil }
    let insertion = insertion() ?? 0
    let numberEnd = at
    skipBlanks()
    let name = at
    while at < end, at - name < 60, peek() != close { step() }
    guard peek() == close, at == name || name > numberEnd else { return nil }
    let caption = name..<at
    step()
    var result = made(form, number, from: start, insertion: insertion)
    result.numberEnd = numberEnd
    result.caption = caption.isEmpty ? nil : caption
    result.isArabic = isArabic
    result.isTraditional = isTraditional
    return result
  }

  private mutating func division() -> LineNumber? {
    let start = at
    step()
    let isSpaced = isBlank(peek())
    skipBlanks()
    guard case (let number, let isArabic)? = numeral(allowsBlanks: true), number > 0 else { return nil }
    var insertion = 0
    if peek() == "-" {  // 第 13-1 條
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
    var result = made(form, number, from: start, insertion: insertion)
    // 第二条、本办法…, 第二条：…
    if form == .article, let mark = separator() {
      result.isListed = mark == "、"
      skipBlanksAndEmphasis()
      result.end = at
    }
    if form != .article, !isName(result.end..<end, isApart: isApart) { return nil }
    result.isArabic = isArabic
    result.isTraditional = isTraditional
    result.isSpaced = isSpaced
    result.isApart = isApart && !result.isListed
    if form == .article {
      // 第四十四条　第四十三条所称…: only its place in the order tells that the first number is its own.
      result.isDoubtful = peek() == "第" && namesDivision() || !isApart && isDoubtfulWord()
      result.isSpokenOf = continuesReference()
    }
    return result
  }

  /// The mark behind a number that is no blank.
  private mutating func separator() -> UInt32? {
    switch peek() {
    case "、", "：", ":", "．", ".":
      let mark = peek()
      step()
      return mark
    default: return nil
    }
  }

  private mutating func unit() -> (LineNumber.Form, isTraditional: Bool)? {
    let scalar = peek()
    step()
    switch DivisionUnit.read(scalar) {
    case .article: return (.article, isTraditional: scalar == "條")
    case .chapter: return (.chapter, false)
    case .section: return (.section, false)
    case .part: return (.part, false)
    case .paragraph: return (.subsection, false)
    case .point: return (.topic, false)
    case .item, .volume: return nil
    case nil: break
    }
    // 部分, 分编
    switch (scalar, peek()) {
    case ("部", "分"):
      step()
      return (.part, false)
    case ("分", let next) where DivisionUnit.read(next) == .part && next != "篇":
      step()
      return (.subpart, false)
    default: return nil
    }
  }

  /// 之一 behind the unit.
  private mutating func insertion() -> Int? {
    let before = at
    skipBlanks()
    if peek() == "之" {
      step()
      skipBlanks()
      if let number = numeral(), number.value > 0 { return number.value }
    }
    at = before
    return nil
  }

  private func isGap(_ scalar: UInt32) -> Bool {
    switch scalar {
    case ":", "：", "(", "（", "、", "．", ".", "【", "〔", "［", "[", "*", "_", "】", "〕", "］", "]": true
    default: isBlank(scalar)
    }
  }

  /// 第三条规定的, 第三条第二款, 第三条和, 第五条修改为: words that speak of an article. Texts without blanks, 第三条国家…, are
  /// read as articles.
  private func isReference() -> Bool {
    switch peek() {
    case "第": return namesDivision()
    case "和", "至", "或", "的", "，", ",", "。", "所", "及", "与", "與", "規", "之", "；", ";": return true
    case "中", "以", "各": return !isDoubtfulWord()
    default: break
    }
    let second = second()
    switch (peek(), second) {
    case ("规", "定"), ("修", "改"), ("修", "正"), ("改", "为"), ("改", "為"),
      ("相", "应"), ("相", "應"), ("删", "去"), ("删", "除"), ("刪", "除"), ("增", "加"),
      ("前", "款"):
      return true
    default: return false
    }
  }

  /// 中国…, 以…为…, 各级… begin a sentence, 第三条中的, 第三条以下, 第三条各项 do not; and 对 may do either.
  private func isDoubtfulWord() -> Bool {
    switch (peek(), second()) {
    case ("中", "华"), ("中", "華"), ("中", "国"), ("中", "國"), ("中", "央"), ("中", "共"), ("中", "外"), ("中", "小"): true
    case ("以", "下"), ("以", "上"), ("以", "外"), ("以", "内"), ("以", "內"), ("以", "前"), ("以", "后"), ("以", "後"),
      ("以", "及"):
      false
    case ("以", _), ("各", "级"), ("各", "級"), ("各", "省"), ("各", "地"), ("各", "部"), ("各", "有"), ("各", "单"), ("各", "單"):
      true
    case ("对", _), ("對", _): true
    default: false
    }
  }

  /// Whether the words behind a number and a blank speak of it: 第三条 规定的, 第 13 條 第 2 項.
  private func continuesReference() -> Bool {
    switch peek() {
    case "第":
      var rest = self
      rest.step()
      rest.skipBlanks()
      guard rest.numeral(allowsBlanks: true) != nil else { return false }
      rest.skipBlanks()
      return DivisionUnit.read(rest.peek())?.isPartOfArticle == true
    case "的", "所", "之", "，", ",", "。", "；", ";": return true
    default: break
    }
    switch (peek(), second()) {
    case ("规", "定"), ("規", "定"), ("修", "改"), ("修", "正"), ("改", "为"), ("改", "為"), ("条", "文"), ("條", "文"): return true
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
    case "、":
      rest.step()
      rest.skipBlanks()
      return rest.peek() == "第" || rest.peek() == "《" || rest.numeral() != nil
    case "条", "條": return rest.second() == "文"
    case "及", "至", "和":
      rest.step()
      rest.skipBlanks()
      return rest.peek() == "第"
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
    switch DivisionUnit.read(rest.peek()) {
    case .paragraph, .item, .point, .article, .chapter, .section: return true
    case .part, .volume, nil: return false
    }
  }

  /// Whether what follows the number is the name of a chapter: short, and no sentence.
  private func isName(_ range: Range<Int>, isApart: Bool) -> Bool {
    if range.count >= 120 { return false }
    var rest = self
    rest.at = range.lowerBound
    // 第二章、第四十七條
    if rest.peek() == "、" { rest.step() }
    if rest.at > range.lowerBound || !isApart, rest.peek() == "第" { return false }
    while rest.at < range.upperBound {
      switch rest.peek() {
      case "。", "；", ";": return false
      case "，" where !isApart: return false
      default: rest.step()
      }
    }
    return true
  }

  private mutating func bracketed() -> LineNumber? {
    let start = at
    step()
    skipBlanks()
    guard case (let number, let isArabic)? = numeral(), number > 0 else { return nil }
    // （2018年修正） and （一）、（二） of a sentence are no items.
    skipBlanks()
    guard peek() == ")" || peek() == "）" else { return nil }
    step()
    switch peek() {
    case "、", "及", "至", "和", "项", "款", "項", "，": return nil
    default: break
    }
    return made(isArabic ? .bracketedArabic : .bracketedChinese, number, from: start)
  }

  private mutating func listNumber() -> LineNumber? {
    let start = at
    guard case (let number, let isArabic)? = numeral(), number > 0, number < 1000 else { return nil }
    switch peek() {
    case "、":
      step()
      // 一、二级 and 3、4 are numbers of a sentence, or 二、三氯甲烷 is an item.
      var rest = self
      let next = rest.numeral()?.value
      var result = made(isArabic ? .arabic : .chinese, number, from: start)
      result.isDoubtful = next == number + 1
      return result
    case ".", "．":
      step()
      // 1.5万 is no item, and a year is none.
      guard ChineseNumeral.arabicDigit(peek()) == nil else { return nil }
      return made(isArabic ? .arabic : .chinese, number, from: start)
    case ")", "）":
      guard isArabic else { return nil }
      step()
      return made(.bracketedArabic, number, from: start)
    default: return nil
    }
  }

  /// 十三, 一百二十, 13, １３.
  /// - Parameter allowsBlanks: between the characters too, 二 十 二.
  private mutating func numeral(allowsBlanks: Bool = false) -> (value: Int, isArabic: Bool)? {
    let start = at
    var value = 0
    while at < end, at - start < 18, let digit = ChineseNumeral.arabicDigit(peek()) {
      value = min(value * 10 + digit, 1_000_000)
      step()
    }
    if at > start { return (value, true) }
    var total = 0
    var current = 0
    var hasDigit = false
    while at < end, at - start < (allowsBlanks ? 60 : 30) {
      let before = at
      if allowsBlanks, at > start { skipBlanks() }
      let scalar = peek()
      if let unit = ChineseNumeral.unit(scalar) {
        total += (hasDigit ? current : 1) * unit
        (current, hasDigit) = (0, false)
      } else if let tens = ChineseNumeral.tens(scalar) {
        total += tens
      } else if let digit = ChineseNumeral.chineseDigit(scalar) {
        current = hasDigit ? min(current * 10 + digit, 1_000_000) : digit
        hasDigit = digit != 0 || current != 0
      } else {
        at = before
        break
      }
      step()
    }
    return at == start ? nil : (total + current, false)
  }
}
