/// What was read over or mended while texts became searchable. The stored texts are not changed.
public struct Repairs: Sendable, Equatable {
  /// Pinyin annotations such as the bracket in 農(nóng)村, read over.
  public var pinyinAnnotations = 0
  /// Zero-width characters, soft hyphens, variation selectors and the like, read over.
  public var invisibleCharacters = 0
  /// Control characters, read over.
  public var controlCharacters = 0
  /// Radicals and compatibility ideographs, read as the ordinary character.
  public var radicals = 0
  /// `&&` between Han, where a page lost an inline element, read over.
  public var ampersands = 0
  /// Line ends inside a paragraph, read over.
  public var joinedLines = 0
  /// Private-use characters, searchable only as themselves.
  public var privateUseCharacters = 0
  /// U+FFFD in the texts: characters that were lost before.
  public var replacementCharacters = 0

  public init() {}

  /// In a fixed order.
  package static let counts: [any WritableKeyPath<Repairs, Int> & Sendable] = [
    \.pinyinAnnotations, \.invisibleCharacters, \.controlCharacters, \.radicals, \.ampersands, \.joinedLines,
    \.privateUseCharacters, \.replacementCharacters,
  ]

  package static func += (a: inout Self, b: Self) {
    a.pinyinAnnotations += b.pinyinAnnotations
    a.invisibleCharacters += b.invisibleCharacters
    a.controlCharacters += b.controlCharacters
    a.radicals += b.radicals
    a.ampersands += b.ampersands
    a.joinedLines += b.joinedLines
    a.privateUseCharacters += b.privateUseCharacters
    a.replacementCharacters += b.replacementCharacters
  }

  package static func - (a: Self, b: Self) -> Self {
    var difference = a
    difference.pinyinAnnotations -= b.pinyinAnnotations
    difference.invisibleCharacters -= b.invisibleCharacters
    difference.controlCharacters -= b.controlCharacters
    difference.radicals -= b.radicals
    difference.ampersands -= b.ampersands
    difference.joinedLines -= b.joinedLines
    difference.privateUseCharacters -= b.privateUseCharacters
    difference.replacementCharacters -= b.replacementCharacters
    return difference
  }

  /// Name and count of each kind, in a fixed order.
  public var all: [(name: String, count: Int)] {
    [
      ("pinyin annotations", pinyinAnnotations), ("invisible characters", invisibleCharacters),
      ("control characters", controlCharacters), ("radicals and compatibility forms", radicals),
      ("&& between Han", ampersands), ("line ends inside paragraphs", joinedLines),
      ("private-use characters", privateUseCharacters),
      ("replacement characters", replacementCharacters),
    ]
  }
}
