import WenjianJSONText

/// What is read of a matching document without its text.
struct StreamedHit: Sendable, Equatable {
  let key: String
  /// Of all that was sent of it: tells whether a copy that is at hand is the same.
  let sentHash: String
  /// UTF-8 bytes, and scalars, of the text; positions of the stream.
  private(set) var bytes: Int
  let characters: Int
  let length: Int
  /// `CivilDate.number`; 0 for none.
  let date: Int
  let score: Double

  /// What an engine is asked for.
  static let fields = [
    ClusterField.key, ClusterField.sentHash, ClusterField.bytes, ClusterField.characters, ClusterField.length,
    ClusterField.date,
  ]

  /// - Throws: `ClusterError` with reason `answer` for a hit that lacks something.
  init(_ hit: JSONValue) throws(ClusterError) {
    func value(_ name: String) -> JSONValue? { hit["fields"]?[name]?.values.first }
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
  }
}

extension StreamedHit {
  /// The same document when its text is not wanted.
  var withoutText: StreamedHit {
    var hit = self
    hit.bytes = 0
    return hit
  }

  /// Writes the parts of a request that ask for hits so.
  static func ask(_ json: inout JSONWriter) {
    json.field("_source", false)
    json.array("docvalue_fields") { json in
      for field in fields { json.object { $0.field("field", field) } }
    }
  }
}
