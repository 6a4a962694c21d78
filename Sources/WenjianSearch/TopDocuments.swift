import WenjianIndex
import WenjianSegment

/// Whether a document matches the query or only resembles it.
package enum HitTier: Int, Sendable, Equatable {
  case match = 0
  case related = 1
}

/// One document of a result.
package struct RankedDocument: Sendable, Equatable {
  /// Which segment of the snapshot.
  package var view: Int
  package var document: Int
  package var score: Float
  /// Occurrences of the query's strings in the document; 0 for related documents.
  package var occurrences: Int
  package var tier: HitTier
}

/// Keeps the best documents of a query. Ties fall the same way every time: first the script of the query, then
/// the later date, then the key.
struct TopDocuments {
  private let snapshot: IndexSnapshot
  private let capacity: Int
  private let prefersTraditional: Bool
  /// A binary heap with the worst on top.
  private var heap: [RankedDocument] = []

  init(_ snapshot: IndexSnapshot, capacity: Int, prefersTraditional: Bool) {
    self.snapshot = snapshot
    self.capacity = capacity
    self.prefersTraditional = prefersTraditional
  }

  /// The score that a document must reach to be kept; minus infinity while there is room.
  var threshold: Float {
    heap.count < capacity ? -.infinity : heap.first?.score ?? .infinity
  }

  mutating func offer(_ candidate: RankedDocument) {
    if heap.count < capacity {
      heap.append(candidate)
      siftUp(heap.count - 1)
    } else if let worst = heap.first, isBetter(candidate, than: worst) {
      heap[0] = candidate
      siftDown(0)
    }
  }

  /// The kept documents, best first.
  func sorted() -> [RankedDocument] { heap.sorted { isBetter($0, than: $1) } }

  func isBetter(_ a: RankedDocument, than b: RankedDocument) -> Bool {
    if a.score != b.score { return a.score > b.score }
    let first = snapshot.views[a.view].segment.documents
    let second = snapshot.views[b.view].segment.documents
    let scriptA = distance(first.script(of: a.document))
    let scriptB = distance(second.script(of: b.document))
    if scriptA != scriptB { return scriptA < scriptB }
    let dateA = first.date(of: a.document)
    let dateB = second.date(of: b.document)
    if dateA != dateB { return dateA > dateB }
    return isBefore(first.keyBytes(of: a.document), second.keyBytes(of: b.document))
  }

  private func distance(_ script: UInt8) -> UInt8 { prefersTraditional ? 2 - min(script, 2) : script }

  private func isBefore(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    let shared = min(a.count, b.count)
    for index in 0..<shared where a[index] != b[index] { return a[index] < b[index] }
    return a.count < b.count
  }

  private mutating func siftUp(_ from: Int) {
    var child = from
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBetter(heap[parent], than: heap[child]) else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown(_ from: Int) {
    var parent = from
    while true {
      var worst = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if isBetter(heap[worst], than: heap[child]) { worst = child }
      }
      if worst == parent { return }
      heap.swapAt(worst, parent)
      parent = worst
    }
  }
}
