// The versions of a law by its name, and which of them was in force on a day.

public import Wenjian
import WenjianDocument
public import WenjianModel

/// A version of a law, and since when it has been in force.
public struct LawVersion: Sendable, Equatable {
  /// What the day in `inForceFrom` was taken from.
  public enum Basis: String, Sendable {
    /// The text says it: 本法自2023年3月15日起施行.
    case stated
    /// The date of the document: the text says that it is in force from its publication, or names a day before that, which
    /// is the one of the first version, or none.
    case documentDate
    /// Neither is known.
    case unknown
  }

  public var document: IndexedDocument
  /// nil when it is unknown.
  public var inForceFrom: CivilDate?
  public var basis: Basis
}

extension Index {
  /// The versions of a law, the oldest first, those without a date last.
  /// - Parameter law: the key of one of them, or the law's name in full or short, with or without 《》: 立法法,
  ///   《中华人民共和国立法法》.
  /// - Returns: the law alone when it has one version; nothing when no document has that key or name.
  /// - Throws: `WenjianError` with code `damaged` or `file`.
  /// - Complexity: for a name, linear in the documents; and linear in the ends of the versions' texts.
  public func lawVersions(of law: String) throws(WenjianError) -> [LawVersion] {
    let documents = try documents
    guard let known = documents.first(where: { $0.key == law }) ?? Self.named(law, documents) else { return [] }
    var found = try versions(of: known.key)
    if found.isEmpty { found = [try document(known.key)] }
    var result: [LawVersion] = []
    for document in found { result.append(try lawVersion(document)) }
    return result
  }

  private static func named(_ law: String, _ documents: [NamedDocument]) -> NamedDocument? {
    let name = LawVersions.normalTitle(of: law)
    return name.isEmpty ? nil : documents.first { LawVersions.normalTitle(of: $0.title) == name }
  }

  private func lawVersion(_ document: IndexedDocument) throws(WenjianError) -> LawVersion {
    let stated = EffectiveDate.find(in: Array(try text(of: document.key).utf8))
    switch (stated, document.date) {
    case (.day(let day)?, let date) where date.map({ $0 <= day }) ?? true:
      return LawVersion(document: document, inForceFrom: day, basis: .stated)
    case (_, let date?): return LawVersion(document: document, inForceFrom: date, basis: .documentDate)
    case (_, nil): return LawVersion(document: document, inForceFrom: nil, basis: .unknown)
    }
  }

  /// The version of a law that was in force on a day: of those in the index, the last that had come into force.
  ///
  /// That a law was repealed since is not known to it, nor versions that the index does not hold.
  /// - Parameters:
  ///   - law: as in `lawVersions(of:)`.
  ///   - date: a day; of a month or year its last day.
  /// - Returns: nil when none was, or no day is known of any.
  /// - Throws, Complexity: as `lawVersions(of:)`.
  public func lawVersion(of law: String, inForceOn date: CivilDate) throws(WenjianError) -> LawVersion? {
    try lawVersions(of: law).inForce(on: date)
  }
}

extension [LawVersion] {
  /// The last that had come into force on a day; of a month or year, on its last day.
  public func inForce(on date: CivilDate) -> LawVersion? {
    filter { version in version.inForceFrom.map { $0.number <= date.coveredNumbers.upperBound } ?? false }
      .max { a, b in
        // Of two that began on one day, the one that was made later.
        (a.inForceFrom?.number ?? 0, a.document.date?.number ?? 0) < (
          b.inForceFrom?.number ?? 0, b.document.date?.number ?? 0
        )
      }
  }
}
