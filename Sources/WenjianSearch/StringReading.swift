package import WenjianQuery

/// How the strings of a query are read.
package struct StringReading: Sendable {
  /// Match original characters only, as if every string had `exact:`.
  package var isExact: Bool
  /// The other ways in which a string may be written in texts; they are found with it, as one term. Texts that fold alike
  /// are one form. Not asked for `exact:`, whose characters are the typed ones, nor for strings with wildcards.
  package var otherForms: OtherForms?

  package init(isExact: Bool = false, otherForms: OtherForms? = nil) {
    self.isExact = isExact
    self.otherForms = otherForms
  }
}

/// Gives the other texts that a string of a query stands for: `["第13条"]` for 第十三条.
package typealias OtherForms = @Sendable (QueryString) -> [String]
