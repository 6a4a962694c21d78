import WenjianBytes
package import WenjianIndex
public import WenjianModel
package import WenjianQuery
package import WenjianSearch
import WenjianSegment
import WenjianStream
import WenjianWidening

/// An index opened for reading: one commit, which stays as it is whatever is written after it. Any number of
/// threads may share it.
///
/// ```swift
/// let index = try Index(at: "Index")
/// let results = try index.search("第一书记")
/// for hit in results.hits {
///   print(hit.key, hit.title, hit.occurrences, try hit.snippets().first?.text ?? "")
/// }
/// ```
public struct Index: Sendable {
  package private(set) var searcher: Searcher
  let ownWords: OwnWords
  /// What strings of queries stand for, in the place of what is asked; of tests.
  private var otherForms: OtherForms?

  /// Opens the last commit of the index in a directory.
  /// - Throws: `WenjianError` with code `notAnIndex`, `otherVersion`, `damaged` or `file`.
  /// - Complexity: linear in the segments, whatever their size; nothing is read into memory.
  public init(at path: String) throws(WenjianError) {
    searcher = Searcher(try translated { try IndexSnapshot.open(path) })
    ownWords = OwnWords(inIndexAt: path)
  }

  /// An index of documents in memory, of no directory and without synonyms.
  /// - Parameter statistics: of all documents that there are, when these are a part of them.
  package init(inMemory snapshot: IndexSnapshot, statistics: CollectionStatistics? = nil) {
    self.init(Searcher(snapshot, statistics: statistics), .none)
  }

  private init(_ searcher: Searcher, _ ownWords: OwnWords) {
    self.searcher = searcher
    self.ownWords = ownWords
  }

  /// The index at its newest commit. This one stays as it is, for searches that are under way.
  ///
  /// ```swift
  /// index = try index.refreshed()  // before each request, or once a second
  /// ```
  ///
  /// When nothing was committed, and the user's synonyms are as they were, that is this index itself, with all that it keeps
  /// from query to query (`isIdentical`);
  /// after a commit, segments that both have stay mapped and checked, and only new ones are opened. Segments in which
  /// damage was met are opened again. Any number of threads may call it, while a writer commits and merges.
  /// - Throws: `WenjianError` as `init(at:)`, with code `notAnIndex` when the index was removed.
  /// - Complexity: reading a file of some hundred bytes; after a commit also linear in the segments.
  public func refreshed() throws(WenjianError) -> Index {
    try translated {
      let newest = try searcher.snapshot.refreshed()
      let newestWords = ownWords === OwnWords.none ? ownWords : ownWords.refreshed(inIndexAt: path)
      let isSame = newest === searcher.snapshot
      if isSame, newestWords === ownWords { return self }
      let index = Index(isSame ? searcher : Searcher(newest, reusing: searcher), newestWords).with(otherForms)
      return searcher.control.map { index.with($0) } ?? index
    }
  }

  /// Whether both are one commit that was opened once, with the same synonyms of the user: what `refreshed()` gives when
  /// nothing was changed.
  public func isIdentical(to other: Index) -> Bool {
    searcher.snapshot === other.searcher.snapshot && ownWords === other.ownWords
  }

  /// Leaves SIGBUS to the host: from now on no handler of it is installed. Call it before the first index is opened.
  ///
  /// Files of an index are mapped. When a disk fails, or a file is cut short under its readers, the system tells of it by
  /// SIGBUS, which ends the process; so the first index that is opened installs a handler, by which reading goes on and
  /// the answer becomes a `WenjianError` with code `damaged`. Signals from elsewhere go to the handler that was there
  /// before; a host that installs its own later should do the same.
  public static func leaveSignalsAlone() { MappedFile.leaveSignalsAlone() }

  /// The directory.
  public var path: String { searcher.snapshot.path }
  /// The number of the commit; each commit raises it by one.
  public var generation: Int { searcher.snapshot.generation }
  /// The documents in the index.
  public var documentCount: Int { searcher.snapshot.documentCount }

