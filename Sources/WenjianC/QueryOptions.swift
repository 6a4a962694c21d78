// wj_options, checked and as the library takes them.

import CWenjian
import Wenjian

struct QueryOptions {
  var isExact: Bool
  var widening: Widening
  var filter: Filter?

  /// - Throws: `CallFailure` for members that cannot be, `WenjianError` for a filter that cannot be read.
  init(_ pointer: UnsafePointer<wj_options>?) throws {
    let options = try copy(pointer, "options")
    isExact = options.is_exact != 0
    widening = options.has_no_widening != 0 ? .none : .standard
    let filterText = try options.filter.text("options->filter")
    filter = filterText.isEmpty ? nil : try Filter(filterText)
  }
}
