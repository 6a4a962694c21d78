// How strongly two things go together, from the four numbers of their contingency table.

import Glibc

/// Tokens by whether they are of one kind, and by whether they are in one place: near a node, or in one of two corpora.
struct ContingencyTable {
  /// Tokens of the kind in the place.
  var observed: Int
  /// All tokens in the place.
  var placeSize: Int
  /// Tokens of the kind anywhere.
  var frequency: Int
  /// All tokens.
  var size: Int

  /// Tokens of the kind in the place if the two had nothing to do with each other.
  var expected: Double { size > 0 ? Double(placeSize) * Double(frequency) / Double(size) : 0 }

  /// G² of the four cells: twice the sum of O ln(O/E); negative where less was observed than expected.
  ///
  /// Source: T. Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics 19:1
  /// (1993).
  var logLikelihood: Double {
    let cells = [
      (Double(observed), expected),
      (Double(placeSize - observed), Double(placeSize) - expected),
      (Double(frequency - observed), Double(frequency) - expected),
      (
        Double(size - placeSize - frequency + observed),
        Double(size) - Double(placeSize) - Double(frequency) + expected
      ),
    ]
    let sum = cells.reduce(0.0) { $1.0 > 0 && $1.1 > 0 ? $0 + $1.0 * log($1.0 / $1.1) : $0 }
    return Double(observed) < expected ? -2 * sum : 2 * sum
  }

  /// Pointwise mutual information: log₂(O/E); nil where nothing was observed.
  ///
  /// Source: K. W. Church, P. Hanks, "Word association norms, mutual information, and lexicography", Computational
  /// Linguistics 16:1 (1990).
  var mutualInformation: Double? { observed > 0 && expected > 0 ? log2(Double(observed) / expected) : nil }

  /// 2 O / (tokens in the place + tokens of the kind), 0 to 1.
  var dice: Double { placeSize + frequency > 0 ? 2 * Double(observed) / Double(placeSize + frequency) : 0 }
}
