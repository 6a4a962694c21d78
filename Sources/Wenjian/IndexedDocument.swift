import WenjianIndex
public import WenjianModel
import WenjianSearch
import WenjianSegment

/// A document of an index, as lists name it.
public struct IndexedDocument: Sendable, Hashable, Codable, Identifiable {
  public var key: String
  /// What to call it: the title it was added with, or its first line.
  public var title: String
  /// When it was made public, or signed when that is all there is. nil: no date.
  public var date: CivilDate?
  /// The medium or office that the text is taken from, as it says itself.
  public var source: String?

  public var id: String { key }

  public init(key: String, title: String, date: CivilDate? = nil, source: String? = nil) {
    self.key = key
    self.title = title
    self.date = date
    self.source = source
  }

  init(_ place: (view: Int, document: Int), in snapshot: IndexSnapshot) {
    let table = snapshot.views[place.view].segment.documents
    key = table.key(of: place.document)
    title = table.title(of: place.document)
    date = CivilDate(number: table.date(of: place.document))
    source = table.text(.source, of: place.document)
  }
}

/// A document by what others call it.
package struct NamedDocument: Sendable, Equatable {
  package var key: String
  package var title: String
  package var date: CivilDate?
  /// 国发〔2016〕64号, as it says itself.
  package var number: String?
}

extension Index {
  /// What lists say of a document.
  /// - Throws: `WenjianError` with code `noSuchDocument` or `damaged`.
  public func document(_ key: String) throws(WenjianError) -> IndexedDocument {
    let place = try place(of: key)
    return try answered(from: searcher) { IndexedDocument(place, in: searcher.snapshot) }
  }

  /// All documents, in the order in which the index holds them.
  /// - Complexity: linear in them, under a microsecond each.
  package var documents: [NamedDocument] {
    get throws(WenjianError) {
      try answered(from: searcher) {
        var result: [NamedDocument] = []
        result.reserveCapacity(documentCount)
        for view in searcher.snapshot.views {
          let table = view.segment.documents
          for document in 0..<table.count where view.deletions?.contains(UInt32(document)) != true {
            result.append(
              NamedDocument(
                key: table.key(of: document), title: table.title(of: document),
                date: CivilDate(number: table.date(of: document)), number: table.text(.documentNumber, of: document)
              ))
          }
        }
        return result
      }
    }
  }
}

// Copies are documents whose texts are mostly the same: reprints, also in the other script, with another head and foot,
// or cut short. They are found when documents are committed. Versions are the texts of one law (its title but for years
// and 修正) at several dates; however like, they are no copies of each other.

extension Index {
  /// All groups of copies, each by key, in the order of their first keys.
  /// - Throws: `WenjianError` with code `damaged` or `file`.
  /// - Complexity: linear in the documents that have copies.
  public func copyGroups() throws(WenjianError) -> [[IndexedDocument]] {
    let snapshot = searcher.snapshot
    return try answered(from: snapshot) {
      try snapshot.copyGroups().map { group in group.map { IndexedDocument($0, in: snapshot) } }
    }
  }

  /// The other documents that a document is a copy of, by key.
  /// - Throws: `WenjianError` with code `noSuchDocument`, `damaged` or `file`.
  /// - Complexity: logarithmic in the documents that have copies.
  public func copies(of key: String) throws(WenjianError) -> [IndexedDocument] {
    let place = try place(of: key)
    return try searcher.snapshot.copies(of: place)
  }

  /// The versions of the law that a document is, itself among them, the oldest first, those without a date last.
  /// - Returns: nothing when it is no law, or there is one version only.
  /// - Throws: as `copies(of:)`.
  public func versions(of key: String) throws(WenjianError) -> [IndexedDocument] {
    let place = try place(of: key)
    let snapshot = searcher.snapshot
    return try answered(from: snapshot) {
      try snapshot.versions(view: place.view, document: place.document).map { IndexedDocument($0, in: snapshot) }
    }
  }
}

extension Hit {
  /// The other documents that this one is a copy of, by key, whether they match the query or not.
  public var copies: [IndexedDocument] {
    get throws(WenjianError) {
      switch storage {
      case .ranked(let ranked, let context):
        try context.searcher.snapshot.copies(of: (ranked.view, ranked.document))
      case .values(let values): values.copies
      }
    }
  }

  /// The other versions of the law that this document is, the oldest first, those without a date last; none for a hit that
  /// is of no index.
  public var versions: [IndexedDocument] {
    get throws(WenjianError) {
      guard case .ranked(let ranked, let context) = storage else { return [] }
      let snapshot = context.searcher.snapshot
      return try answered(from: snapshot) {
        try snapshot.versions(view: ranked.view, document: ranked.document)
          .filter { $0 != (ranked.view, ranked.document) }.map { IndexedDocument($0, in: snapshot) }
      }
    }
  }
}

extension IndexSnapshot {
  fileprivate func copies(of place: (view: Int, document: Int)) throws(WenjianError) -> [IndexedDocument] {
    try answered(from: self) {
      try copies(view: place.view, document: place.document)
        .filter { $0 != place }.map { IndexedDocument($0, in: self) }
    }
  }
}
