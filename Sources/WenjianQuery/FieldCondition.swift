/// Conditions on the fields of a document: `issuer:国务院`, `date:2016..2018`, `field:主题=扶贫`.

/// A field that a query can name.
package enum QueryField: Hashable, Sendable {
  case title
  /// The day of publication, or of signature where that is all there is.
  case date
  /// The day of signature.
  case signed
  case source
  case author
  case issuer
  case documentNumber
  case kind
  /// The key of the document: for files the path below the indexed directory.
  case path
  /// A field of the caller's own, by its name.
  case custom(String)

  /// The fields with a name of their own, as it is typed before the colon.
  static let named: [(name: String, field: QueryField)] = [
    ("title", .title), ("date", .date), ("signed", .signed), ("source", .source), ("author", .author),
    ("issuer", .issuer), ("docno", .documentNumber), ("kind", .kind), ("path", .path),
  ]

  /// As it is typed, with its colon or `=`.
  var prefix: String {
    if case .custom(let name) = self { return "field:" + QueryString.quotedIfNeeded(name) + "=" }
    return (Self.named.first { $0.field == self }?.name ?? "") + ":"
  }

  /// Whether its values are days.
  package var isDate: Bool { self == .date || self == .signed }
}

/// What a value must be.
package enum FieldTest: Equatable, Sendable {
  /// `issuer:国务院`: the value, folded, holds the text, folded. For `path`, which is folded alike: the path is that
  /// text, or begins with it and a slash, or matches it when it has wildcards: `*` any characters, `?` one.
  case holds(String)
  /// `issuer:=国务院`: the value, folded, is the text, folded; of several values in one field, one of them.
  case equals(String)
  /// `date:2016..2018`.
  case days(DayRange)
  /// `issuer:*`: the document has the field.
  case isPresent
}

/// Days from one to another, both included, as year * 10,000 + month * 100 + day. A day that is only known by its year
/// or its month has zeros there, and lies before the first of its month.
package struct DayRange: Equatable, Hashable, Sendable {
  /// 1 where the range has no beginning, so that documents without a day, 0, are outside.
  package let first: UInt32
  package let last: UInt32

  package init(first: UInt32, last: UInt32) {
    self.first = first
    self.last = last
  }

  package func contains(_ day: UInt32) -> Bool { first <= day && day <= last }
}

/// A field and what its value must be.
package struct FieldCondition: Equatable, Sendable {
  package let field: QueryField
  package let test: FieldTest
  /// Where the condition stands in the UTF-8 of the query, the name of the field included.
  package let byteRange: Range<Int>

  package init(field: QueryField, test: FieldTest, byteRange: Range<Int>) {
    self.field = field
    self.test = test
    self.byteRange = byteRange
  }
}

extension FieldCondition: CustomStringConvertible {
  /// The condition as it can be typed.
  package var description: String {
    switch test {
    case .isPresent: field.prefix + "*"
    case .holds(let text): field.prefix + QueryString.quotedIfNeeded(text)
    case .equals(let text): field.prefix + "=" + QueryString.quotedIfNeeded(text)
    case .days(let range): field.prefix + range.description
    }
  }
}

extension DayRange: CustomStringConvertible {
  package var description: String {
    let (low, high) = (Self.spelled(first, isLast: false), Self.spelled(last, isLast: true))
    return low == high && !low.isEmpty ? low : low + ".." + high
  }

  /// - Parameter isLast: a bound is the last day of what it says: of a year 20169999.
  private static func spelled(_ day: UInt32, isLast: Bool) -> String {
    if day == 1 || day == .max { return "" }
    let (year, month, dayOfMonth) = (day / 10_000, day / 100 % 100, day % 100)
    let none: UInt32 = isLast ? 99 : 0
    func padded(_ number: UInt32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if month == none { return "\(year)" }
    return dayOfMonth == none ? "\(year)-\(padded(month))" : "\(year)-\(padded(month))-\(padded(dayOfMonth))"
  }
}

extension DayRange {
  /// Reads `2016`, `2016-10`, `2016-10-05`, `2016..2018`, `..2015`, `2016-10..`; digits, dots and strokes of any width,
  /// 年月日 and slashes between the parts, `…`, `~` and `至` for the dots, and `2016-2018`.
  /// - Returns: nil for anything else: a month above 12, a range that ends before it begins.
  init?(_ text: String) {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "０"..."９": plain.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFF10 + 0x30) ?? scalar)
      case "…", "⋯", "~", "～", "〜", "至", "—": plain += ".."
      case "．": plain += "."
      case "－", "–", "/", "／", "年", "月": plain += "-"
      case "日", "号", "號": break
      default: plain.unicodeScalars.append(scalar)
      }
    }
    // 2016年 ends in a stroke, and 2016年..2018年 has one before the dots.
    while plain.contains("-..") { plain = plain.replacing("-..", with: "..") }
    if plain.hasSuffix("-") { plain.removeLast() }
    while plain.contains("....") { plain = plain.replacing("....", with: "..") }
    let bounds = plain.split(separator: "..", omittingEmptySubsequences: false)
    switch bounds.count {
    case 1:
      if let day = Self.day(bounds[0]) {
        self.init(first: day.first, last: day.last)
      } else if let years = Self.years(bounds[0]) {
        self.init(first: years.lowerBound * 10_000, last: years.upperBound * 10_000 + 9_999)
      } else {
        return nil
      }
    case 2:
      guard !bounds[0].isEmpty || !bounds[1].isEmpty else { return nil }
      guard let low = bounds[0].isEmpty ? (1, 1) : Self.day(bounds[0]),
        let high = bounds[1].isEmpty ? (UInt32.max, UInt32.max) : Self.day(bounds[1]), low.first <= high.last
      else { return nil }
      self.init(first: low.first, last: high.last)
    default: return nil
    }
  }

  /// 2016-2018.
  private static func years(_ text: Substring) -> ClosedRange<UInt32>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let low = number(parts[0], digits: 4...4), let high = number(parts[1], digits: 4...4),
      low <= high, low > 0
    else { return nil }
    return low...high
  }

  /// The first and the last day of a year, a month or a day.
  private static func day(_ text: Substring) -> (first: UInt32, last: UInt32)? {
    var parts = text.split(separator: "-", omittingEmptySubsequences: false)
    // 20161005 and 201610, as file names have them.
    if parts.count == 1, text.count == 8 || text.count == 6, text.allSatisfy(\.isASCII) {
      parts = [text.prefix(4), text.dropFirst(4).prefix(2)] + (text.count == 8 ? [text.dropFirst(6)] : [])
    }
    guard (1...3).contains(parts.count), let year = number(parts[0], digits: 4...4), year > 0 else { return nil }
    if parts.count == 1 { return (year * 10_000, year * 10_000 + 9_999) }
    guard let month = number(parts[1], digits: 1...2), (1...12).contains(month) else { return nil }
    let low = year * 10_000 + month * 100
    if parts.count == 2 { return (low, low + 99) }
    guard let day = number(parts[2], digits: 1...2), (1...31).contains(day) else { return nil }
    return (low + day, low + day)
  }

  private static func number(_ text: Substring, digits: ClosedRange<Int>) -> UInt32? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return nil }
    return UInt32(text)
  }
}
