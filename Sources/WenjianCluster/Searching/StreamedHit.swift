import WenjianJSONText

/// What is read of a matching document without its text.
struct StreamedHit: Sendable, Equatable {
  let key: String
  /// Of all that was sent of it: tells whether a copy that is at hand is the same.
  let sentHash: String
  /// UTF-8 bytes, and scalars, of the text; positions of the stream.
  let bytes: Int
  let characters: Int
  let length: Int
  /// `CivilDate.number`; 0 for none.
  let date: Int
  let score: Double
  /// The groups of the facet that was asked for, each once; of one of a stored member that as it is spelled.
  let groups: [String]

  /// What an engine is asked for.
  static let fields = [
    ClusterField.key, ClusterField.sentHash, ClusterField.bytes, ClusterField.characters, ClusterField.length,
    ClusterField.date,
  ]

  /// - Throws: `ClusterError` with reason `answer` for a hit that lacks something.
  init(_ hit: JSONValue, _ facet: FacetField?) throws(ClusterError) {
    func values(_ name: String) -> [JSONValue] { hit["fields"]?[name]?.values ?? [] }
    func value(_ name: String) -> JSONValue? { values(name).first }
    guard let key = value(ClusterField.key)?.text, let sentHash = value(ClusterField.sentHash)?.text,
      let bytes = value(ClusterField.bytes)?.integer, let characters = value(ClusterField.characters)?.integer,
      let length = value(ClusterField.length)?.integer
    else { throw ClusterError(.answer, "a hit of the cluster lacks its key or size; build the index anew") }
    self.key = key
    self.sentHash = sentHash
    self.bytes = bytes
    self.characters = characters
    self.length = length
    date = value(ClusterField.date)?.integer ?? 0
    score = hit["_score"]?.number ?? 0
    if let source = facet?.source {
      groups = [hit["_source"]?[source]?.text].compactMap { $0 }
    } else {
      groups = facet.flatMap { facet in facet.name.map { values($0).compactMap(facet.group) } } ?? []
    }
  }
}

extension StreamedHit {
  /// Writes the parts of a request that ask for hits so.
  static func ask(_ facet: FacetField?, _ json: inout JSONWriter) {
    if let source = facet?.source { json.strings("_source", [source]) } else { json.field("_source", false) }
    json.array("docvalue_fields") { json in
      for field in fields + [facet?.name].compactMap({ $0 }).filter({ !fields.contains($0) }) {
        json.object { $0.field("field", field) }
      }
    }
  }
}
