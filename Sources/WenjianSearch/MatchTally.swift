// What an occurrence reads as, counted: which texts filled the slots of a string, or which of its forms were met.

import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianStream

/// Counts the occurrences of a query's strings by their text, and the documents that have it. Only as many texts are in
/// memory as differ, with the documents of one segment.
struct MatchTally {
  private var numbers: [String: Int] = [:]
  private var texts: [String] = []
  private var totals: [FoundCounts] = []
  /// Documents of the segment that is counted, by text; a document may come again with another string.
  private var documents: [[UInt32]] = []
  /// Texts that the segment has.
  private var met: [Int] = []
  /// Documents without an occurrence: fields alone found them.
  private var none = FoundCounts()

  /// Adds a segment.
  /// - Parameter found: the documents of the query in it.
  /// - Throws: `SegmentError`, `SearchError`.
  mutating func add(_ run: SegmentRun, found: DocumentBits) throws {
    for number in run.plan.positive { try add(run, term: number, found.mask) }
    var isCounted = [Bool](repeating: false, count: found.documentCount)
    var withOccurrence = 0
    for number in met {
      try run.scratch.checkpoint()
      documents[number].sort()
      var last: UInt32?
      for document in documents[number] where document != last {
        last = document
        totals[number].documents += 1
        if !isCounted[Int(document)] { withOccurrence += 1 }
        isCounted[Int(document)] = true
      }
      documents[number] = []
    }
    met = []
    none.documents += found.count - withOccurrence
  }

  private mutating func add(_ run: SegmentRun, term number: Int, _ found: DocumentMask) throws {
    let string = run.plan.terms[number]
    if !string.isVaried {
      let text = string.foldedText
      let documents = try run.shownDocuments(ofTerm: number, in: found)
      for at in 0..<documents.count {
        add(text, document: documents.documents[at], occurrences: Int(documents.frequencies[at]))
      }
      return
    }
    let all = try run.occurrences(ofTerm: number)
    let shown = string.uses.isEmpty ? all.starts : try run.shownStarts(ofTerm: number)
    let texts = string.forms.map(\.foldedText)
    let reader = texts.isEmpty ? DocumentTextReader(run.state.view, control: run.scratch.control) : nil
    let places = run.segment.documents
    var document = 0
    var steps = StepCounter(run.scratch)
    for index in 0..<shown.count {
      try steps.step()
      let position = shown.positions[index]
      document = places.document(of: position, from: document)
      guard document < found.documentCount, found.contains(UInt32(truncatingIfNeeded: document)) else { continue }
      let text: String
      if let reader {
        let start = Int(position &- places.start(of: document))
        let range = start..<(start + all.lengths.length(at: position))
        text = try Array(reader.elements(document: document, positions: range)).foldedText
      } else {
        guard let table = all.lengths.table, let place = table.index(of: position) else { continue }
        text = texts[Int(table.forms[place])]
      }
      add(text, document: UInt32(truncatingIfNeeded: document), occurrences: 1)
    }
  }

  private mutating func add(_ text: String, document: UInt32, occurrences: Int) {
    let number = numbers[text] ?? texts.count
    if number == texts.count {
      numbers[text] = number
      texts.append(text)
      totals.append(FoundCounts())
      documents.append([])
    }
    if documents[number].isEmpty { met.append(number) }
    if documents[number].last != document { documents[number].append(document) }
    totals[number].occurrences += occurrences
  }

  /// The texts, the most documents first; equal ones by occurrences, then in the order of their bytes; documents without
  /// an occurrence behind all others.
  func groups() -> [FacetGroup] {
    var groups = zip(texts, totals).map { text, counts in
      FacetGroup(value: text, documents: counts.documents, occurrences: counts.occurrences)
    }
    groups.sort { a, b in
      if a.documents != b.documents { return a.documents > b.documents }
      if a.occurrences != b.occurrences { return a.occurrences > b.occurrences }
      return precedesInBytes(a.value ?? "", b.value ?? "")
    }
    if none.documents > 0 { groups.append(FacetGroup(value: nil, documents: none.documents, occurrences: 0)) }
    return groups
  }
}

/// Notes which documents were found.
struct DocumentSetCollector: Collector {
  /// By segment, a bit for each document.
  private(set) var bits: [[UInt64]]

  init(_ segments: [SegmentState]) {
    bits = segments.map { state in
      Array(repeating: 0, count: DocumentMask.wordCount(documents: state.view.segment.statistics.documentCount))
    }
  }

  var needs: CollectorNeeds { .everyDocument }
  var threshold: Float { .infinity }

  mutating func collect(_ block: DocumentBlock) {
    for index in 0..<block.count where block.isFound(index) {
      let document = Int(block.document(index))
      bits[block.view][document >> 6] |= 1 << UInt64(document & 63)
    }
  }
}

extension SegmentRun {
  /// The documents of those that were found in which a string has occurrences that the query shows, and how many.
  fileprivate func shownDocuments(ofTerm number: Int, in found: DocumentMask) throws -> DocumentBuffer {
    var documents: DocumentBuffer
    if plan.terms[number].uses.isEmpty {
      documents = try decoded(try source(of: .term(number), scored: false))
    } else {
      documents = try shownDocuments(ofTerm: number)
    }
    documents.keep(found)
    return documents
  }
}
