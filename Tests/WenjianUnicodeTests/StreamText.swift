// A simple splitter from raw text to stream elements, and what ICU says about them, for the tests.

@testable import WenjianUnicode

/// Elements of stretches of text, as the stream would give them, and the texts of their runs.
struct StreamText {
  /// The elements of each stretch.
  var stretches: [[UInt32]] = []
  private(set) var runs: [[UInt8]] = []
  private var ordinals: [[UInt8]: UInt32] = [:]

  static let firstRun: UInt32 = 0x110000

  /// The element that stands for an alphanumeric run.
  mutating func run(_ text: String) -> UInt32 {
    let bytes = Array(text.utf8)
    if let ordinal = ordinals[bytes] { return ordinal }
    let ordinal = Self.firstRun + UInt32(runs.count)
    ordinals[bytes] = ordinal
    runs.append(bytes)
    return ordinal
  }

  /// Adds a text, one stretch for each line: `[a-z0-9]+` and numbers with inner dots become runs,
  /// whitespace is dropped (between two runs it only separates them), a scalar with an entry in
  /// `fold` becomes another.
  mutating func add(_ text: [UInt8], folding fold: [UInt32: UInt32] = [:]) {
    var stretch: [UInt32] = []
    var open = ""
    func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { "0"..."9" ~= $0 } ?? false }
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    for (index, original) in scalars.enumerated() {
      var scalar = original
      if "A"..."Z" ~= scalar { scalar = Unicode.Scalar(scalar.value + 32) ?? scalar }
      let isInner =
        scalar == "." && isDigit(open.unicodeScalars.last) && index + 1 < scalars.count
        && isDigit(scalars[index + 1])
      if isDigit(scalar) || "a"..."z" ~= scalar || isInner {
        open.unicodeScalars.append(scalar)
        continue
      }
      if !open.isEmpty {
        stretch.append(run(open))
        open = ""
      }
      if scalar == "\n" {
        if !stretch.isEmpty { stretches.append(stretch) }
        stretch = []
      } else if scalar != " ", scalar != "\r", scalar != "\t", scalar != "\u{3000}" {
        stretch.append(fold[scalar.value] ?? scalar.value)
      }
    }
    if !open.isEmpty { stretch.append(run(open)) }
    if !stretch.isEmpty { stretches.append(stretch) }
  }

  /// The text of a stretch by the contract of `WordSegmenter.markBoundaries`, in UTF-16, and where
  /// each element begins.
  func text(of stretch: [UInt32]) -> (units: [UInt16], starts: [Int32]) {
    var units: [UInt16] = []
    var starts: [Int32] = []
    for (index, element) in stretch.enumerated() {
      let isRun = element >= Self.firstRun
      if isRun, index > 0, stretch[index - 1] >= Self.firstRun { units.append(0x20) }
      starts.append(Int32(units.count))
      if isRun {
        let bytes = runs[Int(element - Self.firstRun)]
        units.append(contentsOf: String(decoding: bytes, as: UTF8.self).utf16)
      } else if let scalar = Unicode.Scalar(element) {
        units.append(contentsOf: UTF16.encode(scalar)!)
      }
    }
    return (units, starts)
  }

  /// The boundaries of a stretch as ICU's break iterator finds them.
  func expectedBoundaries(of stretch: [UInt32], by reference: WordBreakReference) throws -> [UInt8] {
    let (units, starts) = text(of: stretch)
    var isBoundary = [Bool](repeating: false, count: units.count + 1)
    for offset in try reference.boundaries(of: units) { isBoundary[Int(offset)] = true }
    return starts.map { isBoundary[Int($0)] ? 1 : 0 }
  }

  /// The boundaries of a stretch as the segmenter marks them, in a buffer that held other values
  /// before and whose neighbours must stay untouched.
  func boundaries(
    of stretch: [UInt32], by segmenter: inout WordSegmenter, _ runTexts: RunTexts? = nil
  ) throws -> [UInt8] {
    let runTexts = runTexts ?? RunTexts(self)
    var marks = [UInt8](repeating: 0xA5, count: stretch.count + 2)
    try marks.withUnsafeMutableBufferPointer { marks in
      try stretch.withUnsafeBufferPointer { elements in
        if let base = elements.baseAddress {
          try segmenter.markBoundaries(
            elements: base, count: elements.count, runText: { runTexts[$0] },
            boundaries: marks.baseAddress! + 1)
        }
      }
    }
    precondition(marks.first == 0xA5 && marks.last == 0xA5, "written outside the buffer")
    return Array(marks.dropFirst().dropLast())
  }
}

/// The texts of runs at places that do not move.
final class RunTexts {
  private let buffers: [UnsafeMutableBufferPointer<UInt8>]

  init(_ text: StreamText) {
    buffers = text.runs.map { bytes in
      let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
      _ = buffer.initialize(from: bytes)
      return buffer
    }
  }

  deinit {
    for buffer in buffers { buffer.deallocate() }
  }

  subscript(run: UInt32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(buffers[Int(run - StreamText.firstRun)])
  }
}
