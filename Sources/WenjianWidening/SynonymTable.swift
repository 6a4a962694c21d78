import WenjianModel
import WenjianStream

/// Words that stand for each other, and words that stand for others one way.
package struct SynonymTable: Sendable, Equatable {
  /// For each word those that are looked for with it.
  private var lexicon = ElementLexicon<[[AnalyzedElement]]>()

  package init() {}

  package var isEmpty: Bool { lexicon.isEmpty }

  /// Adds words each of which stands for all others.
  package mutating func add(group words: [String]) { add(group: words.map { ElementLexicon<Bool>.elements($0) }) }

  mutating func add(group words: [[AnalyzedElement]]) {
    for word in words { add(word, standsFor: words) }
  }

  /// Adds a word for which others are looked for as well, and not the other way round.
  package mutating func add(_ word: String, standsFor others: [String]) {
    add(ElementLexicon<Bool>.elements(word), standsFor: others.map { ElementLexicon<Bool>.elements($0) })
  }

  mutating func add(_ word: [AnalyzedElement], standsFor others: [[AnalyzedElement]]) {
    let others = others.filter { $0 != word && !$0.isEmpty }
    guard !word.isEmpty, !others.isEmpty else { return }
    lexicon.add(word, others) { known in
      for other in others where !known.contains(other) { known.append(other) }
    }
  }

  /// The longest word that begins at `index`, and what is looked for with it.
  func match(_ elements: [AnalyzedElement], at index: Int) -> (count: Int, value: [[AnalyzedElement]])? {
    lexicon.match(elements, at: index)
  }
}

extension SiteFinder {
  /// A word of a table.
  func wordSite(at index: Int, in table: SynonymTable, _ rule: WideningRule) -> WideningSite? {
    table.match(elements, at: index).map { word in
      WideningSite(
        index..<(index + word.count), of: elements, word.value.map { .init($0, rule) })
    }
  }

  func regionalSite(at index: Int) -> WideningSite? {
    wordSite(at: index, in: RegionalVocabulary.table(weak: options.regional == .weak), .regional)
  }
}
