/// A place in an original text in the three units that programs count in.
public struct TextPlace: Sendable, Hashable {
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
public struct TextRange: Sendable, Hashable {
  public var start: TextPlace
  /// Behind the last character.
  public var end: TextPlace

  public init(start: TextPlace, end: TextPlace) {
    self.start = start
    self.end = end
  }
}
