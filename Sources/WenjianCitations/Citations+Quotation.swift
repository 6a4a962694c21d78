// Checks one quotation against the index.

public import Wenjian
import WenjianDocument
import WenjianText

extension Citations {
  /// Checks a quotation: against what it is said to be of, or wherever its words are.
  ///
  /// Compared as `verify(_:)` does; quotation marks around the whole are no part of it, and it may be as short as a word.
  ///
  /// ```swift
  /// let check = try citations.verify(quotation: "法律的废止，适用本法", from: "《立法法》第二条")
  /// ```
  ///
  /// - Parameters:
  ///   - quotation: the words; … leaves something out.
  ///   - source: 《立法法》第六十五条, 立法法, 国发〔2016〕64号, or the key of a document; nil: the whole index is looked through.
  /// - Returns: its `byteRange` is that of the words in `quotation`.
  /// - Throws: `WenjianError` with code `input` when `quotation` has no word, or `source` names nothing; else as `verify(_:)`.
  /// - Complexity: linear in the texts of the documents that are cited, or that have most of the words: 40 at most.
  public func verify(quotation: String, from source: String? = nil) throws(WenjianError) -> CitationCheck {
    let range = FoundQuotation.content(of: Array(quotation.utf8))
    var verifier = Verifier(self, quotation)
    guard verifier.hasWords(range) else {
      throw WenjianError(.input, "there is no word in the quotation; give the words to check, as 国务院制定行政法规")
    }
    guard let source else {
      guard let check = try verifier.check(range, leastWords: 1) else { preconditionFailure("it has words") }
      return check
    }
    var check = try verifier.check(try citation(named: source), range)
    check.byteRange = range
    return check
  }

  private func isKey(_ text: String) throws(WenjianError) -> Bool {
    do {
      _ = try index.document(text)
      return true
    } catch  where error.code == .noSuchDocument || error.code == .key {
      return false
    }
  }

  /// What one name cites.
  private func citation(named name: String) throws(WenjianError) -> Citation {
    let none = Source(key: "", title: "", date: nil, names)
    if try isKey(name) {
      return Citation(
        kind: .title, source: "", byteRange: 0..<0, text: name,
        target: names.title(ofKey: name).map(names.shownTitle) ?? name,
        name: name, place: CitationPlace(CitedPlace()), documents: [name], document: name)
    }
    // 立法法 alone is the name of a law only where nothing else is.
    for text in [name, "《" + name + "》"] {
      let found = try citations(in: Array(text.utf8), none).filter { $0.kind != .own }
      if let only = found.first, found.count == 1 { return only }
    }
    throw WenjianError(
      .input,
      "“\(displayText(of: name))” names no law, article or document; write 《立法法》第六十五条, 国发〔2016〕64号, or a document's key"
    )
  }
}
