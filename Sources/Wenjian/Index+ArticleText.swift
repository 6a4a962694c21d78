extension Index {
  /// Where the articles of a document that have a number are, from their first character to their last and the line end behind
  /// it: one, or several when an annex has its own.
  /// - Parameter text: the whole text of the document.
  /// - Returns: UTF-8 bytes; nothing when there is no such article.
  package func articleRanges(_ number: String, of key: String, in text: String) throws(WenjianError) -> [Range<Int>]
  {
    let bytes = Array(text.utf8)
    return try articles(number, of: key).map { article in
      var end = article.byteRange.upperBound
      // One line end, none of the empty lines before the next article.
      while end > article.byteRange.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
      return article.byteRange.lowerBound..<(bytes[end...].first == UInt8(ascii: "\n") ? end + 1 : end)
    }
  }
}
