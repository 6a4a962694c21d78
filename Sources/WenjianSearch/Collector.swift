// What becomes of the documents that a query finds.

import WenjianIndex
import WenjianPostings

/// What a collector has to be shown; asking for less lets a query skip more.
struct CollectorNeeds: OptionSet {
  let rawValue: UInt8

  static let scores = CollectorNeeds(rawValue: 1)
  /// Every document, not only those whose score may reach the threshold.
  static let everyDocument = CollectorNeeds(rawValue: 2)
}

/// Documents of one segment on their way into a collector, ascending.
struct DocumentBlock {
  /// Of the segment in the snapshot.
  let view: Int
  let count: Int
  /// nil: they are numbered from `firstDocument` on, and those without an occurrence were not found.
  var documents: UnsafePointer<UInt32>?
  var firstDocument: UInt32 = 0
  let frequencies: UnsafePointer<UInt32>
  /// nil when they are not needed. Minus infinity marks one that cannot reach the threshold.
  let scores: UnsafePointer<Float>?
  /// Documents that it does not keep were not found; nil when it has been applied already.
  var mask: DocumentMask?

  @inline(__always)
  func document(_ index: Int) -> UInt32 { documents?[index] ?? firstDocument &+ UInt32(truncatingIfNeeded: index) }

  /// Whether the entry is a document that was found.
  @inline(__always)
  func isFound(_ index: Int) -> Bool {
    if documents == nil, frequencies[index] == 0 { return false }
    return mask?.contains(document(index)) != false
  }
}

/// Takes in the documents of a query, segment by segment: the best, the first by some order, one of each group, or
/// their number by value. What a search can be asked for beside a list of the best is another collector.
protocol Collector {
  var needs: CollectorNeeds { get }
  /// The score that a document must reach to matter, unless every document does.
  var threshold: Float { get }

  mutating func collect(_ block: DocumentBlock)
}

/// Wants nothing but the counts, which a search returns anyway.
struct CountingCollector: Collector {
  var needs: CollectorNeeds { [] }
  var threshold: Float { .infinity }

  mutating func collect(_ block: DocumentBlock) {}
}
