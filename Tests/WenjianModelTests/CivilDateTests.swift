import Testing
import WenjianModel

@Suite("A date, as far as it is known")
struct CivilDateTests {
  @Test("is what its number says, and numbers that are no date are none")
  func numbers() {
    var dates: [CivilDate] = []
    for number in UInt32(20_120_000)...20_210_000 {
      guard let date = CivilDate(number: number) else { continue }
      if date.year == 2016 { dates.append(date) }
      #expect(date.number == number)
      #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
    }
    // A leap year: the year, twelve months, 366 days.
    #expect(dates.count == 1 + 12 + 366)
    #expect(dates == dates.sorted())
    for number: UInt32 in [0, 1, 101, 20_161_301, 20_160_230, 20_170_229, 20_160_005, 100_000_101, .max] {
      #expect(CivilDate(number: number) == nil, "\(number)")
    }
    #expect(CivilDate(year: 2016, day: 3) == nil && CivilDate(year: 0) == nil && CivilDate(year: 10_000) == nil)
  }

  @Test("comes back from what it is written as")
  func description() {
    for (date, text) in [
      (20_161_005, "2016-10-05"), (20_161_000, "2016-10"), (20_160_000, "2016"), (9_870_101, "0987-01-01"),
    ] as [(CivilDate, String)] {
      #expect(date.description == text)
      #expect(CivilDate(text) == date)
    }
  }

  @Test(
    "is read as people type it",
    arguments: [
      ("2016-10-5", 20_161_005), ("2016/10/05", 20_161_005), ("2016.10", 20_161_000), ("20161005", 20_161_005),
      ("2016年", 20_160_000), ("2016年10月", 20_161_000), ("2016年10月5日", 20_161_005), ("２０１６－１０", 20_161_000),
      ("2016-02-29", 20_160_229),
    ] as [(String, CivilDate)])
  func typed(text: String, date: CivilDate) { #expect(CivilDate(text) == date) }

  @Test(
    "is none where there is no such day, or more than a day",
    arguments: [
      "", "16", "201610", "2016-13", "2016-02-30", "2017-02-29", "2016-", "-2016", "2016--10", "2016-10-5-1",
      "10-05-2016", "2016x", "2016 10", "２０１６－", "20161300", "20160000", "99999999999999999999",
    ])
  func refused(text: String) { #expect(CivilDate(text) == nil) }

  @Test("of which less is known covers the days it may be")
  func coverage() {
    for (text, inside, outside) in [
      ("2016", ["2016", "2016-01", "2016-12-31"], ["2015-12-31", "2017", "2017-01-01"]),
      ("2016-10", ["2016-10", "2016-10-01", "2016-10-31"], ["2016", "2016-09-30", "2016-11", "2016-11-01"]),
      ("2016-10-05", ["2016-10-05"], ["2016-10", "2016-10-04", "2016-10-06"]),
      ("2016..2018", ["2016", "2016-01-01", "2018", "2018-12-31"], ["2015-12-31", "2019"]),
      ("2016-10..2017", ["2016-10-01", "2017", "2017-12-31"], ["2016", "2016-09-30", "2018"]),
      ("..2015", ["1949-10-01", "2015-12-31"], ["2016", "2016-01-01"]),
      ("2016..", ["2016", "2100-01-01"], ["2015-12-31"]),
      ("2016。。2018", ["2017"], ["2019"]), ("2016．．2018", ["2017"], ["2019"]),
      ("2016-2-1..2016/2/29", ["2016-02-29"], ["2016-03"]),
    ] as [(String, [String], [String])] {
      guard let range = DateRange(text) else {
        Issue.record("\(text) is not read")
        continue
      }
      for date in inside.compactMap({ CivilDate($0) }) { #expect(range.contains(date), "\(date) in \(text)") }
      for date in outside.compactMap({ CivilDate($0) }) { #expect(!range.contains(date), "\(date) in \(text)") }
      #expect(!range.numbers.contains(0))
      #expect(DateRange(range.description) == range)
    }
    for text in ["", "..", "2018..2016", "2016..x", "2016-..2018", "a..b"] {
      #expect(DateRange(text) == nil, "\(text)")
    }
    // A year that begins in the range may be its end.
    #expect(DateRange(from: 20_160_300, through: 20_160_000) != nil)
    #expect(DateRange(from: 20_170_000, through: 20_160_000) == nil)
  }
}
