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

  let snapshot: IndexSnapshot
  let prefersTraditional: Bool

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
    // Columns are read through their segments: a table is no small thing to copy.
    let first = snapshot.views[Int(a.view)].segment
    let second = snapshot.views[Int(b.view)].segment
    let scriptA = distance(first.documents.script(of: Int(a.document)))
    let scriptB = distance(second.documents.script(of: Int(b.document)))
    if scriptA != scriptB { return scriptA < scriptB }
    let dateA = first.documents.date(of: Int(a.document))
    let dateB = second.documents.date(of: Int(b.document))
    if dateA != dateB { return dateA > dateB }
    return precedes(
      first.documents.keyBytes(of: Int(a.document)), second.documents.keyBytes(of: Int(b.document)))
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
