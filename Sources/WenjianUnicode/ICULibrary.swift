// The ICU in use, what it says when it fails, and its case folding.

internal import CICU

/// The ICU that this process is linked with.
package enum ICULibrary {
  /// ICU's version as ICU prints it, such as `72.1`. It is part of the analyzer's fingerprint: the
  /// words (not the matches) of an index depend on it.
  package static var version: String { String(cString: cicu_version()) }
}

/// A call to ICU that failed. The usual cause is an ICU without its data, or with other data than
/// its code expects: reinstall the system's ICU package.
package struct ICUError: Error, Sendable, CustomStringConvertible {
  /// What was asked of ICU, as a verb phrase: `open the word break iterator`.
  package let operation: String
  /// ICU's own name of the error: `U_FILE_ACCESS_ERROR`.
  package let name: String

  package init(operation: String, name: String) {
    self.operation = operation
    self.name = name
  }

  package var description: String {
    "ICU \(ICULibrary.version) could not \(operation): \(name). Check that the ICU library and its "
      + "data come from the same installation."
  }

  /// Throws when `code` is one of ICU's failures.
  static func check(_ code: Int32, _ operation: @autoclosure () -> String) throws(ICUError) {
    if code > 0 {
      throw ICUError(operation: operation(), name: String(cString: cicu_error_name(code)))
    }
  }
}

/// ICU's NFKC_Casefold of a sequence of scalars: compatibility and canonical composition, case
/// folding, default ignorables removed. Idempotent; may give more, fewer or no scalars.
///
/// - Parameter scalars: Unicode scalars.
/// - Precondition: no element is a surrogate or above U+10FFFF.
/// - Throws: `ICUError` when ICU has no normalisation data.
/// - Complexity: O(n), with three allocations: for combining sequences, not for whole texts.
package func nfkcCasefold(_ scalars: [UInt32]) throws(ICUError) -> [UInt32] {
  var text: [UInt16] = []
  text.reserveCapacity(scalars.count)
  for scalar in scalars { UTF16Text.append(scalar, to: &text) }

  var code: Int32 = 0
  // One scalar grows to 18 at most (U+FDFA); most sequences shrink, so the second call is rare.
  var output = [UInt16](repeating: 0, count: text.count * 2 + 18)
  var length = cicu_nfkc_casefold(text, Int32(text.count), &output, Int32(output.count), &code)
  if code == 0, length > output.count {
    output = [UInt16](repeating: 0, count: Int(length))
    length = cicu_nfkc_casefold(text, Int32(text.count), &output, length, &code)
  }
  try ICUError.check(code, "case-fold \(scalars.count) scalars")
  return UTF16Text.scalars(of: output[..<Int(length)])
}
