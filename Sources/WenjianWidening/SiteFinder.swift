import WenjianModel
import WenjianStream
import WenjianText

/// Finds the parts of a string that are written otherwise as well: each kind has its file, and is asked in turn at each
/// element.
struct SiteFinder {
  let elements: [AnalyzedElement]
  let options: Widening
  let synonyms: SynonymTable?

  func sites() -> [WideningSite] {
    var sites: [WideningSite] = []
    // Looked for when a numeral may be written otherwise: the list of such words is made when it is first asked.
    lazy var fixed = FixedWords.ranges(in: elements)
    var index = 0
    while index < elements.count {
      guard let site = site(at: index), !site.alternatives.isEmpty else {
        index += 1
        continue
      }
      if site.isOfNumerals, let word = fixed.first(where: { $0.overlaps(site.range) }) {
        index = max(index + 1, word.lowerBound > index ? index + 1 : word.upperBound)
        continue
      }
      sites.append(site)
      index = site.range.upperBound
    }
    return sites
  }

  private func site(at index: Int) -> WideningSite? {
    if let synonyms, options.ownWords, let site = wordSite(at: index, in: synonyms, .own) { return site }
    if options.numerals, let site = numeralSite(at: index) { return site }
    if options.regional > .none, let site = regionalSite(at: index) { return site }
    return nil
  }

  private func numeralSite(at index: Int) -> WideningSite? {
    switch elements[index] {
    case .scalar(let scalar):
      switch scalar {
      case "[", "(": return documentNumberSite(at: index)
      case "百", "千": if let site = percentageSite(at: index) { return site }
      case "民", "中": return republicSite(at: index)
      case "令", "告": return decreeSite(at: index)
      case "第": return insertedDivisionSite(at: index) ?? ordinalSite(at: index)
      default: break
      }
      guard elements[index].isNumeral else { return nil }
    case .run:
      if let site = groupedSite(at: index) { return site }
      if let site = figureDateSite(at: index) ?? percentageSite(at: index) { return site }
    case .barrier: return nil
    }
    return dateSite(at: index) ?? numberSite(at: index)
  }

  func element(at index: Int) -> AnalyzedElement? { elements.indices.contains(index) ? elements[index] : nil }

  func isScalar(_ character: Unicode.Scalar, at index: Int) -> Bool {
    element(at: index)?.isScalar(character) ?? false
  }

  /// Whether the characters are at `index`.
  func holds(_ word: String, at index: Int) -> Bool {
    var at = index
    for scalar in word.unicodeScalars {
      guard isScalar(scalar, at: at) else { return false }
      at += 1
    }
    return true
  }
}
