// Where places of a document stand in it.

import WenjianDocument
import WenjianIndex
import WenjianSearch

extension Index {
  /// The divisions that a place of a document lies in, the largest first.
  /// - Parameters:
  ///   - key: of the document.
  ///   - byteOffset: the place, in UTF-8 bytes of the text as `text(of:)` gives it.
  /// - Returns: nothing where there are none.
  /// - Throws: `WenjianError` with code `noSuchDocument`, `damaged`, or `argument` for a negative offset. Behind the end of
  ///   the text is the end.
  /// - Complexity: linear in the text up to the end of the article that the place lies in.
  public func headings(of key: String, at byteOffset: Int) throws(WenjianError) -> [Heading] {
    try name(of: key, at: byteOffset).headings
  }

  /// How a place of a document is cited: 《…法》第十三条第二款第（三）项 on the mainland, 《…條例》第13條第2項第3款 in Taiwan, and by
  /// the numbers of its lists, 《…意见》二、（一）, where there are no articles.
  /// - Returns: nil where nothing has a number.
  /// - Throws, Complexity: as `headings(of:at:)`.
  public func citation(of key: String, at byteOffset: Int) throws(WenjianError) -> String? {
    try name(of: key, at: byteOffset).citation
  }

  /// The chapters, articles, paragraphs and lists of a document, in the order of its text.
  /// - Throws: `WenjianError` with code `noSuchDocument` or `damaged`.
  /// - Complexity: linear in the text.
  public func outline(of key: String) throws(WenjianError) -> [Division] {
    var reader = try placeReader(for: key)
    return try answered(from: searcher) { try reader.divisions() }
  }

  /// The articles of a document that have a number: one, or several when an annex has its own.
  /// - Parameters:
  ///   - number: 13, 十三, 第十三条, 13-1, 第十三条之一, as people type it.
  ///   - key: of the document.
  /// - Returns: nothing when there are none, or when it is no number.
  /// - Throws: `WenjianError` with code `noSuchDocument` or `damaged`.
  /// - Complexity: linear in the text.
  public func articles(_ number: String, of key: String) throws(WenjianError) -> [Division] {
    guard let wanted = ArticleNumber(number) else {
      _ = try place(of: key)
      return []
    }
    return try outline(of: key).filter { division in
      let heading = division.heading
      return heading.level == .article && heading.ordinal == wanted.number && heading.insertion == wanted.insertion
    }
  }

  private func name(of key: String, at byteOffset: Int) throws(WenjianError) -> PlaceName {
    try requireNotNegative(byteOffset, "byteOffset")
    var reader = try placeReader(for: key)
    return try answered(from: searcher) { try reader.name(at: byteOffset) }
  }

  private func placeReader(for key: String) throws(WenjianError) -> PlaceReader {
    let place = try place(of: key)
    let view = searcher.snapshot.views[place.view]
    return PlaceReader(searcher.textReader(view: place.view), view, document: place.document)
  }
}
