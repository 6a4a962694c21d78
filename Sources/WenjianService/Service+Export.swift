// The hits of a search as lines, a page at a time, for answers that are longer than memory should hold.

package import Wenjian
package import WenjianJSON

/// Some lines of an export.
package struct ExportPage: Sendable {
  /// JSON Lines: an object and a newline for each hit.
  package let lines: [UInt8]
  package let count: Int
  /// Where the next page begins; nil behind the last.
  package let next: String?
}

extension Service {
  /// The hits of one page of a search.
  /// - Parameter members: the parameters of the operation `search`, with `limit` and `after` for the page.
  /// - Throws: `ErrorAnswer`.
  package static func exportPage(
    _ members: [JSONValue.Member], from index: any SearchableIndex, limits: ServiceLimits = ServiceLimits()
  ) throws(ErrorAnswer) -> ExportPage {
    do {
      let request = try ServiceRequest(operation: SearchOperation.name, members, limits: limits)
      let answer = try SearchOperation.search(
        request, request.deadline.map { index.limited(until: $0, by: nil) } ?? index)
      var json = JSONWriter()
      try answer.writeLines(to: &json)
      return ExportPage(
        lines: json.bytes, count: answer.results.hits.count, next: answer.results.nextPage?.description)
    } catch {
      throw ErrorAnswer(thrown: error)
    }
  }
}