  /// Searches.
  ///
  /// - Parameters:
  ///   - query: what is to be found.
  ///   - options: how many documents, from which on, and what may be among them.
  /// - Returns: exact counts over all matching documents, and the documents asked for, best first.
  /// - Throws: `WenjianError` with code `query` when the index cannot look for what the query asks, `argument` for a
  ///   negative limit or offset, `damaged` when the index is.
  /// - Complexity: grows with the postings of the rarest part of each string, not with the index; behind `exact:` also with
  ///   the text that holds the string in any form. The thread is blocked: see `async` and `limited(to:by:)`.
  public func search(
    _ query: Query, options: SearchOptions = SearchOptions()
  ) throws(WenjianError) -> SearchResults {
    try requireNotNegative(options.limit, "limit")
    try requireNotNegative(options.offset, "offset")
    let request = SearchRequest(
      query: query.parsed, filter: options.filter?.value, limit: options.limit, offset: options.offset,
      cursor: options.cursor?.value, sort: options.order,
      reading: reading(options.isExact, options.widening, related: options.includesRelated),
      wantsRelated: options.includesRelated, collapsesCopies: options.collapsesCopies)
    return try answered(from: searcher) {
      let outcome = try searcher.search(request)
      // What the hits tell of themselves is read later, by properties that cannot throw.
      for hit in outcome.ranked {
        searcher.snapshot.views[hit.view].segment.documents.requireFields(of: hit.document)
      }
      return SearchResults(query: query.text, outcome: outcome, searcher: searcher)
    }
  }

  /// Counts documents and occurrences, exactly, without ranking.
  /// - Parameters:
  ///   - query: what is to be found.
  ///   - isExact: match original characters, as if every string had `exact:`.
  ///   - widening: which other forms of the strings count; `.none` counts what a scan of the texts finds.
  ///   - filter: which documents count at all.
  /// - Throws: as `search`.
  public func count(
    _ query: Query, isExact: Bool = false, widening: Widening = .standard, filter: Filter? = nil
  ) throws(WenjianError) -> MatchCounts {
    try answered(from: searcher) {
      try searcher.countWithForms(query.parsed, reading(isExact, widening), filter: filter?.value)
    }
  }

