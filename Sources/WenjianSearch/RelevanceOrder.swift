import WenjianIndex
import WenjianSegment

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

  // SAFETY: the searcher keeps its segments as long as a search runs. Counting references for every document that is
  // offered would cost more than comparing it.
  private let segments: UnsafeMutablePointer<Unmanaged<Segment>>
  private let prefersTraditional: Bool

  /// - Parameter scratch: of a search, which the order does not outlive.
  init(_ searcher: Searcher, prefersTraditional: Bool, _ scratch: SearchScratch) {
    self.prefersTraditional = prefersTraditional
    segments = scratch.allocate(searcher.segments.count)
    for (index, segment) in searcher.segments.enumerated() {
      segments[index] = Unmanaged.passUnretained(segment.view.segment)
    }
  }

  var needs: CollectorNeeds { .scores }

  @inline(__always)
  func entry(_ block: DocumentBlock, _ index: Int) -> Entry {
    Entry(
      score: block.scores?[index] ?? 0, document: block.document(index),
      view: UInt32(truncatingIfNeeded: block.view), occurrences: block.frequencies[index])
  }

  @inline(__always)
  func isBetter(_ a: Entry, than b: Entry) -> Bool {
    a.score != b.score ? a.score > b.score : isPreferred(a, to: b)
  }

  @inline(__always)
  func threshold(_ entry: Entry) -> Float { entry.score }

  func document(_ entry: Entry, tier: HitTier) -> RankedDocument {
    RankedDocument(
      view: Int(entry.view), document: Int(entry.document), score: entry.score,
      occurrences: tier == .match ? Int(entry.occurrences) : 0, tier: tier)
  }

  @inline(never)
  private func isPreferred(_ a: Entry, to b: Entry) -> Bool {
    let first = key(of: a)
    let second = key(of: b)
    if first.distance != second.distance { return first.distance < second.distance }
    if first.date != second.date { return first.date > second.date }
    return precedes(first.key, second.key)
  }

  /// What decides between documents of one score.
  private func key(of entry: Entry) -> (distance: UInt8, date: UInt32, key: UnsafeRawBufferPointer) {
    segments[Int(entry.view)]._withUnsafeGuaranteedRef { segment in
      let document = Int(entry.document)
      return (
        distance(segment.documents.script(of: document)), segment.documents.date(of: document),
        segment.documents.keyBytes(of: document)
      )
    }
  }

  /// How far a document's script is from the query's.
  private func distance(_ script: UInt8) -> UInt8 { prefersTraditional ? 2 - min(script, 2) : script }
}

/// Whether bytes come before others in the order of bytes.
func precedes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  let shared = min(a.count, b.count)
  for index in 0..<shared where a[index] != b[index] { return a[index] < b[index] }
  return a.count < b.count
}
