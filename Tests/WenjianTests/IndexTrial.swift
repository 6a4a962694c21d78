// An index and its oracle, written side by side.

import Testing
import Wenjian
import WenjianDocument
import WenjianFiles
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianTestSupport
import WenjianText

/// What a test does to an index and, in the same words, to the oracle.
struct IndexTrial {
  let directory = TemporaryDirectory()
  private(set) var oracle = BruteForceIndex()
  let parameters: SegmentParameters
  let policy: MergePolicy
  private var session: WriterSession?

  var path: String { directory.path + "/index" }

  init(_ parameters: SegmentParameters = SegmentParameters(), policy: MergePolicy = MergePolicy()) {
    self.parameters = parameters
    self.policy = policy
  }

  /// For what is to be seen of segments and deletions as they were committed.
  static var withoutMerges: MergePolicy {
    var policy = MergePolicy()
    policy.factor = 1_000_000
    policy.deletedShare = 1
    return policy
  }

  /// Sizes at which a few small documents fill dozens of runs and blocks.
  static func tiny(batchBytes: Int = 400, blockBytes: Int = 32) -> SegmentParameters {
    var parameters = SegmentParameters()
    parameters.batchBytes = batchBytes
    parameters.blockBytes = blockBytes
    return parameters
  }

  private mutating func openSession() throws -> WriterSession {
    if let session { return session }
    let opened = try WriterSession(path: path, parameters: parameters, policy: policy)
    session = opened
    return opened
  }

  /// Adds a document, with its first line as the title or without one.
  mutating func add(
    key: String, _ text: String, titled: Bool = true, date: CivilDate? = nil, headings: [HeadingLine] = [],
    metadata: DocumentMetadata = DocumentMetadata()
  ) throws {
    var utf8 = Array(text.utf8)
    MarkedText.clean(&utf8)
    let title = titled ? TitleLine.find(in: utf8) : .empty
    let range = title.byteRange
    var fields = DocumentFields(key: key, title: title.text, titleByteRange: range)
    fields.metadata = metadata
    if let date { fields.metadata.publicationDate = Finding(date, .given, 1) }
    fields.headings = headings
    if !range.isEmpty { fields.metadata.title = Finding(title.text, .text(range), 0.6) }
    try openSession().add(fields, text: utf8)
    var values = ["path": [key]]
    if !range.isEmpty { values["title"] = [title.text] }
    for field in [DocumentField.source, .author, .issuer, .documentNumber, .kind, .topic] {
      // Names have blanks between them.
      let value = fields.metadata[text: field]?.value
      values[field.typedName] = value.map { $0.split(separator: " ").map(String.init) }
    }
    let (published, signed) = (fields.metadata.publicationDate, fields.metadata.signatureDate)
    oracle.add(
      key: key, text: text, fields: values,
      days: ["date": (published ?? signed)?.value.number ?? 0, "signed": signed?.value.number ?? 0],
      divisions: Self.divisions(of: DocumentOutline(utf8, headings: headings), in: utf8))
  }

  private static func divisions(of outline: DocumentOutline, in utf8: [UInt8]) -> [OracleUnit: [Range<Int>]] {
    let levels: [OracleUnit: HeadingLevel] = [.article: .article, .chapter: .chapter]
    let divisions = outline.divisions(in: utf8)
    return levels.mapValues { level in
      divisions.filter { $0.entry.level == level }.map { $0.entry.byteOffset..<$0.endByteOffset }
    }
  }

  mutating func remove(key: String) throws {
    try openSession().remove(key: key)
    oracle.remove(key: key)
  }

  @discardableResult
  mutating func commit() throws -> CommitResult { try openSession().commit() }

  @discardableResult
  mutating func optimize(form: SegmentForm = .usual) throws -> CommitResult {
    try openSession().optimize(form: form)
  }

  /// Ends the session, so that the next operation opens another one.
  mutating func close() { session = nil }

  func open() throws -> Index { try Index(at: path) }

  var texts: [String] { oracle.documents.map { String(decoding: $0.utf8, as: UTF8.self) } }

  // MARK: Comparing

  /// Compares the answers of the index with the oracle's: documents, occurrences, those of each document, and the
  /// bytes of every occurrence.
  func check(_ query: OracleQuery, on index: Index, checksPlaces: Bool = true) throws {
    guard let text = query.text else { return }
    let expected = oracle.answer(query)
    let comment = Comment(rawValue: "\(text.escaped); \(RunSeed.replay)")
    let results = try index.search(
      text, options: SearchOptions(limit: oracle.documents.count + 1, includesRelated: false))
    #expect(results.documents == expected.documents, comment)
    #expect(results.occurrences == expected.occurrences, comment)
    let found = Dictionary(results.hits.map { ($0.key, $0.occurrences) }) { a, b in
      Issue.record("a document is listed twice: \(comment)")
      return a + b
    }
    #expect(found == expected.occurrencesByKey, comment)
    #expect(results.hits.allSatisfy { $0.tier == .match }, comment)
    #expect(
      try Counts(index.count(text))
        == Counts(documents: expected.documents, occurrences: expected.occurrences), comment)
    if checksPlaces { try checkPlaces(of: query, on: index) }
  }

  /// Compares every occurrence of a query's strings in every document.
  func checkPlaces(of query: OracleQuery, on index: Index) throws {
    guard let text = query.text else { return }
    for document in oracle.documents {
      let expected = oracle.occurrences(of: query, in: document).map(\.byteRange).sorted {
        ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
      }
      let found = try index.occurrences(of: text, in: document.key)
      let comment = Comment(rawValue: "\(text.escaped) in \(document.key); \(RunSeed.replay)")
      #expect(found.map { $0.start.utf8..<$0.end.utf8 } == expected, comment)
      if found.isEmpty { continue }
      let places = TextPlaces(document.utf8)
      for range in found {
        #expect(places.hold(range.start) && places.hold(range.end), comment)
      }
    }
  }
}

/// The offsets of a text in all three units, counted one character after the other.
struct TextPlaces {
  private var offsets: [Int: (utf16: Int, scalar: Int)] = [0: (0, 0)]

  init(_ utf8: [UInt8]) {
    var (bytes, units, scalars) = (0, 0, 0)
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      bytes += UTF8.width(scalar)
      units += UTF16.width(scalar)
      scalars += 1
      offsets[bytes] = (units, scalars)
    }
  }

  /// Whether a place is the same in all units, and not inside a scalar.
  func hold(_ place: TextPlace) -> Bool {
    hold(utf8: place.utf8, utf16: place.utf16, scalar: place.scalar)
  }

  func hold(utf8: Int, utf16: Int, scalar: Int) -> Bool {
    guard let known = offsets[utf8] else { return false }
    return known == (utf16, scalar)
  }
}

/// Documents and occurrences, to be compared.
struct Counts: Equatable {
  var documents: Int
  var occurrences: Int

  init(documents: Int, occurrences: Int) {
    self.documents = documents
    self.occurrences = occurrences
  }

  init(_ counts: MatchCounts) {
    self.init(documents: counts.documents, occurrences: counts.occurrences)
  }
}
