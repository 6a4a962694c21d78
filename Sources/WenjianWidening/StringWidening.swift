package import WenjianModel
package import WenjianStream
import WenjianText

/// Tells the forms of a string.
///
/// A string is read once from its start: at each element the rules are asked in turn for a part of the string that is
/// written otherwise as well (`SiteFinder`), and the forms of the string are the combinations of those of its parts.
package struct StringWidening: Sendable {
  /// A string has no more forms than these; notations that are the same throughout come first, then forms in which few
  /// parts differ from what was typed.
  package static let formLimit = 64

  package let options: Widening
  private let synonyms: SynonymTable?

  /// - Parameter synonyms: of the user; nil for none.
  package init(_ options: Widening, synonyms: SynonymTable? = nil) {
    self.options = options
    self.synonyms = synonyms?.isEmpty == false ? synonyms : nil
  }

  /// Whether it gives any string another form.
  package var isNone: Bool { !options.numerals && !hasWords }

  /// The forms of a string as it was typed.
  package func forms(of text: String) -> WrittenForms { forms(of: analyzeQuery(text).map(\.element)) }

  /// The forms of a string.
  /// - Complexity: linear in the string where nothing is to be widened, else in the forms.
  package func forms(of elements: [AnalyzedElement]) -> WrittenForms {
    let typed = WrittenForm(elements)
    let sites =
      !mayWiden(elements)
      ? [] : SiteFinder(elements: elements, options: options, synonyms: synonyms).sites()
    if sites.isEmpty { return WrittenForms(forms: [typed], isCut: false) }
    var forms = [typed]
    var seen: Set<[AnalyzedElement]> = [elements]
    let isComplete = forEachChoice(sites) { choice in
      let form = form(of: elements, sites, choice)
      // Parts that the scanner would read as one with what is beside them cannot be written so.
      if let form, seen.insert(form.elements).inserted, WrittenForm(text: form.text).elements == form.elements {
        forms.append(form)
      }
      return forms.count < Self.formLimit
    }
    return WrittenForms(forms: forms, isCut: !isComplete)
  }

  /// Whether a string may have other forms: most hold no figure and no word of a list, and are told so by a look at each
  /// character.
  /// - Parameter codes: its elements as numbers, runs from `StreamElement.firstRun` on.
  /// - Complexity: linear in the string; allocates nothing.
  package func mayWiden(_ codes: [UInt32]) -> Bool {
    if hasWords { return true }
    return options.numerals && codes.contains { $0 >= StreamElement.firstRun || ChineseNumeral.isPart($0) }
  }

  private var hasWords: Bool { options.regional > .none || (options.ownWords && synonyms != nil) }

  private func mayWiden(_ elements: [AnalyzedElement]) -> Bool {
    if hasWords { return true }
    return elements.contains { element in
      if case .run = element { element.digits != nil || element.isDotted } else { element.isNumeral }
    }
  }

  /// Shows choices of alternatives, one for each site, 0 for the typed form, until there are no more or enough.
  /// - Returns: whether all were shown.
  private func forEachChoice(_ sites: [WideningSite], _ body: ([Int]) -> Bool) -> Bool {
    let counts = sites.map { $0.alternatives.count + 1 }
    let most = counts.max() ?? 1
    // One notation throughout.
    for number in 1..<most {
      guard body(counts.map { min(number, $0 - 1) }) else { return false }
    }
    if sites.count == 1 { return true }
    let total = counts.reduce(0) { $0 + $1 - 1 }
    var choice = [Int](repeating: 0, count: sites.count)
    var tried = 0
    func choose(_ site: Int, _ rest: Int) -> Bool {
      if site == sites.count - 1 {
        guard rest < counts[site] else { return true }
        choice[site] = rest
        tried += 1
        return tried < 16 * Self.formLimit && body(choice)
      }
      for number in 0...min(rest, counts[site] - 1) {
        choice[site] = number
        guard choose(site + 1, rest - number) else { return false }
      }
      return true
    }
    for sum in 1...total { guard choose(0, sum) else { return false } }
    return true
  }

  /// - Returns: nil for the string as it was typed, and when the form would hold a fixed word that was not typed.
  private func form(
    of elements: [AnalyzedElement], _ sites: [WideningSite], _ choice: [Int]
  ) -> WrittenForm? {
    var result: [AnalyzedElement] = []
    var rules: [WideningRule] = []
    var changed: [Range<Int>] = []
    var notBehind: [UInt32] = []
    var at = 0
    for (site, number) in zip(sites, choice) where number > 0 {
      let alternative = site.alternatives[number - 1]
      result += elements[at..<site.range.lowerBound]
      if result.isEmpty { notBehind = alternative.notBehind }
      changed.append(result.count..<(result.count + alternative.elements.count))
      result += alternative.elements
      if !rules.contains(alternative.rule) { rules.append(alternative.rule) }
      at = site.range.upperBound
    }
    guard !rules.isEmpty, let first = result.first ?? elements.first else { return nil }
    result += elements[at...]
    guard let last = result.last else { return nil }
    if rules.contains(where: { $0 != .regional && $0 != .own }) {
      let fixed = FixedWords.ranges(in: result)
      if fixed.contains(where: { word in changed.contains { $0.overlaps(word) } }) { return nil }
    }
    if first.isNumeral { notBehind += Self.numerals }
    let endsInNumber = last.isNumeral || last.digits != nil
    return WrittenForm(
      result, rules: rules, notBehind: notBehind, notBefore: endsInNumber ? Self.numerals : [])
  }

  /// What makes a longer numeral of one that it is beside.
  package static let numerals: [UInt32] = "〇零一二两三四五六七八九十百千万亿廿卅点".unicodeScalars.map(\.value)
}

extension WideningSite {
  var isOfNumerals: Bool { alternatives.first.map { $0.rule != .regional && $0.rule != .own } ?? false }
}

extension AnalyzedElement {
  /// A run that may be a date: 2016.10.18.
  fileprivate var isDotted: Bool {
    if case .run(let bytes) = self { bytes.allSatisfy { "0"..."9" ~= $0 || $0 == "." } } else { false }
  }
}
