// Documents that are copies and versions of each other, and what an index says of them.

import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianStream
import WenjianTestSupport

struct RelatedText: Sendable {
  var key: String
  var text: String
  var work: UInt64 = 0
  /// As `CivilDate.number`, or a small number for a year; 0 for none.
  var date: UInt32 = 0
}

extension WriterSession {
  func add(_ document: RelatedText) throws {
    var fields = DocumentFields(key: document.key, title: "", titleByteRange: 0..<0)
    let date = CivilDate(number: document.date) ?? CivilDate(year: 2000 + Int(document.date))
    if document.date != 0 { fields.metadata.publicationDate = date.map { Finding($0, .given, 1) } }
    fields.work = document.work
    try add(fields, text: Array(document.text.utf8))
  }
}

extension IndexFixture {
  @discardableResult
  func commit(_ documents: [RelatedText], removing keys: [String] = []) throws -> CommitResult {
    let session = try session()
    for key in keys { session.remove(key: key) }
    for document in documents { try session.add(document) }
    return try session.commit()
  }

  func groups() throws -> RelationGroups { try RelationGroups(snapshot()) }

  func relationsPath() throws -> String? {
    try names().first { $0.hasPrefix("relations-") }.map { path + "/" + $0 }
  }
}

/// All groups of an index by their keys.
struct RelationGroups: Equatable, CustomStringConvertible {
  var copies: [[String]] = []
  var versions: Set<[String]> = []

  init() {}

  init(_ snapshot: IndexSnapshot) throws {
    func keys(_ places: [(view: Int, document: Int)]) -> [String] {
      places.map { snapshot.views[$0.view].segment.documents.key(of: $0.document) }
    }
    copies = try snapshot.copyGroups().map(keys)
    // Each document must name the group that it is in.
    var named: Set<[String]> = []
    for (number, view) in snapshot.views.enumerated() {
      for document in 0..<view.segment.documents.count
      where view.deletions?.contains(UInt32(document)) != true {
        let key = view.segment.documents.key(of: document)
        let group = keys(try snapshot.copies(view: number, document: document))
        if !group.isEmpty { named.insert(group.contains(key) ? group : ["\(key) is not in \(group)"]) }
        let law = keys(try snapshot.versions(view: number, document: document))
        if !law.isEmpty { versions.insert(law.contains(key) ? law : ["\(key) is not in \(law)"]) }
      }
    }
    if named != Set(copies) { copies.append(["documents name other groups: \(named)"]) }
  }

  var description: String { "copies \(copies), versions \(versions)" }
}

/// A character of the basic plane whose form in the stream is of it too: a sketch looks at no others.
private func commonCharacter(_ generator: inout SeededGenerator) -> Unicode.Scalar {
  let first: Unicode.Scalar = "一"
  while true {
    let scalar = Unicode.Scalar(first.value + UInt32(generator.below(3000)))
    if let scalar, foldEntry(of: scalar.value).scalar <= UInt16.max { return scalar }
  }
}

/// Text without meaning, of some thousand common characters, with marks between them.
func noise(_ count: Int, _ generator: inout SeededGenerator) -> String {
  var text = String.UnicodeScalarView()
  for index in 0..<count {
    text.append(commonCharacter(&generator))
    if index % 17 == 16 { text.append("，") }
    if index % 101 == 100 { text.append(contentsOf: "。\n".unicodeScalars) }
  }
  return String(text)
}

/// What the groups must be, by counting the shingles that all pairs of texts have in common.
struct RelationOracle {
  private let documents: [RelatedText]
  /// Of each document, as hashes.
  private let shingles: [Set<UInt64>]

  init(_ documents: [RelatedText]) {
    self.documents = documents.filter { !$0.text.isEmpty }.sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    shingles = self.documents.map { document in
      let han = document.text.unicodeScalars.map(\.value).filter { (0x4E00..<0xA000).contains($0) }
      guard han.count >= 80 else { return [] }
      return Set(
        (0...(han.count - 8)).map { start in
          han[start..<(start + 8)].reduce(0) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        })
    }
  }

  private func similarity(_ a: Int, _ b: Int) -> Double? {
    if documents[a].text == documents[b].text { return 2 }
    guard !shingles[a].isEmpty, !shingles[b].isEmpty else { return nil }
    let common = Double(shingles[a].intersection(shingles[b]).count)
    let jaccard = common / (Double(shingles[a].count + shingles[b].count) - common)
    // The texts of these tests are made so that no pair comes near a threshold.
    precondition(jaccard > 0.7 || jaccard < 0.2, "similarity \(jaccard) is no test")
    return jaccard > 0.7 ? jaccard : nil
  }

  var groups: RelationGroups {
    var groups = documents.indices.map { [$0] }
    var pairs: [(a: Int, b: Int, similarity: Double)] = []
    for a in documents.indices {
      for b in documents.indices where b > a {
        if let similarity = similarity(a, b) { pairs.append((a, b, similarity)) }
      }
    }
    pairs.sort { $0.similarity != $1.similarity ? $0.similarity > $1.similarity : ($0.a, $0.b) < ($1.a, $1.b) }
    for pair in pairs {
      guard let one = groups.firstIndex(where: { $0.contains(pair.a) }),
        let two = groups.firstIndex(where: { $0.contains(pair.b) }), one != two
      else { continue }
      let both = groups[one] + groups[two]
      let laws = both.map { documents[$0] }.filter { $0.work != 0 }
      if Set(laws.map(\.work)).count > 1 || Set(laws.map(\.date).filter { $0 != 0 }).count > 1 { continue }
      groups[one] = both
      groups.remove(at: two)
    }
    var result = RelationGroups()
    result.copies = groups.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
      .map { $0.map { documents[$0].key } }
    let laws = Dictionary(grouping: documents.indices.filter { documents[$0].work != 0 }) { documents[$0].work }
    for places in laws.values {
      let areCopies = groups.contains { Set(places).isSubset(of: $0) }
      if areCopies, Set(places.map { documents[$0].date }).count == 1 { continue }
      result.versions.insert(
        places.sorted { a, b in
          let (one, two) = (documents[a].date, documents[b].date)
          if one != two { return one != 0 && (two == 0 || one < two) }
          return a < b
        }.map { documents[$0].key })
    }
    return result
  }
}
