// Strings of a query as they are looked for: folded, with the other texts that mean the same.

package import WenjianQuery
package import WenjianStream
import WenjianWidening

extension SearchScratch {
  /// Folds a string, and finds its other forms.
  /// - Throws: `SearchError` for a string that holds nothing to search for.
  func fold(_ string: QueryString, _ reading: StringReading) throws(SearchError) -> SearchString {
    let folded = try fold(string, exact: reading.isExact)
    guard folded.count > 0 || folded.pattern != nil else {
      throw SearchError(reason: .emptyString, text: string.text)
    }
    guard let otherForms = reading.otherForms, !folded.isExact, folded.pattern == nil else { return folded }
    let others = otherForms.forms(of: folded)
    if others.isEmpty { return folded }
    var forms = [folded]
    for other in others {
      let form = fold(other, of: folded)
      if form.count > 0, !forms.contains(where: { $0.findsSame(as: form) }) { forms.append(form) }
    }
    return forms.count > 1 ? SearchString(folded, forms: forms) : folded
  }
}

extension SearchString {
  /// Folds a string of a query as a search does, for those who ask another engine for it.
  /// - Throws: `SearchError` for a string that holds nothing to search for.
  package static func folded(_ string: QueryString, _ reading: StringReading) throws(SearchError) -> SearchString {
    let scratch = SearchScratch.borrow(nil)
    defer { scratch.giveBack() }
    return try scratch.fold(string, reading)
  }

  /// A part of a string with wildcards that each of its occurrences holds.
  package enum FixedPart: Equatable, Sendable {
    /// Elements one behind the other.
    case elements([AnalyzedElement])
    /// A run that begins so.
    case runPrefix([UInt8])
  }

  /// The parts of a string with wildcards that are fixed, in their order; empty for a string without wildcards.
  package var fixedParts: [FixedPart] {
    var found: [FixedPart] = []
    for stretch in pattern?.stretches ?? [] {
      var elements: [AnalyzedElement] = []
      for part in stretch.parts {
        if case .element(let element) = part {
          elements.append(element)
          continue
        }
        if !elements.isEmpty { found.append(.elements(elements)) }
        elements = []
        if case .prefix(let bytes) = part { found.append(.runPrefix(bytes)) }
      }
      if !elements.isEmpty { found.append(.elements(elements)) }
    }
    return found
  }

  /// Whether its occurrences are those of its elements, whatever is beside them and however they were written.
  package var isOneSequence: Bool {
    !isExact && !isVaried && written?.notBehind.isEmpty ?? true && written?.notBefore.isEmpty ?? true
  }
}
