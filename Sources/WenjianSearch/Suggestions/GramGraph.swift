import WenjianDictionary
import WenjianIndex
import WenjianPostings
import WenjianSegment
import WenjianStream
import WenjianText

/// The elements of a snapshot as a graph, with an edge where two of them are side by side in some document. A path is a
/// string that may occur, at most as often as its rarest edge: so strings that were not typed are looked for without reading
/// a text.
///
/// Elements are numbered as in a `SearchString`. Counts are those of the lists, of deleted documents too.
struct GramGraph {
  private let segments: [Segment]
  private let views: [SegmentState]
  /// By segment: its scalars, by their identifiers.
  private let scalars: [[UInt32]]
  private let runs: [[UInt8]]

  /// - Parameter runs: those that elements of the strings name.
  /// - Complexity: linear in the distinct characters of each segment.
  init(_ segments: [SegmentState], runs: [[UInt8]]) {
    views = segments
    self.segments = views.map(\.view.segment)
    scalars = self.segments.map { segment in
      var scalars: [UInt32] = []
      scalars.reserveCapacity(segment.elements.scalarCount)
      segment.elements.forEachScalar { scalars.append($0) }
      return scalars
    }
    self.runs = runs
  }

  /// Scalars of all segments for which `isWanted` holds, ascending.
  func scalars(where isWanted: (UInt32) -> Bool) -> [UInt32] {
    var found = Set<UInt32>()
    for scalars in scalars { found.formUnion(scalars.lazy.filter(isWanted)) }
    return found.sorted()
  }

  /// How often an element occurs.
  func occurrences(of element: UInt32) throws -> Int {
    var sum = 0
    for state in views {
      guard let id = id(of: element, in: state.view.segment) else { continue }
      if let counts = state.view.counts(ofElement: id) {
        sum += counts.occurrences
      } else {
        for gram in state.view.segment.grams.row(id) { sum += try state.view.segment.positions(ofGram: gram).count }
      }
    }
    return sum
  }

  /// How often one element follows another.
  /// - Complexity: a look-up a segment.
  func occurrences(of first: UInt32, before second: UInt32) throws -> Int {
    var sum = 0
    for segment in segments {
      guard let first = id(of: first, in: segment), let second = id(of: second, in: segment),
        let gram = segment.grams.gram(first: first, second: second)
      else { continue }
      sum += try segment.positions(ofGram: gram).count
    }
    return sum
  }

  /// The scalars that follow an element and for which `isWanted` holds, with how often; each once.
  /// - Complexity: linear in the rows of the element.
  func successors(of element: UInt32, _ scratch: SearchScratch, where isWanted: (UInt32) -> Bool) throws -> [(
    element: UInt32, occurrences: Int
  )] {
    var sums: [UInt32: Int] = [:]
    for (number, segment) in segments.enumerated() {
      guard let first = id(of: element, in: segment) else { continue }
      var grams: [(gram: Int, scalar: UInt32)] = []
      segment.grams.forEachGram(inRow: first) { gram, second in
        guard second < scalars[number].count, case let scalar = scalars[number][second], isWanted(scalar) else {
          return
        }
        grams.append((gram, scalar))
      }
      for (gram, scalar) in grams {
        try scratch.checkpoint()
        sums[scalar, default: 0] += try segment.positions(ofGram: gram).count
      }
    }
    return sums.map { ($0.key, $0.value) }
  }

  private func id(of element: UInt32, in segment: Segment) -> Int? {
    if element < StreamElement.firstRun { return segment.elements.id(ofScalar: element) }
    return runs[Int(element - StreamElement.firstRun)].withUnsafeBytes { segment.elements.id(ofRun: $0) }
  }
}
