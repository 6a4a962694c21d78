package import WenjianModel

/// The answer: exact counts over the matching documents, and the documents asked for.
///
/// A reference: results, and each hit of them, hold it.
package final class SearchOutcome: Sendable {
  package let request: SearchRequest
  /// The strings that were looked for, without excluded ones.
  package let strings: [SearchString]
  package let documents: Int
  /// Occurrences of those strings in the matching documents, overlapping ones included; of a string that is asked for
  /// only beside NEAR and the like those that take part.
  package let occurrences: Int
  /// How often each form of a string occurs, for those strings that have several.
  package let forms: [WrittenFormCounts]
  package let ranked: [RankedDocument]
  /// The grams and words by which related documents were ranked.
  package let relatedParts: [SearchString]
  /// The matching documents when each group of copies counts once; nil when that was not asked.
  package let distinctDocuments: Int?
  /// Nil when that was not asked.
  package let report: PlanReport?

  init(_ request: SearchRequest, strings: [SearchString], _ page: PagedSearch.Page, report: PlanReport?) {
    self.request = request
    self.strings = strings
    documents = page.counts.documents
    occurrences = page.counts.occurrences
    forms = page.forms
    ranked = page.ranked
    relatedParts = page.relatedParts
    distinctDocuments = page.distinctDocuments
    self.report = report
  }
}
