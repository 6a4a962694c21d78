// The elements of whole documents, scanned again from their stored text.

import WenjianIndex
import WenjianSegment
import WenjianStream

/// Reads documents one after the other as numbers: scalars as themselves, runs by a number that they keep from document to
/// document.
package struct DocumentElements: ~Copyable {
  private let searcher: Searcher
  private var scanner = BatchScanner(blockBytes: .max / 2)
  private var runNumbers: [[UInt8]: UInt32] = [:]
  private var runs: [[UInt8]] = []

  package init(_ searcher: Searcher) { self.searcher = searcher }

  /// The elements of a document, barriers as `StreamElement.barrier`.
  /// - Throws: `SegmentError` when the store is damaged.
  /// - Complexity: linear in the text.
  package mutating func read(view: Int, document: Int, _ reader: DocumentTextReader) throws -> [UInt32] {
    let segment = searcher.snapshot.views[view].segment
    let text = try reader.storedText(of: document)
    scanner.removeAll()
    _ = text.withUnsafeBytes { scanner.scan($0, at: 0) }
    guard scanner.count == segment.documents.positions(of: document).count else {
      throw segment.damage("store index")
    }
    var elements = [UInt32](UnsafeBufferPointer(start: scanner.elements, count: scanner.count))
    for index in elements.indices where elements[index] >= StreamElement.firstRun {
      elements[index] = number(ofRun: [UInt8](scanner.run(Int(elements[index] - StreamElement.firstRun))))
    }
    return elements
  }

  private mutating func number(ofRun bytes: [UInt8]) -> UInt32 {
    if let known = runNumbers[bytes] { return known }
    let number = StreamElement.firstRun + UInt32(runs.count)
    runNumbers[bytes] = number
    runs.append(bytes)
    return number
  }

  /// A token of elements that were read.
  package func token(_ elements: some Collection<UInt32>) -> Token {
    var codes: [UInt32] = []
    var named: [[UInt8]] = []
    for element in elements {
      guard element >= StreamElement.firstRun else {
        codes.append(element)
        continue
      }
      let run = runs[Int(element - StreamElement.firstRun)]
      let number = named.firstIndex(of: run) ?? named.count
      if number == named.count { named.append(run) }
      codes.append(StreamElement.firstRun + UInt32(number))
    }
    return Token(codes: codes, runs: named)
  }
}

extension Searcher {
  /// Whether a word, or an edge of a paragraph, begins at each position of a document.
  package func wordStarts(view: Int, document: Int) -> (UInt32) -> Bool {
    let segment = snapshot.views[view].segment
    let base = segment.documents.start(of: document)
    return { segment.boundaries.isSet(base &+ $0) }
  }
}
