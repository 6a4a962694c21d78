// How else a string of a query is written, told at query time: 第十三条 is 第13条, 2016年10月18日 is 2016-10-18.

/// In which other spellings the strings of a query are found, and counted with the typed one: 第13条 for 第十三条.
///
/// Strings in quotation marks and those behind `exact:` are found as they were typed, whatever is asked here. LANGUAGE.md
/// has the rules.
public struct Widening: Sendable, Hashable {
  /// The words of the regions: 信息 and 资讯.
  public enum Regional: Int, Sendable, Hashable, Comparable {
    case none
    /// Words that mean the same wherever they are.
    case safe
    /// Also those that have another meaning as well: 质量 and 品质.
    case weak

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// Numerals near counters (第十三条, 第13条), years, dates, percentages, numbers of documents.
  public var numerals: Bool
  /// Numbers by their value: 三万五千, 3.5万 and 35000.
  public var numericValues: Bool
  /// The years of the Republic: 民国105年 and 2016年.
  public var republicYears: Bool
  public var regional: Regional
  /// The synonyms of the index, in its `synonyms.txt`.
  public var ownWords: Bool

  /// - Parameters:
  ///   - numericValues: counts only with `numerals`, as `republicYears` does.
  public init(
    numerals: Bool = true, numericValues: Bool = false, republicYears: Bool = false, regional: Regional = .none,
    ownWords: Bool = true
  ) {
    self.numerals = numerals
    self.numericValues = numericValues
    self.republicYears = republicYears
    self.regional = regional
    self.ownWords = ownWords
  }

  /// Strings as they were typed, which is what a plain scan of the texts finds.
  public static let none = Widening(numerals: false, ownWords: false)
  /// Numerals and the user's own words.
  public static let standard = Widening()
}

/// Why a form stands for what was typed.
public enum WideningRule: String, CaseIterable, Sendable, Hashable, Codable {
  /// 第13条 for 第十三条.
  case numeral
  /// 二〇一六年 for 2016年.
  case year
  /// 2016-10-18 for 2016年10月18日.
  case date
  /// 百分之九十 for 90%.
  case percentage
  /// 国发（2016）64号 for 国发〔2016〕64号.
  case documentNumber
  /// 35000 for 三万五千.
  case value
  /// 2016年 for 民国105年.
  case republicYear
  /// 资讯 for 信息.
  case regional
  /// By the user's list.
  case own
}

/// How often a string of a query occurs in one of its written forms.
public struct WrittenFormCounts: Sendable, Hashable, Codable {
  /// The string as it was typed.
  public var string: String
  /// The form: the typed one as it was typed, others folded.
  public var text: String
  /// What made it of the string; empty for the typed one.
  public var rules: [WideningRule]
  /// Of the string's occurrences those that have this form, in all documents that the filter keeps, and the documents
  /// that hold any. The occurrences of all forms add up to those of the string.
  public var documents: Int
  public var occurrences: Int

  public init(string: String, text: String, rules: [WideningRule], documents: Int, occurrences: Int) {
    self.string = string
    self.text = text
    self.rules = rules
    self.documents = documents
    self.occurrences = occurrences
  }
}

extension [WrittenFormCounts] {
  /// Those that are written as JSON: the typed ones, and those that occur.
  package var told: [WrittenFormCounts] { filter { $0.occurrences > 0 || $0.rules.isEmpty } }
}
