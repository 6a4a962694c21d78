// How else a string of a query is written, told at query time: 第十三条 is 第13条, 2016年10月18日 is 2016-10-18.

package import WenjianStream

/// In which other spellings the strings of a query are found.
package struct WideningOptions: Hashable, Sendable {
  /// The words of the regions.
  package enum Regional: Int, Hashable, Sendable, Comparable {
    case none
    /// Words that mean the same wherever they stand: 信息 and 资讯.
    case safe
    /// Also those that have another meaning as well: 质量 and 品质.
    case weak

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// Numerals near counters, years, dates, percentages, numbers of documents.
  package var numerals: Bool
  /// Numbers by their value: 三万五千, 3.5万 and 35000; 廿三日 and 23日.
  package var numericValues: Bool
  /// The years of the Republic: 民国105年 and 2016年.
  package var republicYears: Bool
  package var regional: Regional
  /// The synonyms of the user, in the file of the index.
  package var ownWords: Bool

  package init(
    numerals: Bool = true, numericValues: Bool = false, republicYears: Bool = false, regional: Regional = .none,
    ownWords: Bool = true
  ) {
    self.numerals = numerals
    self.numericValues = numericValues
    self.republicYears = republicYears
    self.regional = regional
    self.ownWords = ownWords
  }

  /// Strings as they were typed, and nothing else.
  package static let none = WideningOptions(numerals: false, ownWords: false)
  package static let standard = WideningOptions()

  package var isNone: Bool { self == .none }
}

/// Why a form stands for what was typed.
package enum WideningRule: String, CaseIterable, Hashable, Sendable {
  /// 第13条 for 第十三条.
  case numeral
  /// 二〇一六年 for 2016年.
  case year
  /// 2016-10-18 for 2016年10月18日.
  case date
  /// 百分之九十 for 90%.
  case percentage
  /// 国发(2016)64号 for 国发〔2016〕64号.
  case documentNumber
  /// 35000 for 三万五千.
  case value
  /// 2016年 for 民国105年.
  case republicYear
  /// 资讯 for 信息.
  case regional
  /// Of the user's own list.
  case own
}

/// One way to write a string.
package struct WrittenForm: Hashable, Sendable {
  /// As they stand in the search stream.
  package let elements: [AnalyzedElement]
  /// What made it of the string, in the order of the string; empty for the string as it was typed.
  package let rules: [WideningRule]
  /// An occurrence directly behind one of these does not count: 三条 in 十三条 is no 3条.
  package let notBehind: [UInt32]
  /// An occurrence directly before one of these does not count.
  package let notBefore: [UInt32]

  package init(
    _ elements: [AnalyzedElement], rules: [WideningRule] = [], notBehind: [UInt32] = [], notBefore: [UInt32] = []
  ) {
    self.elements = elements
    self.rules = rules
    self.notBehind = notBehind
    self.notBefore = notBefore
  }

  /// Text that the scanner reads as these elements.
  package var text: String {
    var text = ""
    for (index, element) in elements.enumerated() {
      if index > 0, case .run = element, case .run = elements[index - 1] { text += " " }
      // A plain one before three figures parts thousands, and is no element.
      text += element.isScalar(",") ? "，" : element.text
    }
    return text
  }
}

/// The forms of a string, the typed one first.
package struct WrittenForms: Hashable, Sendable {
  package let forms: [WrittenForm]
  /// There are more than `StringWidening.formLimit`; those that follow one notation throughout come first.
  package let isCut: Bool
}
