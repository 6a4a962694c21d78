// Checks what a text cites and quotes against the index.

public import Wenjian
import WenjianDocument
import WenjianText

extension Citations {
  /// Checks each citation of a text that names a law or a document, and each quotation.
  ///
  /// A quotation belongs to the citation right before it, 《…》第十条规定：“…”, or in brackets behind it, “…”（《…》第十条）. Script,
  /// variants, width, blanks and punctuation make no difference; … leaves something out. One that belongs to none is
  /// looked for in the whole index when it has ten words (characters of Han) and more.
  /// - Returns: in the order of the text.
  /// - Throws: `WenjianError` with code `damaged` or `file`.
  /// - Complexity: linear in the text and in the documents that it cites.
  public func verify(_ text: String) throws(WenjianError) -> [CitationCheck] {
    let bytes = Array(text.utf8)
    let source = Source(key: "", title: "", date: nil, names)
    let cited = try citations(in: bytes, source).filter { $0.kind != .own }
    var verifier = Verifier(self, text)
    // 「刑法」第十条 is a citation.
    let quotations = FoundQuotation.find(in: bytes).filter { quotation in
      let index = cited.partitioningIndex { $0.byteRange.lowerBound >= quotation.outerRange.lowerBound }
      return index == cited.count || cited[index].byteRange.lowerBound > quotation.outerRange.lowerBound
    }
    var checks: [CitationCheck] = []
    var isAttached = [Bool](repeating: false, count: quotations.count)
    for (index, citation) in cited.enumerated() {
      let next = index + 1 < cited.count ? cited[index + 1].byteRange.lowerBound : bytes.count
      // The one that ends before it, and the one that begins behind it.
      let behind = quotations.partitioningIndex { $0.outerRange.lowerBound >= citation.byteRange.upperBound }
      let before = quotations.partitioningIndex { $0.outerRange.upperBound > citation.byteRange.lowerBound } - 1
      let own = [before, behind].first { index in
        quotations.indices.contains(index) && !isAttached[index]
          && Self.belongs(quotations[index], to: citation, before: next, in: bytes)
      }
      if let own { isAttached[own] = true }
      checks.append(try verifier.check(citation, own.map { quotations[$0].byteRange }))
    }
    // What a quotation cites is part of its words.
    checks.removeAll { check in
      guard check.quotation == nil else { return false }
      let index = quotations.partitioningIndex { $0.byteRange.upperBound > check.byteRange.lowerBound }
      return index < quotations.count && isAttached[index]
        && quotations[index].byteRange.contains(check.byteRange.lowerBound)
    }
    for (index, quotation) in quotations.enumerated() where !isAttached[index] {
      // What names a law in quotation marks was checked as that.
      let first = cited.partitioningIndex { $0.byteRange.lowerBound >= quotation.byteRange.lowerBound }
      if first < cited.count, cited[first].byteRange.lowerBound < quotation.byteRange.upperBound { continue }
      if let check = try verifier.check(quotation.byteRange, leastWords: Self.leastWords) { checks.append(check) }
    }
    return checks.sorted { $0.byteRange.lowerBound < $1.byteRange.lowerBound }
  }

  /// Fewer words are quoted for any reason.
  private static let leastWords = 10

  /// What may be between a citation and what it quotes, in bytes.
  private static let gapByteCount = 60

  private static func belongs(
    _ quotation: FoundQuotation, to citation: Citation, before next: Int, in text: [UInt8]
  ) -> Bool {
    let (outer, cited) = (quotation.outerRange, citation.byteRange)
    if outer.lowerBound >= cited.upperBound, outer.lowerBound < next {
      let gap = String(decoding: text[cited.upperBound..<outer.lowerBound], as: UTF8.self)
      if gap.utf8.count > gapByteCount || gap.contains(where: { "。；;！？\n".contains($0) }) { return false }
      let folded = FoldedLine(gap)
      let says = folded.string(0..<folded.count)
      // 规定：“…”, 规定的“…”, and directly.
      return gap.utf8.isEmpty
        || ["规定", "指出", "明确", "要求", "提出", "称", "载明", "写明", "强调", "界定", "所说", ":"].contains { says.contains($0) }
    }
    // “…”（《…》第十条）
    guard outer.upperBound <= cited.lowerBound, cited.lowerBound - outer.upperBound <= 12 else { return false }
    let gap = FoldedLine(String(decoding: text[outer.upperBound..<cited.lowerBound], as: UTF8.self))
    let words = gap.string(0..<gap.count).filter { $0 != " " }
    return ["(", "(见", "(参见", "——", "--", "([", "["].contains(words)
  }
}

extension Array {
  /// The first index of an element that is as asked for, of an array in which all that are so come last.
  /// - Complexity: logarithmic.
  fileprivate func partitioningIndex(where isSo: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
