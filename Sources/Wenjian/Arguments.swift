// What becomes of values that a caller gives and that may come from outside: a form, a request, a file.
//
// The rule: none of them ends the process. A value without a meaning (a negative limit, a width below 0, lines that there
// are not) is an error with the code `argument`, thrown by what takes it; options are checked when they are used, so that
// it makes no difference whether a value came by an initializer or was set later. A value that only asks for more than
// there is (`limit: .max`, an offset behind the last document, a place behind the end of a text) is taken as all that there
// is. Where nothing can be thrown and the meaning is plain, the nearest value with a meaning is taken, and the
// documentation says so.

package import WenjianModel

extension WenjianError {
  /// - Parameters:
  ///   - name: of the parameter or option.
  ///   - requirement: what it has to be, behind "must".
  package init(argument name: String, _ value: some CustomStringConvertible, must requirement: String) {
    self.init(.argument, "\(name) must \(requirement), and is \(value)")
  }
}

/// - Throws: `WenjianError` with code `argument`.
package func requireNotNegative(_ value: Int, _ name: String) throws(WenjianError) {
  if value < 0 { throw WenjianError(argument: name, value, must: "not be negative") }
}

/// - Throws: `WenjianError` with code `argument`.
package func requirePositive(_ value: Int, _ name: String) throws(WenjianError) {
  if value < 1 { throw WenjianError(argument: name, value, must: "be 1 at least") }
}

extension FacetKey {
  /// - Throws: `WenjianError` with code `argument`.
  package func requireMeaning() throws(WenjianError) {
    if case .path(let depth) = self { try requirePositive(depth, "depth") }
  }
}
