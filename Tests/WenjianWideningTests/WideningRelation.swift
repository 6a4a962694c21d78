import WenjianModel
import WenjianStream
import WenjianWidening

/// Whether two strings are written for each other: by default, by an option, never.
enum WideningRelation: String {
  case eq
  case value = "eq-value"
  case republic = "eq-roc"
  case no

  static let values = Widening(numericValues: true)
  static let republicYears = Widening(republicYears: true)
  static let all = Widening(numericValues: true, republicYears: true, regional: .weak)

  /// The first relation that holds for two strings.
  static func of(_ a: String, _ b: String) -> WideningRelation {
    if areOne(a, b, .standard) { return .eq }
    if areOne(a, b, values) { return .value }
    if areOne(a, b, republicYears) { return .republic }
    return .no
  }

  /// Whether any form of the one is one of the other.
  static func areOne(_ a: String, _ b: String, _ options: Widening) -> Bool {
    let widening = StringWidening(options)
    let forms = Set(widening.forms(of: a).forms.map(\.elements))
    return widening.forms(of: b).forms.contains { forms.contains($0.elements) }
  }
}

func forms(_ text: String, _ options: Widening = .standard) -> [String] {
  StringWidening(options).forms(of: text).forms.map(\.text)
}
