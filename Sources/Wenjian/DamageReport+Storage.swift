// What stands behind the detail of damage in a stored report.

extension DamageReport {
  var storedExtras: [String] {
    var fields =
      lines.count == byteOffsets.count
      ? zip(byteOffsets, lines).map { "\($0):\($1)" } : byteOffsets.map { String($0) }
    if let score { fields.append("score=\(Self.thousandths(score))") }
    if let encoding {
      fields.append("encoding=\(encoding.name) \(Self.thousandths(encoding.confidence))")
      if let runnerUp = encoding.runnerUp {
        fields.append("else=\(runnerUp) \(Self.thousandths(encoding.runnerUpConfidence))")
      }
    }
    return fields
  }

  init(path: String, kind: Kind, count: Int, detail: String, storedExtras fields: ArraySlice<String>) {
    self.init(path: path, kind: kind, count: count, byteOffsets: [], detail: detail)
    for field in fields {
      if let (name, share) = Self.share(field, behind: "encoding=") {
        encoding = GuessedEncoding(name: name, confidence: share, runnerUp: nil, runnerUpConfidence: 0)
      } else if let (name, share) = Self.share(field, behind: "else=") {
        encoding?.runnerUp = name
        encoding?.runnerUpConfidence = share
      } else if field.hasPrefix("score=") {
        score = Int(field.dropFirst(6)).map { Double($0) / 1000 }
      } else {
        let parts = field.split(separator: ":", maxSplits: 1).map { Int($0) }
        guard let byteOffset = parts.first ?? nil else { continue }
        byteOffsets.append(byteOffset)
        if parts.count == 2, let line = parts[1] { lines.append(line) }
      }
    }
    // Places without all their lines are damaged, and lines beside other places would mislead.
    if lines.count != byteOffsets.count { lines = [] }
  }

  private static func thousandths(_ share: Double) -> Int { Int((share * 1000).rounded()) }

  /// A name and thousandths, with a blank between them.
  private static func share(_ field: String, behind mark: String) -> (String, Double)? {
    guard field.hasPrefix(mark), let blank = field.lastIndex(of: " "),
      let number = Int(field[field.index(after: blank)...])
    else { return nil }
    return (String(field[..<blank].dropFirst(mark.count)), Double(number) / 1000)
  }
}
