// The day that a property of a record names.

extension DocumentProperty {
  /// Year * 10,000 + month * 100 + day for `2015-04-30`, `2015年4月30日`, `20150430` and what begins like them; nil for
  /// what is no day.
  package var day: UInt32? {
    var numbers: [UInt32] = []
    var digits = 0
    for scalar in value.unicodeScalars.prefix(24) {
      if let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil {
        if digits == 0 { numbers.append(0) }
        digits += 1
        guard digits <= 8 else { return nil }
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + UInt32(digit)
      } else {
        if numbers.count == 3 { break }
        digits = 0
      }
    }
    if numbers.count >= 1, numbers[0] > 9999 {
      return Self.day(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100)
    }
    guard numbers.count >= 3 else { return nil }
    return Self.day(numbers[0], numbers[1], numbers[2])
  }

  private static func day(_ year: UInt32, _ month: UInt32, _ day: UInt32) -> UInt32? {
    (1000...9999).contains(year) && (1...12).contains(month) && (1...31).contains(day)
      ? year * 10_000 + month * 100 + day : nil
  }
}
