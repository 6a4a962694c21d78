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

  /// Reads 2016, 2016-10, 2016..2018, 2016-10.., ..2015; the dates as `CivilDate.init(_:)` reads them.
  /// - Returns: nil for what is no range, for two open ends, and for an empty range.
  public init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    func isPoint(_ index: Int) -> Bool { index < scalars.count && [".", "．", "。"].contains(scalars[index]) }
    guard let split = scalars.indices.first(where: { isPoint($0) && isPoint($0 + 1) }) else {
      guard let date = CivilDate(text) else { return nil }
      self.init(date)
      return
    }
    func end(_ part: ArraySlice<Unicode.Scalar>) -> CivilDate?? {
      if part.isEmpty { return .some(nil) }
      return CivilDate(String(String.UnicodeScalarView(part))).map { .some($0) }
    }
    guard let first = end(scalars[..<split]), let last = end(scalars[(split + 2)...]), first != nil || last != nil
    else { return nil }
    self.init(from: first, through: last)
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
