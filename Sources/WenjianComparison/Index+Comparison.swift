// Compares documents of an index.

public import Wenjian

extension Index {
  /// Compares two documents, mostly versions of one law.
  /// - Parameters:
  ///   - old: the key of the older one.
  ///   - new: the key of the newer one.
  ///   - unit: by which parts; `.article` falls back to paragraphs unless both texts have articles.
  /// - Throws: `WenjianError` with code `noSuchDocument` or `damaged`.
  /// - Complexity: as `TextComparison.init`.
  public func comparison(
    of old: String, with new: String, by unit: ComparisonUnit = .article
  ) throws(WenjianError) -> TextComparison {
    TextComparison(
      old: try text(of: old), try outline(of: old), new: try text(of: new), try outline(of: new), by: unit)
  }
}
