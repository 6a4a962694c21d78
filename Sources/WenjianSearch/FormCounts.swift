// How often strings occur in each of their written forms.

import WenjianIndex
import WenjianModel
import WenjianWidening

extension QueryPlan {
  /// Whether any string that is looked for has several forms.
  var hasForms: Bool { terms.contains { !$0.forms.isEmpty } }
}

extension QueryExecution {
  /// Those of all strings that have several forms and are not excluded.
  /// - Complexity: linear in the occurrences of these strings.
  func formCounts() -> [WrittenFormCounts] { plan.positive.flatMap { formCounts(ofTerm: $0) } }

  /// Those of a string, the typed form first; none of a string of one form.
  func formCounts(ofTerm number: Int) -> [WrittenFormCounts] {
    let string = plan.terms[number]
    if string.forms.isEmpty { return [] }
    var counts = [FoundCounts](repeating: FoundCounts(), count: string.forms.count)
    for (index, state) in searcher.segments.enumerated() {
      matches(segment: index, term: number).starts?.lengths.table?
        .add(to: &counts, in: state.view.segment, mask: mask(segment: index))
    }
    return zip(string.forms, counts).map { form, counts in
      WrittenFormCounts(
        string: string.text, text: form.written == nil ? form.text : form.foldedText,
        rules: form.written?.rules ?? [],
        documents: counts.documents, occurrences: counts.occurrences)
    }
  }
}
