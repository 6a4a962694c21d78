import WenjianJSONText
import WenjianModel

/// The settings and the mapping of a new index. Built-in analyzers only, no script and no plug-in.
struct ClusterMapping {
  /// In how many parts the engine keeps the documents.
  var shards: Int
  /// What the index says of itself: `_meta`.
  var meta: ClusterMeta

  static let occurrenceSimilarity = "occurrences"

  func append(to json: inout JSONWriter) {
    json.object { json in
      json.object("settings") { json in
        json.object("index") { json in
          json.field("number_of_shards", shards)
          // A copy of each shard as soon as there is another node for it.
          json.field("auto_expand_replicas", "0-1")
          // What is sent becomes visible when all is.
          json.field("refresh_interval", "-1")
          json.object("similarity") { json in
            // The score of a phrase is a constant times its occurrences, up to the constant's 10^-6 of these.
            json.object(Self.occurrenceSimilarity) { json in
              json.field("type", "BM25")
              json.field("k1", 1_000_000)
              json.field("b", 0)
              json.field("discount_overlaps", false)
            }
          }
        }
      }
      json.object("mappings") { json in
        json.field("dynamic", "strict")
        json.object("_source") { json in json.strings("excludes", Self.notStored) }
        json.object("_meta") { json in meta.append(to: &json) }
        json.object("properties", properties)
      }
    }
  }

  /// What searches need and nothing reads again.
  private static let notStored = [
    ClusterField.grams, ClusterField.elements, "*." + ClusterField.Part.grams, "*." + ClusterField.Part.elements,
  ]

  private func properties(to json: inout JSONWriter) {
    for name in [ClusterField.key, ClusterField.work, ClusterField.contentHash, ClusterField.sentHash] {
      json.object(name) { $0.field("type", "keyword") }
    }
    for name in [
      ClusterField.date, ClusterField.publicationDate, ClusterField.signatureDate, ClusterField.length,
      ClusterField.characters, ClusterField.bytes,
    ] {
      json.object(name) { $0.field("type", "integer") }
    }
    json.object(ClusterField.script) { $0.field("type", "byte") }
    for name in [ClusterField.title, ClusterField.text] {
      json.object(name) { json in
        json.field("type", "text")
        json.field("index", false)
      }
    }
    json.object(ClusterField.about) { json in
      json.field("type", "object")
      json.field("enabled", false)
    }
    for name in [ClusterField.grams, ClusterField.elements] {
      json.object(name) { tokens(similarity: Self.occurrenceSimilarity, to: &$0) }
    }
    for field in ClusterField.texts { values(of: field, to: &json) }
    values(of: .custom(""), to: &json)
  }

  private func tokens(
    _ options: String = "positions", similarity: String? = nil, to json: inout JSONWriter
  ) {
    json.field("type", "text")
    json.field("analyzer", "whitespace")
    json.field("index_options", options)
    // How long a document is does not matter to what these fields are asked.
    json.field("norms", false)
    if let similarity { json.field("similarity", similarity) }
  }

  private func values(of field: DocumentField, to json: inout JSONWriter) {
    guard let name = ClusterField.name(of: field) else { return }
    json.object(name) { json in
      json.object("properties") { json in
        if case .custom = field { json.object(ClusterField.Part.names) { $0.field("type", "keyword") } }
        json.object(ClusterField.Part.value) { $0.field("type", "keyword") }
        json.object(ClusterField.Part.form) { $0.field("type", "keyword") }
        json.object(ClusterField.Part.grams) { json in
          tokens(to: &json)
          json.field("position_increment_gap", 100)
        }
        json.object(ClusterField.Part.elements) { json in tokens("docs", to: &json) }
      }
    }
  }
}
