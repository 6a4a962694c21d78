import WenjianBytes
import WenjianSegment

/// The documents of a commit that are not deleted and have text, numbered through all segments in the order of the commit.
struct LiveDocuments {
  private let views: [SegmentView]
  private let numbering: DocumentNumbering

  init(_ views: [SegmentView]) {
    var kept = views
    // More numbers than the file can hold: a copy that is not found is better than no commit.
    while DocumentNumbering(kept).count > Int(UInt32.max) { kept.removeLast() }
    self.views = kept
    numbering = DocumentNumbering(kept)
  }

  /// Where a document is; nil for a number that there is none of.
  func place(of number: UInt32) -> (table: DocumentTable, document: Int)? {
    numbering.place(of: number).map { (views[$0.view].segment.documents, $0.document) }
  }

  /// All of them, those of a segment in the order of their keys.
  var numbers: [UInt32] {
    var numbers: [UInt32] = []
    forEach(inKeyOrder: true) { number, _, _ in numbers.append(number) }
    return numbers
  }

  /// Those that may have to do with another: of the groups that are known, new ones, and those with the text or the law of
  /// a new one, or the text of one that is gone.
  /// - Complexity: linear in the documents, when there are new ones or others are gone.
  func related(to known: KnownRelations) -> [UInt32] {
    var related = Set(known.grouped)
    if known.isAnyNew || !known.goneTexts.isEmpty {
      var (hashes, works) = (known.goneTexts, Set<UInt64>())
      forEach { number, table, document in
        guard known.isNew[Int(number)] else { return }
        related.insert(number)
        hashes.insert(table.contentHash(of: document))
        works.insert(table.work(of: document))
      }
      works.remove(0)
      forEach { number, table, document in
        if hashes.contains(table.contentHash(of: document)) || works.contains(table.work(of: document)) {
          related.insert(number)
        }
      }
    }
    return Array(related)
  }

  /// Those with enough text to be compared, as far as they are wanted; ascending.
  func sketched(_ isWanted: (UInt32) -> Bool) -> (numbers: [UInt32], documents: [SketchedDocument]) {
    var numbers: [UInt32] = []
    var sketched: [SketchedDocument] = []
    forEach { number, table, document in
      guard isWanted(number), let one = table.sketched(document) else { return }
      numbers.append(number)
      sketched.append(one)
    }
    return (numbers, sketched)
  }

  private func forEach(inKeyOrder: Bool = false, _ body: (UInt32, DocumentTable, Int) -> Void) {
    for (index, view) in views.enumerated() {
      let table = view.segment.documents
      let base = numbering.number(view: index, document: 0)
      for row in 0..<table.count {
        let document = inKeyOrder ? table.documentInKeyOrder(row) : row
        if view.deletions?.contains(UInt32(document)) == true || table.textRange(of: document).isEmpty { continue }
        body(UInt32(base + document), table, document)
      }
    }
  }
}

extension [UInt32] {
  /// The index of a number; nil when it is not there.
  /// - Precondition: ascending.
  /// - Complexity: logarithmic.
  func binarySearch(_ number: UInt32) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}
