import WenjianSnippets

/// Fits the passages of several documents into so many bytes, for a reader with little room: a message, a model. Exact
/// counts do not change, and what was cut is said.
///
/// ```swift
/// var budget = PassageBudget(maximumBytes: 4000)
/// for hit in results.hits { print(hit.title, budget.fit(try hit.snippets()).map(\.text)) }
/// print(budget.leftOut, "passages left out")
/// ```
public struct PassageBudget: Sendable {
  /// Bytes of UTF-8 that are left.
  public private(set) var remainingBytes: Int
  /// Passages that did not fit, however they were cut.
  public private(set) var leftOut = 0
  /// Passages that were cut to fit.
  public private(set) var shortened = 0

  /// - Parameter maximumBytes: below 0 as 0: nothing fits.
  public init(maximumBytes: Int) {
    remainingBytes = max(0, maximumBytes)
  }

  /// The passages that fit, the last of them cut at the ends of sentences around its first match where they do.
  public mutating func fit(_ snippets: [Snippet]) -> [Snippet] {
    var fitting: [Snippet] = []
    for snippet in snippets {
      if snippet.text.utf8.count <= remainingBytes {
        fitting.append(snippet)
      } else if let short = snippet.shortened(toBytes: remainingBytes) {
        shortened += 1
        fitting.append(short)
      } else {
        leftOut += 1
        continue
      }
      remainingBytes -= fitting[fitting.count - 1].text.utf8.count
    }
    return fitting
  }
}

extension Snippet {
  /// So many characters make no passage.
  private static let leastCharacters = 8

  /// Its sentences around the first match, or a part of that sentence, in so many bytes.
  /// - Returns: nil when not even the match fits.
  fileprivate func shortened(toBytes limit: Int) -> Snippet? {
    guard hasSoundRanges else { return nil }
    let start = range.start.utf8
    let slice = SnippetSlice(
      bytes: Array(text.utf8), byteOffset: start, touchesDocumentStart: true, touchesDocumentEnd: true,
      highlights: matches.enumerated().map { index, match in
        SnippetHighlight(byteRange: (match.start.utf8 - start)..<(match.end.utf8 - start), term: index)
      },
      core: matches.first.map { ($0.start.utf8 - start)..<($0.end.utf8 - start) } ?? 0..<0)
    // Of Han a character is three bytes; of letters one, so that more of them fit.
    var characters = min(limit, text.unicodeScalars.count)
    while characters >= Self.leastCharacters {
      let passage = cutPassage(slice, options: SnippetOptions(characterBudget: characters))
      let size = passage.byteRange.count
      if size > 0, size <= limit {
        return matches.isEmpty || !passage.matches.isEmpty ? shortened(to: passage, of: slice) : nil
      }
      if size == 0 { return nil }
      characters = min(characters - 1, characters * limit / size)
    }
    return nil
  }

  private func shortened(to passage: Passage, of slice: SnippetSlice) -> Snippet {
    var short = self
    let offsets = WenjianSnippets.offsets(of: passage, in: slice, base: range.start)
    let bytes = passage.byteRange.lowerBound - slice.byteOffset..<passage.byteRange.upperBound - slice.byteOffset
    short.text = String(decoding: slice.bytes[bytes], as: UTF8.self)
    short.range = offsets.passage
    short.highlights = offsets.highlights
    short.matches = offsets.matches
    short.isCutAtStart = passage.cutAtStart || isCutAtStart && bytes.lowerBound == 0
    short.isCutAtEnd = passage.cutAtEnd || isCutAtEnd && bytes.upperBound == slice.bytes.count
    var shown = passage
    (shown.cutAtStart, shown.cutAtEnd) = (short.isCutAtStart, short.isCutAtEnd)
    short.display = displayText(of: shown, in: slice)
    return short
  }
}
