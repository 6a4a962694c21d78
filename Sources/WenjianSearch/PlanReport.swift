import WenjianDictionary
import WenjianIndex
package import WenjianModel
import WenjianPostings
import WenjianSegment
import WenjianStream

/// The plan that was run, with what each of its nodes took: for `explain`.
package struct PlanReport: Sendable {
  /// One node in one segment.
  package struct Node: Sendable, Equatable {
    /// What it evaluates: a string, `and`, `or`, `without`, `near`.
    package var name: String
    /// How it was answered; empty where that was not needed.
    package var path: String
    package var documents: Int
    package var occurrences: Int
    /// Blocks of 128 documents that were decoded.
    package var documentBlocks: Int
    /// Blocks of 128 positions that were decoded.
    package var positionBlocks: Int
    package var parts: [Node]
  }

  /// One string in all segments.
  package struct Term: Sendable {
    package struct Gram: Sendable {
      package var text: String
      /// Of its first element in the string.
      package var offset: Int
      /// In all segments.
      package var positions: Int
      /// Whether it was read in any segment; the other grams need not be.
      package var isUsed: Bool
    }

    /// Of a string with several written forms, the typed one first.
    package var forms: [WrittenFormCounts]
    /// By ICU.
    package var words: [String]
    package var grams: [Gram]
    /// Of the string on its own.
    package var documents: Int
    package var occurrences: Int
    /// Nanoseconds for finding it in all documents.
    package var time: Int
  }

  /// Nanoseconds for searching, ranking and counting.
  package var time: Int
  /// By segment.
  package var segments: [Node]
  /// Of the strings that are looked for, without excluded ones.
  package var terms: [Term]

  /// - Parameter execution: that has run.
  /// - Throws: `SegmentError`.
  init(_ execution: QueryExecution, time: Int) throws {
    self.time = time
    let plan = execution.plan
    segments = execution.searcher.segments.indices.map { segment in
      let root = Node(plan.root, execution, segment: segment)
      guard let filter = plan.filter else { return root }
      return Node(filtering: root, by: filter, keeping: execution.mask(segment: segment)?.count ?? 0)
    }
    terms = try plan.positive.map { try Term($0, execution) }
  }
}

extension PlanReport.Node {
  /// A tree of which only the documents of a filter count.
  fileprivate init(filtering root: Self, by filter: DocumentFilter, keeping count: Int) {
    name = "filter"
    path = ""
    (documents, occurrences) = (root.documents, root.occurrences)
    (documentBlocks, positionBlocks) = (0, 0)
    let mask = Self(
      name: filter.description, path: NodeWork.Path.bitmap.text, documents: count, occurrences: 0,
      documentBlocks: 0, positionBlocks: 0, parts: [])
    parts = [mask, root]
  }

  fileprivate init(_ node: QueryPlan.Node, _ execution: QueryExecution, segment: Int) {
    let plan = execution.plan
    func report(_ name: String, record: Int, _ parts: [QueryPlan.Node]) -> Self {
      let work = execution.work(segment: segment, record: record)
      return Self(
        name: name, path: work.path.text, documents: work.documents, occurrences: work.occurrences,
        documentBlocks: work.documentBlocks, positionBlocks: work.positionBlocks,
        parts: parts.map { Self($0, execution, segment: segment) })
    }
    switch node {
    case .term(let number): self = report(plan.terms[number].foldedText, record: plan.record(ofTerm: number), [])
    case .condition(let number):
      let condition = plan.conditions[number]
      self = report(
        condition.relation.name, record: plan.record(ofCondition: number), condition.members.map { .term($0) })
    case .filter(let number):
      self = report(plan.filters[number].description, record: plan.record(ofFilter: number), [])
    case .all: self = report("all documents", record: plan.recordOfAll, [])
    case .and(let nodes, let id): self = report("and", record: id, nodes)
    case .or(let nodes, let id): self = report("or", record: id, nodes)
    case .without(let kept, let excluded, let id): self = report("without", record: id, [kept, excluded])
    }
  }
}

extension PlanReport.Term {
  fileprivate init(_ number: Int, _ execution: QueryExecution) throws {
    let string = execution.plan.terms[number]
    let elements = string.elements
    words = queryWordRanges(of: elements).map { range in elements[range].map(\.text).joined() }
    var counts = [Int](repeating: 0, count: max(elements.count - 1, 0))
    var used = Set<Int>()
    for (index, segment) in execution.searcher.segments.enumerated() {
      let table = segment.view.segment.elements
      let grams = segment.view.segment.grams
      let ids = elements.map { element -> Int? in
        switch element {
        case .scalar(let scalar): table.id(ofScalar: scalar)
        case .run(let bytes): bytes.withUnsafeBytes { table.id(ofRun: $0) }
        case .barrier: nil
        }
      }
      for offset in counts.indices {
        guard let first = ids[offset], let second = ids[offset + 1],
          let gram = grams.gram(first: first, second: second)
        else { continue }
        counts[offset] += try segment.view.segment.positions(ofGram: gram).count
        if elements.count == 2 { used.insert(0) }
      }
      if let cover = execution.matches(segment: index, term: number).cover {
        for at in 0..<cover.count { used.insert(cover.offsets[at]) }
      }
    }
    grams = counts.indices.map { offset in
      let separator: String
      if case .run = elements[offset], case .run = elements[offset + 1] {
        separator = " "
      } else {
        separator = ""
      }
      return Gram(
        text: elements[offset].text + separator + elements[offset + 1].text, offset: offset,
        positions: counts[offset], isUsed: used.contains(offset))
    }
    forms = execution.formCounts(ofTerm: number)
    let start = ContinuousClock.now
    let found = try execution.searcher.count(QueryPlan(anyOf: [string]), execution.scratch)
    (documents, occurrences) = (found.documents, found.occurrences)
    time = start.duration(to: .now).wholeNanoseconds
  }
}

extension Duration {
  var wholeNanoseconds: Int {
    Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000)
  }
}

extension NodeWork.Path {
  var text: String {
    switch self {
    case .none: ""
    case .storedCounts: "stored counts"
    case .blockMaxima: "best blocks"
    case .wholeList: "all blocks"
    case .positions: "positions"
    case .positionsOfFilter: "positions in the documents of the filter"
    case .elementRow: "all pairs that begin with it"
    case .forms: "positions of all forms"
    case .slots: "positions of its fixed parts"
    case .narrowing: "narrowing the rarest"
    case .narrowingFilter: "narrowing the filter"
    case .windows: "sums over windows"
    case .merging: "merging"
    case .bitmap: "bitmap"
    }
  }
}
