package import WenjianIndex
import WenjianPostings
import WenjianSegment

/// The numbers of the ranking formula. A string counts as one term: BM25 over its occurrences in a document and
/// the document's length, times the weight of its best hit.
package enum RankingWeights {
  static let k1: Float = 1.2
  static let b: Float = 0.75

  /// By `HitQuality`. A hit in the middle of words (和服 in 产品和服务) counts half; one in a title doubles;
  /// in navigation and footers it is a tenth. (Numbers above that no quality has come from damaged bytes.)
  static let quality: [Float] = [0.5, 1, 1.2, 2, 0.1, 0.1, 0.1, 0.1]
}

extension RankingWeights {
  /// Of a single character of a question beside its grams, for related documents.
  static let relatedCharacter: Float = 0.75
  /// It counts where less than one in so many documents holds it.
  static let relatedCharacterShare = 8
  /// Of a gram of another form of a question's words, 资讯 for 信息.
  static let relatedForm: Float = 0.6
}

/// BM25 for one snapshot. Its tables are read for every posting that is scored, so they lie at fixed addresses.
package final class Scorer: @unchecked Sendable {
  // SAFETY: written in init only.
  package let documentCount: Int
  package let averageLength: Float
  /// k1 * (1 - b + b * length / average) for each norm.
  let lengthPart: UnsafeMutablePointer<Float>
  let qualityWeight: UnsafeMutablePointer<Float>

  package init(_ snapshot: IndexSnapshot, _ statistics: CollectionStatistics? = nil) {
    var documents = statistics?.documentCount ?? 0
    var positions = statistics?.positionCount ?? 0
    for view in snapshot.views where statistics == nil {
      // Deleted documents count until a merge drops them, here and in how many documents hold a term: so what a term
      // weighs is in the headers of its lists.
      documents += view.segment.statistics.documentCount
      positions += view.segment.statistics.positionCount
    }
    documentCount = documents
    let average = documents == 0 ? 1 : max(Float(positions) / Float(documents), 1)
    averageLength = average
    lengthPart = .allocate(capacity: 256)
    for norm in 0...255 {
      let length = Float(DocumentNorm.decode(UInt8(norm)))
      lengthPart[norm] =
        RankingWeights.k1 * (1 - RankingWeights.b + RankingWeights.b * length / average)
    }
    qualityWeight = .allocate(capacity: HitQuality.tableSize)
    for (quality, weight) in RankingWeights.quality.enumerated() { qualityWeight[quality] = weight }
  }

  deinit {
    lengthPart.deallocate()
    qualityWeight.deallocate()
  }

  /// The weight of a term that stands in `documents` documents.
  package func weight(documents: Int) -> Float {
    let count = Float(max(documentCount, documents))
    let odds = (count - Float(documents) + 0.5) / (Float(documents) + 0.5)
    return logarithm(1 + odds) * (RankingWeights.k1 + 1)
  }

  /// The score of a term with this weight and frequency in a document with this norm.
  @inline(__always)
  package func score(weight: Float, frequency: UInt32, norm: UInt8, quality: UInt32) -> Float {
    let frequency = Float(frequency)
    return weight * frequency / (frequency + lengthPart[Int(norm)]) * qualityWeight[Int(quality & 7)]
  }

  /// The scores of documents that stand one behind the other, as `score` computes them, to the bit.
  ///
  /// Four at a time, because the divisions of one document after the other would be most of the work.
  func score(
    _ documents: UnsafePointer<UInt32>, _ frequencies: UnsafePointer<UInt32>,
    _ qualities: UnsafePointer<UInt32>, count: Int, weight: Float, norms: UnsafePointer<UInt8>,
    into scores: UnsafeMutablePointer<Float>
  ) {
    let lengthPart = lengthPart
    let qualityWeight = qualityWeight
    let weights = SIMD4<Float>(repeating: weight)
    var at = 0
    while at &+ 4 <= count {
      let lengths = SIMD4<Float>(
        lengthPart[Int(norms[Int(documents[at])])], lengthPart[Int(norms[Int(documents[at &+ 1])])],
        lengthPart[Int(norms[Int(documents[at &+ 2])])],
        lengthPart[Int(norms[Int(documents[at &+ 3])])])
      let factors = SIMD4<Float>(
        qualityWeight[Int(qualities[at] & 7)], qualityWeight[Int(qualities[at &+ 1] & 7)],
        qualityWeight[Int(qualities[at &+ 2] & 7)], qualityWeight[Int(qualities[at &+ 3] & 7)])
      // As signed numbers, for which the machine has an instruction.
      let counts = SIMD4<Float>(
        UnsafeRawPointer(frequencies + at).loadUnaligned(as: SIMD4<Int32>.self))
      UnsafeMutableRawPointer(scores + at).storeBytes(
        of: weights * counts / (counts + lengths) * factors, as: SIMD4<Float>.self)
      at &+= 4
    }
    while at < count {
      scores[at] = score(
        weight: weight, frequency: frequencies[at], norm: norms[Int(documents[at])],
        quality: qualities[at])
      at &+= 1
    }
  }

  /// The most that a document can score, whatever its best hit is like.
  package func bound(weight: Float, frequency: UInt32, norm: UInt8) -> Float {
    let best = RankingWeights.quality.max() ?? 1
    return weight * Float(frequency) / (Float(frequency) + lengthPart[Int(norm)]) * best
  }

  /// The most that a document of a block can score.
  func bound(weight: Float, frequency: UInt32, norm: UInt8, quality: UInt32) -> Float {
    score(weight: weight, frequency: frequency, norm: norm, quality: quality)
  }

  /// Whether a document's score may reach a threshold: a comparison without the division, which tells most
  /// documents away. Its slack is more than the rounding of both.
  /// - Parameter slackened: `slackened(threshold)`.
  @inline(__always)
  func mayReach(
    _ slackened: Float, weight: Float, frequency: UInt32, norm: UInt8, quality: UInt32
  ) -> Bool {
    let frequency = Float(frequency)
    return weight * qualityWeight[Int(quality & 7)] * frequency
      >= slackened * (frequency + lengthPart[Int(norm)])
  }

  @inline(__always)
  func slackened(_ threshold: Float) -> Float { threshold * (1 - 2e-6) }
}

/// The natural logarithm of a number above 0, without the C library: a term's weight is computed once a query,
/// and must come out the same on every machine, or ties would fall differently.
func logarithm(_ value: Float) -> Float {
  var mantissa = Double(value).significand
  var exponent = Double(Double(value).exponent)
  if mantissa > 1.414_213_562_373_095_1 {
    mantissa /= 2
    exponent += 1
  }
  // ln m = 2 (t + t^3/3 + t^5/5 + …), t = (m - 1) / (m + 1), |t| < 0.172
  let t = (mantissa - 1) / (mantissa + 1)
  let square = t * t
  var term = t
  var sum = 0.0
  var divisor = 1.0
  while divisor < 22 {
    sum += term / divisor
    term *= square
    divisor += 2
  }
  return Float(2 * sum + exponent * 0.693_147_180_559_945_3)
}
