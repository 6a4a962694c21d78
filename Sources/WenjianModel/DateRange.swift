/// The dates from one to another, both with all that they cover: from 2016 to 2018-03 are those from the first day of
/// 2016 to the last of March 2018. Either end may be open.
///
/// A date of which only the year is known lies before the months and days of that year: it is in `2016` and in
/// `2016..2018`, in `..2016-10`, and not in `2016-10..`.
public struct DateRange: Hashable, Sendable {
  /// nil: from the first date on.
  public let first: CivilDate?
  /// nil: up to the last date.
  public let last: CivilDate?

  /// All that a date covers: a day, a month, a year.
  public init(_ date: CivilDate) { (first, last) = (date, date) }

  /// - Returns: nil when the range would be empty.
  public init?(from first: CivilDate?, through last: CivilDate?) {
    if let first, let last, first.number > last.coveredNumbers.upperBound { return nil }
    (self.first, self.last) = (first, last)
  }

  /// Reads 2016, 2016-10, 2016..2018, 2016-10.., ..2015; the dates as `CivilDate.init(_:)` reads them, and 201610. For the
  /// dots also `…`, `~`, `至` and a long dash, and between two years a hyphen: 2016-2018.
  /// - Returns: nil for what is no range, for two open ends, and for an empty range.
  public init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    if let sign = Self.firstSign(in: scalars) {
      guard let first = Self.end(scalars[..<sign.lowerBound]), let last = Self.end(scalars[sign.upperBound...]),
        first != nil || last != nil
      else { return nil }
      self.init(from: first, through: last)
    } else if let date = CivilDate(text) ?? Self.month(scalars) {
      self.init(date)
    } else {
      let parts = scalars.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "－" || $0 == "–" }
      guard parts.count == 2, parts.allSatisfy({ $0.count == 4 }) else { return nil }
      let years = parts.map { CivilDate(String(String.UnicodeScalarView($0))) }
      guard let first = years[0], let last = years[1] else { return nil }
      self.init(from: first, through: last)
    }
  }

  /// Where the first sign between two dates is: two points, or several, or one sign that means as much.
  private static func firstSign(in scalars: [Unicode.Scalar]) -> Range<Int>? {
    func isPoint(_ index: Int) -> Bool { index < scalars.count && [".", "．", "。"].contains(scalars[index]) }
    for start in scalars.indices {
      var end = start
      switch scalars[start] {
      case "…", "⋯", "~", "～", "〜", "至", "—":
        while end < scalars.count, scalars[end] == scalars[start] { end += 1 }
        return start..<end
      default:
        guard isPoint(start), isPoint(start + 1) else { continue }
        while isPoint(end) { end += 1 }
        return start..<end
      }
    }
    return nil
  }

  /// - Returns: nil for what is no date, and for no date at all nil in it.
  private static func end(_ part: ArraySlice<Unicode.Scalar>) -> CivilDate?? {
    if part.isEmpty { return .some(nil) }
    return (CivilDate(String(String.UnicodeScalarView(part))) ?? month(Array(part))).map { .some($0) }
  }

  /// 201610.
  private static func month(_ scalars: [Unicode.Scalar]) -> CivilDate? {
    guard scalars.count == 6, let number = Int(String(String.UnicodeScalarView(scalars))), number > 0 else {
      return nil
    }
    return CivilDate(year: number / 100, month: number % 100)
  }

  /// The numbers of its dates, as `CivilDate.number` gives them; 0, which is no date, is not among them.
  public var numbers: ClosedRange<UInt32> {
    (first?.number ?? 1)...(last?.coveredNumbers.upperBound ?? 99_999_999)
  }

  public func contains(_ date: CivilDate) -> Bool { numbers.contains(date.number) }
}

extension DateRange: CustomStringConvertible {
  public var description: String {
    if let first, first == last { return first.description }
    return (first?.description ?? "") + ".." + (last?.description ?? "")
  }
}
