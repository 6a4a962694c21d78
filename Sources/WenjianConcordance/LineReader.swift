// Reads the text around occurrences.

import Wenjian
import WenjianIndex
import WenjianModel
import WenjianSearch
import WenjianSegment

/// Makes lines of a concordance; remembers what it read of the last documents.
final class LineReader {
  private let searcher: Searcher
  private let options: ConcordanceOptions
  private var readers: ReaderPool
  /// What lines of one document share.
  private var head: (view: Int, document: Int, line: ConcordanceLine)?
  /// Texts that citations were read of. Lines in another order than that of their documents come back to them.
  private var places: [Int: PlaceReader] = [:]
  private var placesView = 0
  private static let placesLimit = 64

  init(_ index: Index, _ options: ConcordanceOptions) {
    searcher = index.searcher
    self.options = options
    readers = ReaderPool(index.searcher)
  }

  func line(at place: OccurrencePlace) throws -> ConcordanceLine {
    let (view, document) = (place.document.view, place.document.document)
    let reader = readers.reader(ofView: view)
    let (slice, left, right) = try contexts(of: place, reader)
    guard let match = slice.byteRange(of: place.positions), left <= match.lowerBound, match.upperBound <= right
    else {
      throw searcher.snapshot.views[view].segment.damage("store index")
    }
    func text(_ range: Range<Int>) -> String { String(decoding: slice.bytes[range], as: UTF8.self) }
    func edge(_ byte: Int) -> TextPlace {
      let offsets = slice.offsets(ofByte: byte)
      return TextPlace(utf8: slice.byteOffset + byte, utf16: offsets.utf16, scalar: offsets.scalars)
    }
    var line = head(of: place.document)
    line.left = text(left..<match.lowerBound)
    line.match = text(match)
    line.right = text(match.upperBound..<right)
    line.range = TextRange(start: edge(match.lowerBound), end: edge(match.upperBound))
    if options.includesCitations {
      line.citation = try citation(view, document, at: line.range.start.utf8, reader)
    }
    return line
  }

  private func head(of document: OccurrenceList.Document) -> ConcordanceLine {
    if let head, head.view == document.view, head.document == document.document { return head.line }
    let table = searcher.snapshot.views[document.view].segment.documents
    let row = document.document
    let line = ConcordanceLine(
      key: table.key(of: row), title: table.title(of: row), date: CivilDate(number: table.date(of: row)),
      issuer: table.text(.issuer, of: row), source: table.text(.source, of: row), left: "", match: "", right: "",
      range: TextRange(start: TextPlace(), end: TextPlace()), occurrencesInDocument: document.count)
    head = (document.view, row, line)
    return line
  }

  private func citation(
    _ view: Int, _ document: Int, at byteOffset: Int, _ reader: DocumentTextReader
  ) throws -> String? {
    if view != placesView || places.count >= Self.placesLimit && places[document] == nil { places.removeAll() }
    placesView = view
    var place =
      places.removeValue(forKey: document)
      ?? PlaceReader(reader, searcher.snapshot.views[view], document: document)
    defer { places[document] = place }
    return try place.name(at: byteOffset).citation
  }

  /// A slice of the text with the occurrence and its contexts, and where in it these begin and end.
  private func contexts(
    of place: OccurrencePlace, _ reader: DocumentTextReader
  ) throws -> (slice: TextSlice, left: Int, right: Int) {
    let document = place.document.document
    let segment = searcher.snapshot.views[place.document.view].segment
    let count = segment.documents.positions(of: document).count
    // An element is a character at least, but where one character became several. The next line is likely near.
    var reach = options.width + 1
    let ahead = place.document.count > 4 ? 512 : 0
    while true {
      let low = max(0, place.positions.lowerBound - reach)
      let high = min(count, place.positions.upperBound + reach + ahead)
      let slice = try reader.slice(document: document, positions: low..<max(high, low + 1))
      guard let match = slice.byteRange(of: place.positions) else { throw segment.damage("store index") }
      let left = walk(
        slice, from: match.lowerBound, isLeft: true,
        stride(from: place.positions.lowerBound - 1, through: slice.firstPosition, by: -1))
      let right = walk(
        slice, from: match.upperBound, isLeft: false,
        stride(from: place.positions.upperBound, to: slice.endPosition, by: 1))
      let isLeftDone = left.isDone || slice.firstPosition <= 0
      let isRightDone = right.isDone || slice.endPosition >= count
      if isLeftDone && isRightDone || low == 0 && high == count { return (slice, left.edge, right.edge) }
      reach *= 2
    }
  }

  /// Goes from an edge of the match away from it, element by element.
  /// - Returns: where the context ends, and whether it does because it is long enough or a paragraph ends.
  private func walk(
    _ slice: TextSlice, from start: Int, isLeft: Bool, _ positions: some Sequence<Int>
  ) -> (edge: Int, isDone: Bool) {
    var edge = start
    var characters = 0
    for position in positions {
      guard let element = slice.byteRange(at: position) else { break }
      if element.isEmpty {
        // A barrier.
        if options.crossesParagraphs { continue }
        return (edge, true)
      }
      // Elements of one character have the same bytes, so that those of the match may be among them.
      let next = isLeft ? min(element.lowerBound, edge) : max(element.upperBound, edge)
      characters += slice.bytes[min(next, edge)..<max(next, edge)].count { $0 & 0xC0 != 0x80 }
      if characters > options.width { return (edge, true) }
      edge = next
    }
    return (edge, false)
  }
}
