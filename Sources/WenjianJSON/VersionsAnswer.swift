// The versions of a law.

public import Wenjian
public import WenjianComparison

/// The versions of a law, as `versions` in JSON.md.
public struct VersionsAnswer: JSONWritable {
  let law: String
  let versions: [IndexedDocument]

  /// - Parameters:
  ///   - law: what was asked for, a key or a name.
  ///   - versions: the oldest first.
  public init(of law: String, _ versions: [IndexedDocument]) {
    self.law = law
    self.versions = versions
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("key", law)
      json.documents("versions", versions)
    }
  }
}

/// The version of a law that was in force on a day, as `versions --as-of` in JSON.md.
public struct VersionInForceAnswer: JSONWritable {
  let law: String
  let date: CivilDate
  let version: LawVersion?

  /// - Parameter version: nil when none was in force.
  public init(of law: String, on date: CivilDate, _ version: LawVersion?) {
    self.law = law
    self.date = date
    self.version = version
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("key", law)
      json.field("asOf", date.description)
      guard let version else { return json.null("version") }
      json.object("version") { json in
        json.document(version.document)
        if let day = version.inForceFrom { json.field("inForceFrom", day.description) }
        json.field("basis", version.basis.rawValue)
      }
    }
  }
}
