import WenjianStream

/// Words as elements of the stream, each with a value, found by the longest that begins at an element.
struct ElementLexicon<Value: Sendable & Equatable>: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    let word: [AnalyzedElement]
    var value: Value
  }

  /// By first element, the longest first.
  private var entries: [AnalyzedElement: [Entry]] = [:]

  /// The elements of a word.
  static func elements(_ word: String) -> [AnalyzedElement] { analyzeQuery(word).map(\.element) }

  /// The elements of a word of Han that is written as the fold leaves it: each character is one. The lists of this module
  /// are read so when they are first asked, which a process that searches once would wait for.
  static func elements(folded word: some StringProtocol) -> [AnalyzedElement] {
    let elements = word.unicodeScalars.map { AnalyzedElement.scalar($0.value) }
    assert(elements == Self.elements(String(word)), "the fold does not leave \(word) as it is")
    return elements
  }

  /// Adds a word; of one that is there its value is joined.
  mutating func add(_ word: [AnalyzedElement], _ value: Value, join: (inout Value) -> Void = { _ in }) {
    guard let first = word.first else { return }
    var row = entries[first] ?? []
    if let known = row.firstIndex(where: { $0.word == word }) {
      join(&row[known].value)
    } else {
      row.insert(Entry(word: word, value: value), at: row.firstIndex { $0.word.count < word.count } ?? row.count)
    }
    entries[first] = row
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The longest word that begins at `index`.
  func match(_ elements: [AnalyzedElement], at index: Int) -> (count: Int, value: Value)? {
    guard index < elements.count, let row = entries[elements[index]] else { return nil }
    for entry in row where elements[index...].starts(with: entry.word) { return (entry.word.count, entry.value) }
    return nil
  }

  /// Where words are, the longest at each place, overlapping ones included.
  func ranges(in elements: [AnalyzedElement]) -> [Range<Int>] {
    elements.indices.compactMap { index in match(elements, at: index).map { index..<(index + $0.count) } }
  }
}
