// wj_options, checked and as the library takes them.

import CWenjian
import Wenjian
import WenjianJSON

/// What every call may be told.
struct QueryOptions {
  var isExact: Bool
  var widening: Widening
  var filter: Filter?
  private let timeout: Duration?
  private let cancellation: Cancellation?

  /// - Throws: `CallFailure` for members that cannot be, `WenjianError` for a filter that cannot be read.
  init(_ pointer: UnsafePointer<wj_options>?) throws {
    let options = try copy(pointer, "options")
    timeout =
      options.timeout_milliseconds == 0
      ? nil : .milliseconds(try notNegative(options.timeout_milliseconds, "timeout_milliseconds"))
    cancellation =
      options.cancellation == nil
      ? nil : try object(options.cancellation, as: Cancellation.self, "options->cancellation")
    isExact = options.is_exact != 0
    widening = options.has_no_widening != 0 ? .none : .standard
    let filterText = try options.filter.text("options->filter")
    filter = filterText.isEmpty ? nil : try Filter(filterText)
  }

  /// The index whose calls end by the timeout, or when they are cancelled.
  func limited(_ index: Index) -> Index {
    if let timeout { return index.limited(to: timeout, by: cancellation) }
    return cancellation == nil ? index : index.limited(by: cancellation)
  }

  /// Whether nothing else was set.
  var hasLimitsAlone: Bool { !isExact && widening == .standard && filter == nil }
}

/// What a search may be told besides.
struct SearchParameters {
  let style: SnippetStyle
  private let given: wj_options
  private let order: SortOrder
  private let cursor: SearchCursor?

  /// - Throws: `CallFailure` for members that cannot be.
  init(_ pointer: UnsafePointer<wj_options>?) throws {
    given = try copy(pointer, "options")
    _ = try (notNegative(given.limit, "limit"), notNegative(given.offset, "offset"))
    style = SnippetStyle(
      maximumCount: Int(clamping: try notNegative(given.snippets, "snippets")),
      includesHeadings: given.has_headings != 0)
    let sort = try given.sort.text("options->sort")
    let named = sort.isEmpty ? SortOrder.relevance : SortOrder.named.first { $0.name == sort }?.order
    guard let named else {
      throw CallFailure.argument(
        "options->sort is \u{201C}\(sort)\u{201D}; there are " + SortOrder.named.map(\.name).joined(separator: ", ")
      )
    }
    order = named
    let after = try given.after.text("options->after")
    cursor = SearchCursor(after)
    guard after.isEmpty || cursor != nil else {
      throw CallFailure.argument("options->after is no cursor; take what \u{201C}nextPage\u{201D} says")
    }
  }

  func options(_ asked: QueryOptions) -> SearchOptions {
    let limit = given.has_no_limit != 0 ? Int.max : given.limit == 0 ? 10 : Int(clamping: given.limit)
    return SearchOptions(
      limit: limit, offset: Int(clamping: given.offset), isExact: asked.isExact, widening: asked.widening,
      includesRelated: given.includes_related != 0, collapsesCopies: given.collapses_copies != 0,
      filter: asked.filter, order: order, cursor: cursor)
  }
}

/// - Throws: `CallFailure` for a negative number.
private func notNegative(_ value: Int64, _ name: String) throws(CallFailure) -> Int64 {
  if value < 0 { throw .argument("options->\(name) is \(value); it must not be negative") }
  return value
}
