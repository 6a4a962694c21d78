// A text as it is compared: the elements of its search stream, each with the bytes that it comes from.

import WenjianStream
import WenjianText

/// Gives equal runs of letters and figures one number, so that elements of two texts are compared as numbers.
package struct ElementNumbers {
  private var runs: [[UInt8]: UInt32] = [:]

  package init() {}

  fileprivate mutating func number(of element: AnalyzedElement) -> UInt32 {
    switch element {
    // Fonts show both alike, and input methods mix them up; the first, a knee cover, is in no law.
    case .scalar("巿"): return ("市" as Unicode.Scalar).value
    case .scalar(let scalar): return scalar
    case .barrier: return StreamElement.barrier
    case .run(let bytes):
      if let known = runs[bytes] { return known }
      let number = StreamElement.firstRun + UInt32(runs.count)
      runs[bytes] = number
      return number
    }
  }
}

/// The elements of a text without its barriers. Script, variants, width, white space and line ends are gone, as they are
/// for a search.
package struct TextElements: Sendable {
  /// By element.
  package private(set) var codes: [UInt32] = []
  /// The bytes of the text that each comes from.
  package private(set) var byteRanges: [Range<Int>] = []
  /// The elements before which a paragraph begins, ascending.
  package private(set) var paragraphStarts: [Int] = []

  package init(_ text: String, _ numbers: inout ElementNumbers) {
    let items = analyze(text).items
    codes.reserveCapacity(items.count)
    byteRanges.reserveCapacity(items.count)
    for item in items {
      let code = numbers.number(of: item.element)
      if code == StreamElement.barrier {
        if paragraphStarts.last != codes.count { paragraphStarts.append(codes.count) }
      } else {
        codes.append(code)
        byteRanges.append(item.byteRange)
      }
    }
  }

  package var count: Int { codes.count }

  /// The elements that begin in a range of bytes.
  /// - Complexity: logarithmic in the elements.
  package func elements(in bytes: Range<Int>) -> Range<Int> {
    let start = firstElement(from: bytes.lowerBound)
    return start..<max(start, firstElement(from: bytes.upperBound))
  }

  private func firstElement(from byteOffset: Int) -> Int {
    var (low, high) = (0, byteRanges.count)
    while low < high {
      let middle = (low + high) / 2
      if byteRanges[middle].lowerBound < byteOffset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The bytes of a range of elements; for none empty, behind the element before.
  package func bytes(of elements: Range<Int>) -> Range<Int> {
    guard let last = elements.last else {
      let byteOffset = elements.lowerBound > 0 ? byteRanges[elements.lowerBound - 1].upperBound : 0
      return byteOffset..<byteOffset
    }
    let start = byteRanges[elements.lowerBound].lowerBound
    return start..<max(start, byteRanges[last].upperBound)
  }

  /// Whether an element says something: Han, letters and figures; marks only set them apart.
  package static func isWord(_ code: UInt32) -> Bool {
    if isHan(code) || code >= StreamElement.firstRun { return true }
    guard code >= 0x80, let scalar = Unicode.Scalar(code) else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
