/// A day of the Gregorian calendar, or a month or year of which no more is known.
///
/// Written as a literal it is the number that is stored: `20_161_005` is 2016-10-05, `20_160_000` the year 2016.
public struct CivilDate: Hashable, Sendable {
  /// Year * 10,000 + month * 100 + day; month and day are 0 when unknown. It orders dates, one of which no more than the
  /// year is known before those of that year.
  public let number: UInt32

  /// Years that can be stored.
  public static let years = 1...9999

  /// - Returns: nil for a day that there is not, and for a day without a month.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard Self.years.contains(year) else { return nil }
    if let month {
      guard (1...12).contains(month), day.map({ (1...Self.days(ofMonth: month, year)).contains($0) }) ?? true
      else { return nil }
    } else if day != nil {
      return nil
    }
    number = UInt32(year * 10_000 + (month ?? 0) * 100 + (day ?? 0))
  }

  /// - Parameter number: as `number` gives it.
  /// - Returns: nil for 0 and for other numbers that are no date.
  public init?(number: UInt32) {
    let (year, month, day) = (Int(number / 10_000), Int(number / 100 % 100), Int(number % 100))
    self.init(year: year, month: month == 0 ? nil : month, day: day == 0 ? nil : day)
  }

  public var year: Int { Int(number / 10_000) }
  /// 1 to 12, or nil when it is unknown.
  public var month: Int? { number / 100 % 100 == 0 ? nil : Int(number / 100 % 100) }
  /// 1 to 31, or nil when it is unknown.
  public var day: Int? { number % 100 == 0 ? nil : Int(number % 100) }

  /// The numbers of the dates that it covers: 2016 covers its months and days, and itself.
  public var coveredNumbers: ClosedRange<UInt32> {
    if day != nil { return number...number }
    return number...(number + (month == nil ? 9999 : 99))
  }

  private static func days(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate: Comparable {
  public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

extension CivilDate: ExpressibleByIntegerLiteral {
  /// - Precondition: the literal is the `number` of a date.
  public init(integerLiteral value: UInt32) {
    guard let date = Self(number: value) else {
      preconditionFailure("\(value) is no date: write year * 10,000 + month * 100 + day")
    }
    self = date
  }
}

extension CivilDate: CustomStringConvertible, LosslessStringConvertible {
  /// 2016-10-05, 2016-10, 2016.
  public var description: String {
    // Digit by digit: the hits of one search have twenty dates.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    func append(_ value: Int, _ digitCount: Int) {
      var unit = 1
      for _ in 1..<digitCount { unit *= 10 }
      while unit > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / unit % 10))
        unit /= 10
      }
    }
    append(year, 4)
    for part in [month, day] {
      guard let part else { continue }
      bytes.append(UInt8(ascii: "-"))
      append(part, 2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a date as people type it: 2016, 2016-10, 2016/10/5, 20161005, 2016年10月5日, full-width figures and signs too.
  /// - Returns: nil for what is no date.
  public init?(_ text: String) {
    var numbers: [Int] = []
    var lengths: [Int] = []
    var isInNumber = false
    for scalar in text.unicodeScalars {
      // The full-width forms of ASCII lie together.
      let plain = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
      switch Unicode.Scalar(plain) ?? scalar {
      case "0"..."9":
        if !isInNumber {
          guard numbers.count < 3 else { return nil }
          numbers.append(0)
          lengths.append(0)
        }
        isInNumber = true
        guard lengths[lengths.count - 1] < 8 else { return nil }
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(plain - 0x30)
        lengths[lengths.count - 1] += 1
      case "-", "/", ".", "年", "月", "日", "号":
        guard isInNumber else { return nil }
        isInNumber = false
      default: return nil
      }
    }
    let endsInSign = !isInNumber && "-/.－／．".unicodeScalars.contains(text.unicodeScalars.last ?? "-")
    guard !endsInSign, let length = lengths.first else { return nil }
    if numbers.count == 1, length == 8 {
      self.init(number: UInt32(numbers[0]))
      guard day != nil else { return nil }
      return
    }
    guard length == 4 else { return nil }
    self.init(
      year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
  }
}

/// As text: `"2016-10-05"`.
extension CivilDate: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = CivilDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no date")
    }
    self = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
