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
// SAFETY: there is room for four bytes, and of what was written as much is appended.
package func appendUTF8(of scalar: UInt32, to bytes: inout [UInt8]) {
  unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { room in
    guard let target = room.baseAddress else { return }
    let length = unsafe UTF8Writer.write(scalar, to: target)
    unsafe bytes.append(contentsOf: room[..<length])
  }
}
