// How often a string occurs in a document, from a score of the similarity `occurrences`.

import WenjianJSONText

/// Turns scores into occurrences.
///
/// The similarity is BM25 with b = 0 and a very large k1: the score is W·f / (f + k1), nearly proportional to the occurrences f.
/// What W is for a string one hit tells, whose score the engine explains.
struct OccurrenceScale {
  /// As `ClusterMapping` has it.
  static let k1 = 1_000_000.0
  /// W / k1.
  let unit: Double

  private static let name = "best"

  /// Writes the member of `aggs` that gives the best hit with its explanation: of the same state of the index, and of the same
  /// copies of its shards, as the scores.
  static func ask(_ json: inout JSONWriter) {
    json.object(name) { json in
      json.object("top_hits") { json in
        json.field("size", 1)
        json.field("explain", true)
        json.field("_source", false)
      }
    }
  }

  /// - Parameter answers: of the aggregations.
  /// - Throws: `ClusterError` for an explanation that does not say how often the string occurs.
  init(aggregated answers: JSONValue) throws(ClusterError) {
    guard let hit = answers[Self.name]?["hits"]?["hits"]?.values.first, let score = hit["_score"]?.number,
      score > 0,
      let frequency = hit["_explanation"].flatMap(Self.frequency), frequency > 0
    else {
      throw ClusterError(.answer, "the cluster does not explain a score by its occurrences; is its version known?")
    }
    unit = score * (1 + frequency / Self.k1) / frequency
  }

  /// `freq, occurrences of term within document` of a token, `phraseFreq=3.0` of a phrase.
  private static func frequency(_ explanation: JSONValue) -> Double? {
    if let text = explanation["description"]?.text, text.hasPrefix("freq, occ") || text.hasPrefix("phraseFreq=") {
      return explanation["value"]?.number
    }
    return explanation["details"]?.values.lazy.compactMap(frequency).first
  }

  /// - Returns: nil for a score that is too far from that of a whole number: floats have 24 bits.
  func occurrences(_ score: Double) -> Int? {
    let exact = score / (unit - score / Self.k1)
    let whole = exact.rounded()
    guard exact.isFinite, whole >= 1, whole < 1e6, abs(exact - whole) < 0.2 else { return nil }
    return Int(whole)
  }
}
