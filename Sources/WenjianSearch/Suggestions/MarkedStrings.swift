import WenjianDictionary
import WenjianIndex
import WenjianSegment
import WenjianStream

/// The occurrences of a string that documents write with other marks between its characters: 放管服改革 as
/// “放管服”改革, 国发2018 42号 as 国发〔2018〕42号.
///
/// Up to two marks between neighbours, none of which ends a sentence. Each gap is looked up on its own, as grams; then
/// the gaps are joined where they meet.
struct MarkedStrings {
  let searcher: Searcher
  let scratch: SearchScratch

  /// What a gap is where the string occurs: its marks, zero for none.
  private struct Marks: Hashable {
    var first: UInt32 = 0
    var second: UInt32 = 0
    var count: UInt32 { second != 0 ? 2 : first != 0 ? 1 : 0 }
  }

  /// A gap in a segment.
  private struct Step {
    /// Of the element before the gap.
    let position: UInt32
    let marks: Marks
  }

  /// - Parameter string: its own marks are read over.
  /// - Returns: what is written, the most frequent first; without the string as it is.
  /// - Throws: `SegmentError`.
  /// - Complexity: for each gap linear in the positions of the grams that it may be.
  func find(_ string: SearchString, limit: Int) throws -> [FoundString] {
    let bare = string.codes.filter { !Self.isMark($0) }
    guard bare.count > 1, bare.count <= Self.elementLimit else { return [] }
    var found: [[UInt32]: FoundCounts] = [:]
    for state in searcher.segments {
      try scratch.temporarily {
        for (codes, starts) in try occurrences(of: bare, runs: string.runs, in: state) where codes != string.codes {
          found[codes, default: FoundCounts()] += counts(of: starts, in: state)
        }
      }
    }
    let ranked = found.filter { $0.value.documents > 0 }.sorted {
      ($1.value.occurrences, $0.key.count) < ($0.value.occurrences, $1.key.count)
        || $0.value.occurrences == $1.value.occurrences && $0.key.count == $1.key.count
          && $0.key.lexicographicallyPrecedes($1.key)
    }
    return try ranked.prefix(limit).map { codes, counts in
      let enclosed = try enclosing(codes, runs: string.runs, counts)
      return FoundString(codes: enclosed, counts: counts)
    }
  }

  /// Of longer strings a few words are better searched for.
  private static let elementLimit = 64

  private static func isMark(_ code: UInt32) -> Bool {
    code != StreamElement.barrier && code < StreamElement.firstRun
      && foldEntry(of: code).kind == FoldKind.punctuation
  }

  private func counts(of starts: [UInt32], in state: SegmentState) -> FoundCounts {
    let buffer = PositionBuffer(positions: scratch.allocate(starts.count), count: starts.count)
    for (index, start) in starts.enumerated() { buffer.positions[index] = start }
    var documents = DocumentBuffer(grouping: buffer, in: state.view.segment, scratch)
    if let live = state.live { documents.keep(live.mask) }
    return FoundCounts(documents: documents.count, occurrences: documents.occurrences)
  }