  /// The stored text of a document, as it was added.
  /// - Throws: `WenjianError` with code `noSuchDocument`.
  public func text(of key: String) throws(WenjianError) -> String {
    let place = try self.place(of: key)
    let bytes = try answered(from: searcher) {
      try searcher.textReader(view: place.view).text(of: place.document)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The title of a document.
  /// - Throws: `WenjianError` with code `noSuchDocument`.
  public func title(of key: String) throws(WenjianError) -> String {
    let place = try self.place(of: key)
    return try answered(from: searcher) {
      searcher.snapshot.views[place.view].segment.documents.title(of: place.document)
    }
  }

  /// Every occurrence of a query's strings in one document, in text order, overlapping ones included.
  /// - Throws: `WenjianError` with code `noSuchDocument` or `query`.
  public func occurrences(
    of query: Query, in key: String, isExact: Bool = false, widening: Widening = .standard
  ) throws(WenjianError) -> [TextRange] {
    let place = try self.place(of: key)
    return try answered(from: searcher) {
      let strings = try searcher.strings(of: query.parsed, reading(isExact, widening))
      let hits = try searcher.hits(of: strings, view: place.view, document: place.document)
      let slice = try searcher.textReader(view: place.view)
        .wholeDocument(place.document)
      var ranges: [Range<Int>] = []
      for found in hits {
        for (index, position) in found.positions.enumerated() {
          let start = Int(position)
          if let range = slice.byteRange(of: start..<(start + found.length(index))) { ranges.append(range) }
        }
      }
      ranges.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      return TextRange.locate(ranges, in: slice.bytes)
    }
  }

  /// The keys of all documents, in byte order.
  /// - Throws: `WenjianError` with code `damaged`.
  /// - Complexity: linear in the documents.
  public var keys: [String] {
    get throws(WenjianError) { try answered(from: searcher) { try allKeys() } }
  }

  private func allKeys() throws -> [String] {
    var keys: [String] = []
    var steps = StepCounter(searcher.control)
    for view in searcher.snapshot.views {
      let documents = view.segment.documents
      for index in 0..<documents.count {
        try steps.step()
        let document = documents.documentInKeyOrder(index)
        if view.deletions?.contains(UInt32(document)) != true {
          keys.append(documents.key(of: document))
        }
      }
    }
    if searcher.snapshot.views.count > 1 {
      keys.sort(by: precedesInBytes)
    }
    return keys
  }

  /// Checks the index.
  /// - Parameter depth: how thoroughly.
  /// - Throws: `WenjianError` with code `damaged` that names the file and the part.
  /// - Complexity: linear in the index: `.checksums` at the speed of the disk, `.contents` at some 50 MB of text a second.
  public func verify(_ depth: VerificationDepth = .checksums) throws(WenjianError) {
    try translated {
      let isSameICU = searcher.snapshot.analyzer.icuVersion == AnalyzerFingerprint.current.icuVersion
      for view in searcher.snapshot.views {
        switch depth {
        case .checksums: try view.segment.verifyChecksums()
        case .contents: try view.segment.verifyContents(withWords: isSameICU)
        }
      }
      try searcher.snapshot.verifyRelations()
    }
  }

  /// The same index, in which each string of a query is found with the other texts that it stands for, as one term.
  package func with(_ otherForms: OtherForms?) -> Index {
    var index = self
    index.otherForms = otherForms
    return index
  }

  /// The same index, whose calls something may end before they are done.
  package func with(_ control: SearchControl) -> Index {
    var index = self
    index.searcher = searcher.limited(by: control)
    return index
  }

  /// - Parameter wantsRelated: whether documents may follow that only resemble a query.
  package func reading(_ isExact: Bool, _ widening: Widening, related wantsRelated: Bool = false) -> StringReading {
    if let otherForms { return StringReading(isExact: isExact, otherForms: otherForms) }
    if isExact { return StringReading(isExact: true) }
    return widening == .standard
      ? wantsRelated ? ownWords.standardWithRelated : ownWords.standard
      : ownWords.reading(widening, related: wantsRelated)
  }

  package func parse(_ query: String) throws(WenjianError) -> ParsedQuery {
    do { return try parseQuery(query) } catch { throw WenjianError(error, in: query) }
  }

  func place(of key: String) throws(WenjianError) -> (view: Int, document: Int) {
    let found = try answered(from: searcher) { searcher.snapshot.document(forKey: key) }
    guard let place = found else {
      throw WenjianError(
        .noSuchDocument,
        "there is no document \u{201C}\(key)\u{201D} in \(path); keys are the paths that search prints")
    }
    return place
  }
}

/// How thoroughly an index is checked.
public enum VerificationDepth: Sendable {
  /// Every byte with its checksum: finds what happened to the files since they were written.
  case checksums
  /// Also positions, documents and word boundaries with what the stored text gives when it is read again: finds what
  /// was written wrongly.
  case contents
}

/// How many results are wanted, and which.
///
/// A negative `limit` or `offset`, given or set, is refused by the search with the code `argument`.
public struct SearchOptions: Sendable, Equatable {
  /// The most documents to return, 0 for counts only.
  public var limit: Int
  /// How many better documents to leave out, for the next page.
  public var offset: Int
  /// Match original characters, as if every string had `exact:`.
  public var isExact: Bool
  /// In which other forms strings are found; `.none` finds what a scan of the texts finds.
  public var widening: Widening
  /// Whether documents that do not match, but share words with the query, may follow the matches when these do
  /// not fill `limit`; `Hit.tier` tells them apart. Quoted strings never bring related documents.
  public var includesRelated: Bool
  /// Whether of documents that are copies of each other (`Hit.copies`) only the best ranked is returned; `limit` and
  /// `offset` then count such documents.
  public var collapsesCopies: Bool
  /// Which documents count at all; nil for all of them.
  public var filter: Filter?
  public var order: SortOrder
  /// `SearchResults.nextPage` of the page before; `offset` then counts from its end. Related documents do not follow.
  public var cursor: SearchCursor?

  public init(
    limit: Int = 10, offset: Int = 0, isExact: Bool = false, widening: Widening = .standard,
    includesRelated: Bool = false, collapsesCopies: Bool = false, filter: Filter? = nil,
    order: SortOrder = .relevance, cursor: SearchCursor? = nil
  ) {
    self.limit = limit
    self.offset = offset
    self.isExact = isExact
    self.widening = widening
    self.includesRelated = includesRelated
    self.collapsesCopies = collapsesCopies
    self.filter = filter
    self.order = order
    self.cursor = cursor
  }
}
