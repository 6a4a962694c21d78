package import WenjianModel
package import WenjianStream

/// One way to write a string.
package struct WrittenForm: Hashable, Sendable {
  /// As they are in the search stream.
  package let elements: [AnalyzedElement]
  /// What made it of the string, in the order of the string; empty for the string as it was typed.
  package let rules: [WideningRule]
  /// An occurrence directly behind one of these does not count: 三条 in 十三条 is no 3条.
  package let notBehind: [UInt32]
  /// An occurrence directly before one of these does not count.
  package let notBefore: [UInt32]

  package init(
    _ elements: [AnalyzedElement], rules: [WideningRule] = [], notBehind: [UInt32] = [], notBefore: [UInt32] = []
  ) {
    self.elements = elements
    self.rules = rules
    self.notBehind = notBehind
    self.notBefore = notBefore
  }

  /// A form that is a text.
  package init(text: String) { self.init(analyzeQuery(text).map(\.element)) }

  private func isRun(_ index: Int) -> Bool {
    if index < elements.count, case .run = elements[index] { true } else { false }
  }

  /// Whether a run is zeros that would be those of a Chinese numeral, were they written without a blank: 一〇 0 〇.
  private func isZerosInNumeral(_ index: Int) -> Bool {
    guard index > 0, index + 1 < elements.count, case .run(let bytes) = elements[index] else { return false }
    return bytes.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "o") } && elements[index - 1].isNumeral
      && (elements[index + 1].isNumeral || elements[index + 1].isScalar("年"))
  }

  /// Text that the scanner reads as these elements.
  package var text: String {
    var text = ""
    for (index, element) in elements.enumerated() {
      if isZerosInNumeral(index) { text += " " }
      if index > 0, case .run = elements[index - 1] {
        // A point between two runs makes one of them.
        if case .run = element { text += " " } else if element.isScalar("."), isRun(index + 1) { text += " " }
      }
      // A plain one before three figures parts thousands, and is no element.
      text += element.isScalar(",") ? "，" : element.text
    }
    return text
  }
}

/// The forms of a string, the typed one first.
package struct WrittenForms: Hashable, Sendable {
  package let forms: [WrittenForm]
  /// There are more than `StringWidening.formLimit`; those that follow one notation throughout come first.
  package let isCut: Bool
}
