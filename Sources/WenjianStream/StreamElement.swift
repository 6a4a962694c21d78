import WenjianText

/// The numbers that stand for elements inside one batch or segment.
package enum StreamElement {
  /// Holds a position between paragraphs; cannot be typed, so no match crosses it. U+0000 itself never
  /// reaches a stream, it is a control character.
  package static let barrier: UInt32 = 0
  /// From here on an element is an alphanumeric run: the base plus the run's number.
  package static let firstRun: UInt32 = 0x11_0000
}

/// An element of a query or of an analysed text, on its own.
package enum AnalyzedElement: Hashable, Sendable {
  case scalar(UInt32)
  /// An alphanumeric run, folded, as UTF-8.
  case run([UInt8])
  case barrier

  /// The folded text of the element; empty for a barrier.
  package var text: String {
    switch self {
    case .scalar(let scalar): Unicode.Scalar(scalar).map { String($0) } ?? "\u{FFFD}"
    case .run(let bytes): String(decoding: bytes, as: UTF8.self)
    case .barrier: ""
    }
  }
}

/// Appends the UTF-8 of a folded scalar.
package func appendUTF8(of scalar: UInt32, to bytes: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { room in
    guard let target = room.baseAddress else { return }
    let length = UTF8Writer.write(scalar, to: target)
    bytes.append(contentsOf: room[..<length])
  }
}

/// What was read over or mended while a text became a stream. The text itself is never changed.
package struct RepairCounts: Equatable, Sendable {
  /// Pinyin annotations such as the bracket in 農(nóng)村.
  package var pinyinAnnotations = 0
  /// Zero-width characters, soft hyphens, variation selectors and the like.
  package var invisibles = 0
  package var controls = 0
  /// Radicals and compatibility ideographs read as the ideograph.
  package var radicals = 0
  /// `&&` between Han, where a page lost an inline element.
  package var ampersands = 0
  /// Line ends inside a paragraph that were read over.
  package var joinedLines = 0
  /// Private-use code points, kept and searchable as themselves.
  package var privateUse = 0
  /// U+FFFD, where an earlier program lost a character.
  package var replacements = 0

  package init() {}

  package static func += (a: inout Self, b: Self) {
    a.pinyinAnnotations += b.pinyinAnnotations
    a.invisibles += b.invisibles
    a.controls += b.controls
    a.radicals += b.radicals
    a.ampersands += b.ampersands
    a.joinedLines += b.joinedLines
    a.privateUse += b.privateUse
    a.replacements += b.replacements
  }
}
