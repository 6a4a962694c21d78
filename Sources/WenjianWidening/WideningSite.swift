import WenjianModel
import WenjianStream
import WenjianText

/// A part of a string that is written in other ways as well.
struct WideningSite {
  /// What is in its place.
  struct Alternative {
    var elements: [AnalyzedElement]
    var rule: WideningRule
    /// What must not be directly before it where it begins the string, besides numerals.
    var notBehind: [UInt32] = []

    init(_ text: String, _ rule: WideningRule, notBehind: [UInt32] = []) {
      self.init(ElementLexicon<Bool>.elements(text), rule, notBehind: notBehind)
    }

    init(_ elements: [AnalyzedElement], _ rule: WideningRule, notBehind: [UInt32] = []) {
      self.elements = elements
      self.rule = rule
      self.notBehind = notBehind
    }
  }

  var range: Range<Int>
  /// The likeliest first; the typed form is none of them.
  var alternatives: [Alternative]

  /// - Parameter alternatives: may hold the typed form, and others twice.
  init(_ range: Range<Int>, of elements: [AnalyzedElement], _ alternatives: [Alternative]) {
    self.range = range
    self.alternatives = []
    var seen: Set<[AnalyzedElement]> = [Array(elements[range])]
    for alternative in alternatives where seen.insert(alternative.elements).inserted {
      self.alternatives.append(alternative)
    }
  }
}

/// A number as it is in a string.
struct WrittenNumber {
  enum Notation {
    case arabic
    /// 3.5
    case decimal
    /// With units: 十三.
    case words
    /// Figure by figure: 二〇一六.
    case figures
    /// 三点五
    case spelledDecimal
  }

  var notation: Notation
  /// In Arabic figures, of a fraction with a point.
  var text: String
  /// Of elements.
  var range: Range<Int>
  /// It holds 廿 or 卅.
  var hasTens = false
  /// It holds 万 or 亿.
  var isLarge = false

  var value: Int? { text.utf8.count <= 12 ? Int(text) : nil }
  var isDecimal: Bool { notation == .decimal || notation == .spelledDecimal }

  /// Reads the number that begins at `index`, up to where no more of one follows.
  /// - Returns: nil where none does, in the middle of one, and for a numeral that can be read in two ways.
  static func read(_ elements: [AnalyzedElement], at index: Int) -> WrittenNumber? {
    guard index < elements.count, index == 0 || !elements[index - 1].isNumeral else { return nil }
    if let digits = elements[index].digits {
      if index > 0, elements[index - 1].digits != nil { return nil }
      let isDecimal = digits.contains(".")
      guard digits.utf8.count <= 15 else { return nil }
      return WrittenNumber(notation: isDecimal ? .decimal : .arabic, text: digits, range: index..<(index + 1))
    }
    var end = index
    while end < elements.count, elements[end].isNumeral { end += 1 }
    guard end > index else { return nil }
    let scalars = elements[index..<end].map(\.scalarValue)
    var number: WrittenNumber
    if let value = ChineseNumeral.value(ofWords: scalars[...]) {
      number = WrittenNumber(notation: .words, text: String(value), range: index..<end)
    } else if let figures = ChineseNumeral.arabic(ofFigures: scalars[...]) {
      number = WrittenNumber(notation: .figures, text: figures, range: index..<end)
    } else if scalars == [("零" as Unicode.Scalar).value] || scalars == [("〇" as Unicode.Scalar).value] {
      number = WrittenNumber(notation: .words, text: "0", range: index..<end)
    } else {
      return nil
    }
    number.hasTens = scalars.contains { ChineseNumeral.tens($0) != nil }
    number.isLarge = scalars.contains { ChineseNumeral.largeUnit($0) != nil }
    return number.withFraction(elements)
  }

  /// The same with 点五 behind it, when that is there.
  private func withFraction(_ elements: [AnalyzedElement]) -> WrittenNumber {
    guard notation == .words, range.upperBound < elements.count, elements[range.upperBound].isScalar("点") else {
      return self
    }
    let start = range.upperBound + 1
    var end = start
    while end < elements.count, elements[end].isNumeral { end += 1 }
    let scalars = elements[start..<end].map(\.scalarValue)
    let figures =
      scalars.count == 1
      ? ChineseNumeral.chineseDigit(scalars[0]).map { String($0) } : ChineseNumeral.arabic(ofFigures: scalars[...])
    guard let figures else { return self }
    var number = self
    number.notation = .spelledDecimal
    number.text += "." + figures
    number.range = range.lowerBound..<end
    return number
  }
}

extension AnalyzedElement {
  /// A character that numerals are made of.
  var isNumeral: Bool { if case .scalar(let scalar) = self { ChineseNumeral.isPart(scalar) } else { false } }

  /// 0 for a run.
  var scalarValue: UInt32 { if case .scalar(let scalar) = self { scalar } else { 0 } }

  func isScalar(_ character: Unicode.Scalar) -> Bool { scalarValue == character.value }

  /// Of a run of nothing but figures with at most one point between them.
  var digits: String? {
    guard case .run(let bytes) = self, let first = bytes.first, let last = bytes.last,
      bytes.allSatisfy({ "0"..."9" ~= $0 || $0 == "." }), first != ".", last != ".",
      bytes.count(where: { $0 == "." }) <= 1
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
