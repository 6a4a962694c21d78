import WenjianIndex
import WenjianModel
import WenjianSegment

/// Documents by a number, the greatest first, and by key where that is the same.
struct NumberOrder: ResultOrder {
  struct Entry: BitwiseCopyable {
    var number: UInt32
    var document: UInt32
    var view: UInt32
    var occurrences: UInt32
  }

  let snapshot: IndexSnapshot
  let sort: SortOrder

  var needs: CollectorNeeds { .everyDocument }

  @inline(__always)
  func entry(_ block: DocumentBlock, _ index: Int) -> Entry {
    let document = block.document(index)
    return Entry(
      number: number(block, index, document), document: document, view: UInt32(truncatingIfNeeded: block.view),
      occurrences: block.frequencies[index])
  }

  @inline(__always)
  private func number(_ block: DocumentBlock, _ index: Int, _ document: UInt32) -> UInt32 {
    switch sort {
    case .date(let newestFirst):
      let date = snapshot.views[block.view].segment.documents.date(of: Int(document))
      return newestFirst || date == 0 ? date : .max - date
    case .occurrences: return block.frequencies[index]
    case .key, .relevance: return 0
    }
  }

  @inline(__always)
  func isBetter(_ a: Entry, than b: Entry) -> Bool {
    a.number != b.number ? a.number > b.number : precedes(key(of: a), key(of: b))
  }

  func threshold(_ entry: Entry) -> Float { -.infinity }

  /// Scores were not computed.
  func document(_ entry: Entry, tier: HitTier) -> RankedDocument {
    RankedDocument(
      view: Int(entry.view), document: Int(entry.document), score: 0, occurrences: Int(entry.occurrences),
      tier: tier)
  }

  func key(of entry: Entry) -> UnsafeRawBufferPointer {
    snapshot.views[Int(entry.view)].segment.documents.keyBytes(of: Int(entry.document))
  }
}
