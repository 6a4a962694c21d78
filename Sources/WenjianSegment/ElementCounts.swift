import WenjianBytes
import WenjianDictionary
import WenjianStore
import WenjianStream

/// How many documents hold each element of a segment, and how often all of them do, so that counting one character is a
/// look-up. In its row of the dictionary there may be thousands of lists.
///
/// Grammar: MonotoneArray of the documents of all elements before each, by identifier, and of all; then the same of
/// the occurrences.
package struct ElementCounts: Sendable {
  private let documents: MonotoneArray
  private let occurrences: MonotoneArray

  static func read(_ bytes: FileBytes, elementCount: Int) -> ElementCounts? {
    var reader = ByteReader(bytes)
    guard let documents = MonotoneArray(&reader), documents.count == elementCount + 1,
      let occurrences = MonotoneArray(&reader), occurrences.count == elementCount + 1
    else { return nil }
    return ElementCounts(documents: documents, occurrences: occurrences)
  }

  /// - Precondition: the element is one of the segment.
  /// - Complexity: constant.
  package func counts(of element: Int) -> (documents: Int, occurrences: Int) {
    (
      max(documents[element + 1] - documents[element], 0), max(occurrences[element + 1] - occurrences[element], 0)
    )
  }
}

/// Counts elements, document by document.
final class ElementCounter {
  private struct Entry {
    var documents: UInt32 = 0
    var occurrences: UInt32 = 0
    /// One more than the number of the last document that held it.
    var lastDocument: UInt32 = 0
  }

  let elementCount: Int
  private let entries: UnsafeMutablePointer<Entry>
  private var document: UInt32 = 0

  init(elementCount: Int) {
    self.elementCount = elementCount
    entries = .allocate(capacity: max(elementCount, 1))
    entries.initialize(repeating: Entry(), count: elementCount)
  }

  deinit { entries.deallocate() }

  /// Counts one more document.
  /// - Precondition: the elements are below `elementCount`.
  func add(document elements: UnsafePointer<UInt32>, count: Int) {
    document += 1
    let document = document
    let entries = entries
    for position in 0..<count {
      let element = Int(elements[position])
      entries[element].occurrences &+= 1
      if entries[element].lastDocument != document {
        entries[element].lastDocument = document
        entries[element].documents &+= 1
      }
    }
  }

  /// Adds what a segment holds, whose elements have other identifiers here.
  /// - Parameters:
  ///   - shares: what documents have that are left out.
  ///   - ids: by element of the segment; `UInt32.max` for one that is not here.
  func add(_ counts: ElementCounts, without shares: [ElementShare] = [], ids: [UInt32]) {
    for (element, id) in ids.enumerated() where Int(id) < elementCount {
      let (documents, occurrences) = counts.counts(of: element)
      entries[Int(id)].documents &+= UInt32(truncatingIfNeeded: documents)
      entries[Int(id)].occurrences &+= UInt32(truncatingIfNeeded: occurrences)
    }
    for share in shares where Int(share.element) < ids.count && Int(ids[Int(share.element)]) < elementCount {
      entries[Int(ids[Int(share.element)])].documents &-= share.documents
      entries[Int(ids[Int(share.element)])].occurrences &-= share.occurrences
    }
  }

  func counts(of element: Int) -> (documents: Int, occurrences: Int) {
    (Int(entries[element].documents), Int(entries[element].occurrences))
  }

  func write(to file: SegmentFileWriter) throws(FileError) {
    let writer = ByteWriter(capacity: 1 << 16)
    for count in [\Entry.documents, \Entry.occurrences] {
      var sums = [0]
      sums.reserveCapacity(elementCount + 1)
      for element in 0..<elementCount { sums.append(sums[element] + Int(entries[element][keyPath: count])) }
      MonotoneArray.write(sums, to: writer)
    }
    try file.section(.elementCounts, writer)
  }
}

/// What some documents have of an element.
package struct ElementShare: Equatable, Sendable {
  package var element: UInt32
  package var documents: UInt32
  package var occurrences: UInt32

  package init(element: UInt32, documents: UInt32, occurrences: UInt32) {
    self.element = element
    self.documents = documents
    self.occurrences = occurrences
  }
}

extension Segment {
  /// Counts the elements of some documents from their stored texts, ascending by element.
  /// - Throws: `SegmentError` when the store is damaged.
  /// - Complexity: linear in their texts.
  package func elementShares(of wanted: some Sequence<UInt32>) throws(SegmentError) -> [ElementShare] {
    let counter = ElementCounter(elementCount: elements.count)
    // Nothing is stored, so nothing is cut.
    var scanner = BatchScanner(blockBytes: 1 << 48)
    let scratch = StoreScratch.borrow()
    defer { scratch.giveBack() }
    for document in wanted {
      let text = try store.text(documents.textRange(of: Int(document)), scratch: scratch)
      scanner.removeAll()
      text.withUnsafeBytes { _ = scanner.scan($0, at: 0) }
      let ids = scanner.elements
      for position in 0..<scanner.count {
        let element = ids[position]
        let id =
          element < StreamElement.firstRun
          ? elements.id(ofScalar: element) : elements.id(ofRun: scanner.run(Int(element - StreamElement.firstRun)))
        guard let id else { throw damage("elements") }
        ids[position] = UInt32(id)
      }
      counter.add(document: ids, count: scanner.count)
    }
    var shares: [ElementShare] = []
    for element in 0..<counter.elementCount {
      let (documents, occurrences) = counter.counts(of: element)
      guard documents > 0 else { continue }
      shares.append(
        ElementShare(
          element: UInt32(element), documents: UInt32(truncatingIfNeeded: documents),
          occurrences: UInt32(truncatingIfNeeded: occurrences)))
    }
    return shares
  }
}
