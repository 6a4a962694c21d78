package import WenjianWidening

/// How the strings of a query are read.
///
/// A reference: most searches are read alike, and hand this on.
package final class StringReading: Sendable {
  /// Match original characters only, as if every string had `exact:`.
  package let isExact: Bool
  /// The other ways in which a string may be written in texts; they are found with it, as one term. Texts that fold alike
  /// are one form. Not asked for `exact:`, whose characters are the typed ones, nor for strings with wildcards.
  package let otherForms: OtherForms?
  /// The other ways by whose grams related documents are ranked besides.
  package let relatedForms: OtherForms?

  package init(isExact: Bool = false, otherForms: OtherForms? = nil, relatedForms: OtherForms? = nil) {
    self.isExact = isExact
    self.otherForms = otherForms
    self.relatedForms = relatedForms
  }
}

/// Tells the other texts that a string of a query stands for: 第13条 for 第十三条.
package struct OtherForms: Sendable {
  private enum Source: Sendable {
    case widening(StringWidening)
    case told(@Sendable (String) -> [WrittenForm])
  }

  private let source: Source

  /// The forms of a widening; none of strings in quotation marks, which ask for the string alone.
  package init(_ widening: StringWidening) { source = .widening(widening) }

  /// What a string is told to stand for, in quotation marks too.
  package init(told forms: @escaping @Sendable (String) -> [WrittenForm]) { source = .told(forms) }

  package init(_ texts: @escaping @Sendable (String) -> [String]) {
    self.init(told: { texts($0).map { WrittenForm(text: $0) } })
  }

  /// Tells these forms from those of other options: a page of a search goes on only with the same.
  var identity: String {
    switch source {
    case .widening(let widening): " \(widening.options)"
    case .told: " told"
    }
  }

  func forms(of string: SearchString) -> [WrittenForm] {
    switch source {
    case .widening(let widening):
      guard !string.isQuoted, widening.mayWiden(string.codes) else { return [] }
      return Array(widening.forms(of: string.elements).forms.dropFirst())
    case .told(let forms): return forms(string.text)
    }
  }
}
