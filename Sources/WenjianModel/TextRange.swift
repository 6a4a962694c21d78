/// A place in an original text in the three units that programs count in.
public struct TextPlace: Sendable, Hashable, Codable {
  /// UTF-8 bytes from the start of the document.
  public var utf8: Int
  /// UTF-16 units from the start of the document, as JavaScript and Java count.
  public var utf16: Int
  /// Unicode scalars from the start of the document, as Python counts. Damaged bytes count as the U+FFFD that replaces
  /// them.
  public var scalar: Int

  public init(utf8: Int = 0, utf16: Int = 0, scalar: Int = 0) {
    self.utf8 = utf8
    self.utf16 = utf16
    self.scalar = scalar
  }
}

/// A stretch of an original text.
public struct TextRange: Sendable, Hashable, Codable {
  public var start: TextPlace
  /// Behind the last character.
  public var end: TextPlace

  public init(start: TextPlace, end: TextPlace) {
    self.start = start
    self.end = end
  }
}

extension TextRange {
  /// The range counted from the start of another one, that of the passage that it lies in.
  /// - Returns: nil when it does not lie in the other one.
  public func relative(to other: TextRange) -> TextRange? {
    func difference(_ place: TextPlace) -> TextPlace? {
      let (utf8, isTooMuch8) = place.utf8.subtractingReportingOverflow(other.start.utf8)
      let (utf16, isTooMuch16) = place.utf16.subtractingReportingOverflow(other.start.utf16)
      let (scalar, isTooMuch) = place.scalar.subtractingReportingOverflow(other.start.scalar)
      guard !isTooMuch8, !isTooMuch16, !isTooMuch, utf8 >= 0, utf16 >= 0, scalar >= 0 else { return nil }
      return TextPlace(utf8: utf8, utf16: utf16, scalar: scalar)
    }
    guard let start = difference(start), let end = difference(end), self.end.utf8 <= other.end.utf8,
      start.utf8 <= end.utf8, start.utf16 <= end.utf16, start.scalar <= end.scalar
    else { return nil }
    return TextRange(start: start, end: end)
  }
}
