// What occurrences are sorted by when their contexts decide.

import WenjianIndex
import WenjianSearch
import WenjianSegment
import WenjianStream

/// The contexts of all occurrences on one side, as bytes that compare as the contexts do. Some hundred bytes each, in one
/// buffer.
struct ContextKeys {
  private var bytes: [UInt8] = []
  /// Where the key of each occurrence ends.
  private var ends: [Int] = []

  /// - Complexity: reads the text around each occurrence.
  init(_ places: OccurrencePlaces, _ options: ConcordanceOptions, _ searcher: Searcher) throws {
    var readers = ReaderPool(searcher)
    ends.reserveCapacity(places.count)
    var steps = StepCounter(searcher.control)
    for number in 0..<places.count {
      try steps.step()
      let place = places.placeInText(number)
      let reader = readers.reader(ofView: place.document.view)
      let length = searcher.snapshot.views[place.document.view].segment.documents
        .positions(of: place.document.document).count
      // Barriers that are read over are no elements of the context.
      let reach = ConcordanceOrder.sortedElements * (options.crossesParagraphs ? 2 : 1)
      let (start, end) = (place.positions.lowerBound, place.positions.upperBound)
      // With an element of the match: the barrier at the end of a text lies in no block by itself.
      if options.order == .leftContext {
        let range = max(0, start - reach)..<(start + 1)
        append(
          try reader.elements(document: place.document.document, positions: range).dropLast().reversed(), options)
      } else {
        let range = (end - 1)..<min(length, end + reach)
        append(try Array(reader.elements(document: place.document.document, positions: range).dropFirst()), options)
      }
      ends.append(bytes.count)
    }
  }

  private mutating func append(_ elements: [AnalyzedElement], _ options: ConcordanceOptions) {
    var count = 0
    for element in elements where count < ConcordanceOrder.sortedElements {
      if element == .barrier {
        if options.crossesParagraphs { continue }
        return
      }
      bytes.append(contentsOf: element.text.utf8)
      // No text holds a zero byte: what ends first comes first.
      bytes.append(0)
      count += 1
    }
  }

  /// The numbers of the occurrences in the order of their keys, equal ones as they are.
  /// - Parameter edges: of stretches that are sorted each by itself.
  func order(within edges: [Int], _ steps: consuming StepCounter) throws -> [Int] {
    func key(_ number: Int) -> ArraySlice<UInt8> { bytes[(number > 0 ? ends[number - 1] : 0)..<ends[number]] }
    var order: [Int] = []
    order.reserveCapacity(ends.count)
    for (low, high) in zip(edges, edges.dropFirst()) {
      order += try (low..<high).sorted { a, b in
        try steps.step()
        let (first, second) = (key(a), key(b))
        if first == second { return a < b }
        return first.lexicographicallyPrecedes(second)
      }
    }
    return order
  }
}

/// A reader of texts for each segment, made when it is asked for.
struct ReaderPool {
  private let searcher: Searcher
  private var readers: [DocumentTextReader?]

  init(_ searcher: Searcher) {
    self.searcher = searcher
    readers = Array(repeating: nil, count: searcher.snapshot.views.count)
  }

  mutating func reader(ofView view: Int) -> DocumentTextReader {
    if let reader = readers[view] { return reader }
    let reader = searcher.textReader(view: view)
    readers[view] = reader
    return reader
  }
}
