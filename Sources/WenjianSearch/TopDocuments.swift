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
  /// 0 when the result is in another order than that of relevance.
  package var score: Float
  /// Occurrences of the query's strings in the document; 0 for related documents.
  package var occurrences: Int
  package var tier: HitTier
}

/// The best score first. Ties fall the same way every time: first the script of the query, then the later date, then
/// the key.
struct RelevanceOrder: ResultOrder {
  /// 16 bytes, so that the ten best lie in three cache lines.
  struct Entry: BitwiseCopyable {
    var score: Float
    var document: UInt32
    var view: UInt32
    var occurrences: UInt32
  }

  let snapshot: IndexSnapshot
  let prefersTraditional: Bool

  @inline(__always)
  func isBetter(_ a: Entry, than b: Entry) -> Bool {
    a.score != b.score ? a.score > b.score : isPreferred(a, to: b)
  }

  @inline(never)
  private func isPreferred(_ a: Entry, to b: Entry) -> Bool {
    let first = snapshot.views[Int(a.view)].segment.documents
    let second = snapshot.views[Int(b.view)].segment.documents
    let scriptA = distance(first.script(of: Int(a.document)))
    let scriptB = distance(second.script(of: Int(b.document)))
    if scriptA != scriptB { return scriptA < scriptB }
    let dateA = first.date(of: Int(a.document))
    let dateB = second.date(of: Int(b.document))
    if dateA != dateB { return dateA > dateB }
    return precedes(first.keyBytes(of: Int(a.document)), second.keyBytes(of: Int(b.document)))
  }

  /// How far a document's script is from the query's.
  func distance(_ script: UInt8) -> UInt8 { prefersTraditional ? 2 - min(script, 2) : script }
}

/// Whether bytes come before others in the order of bytes.
func precedes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  let shared = min(a.count, b.count)
  for index in 0..<shared where a[index] != b[index] { return a[index] < b[index] }
  return a.count < b.count
}

/// Collects the documents with the best scores.
struct TopDocuments: Collector {
  private var heap: BoundedHeap<RelevanceOrder>
  /// The score that a document must reach to be kept; minus infinity while there is room.
  private(set) var threshold: Float

  init(_ order: RelevanceOrder, capacity: Int, scratch: SearchScratch) {
    heap = BoundedHeap(capacity: capacity, order, in: scratch)
    threshold = capacity > 0 ? -.infinity : .infinity
  }

  var needs: CollectorNeeds { heap.capacity > 0 ? .scores : [] }

  mutating func collect(_ block: DocumentBlock) {
    guard let scores = block.scores else { return }
    let size = block.count
    var at = 0
    while at < size {
      // Eight at a time while none reaches the threshold.
      let low = SIMD4<Float>(repeating: threshold)
      while at &+ 8 <= size {
        let scores = UnsafeRawPointer(scores + at)
        let first = scores.loadUnaligned(as: SIMD4<Float>.self)
        let second = scores.loadUnaligned(fromByteOffset: 16, as: SIMD4<Float>.self)
        if any((first .>= low) .| (second .>= low)) { break }
        at &+= 8
      }
      let end = min(at &+ 8, size)
      while at < end {
        if scores[at] >= threshold, block.isFound(at) {
          offer(
            RelevanceOrder.Entry(
              score: scores[at], document: block.document(at), view: UInt32(truncatingIfNeeded: block.view),
              occurrences: block.frequencies[at]))
        }
        at &+= 1
      }
    }
  }

  mutating func offer(_ entry: RelevanceOrder.Entry) {
    heap.insert(entry)
    if heap.isFull, heap.count > 0 { threshold = heap[0].score }
  }

  /// The kept documents, best first, without the first `offset`.
  /// - Postcondition: nothing more can be collected.
  mutating func takeSorted(droppingFirst offset: Int = 0, tier: HitTier) -> [RankedDocument] {
    RankedDocument.list(heap.sort(), droppingFirst: offset, tier: tier)
  }
}

extension RankedDocument {
  static func list(
    _ entries: UnsafeMutableBufferPointer<RelevanceOrder.Entry>, droppingFirst offset: Int, tier: HitTier
  ) -> [RankedDocument] {
    let first = min(offset, entries.count)
    return [RankedDocument](unsafeUninitializedCapacity: entries.count - first) { ranked, initialized in
      for index in first..<entries.count {
        let kept = entries[index]
        ranked.initializeElement(
          at: index - first,
          to: RankedDocument(
            view: Int(kept.view), document: Int(kept.document), score: kept.score,
            occurrences: tier == .match ? Int(kept.occurrences) : 0, tier: tier))
      }
      initialized = entries.count - first
    }
  }
}
