extension [String] {
  /// The strings as one, a separator between each two.
  ///
  /// For what every process says: to call the generic `joined(separator:)` for the first time looks up types and conformances for
  /// .1 ms, of 4 that a search takes.
  package func text(separator: String) -> String {
    var text = ""
    for (index, part) in enumerated() {
      if index > 0 { text += separator }
      text += part
    }
    return text
  }
}