  /// By what is written: where it starts, ascending.
  private func occurrences(
    of bare: [UInt32], runs: [[UInt8]], in state: SegmentState
  ) throws -> [[UInt32]: [UInt32]] {
    var marks: [UInt32] = []
    state.view.segment.elements.forEachScalar { scalar in
      if Self.isMark(scalar), !TextUnitTable.sentenceEnds.contains(where: { $0.value == scalar }) {
        marks.append(scalar)
      }
    }
    let graph = GramGraph([state], runs: runs)
    // Where each begins, and which element is its last so far. Both ascend: between two elements are marks alone.
    var open: [(start: UInt32, last: UInt32, written: Int)] = []
    var written: [[UInt32]] = [[bare[0]]]
    for index in 1..<bare.count {
      try scratch.checkpoint()
      let steps = try steps(from: bare[index - 1], to: bare[index], marks, runs, graph, in: state)
      var longer: [(start: UInt32, last: UInt32, written: Int)] = []
      var numbers: [Extension: Int] = [:]
      var extended: [[UInt32]] = []
      func number(_ before: Int, _ marks: Marks) -> Int {
        let key = Extension(before: before, marks: marks)
        if let known = numbers[key] { return known }
        let between = [marks.first, marks.second].prefix(Int(marks.count))
        extended.append(written[before] + between + [bare[index]])
        numbers[key] = extended.count - 1
        return extended.count - 1
      }
      if index == 1 {
        longer = steps.map { ($0.position, $0.position &+ $0.marks.count &+ 1, number(0, $0.marks)) }
      } else {
        var at = 0
        for step in steps {
          while at < open.count, open[at].last < step.position { at += 1 }
          guard at < open.count else { break }
          if open[at].last == step.position {
            longer.append(
              (open[at].start, step.position &+ step.marks.count &+ 1, number(open[at].written, step.marks)))
          }
        }
      }
      if longer.isEmpty { return [:] }
      (open, written) = (longer, extended)
    }
    var found: [[UInt32]: [UInt32]] = [:]
    for occurrence in open { found[written[occurrence.written], default: []].append(occurrence.start) }
    return found
  }

  /// What is written so far, and what comes behind it.
  private struct Extension: Hashable {
    let before: Int
    let marks: Marks
  }

  /// Where one element follows another with at most two marks between, ascending.
  private func steps(
    from first: UInt32, to second: UInt32, _ marks: [UInt32], _ runs: [[UInt8]], _ graph: GramGraph,
    in state: SegmentState
  ) throws -> [Step] {
    var steps: [Step] = []
    func add(_ between: Marks) throws {
      try scratch.checkpoint()
      let codes = [first] + [between.first, between.second].prefix(Int(between.count)) + [second]
      let starts = try TermMatcher(SearchString(codes: codes, runs: runs), in: state.context(scratch))
        .occurrences(within: nil).starts
      for index in 0..<starts.count { steps.append(Step(position: starts.positions[index], marks: between)) }
    }
    let before = try marks.filter { try graph.occurrences(of: first, before: $0) > 0 }
    let behind = try marks.filter { try graph.occurrences(of: $0, before: second) > 0 }
    try add(Marks())
    for mark in before where behind.contains(mark) { try add(Marks(first: mark)) }
    for mark in before {
      try scratch.checkpoint(1 + behind.count)
      for next in behind where try graph.occurrences(of: mark, before: next) > 0 {
        try add(Marks(first: mark, second: next))
      }
    }
    var counter = StepCounter(scratch)
    return try steps.sorted { a, b in
      try counter.step()
      return a.position < b.position
    }
  }

  /// The same with the marks around it that make pairs of those in it, where each occurrence has them: “放管服”改革.
  private func enclosing(_ codes: [UInt32], runs: [[UInt8]], _ counts: FoundCounts) throws -> [UInt32] {
    var enclosed = codes
    for (first, second) in Self.pairs {
      let (opener, closer) = (first.value, second.value)
      let openers = codes.count { $0 == opener }
      let closers = codes.count { $0 == closer }
      var candidates: [[UInt32]] = []
      if opener == closer ? openers % 2 == 1 : openers < closers { candidates.append([opener] + enclosed) }
      if opener == closer ? openers % 2 == 1 : closers < openers { candidates.append(enclosed + [closer]) }
      enclosed = try candidates.first { try self.counts(of: $0, runs: runs) == counts } ?? enclosed
    }
    return enclosed
  }

  private func counts(of codes: [UInt32], runs: [[UInt8]]) throws -> FoundCounts {
    let string = SearchString(codes: codes, runs: runs)
    return try searcher.segments.reduce(into: FoundCounts()) { sum, state in
      sum += try TermMatcher(string, in: state.context(scratch)).counts(state)
    }
  }

  /// As they are folded.
  private static let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [
    ("\"", "\""), ("'", "'"), ("(", ")"), ("[", "]"), ("《", "》"), ("〈", "〉"),
  ]
}
