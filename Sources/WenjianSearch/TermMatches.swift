import WenjianPostings

/// What a segment holds of one string, deleted and filtered documents included: its document list, when that says all
/// there is to know and can be read block by block, or else the documents.
struct TermMatches: BitwiseCopyable {
  let list: DocumentList?
  /// Of the list.
  let gram: Int
  var found: DocumentBuffer
  /// How many documents hold the string, or the most that may, when it was looked for only in those of a filter.
  let documentFrequency: Int
  /// In the documents of `list` or `found`.
  let occurrences: Int
  /// The occurrences; nil when they were not asked for.
  var starts: StringStarts?
  /// Which grams were intersected; of a string that was found by positions.
  var cover: GramCover?

  init(
    _ found: DocumentBuffer, starts: StringStarts? = nil, cover: GramCover? = nil, documentFrequency: Int? = nil
  ) {
    list = nil
    gram = 0
    self.starts = starts
    self.found = found
    self.cover = cover
    self.documentFrequency = documentFrequency ?? found.count
    occurrences = found.occurrences
  }

  init(_ list: DocumentList, ofGram gram: Int, occurrences: Int, nothing: DocumentBuffer) {
    self.list = list
    self.gram = gram
    starts = nil
    found = nothing
    documentFrequency = list.count
    self.occurrences = occurrences
  }

  /// Documents, for ordering.
  var count: Int { list?.count ?? found.count }
}

/// Positions in a scratch, ascending.
struct PositionBuffer: BitwiseCopyable {
  let positions: UnsafeMutablePointer<UInt32>
  var count: Int
}
