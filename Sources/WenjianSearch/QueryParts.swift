// The words and grams of a query's strings.

package import WenjianStream
import WenjianUnicode

/// Pairs of neighbours without punctuation, and runs on their own.
func gramRanges(of elements: [AnalyzedElement]) -> [Range<Int>] {
  func isWordLike(_ element: AnalyzedElement) -> Bool {
    guard case .scalar(let scalar) = element else { return false }
    return foldEntry(of: scalar).kind == FoldKind.symbol
  }
  var ranges: [Range<Int>] = []
  for index in elements.indices {
    if case .run = elements[index] {
      ranges.append(index..<(index + 1))
    } else if index + 1 < elements.count, isWordLike(elements[index]),
      case .scalar = elements[index + 1], isWordLike(elements[index + 1])
    {
      ranges.append(index..<(index + 2))
    }
  }
  return ranges
}

/// The words of a query string, by ICU; none where its dictionary cannot be read.
func queryWordRanges(of elements: [AnalyzedElement]) -> [Range<Int>] {
  guard !elements.isEmpty, let dictionary = try? WordDictionary.forQueries() else { return [] }
  return (try? wordRanges(of: elements, dictionary)) ?? []
}

private func wordRanges(
  of elements: [AnalyzedElement], _ dictionary: WordDictionary
) throws -> [Range<Int>] {
  var codes: [UInt32] = []
  var runs: [[UInt8]] = []
  for element in elements {
    switch element {
    case .scalar(let scalar): codes.append(scalar)
    case .run(let bytes):
      codes.append(StreamElement.firstRun + UInt32(runs.count))
      runs.append(bytes)
    case .barrier: codes.append(StreamElement.barrier)
    }
  }
  var boundaries = [UInt8](repeating: 0, count: codes.count)
  var segmenter = WordSegmenter(dictionary)
  let store = RunBytes(runs)
  try codes.withUnsafeBufferPointer { codes in
    try boundaries.withUnsafeMutableBufferPointer { boundaries in
      guard let codes = codes.baseAddress, let marks = boundaries.baseAddress else { return }
      try segmenter.markBoundaries(
        elements: codes, count: elements.count,
        runText: { store.bytes(Int($0 &- StreamElement.firstRun)) }, boundaries: marks)
    }
  }
  var ranges: [Range<Int>] = []
  var start = 0
  for index in 1...elements.count where index == elements.count || boundaries[index] != 0 {
    ranges.append(start..<index)
    start = index
  }
  return ranges
}

/// Owns the bytes of a query's runs at fixed addresses.
private final class RunBytes {
  private let storage: [UnsafeMutableRawBufferPointer]

  init(_ runs: [[UInt8]]) {
    storage = runs.map { run in
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: run.count, alignment: 1)
      bytes.copyBytes(from: run)
      return bytes
    }
  }

  deinit { for bytes in storage { bytes.deallocate() } }

  func bytes(_ index: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage[index]) }
}

/// Whether a word starts at each element of an analysed text, barriers included.
package func wordStarts(_ elements: [AnalyzedElement]) throws -> [Bool] {
  let dictionary = try WordDictionary.forQueries()
  var starts = [Bool](repeating: false, count: elements.count)
  var stretch = 0
  while stretch < elements.count {
    let end = elements[stretch...].firstIndex(of: .barrier) ?? elements.count
    if end > stretch {
      let words = try wordRanges(of: Array(elements[stretch..<end]), dictionary)
      for word in words { starts[stretch + word.lowerBound] = true }
    }
    if end < elements.count { starts[end] = true }
    stretch = end + 1
  }
  return starts
}
