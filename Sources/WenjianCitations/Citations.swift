// The citations of an index: what a document cites, what cites it, and what leads nowhere.
//
// Nothing is stored. What a document cites is read from its text when it is asked for; who cites something is among the
// documents that hold its name, which the index finds in microseconds, so only their texts are read. ARCHITECTURE.md has
// the figures.

public import Wenjian
import WenjianDocument
import WenjianModel

/// Reads the citations of one commit of an index. Any number of threads may share it.
///
/// ```swift
/// let citations = try Citations(of: index)
/// for citation in try citations.citations(of: "《立法法》第六十五条") {
///   print(citation.source, citation.text)
/// }
/// ```
public struct Citations: Sendable {
  let index: Index
  private let known: KnownDocuments
  var names: DocumentNames { known.names }
  private var dates: [String: CivilDate] { known.dates }
  var articles: ArticleNumbers { known.articles }

  /// What is read of all documents: kept with the commit, so that each citation that is checked does not read it again.
  private struct KnownDocuments: Sendable {
    let names: DocumentNames
    let dates: [String: CivilDate]
    let articles = ArticleNumbers()

    init(_ documents: [NamedDocument]) {
      names = DocumentNames(documents)
      dates = Dictionary(
        documents.compactMap { document in document.date.map { (document.key, $0) } }, uniquingKeysWith: { $1 })
    }
  }

  /// - Throws: `WenjianError` with code `damaged`.
  /// - Complexity: linear in the documents, some microseconds each, the first time for a commit.
  public init(of index: Index) throws(WenjianError) {
    self.index = index
    known = try index.noted { () throws(WenjianError) in KnownDocuments(try index.documents) }
  }

  /// What a document cites, in the order of its text.
  /// - Throws: `WenjianError` with code `noSuchDocument` or `damaged`.
  /// - Complexity: linear in the text.
  public func citations(in key: String) throws(WenjianError) -> [Citation] {
    let text = Array(try index.text(of: key).utf8)
    let title = names.title(ofKey: key) ?? ""
    return try citations(in: text, Source(key: key, title: title, date: dates[key], names))
  }

  /// What cites a document or a place of it.
  /// - Parameter target: 《立法法》, 立法法第六十五条, 国发〔2016〕64号, or the key of a document.
  /// - Returns: by the key of the document that cites, then in the order of its text; references of a law to itself only
  ///   where `target` names a place. A citation of 第六十五条 is one of 第六十五条第一款, too, and the other way round.
  /// - Throws: `WenjianError` with code `input` when `target` names nothing, else as `citations(in:)`.
  /// - Complexity: linear in the texts of the documents in which the title or the number occurs.
  public func citations(of target: String) throws(WenjianError) -> [Citation] {
    let wanted = try self.target(target)
    var result: [Citation] = []
    for key in try sources(of: wanted) {
      result += try citations(in: key).filter { citation in
        guard wanted.matches(citation) else { return false }
        return citation.kind != .own || !wanted.place.isWhole
      }
    }
    return result
  }

  /// All citations of all documents, by key.
  /// - Complexity: linear in all texts.
  public func forEachCitation(_ body: (Citation) throws -> Void) throws {
    for key in try index.keys { for citation in try citations(in: key) { try body(citation) } }
  }

  /// Everything that the documents of the index cite, but for themselves, most cited first.
  /// - Complexity: linear in all texts.
  public func targets() throws(WenjianError) -> [CitationTarget] {
    var counts: [String: Count] = [:]
    for key in try index.keys {
      var seen: Set<String> = []
      for citation in try citations(in: key) where citation.kind != .own {
        counts[citation.name, default: Count(citation)].add(citation, isNew: seen.insert(citation.name).inserted)
      }
    }
    return counts.map { name, count in
      CitationTarget(
        target: count.text ?? CitedTitle.quoted(name), kind: count.kind, citations: count.citations,
        sources: count.sources, documents: count.documents)
    }.sorted { a, b in
      a.citations != b.citations
        ? a.citations > b.citations : a.target.utf8.lexicographicallyPrecedes(b.target.utf8)
    }
  }

  private struct Count {
    var kind: Citation.Kind
    var documents: [String]
    var citations = 0
    var sources = 0
    var spellings: [String: Int] = [:]

    init(_ citation: Citation) { (kind, documents) = (citation.kind, citation.documents) }

    mutating func add(_ citation: Citation, isNew: Bool) {
      citations += 1
      if isNew { sources += 1 }
      let place = citation.place.value.name
      spellings[String(citation.target.dropLast(place.count)), default: 0] += 1
    }

    var text: String? {
      spellings.max { a, b in
        a.value != b.value ? a.value < b.value : b.key.utf8.lexicographicallyPrecedes(a.key.utf8)
      }?.key
    }
  }
}

/// A text that cites: what 本法 and short names mean in it.
struct Source {
  var key: String
  /// Of what it calls itself: of a decision that amends a law that law.
  var ownTitle: String
  var date: CivilDate?
  /// Whether 本法 is the document itself.
  var isOwn: Bool
  /// Whether it is a decision that amends others.
  var isAmendment: Bool

  init(key: String, title: String, date: CivilDate?, _ names: DocumentNames) {
    (self.key, self.date) = (key, date)
    isAmendment = title.contains("修改") && title.hasSuffix("的决定")
    // 关于修改立法法的决定, 刑法修正案（七）: the articles that they speak of are those of the law.
    if let amended = Self.amended(title), names.documents(titled: amended) != nil {
      (ownTitle, isOwn) = (amended, false)
    } else {
      (ownTitle, isOwn) = (title, true)
    }
  }

  private static func amended(_ title: String) -> String? {
    if let end = title.firstRange(of: "修正案") {
      let law = String(title[..<end.lowerBound])
      return law.isEmpty ? nil : law
    }
    guard let start = title.firstRange(of: "关于修改")?.upperBound, title.hasSuffix("的决定") else { return nil }
    let law = String(title[start...].dropLast(3))
    return law.isEmpty ? nil : law
  }
}
