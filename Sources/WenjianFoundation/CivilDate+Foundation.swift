public import Foundation
public import Wenjian

extension DateComponents {
  /// The year, and the month and day where they are known, of the Gregorian calendar.
  public init(_ date: CivilDate) {
    self.init(calendar: Calendar(identifier: .gregorian), year: date.year, month: date.month, day: date.day)
  }
}

extension CivilDate {
  /// - Returns: nil without a year, for a day without a month, and for a day that there is not.
  public init?(_ components: DateComponents) {
    guard let year = components.year else { return nil }
    self.init(year: year, month: components.month, day: components.day)
  }

  /// The day that a moment lies in, of the Gregorian calendar.
  /// - Returns: nil for a year that is not one of `CivilDate.years`.
  public init?(_ date: Date, in timeZone: TimeZone = .current) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let parts = calendar.dateComponents([.era, .year, .month, .day], from: date)
    guard parts.era == 1 else { return nil }
    self.init(parts)
  }

  /// When it begins: of a month its first day, of a year the first of January.
  /// - Returns: nil where the calendar has no such moment.
  public func startDate(in timeZone: TimeZone = .current) -> Date? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    return calendar.date(from: DateComponents(year: year, month: month ?? 1, day: day ?? 1))
  }
}
