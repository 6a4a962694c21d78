// Strings as the oracle looks for them: forms and slots tried out at every position, one after the other.

package import WenjianStream

package struct OracleString: Hashable, Sendable {
  /// What is at one place of a written form.
  package enum Slot: Hashable, Sendable {
    /// An element, with the typed bytes behind it.
    case element(AnalyzedElement, source: [UInt8])
    /// A run that begins so.
    case prefix([UInt8], source: [UInt8])
    /// Any one element but the edge of a paragraph.
    case one
    /// Up to so many elements.
    case gap(Int)
  }

  /// Another text that a string stands for, and the characters that must not stand directly beside it.
  package struct OtherForm: Hashable, Sendable {
    package var text: String
    package var notBehind: [UInt32]
    package var notBefore: [UInt32]

    package init(_ text: String, notBehind: [UInt32] = [], notBefore: [UInt32] = []) {
      self.text = text
      self.notBehind = notBehind
      self.notBefore = notBefore
    }
  }

  package let text: String
  package let isExact: Bool
  /// Typed with wildcards, so not in quotation marks.
  package let isPattern: Bool
  /// The ways in which it may be written, the typed one first.
  package let forms: [[Slot]]
  /// For each form what must not stand beside it.
  private let bars: [OtherForm]

  /// Whether its occurrences lie in one sentence.
  var hasGap: Bool { forms[0].contains { if case .gap = $0 { true } else { false } } }

  /// The elements of the typed form; of one with wildcards none.
  package var elements: [AnalyzedElement] {
    isPattern ? [] : forms[0].compactMap { if case .element(let element, _) = $0 { element } else { nil } }
  }

  package init(_ text: String, exact: Bool = false, forms others: [String] = []) {
    self.init(text, exact: exact, forms: others.map { OtherForm($0) })
  }

  package init(_ text: String, exact: Bool = false, forms others: [OtherForm]) {
    self.text = text
    isExact = exact
    isPattern = false
    var forms = [Self.slots(of: text, exact: exact)]
    var bars = [OtherForm("")]
    for other in others {
      let slots = Self.slots(of: other.text, exact: exact)
      if slots.isEmpty
        || zip(forms, bars).contains(where: {
          $0 == slots && $1.notBehind == other.notBehind && $1.notBefore == other.notBefore
        })
      {
        continue
      }
      forms.append(slots)
      bars.append(OtherForm("", notBehind: other.notBehind, notBefore: other.notBefore))
    }
    self.forms = forms
    self.bars = bars
  }

  private static func slots(of text: String, exact: Bool) -> [Slot] {
    let utf8 = Array(text.utf8)
    return analyzeQuery(text).map { .element($0.element, source: exact ? Array(utf8[$0.byteRange]) : []) }
  }

  /// A string with wildcards: `?` for one element, `*` behind a letter or digit for the rest of a run, and otherwise
  /// one or several `*` and `?` in a row for up to ten elements more than there are `?`.
  /// - Returns: nil when it begins or ends with a slot that is no rest of a run.
  package init?(pattern text: String, exact: Bool = false) {
    var slots: [Slot] = []
    var piece = ""
    var (least, hasGap) = (0, false)
    func ended(_ isStar: Bool) -> Bool {
      let items = analyzeQuery(piece)
      let utf8 = Array(piece.utf8)
      if !items.isEmpty {
        slots += Array(repeating: .one, count: least)
        if hasGap { slots.append(.gap(10)) }
        (least, hasGap) = (0, false)
        slots += items.map { .element($0.element, source: exact ? Array(utf8[$0.byteRange]) : []) }
      }
      piece = ""
      guard isStar, items.last?.byteRange.upperBound == utf8.count,
        case .element(.run(let run), let source)? = slots.last
      else { return false }
      slots[slots.count - 1] = .prefix(run, source: source)
      return true
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "?":
        _ = ended(false)
        least += 1
      case "*", "＊": if !ended(true) { hasGap = true }
      default: piece.unicodeScalars.append(scalar)
      }
    }
    _ = ended(false)
    switch slots.first {
    case .one?, .gap?, nil: return nil
    default: break
    }
    if least > 0 || hasGap { return nil }
    self.text = text
    isExact = exact
    isPattern = true
    forms = [slots]
    bars = [OtherForm("")]
  }

  /// The elements of a place, if any way of writing the string begins at a position: of the longest one.
  func count(at start: Int, of document: BruteForceIndex.StoredDocument) -> Int? {
    func isBarred(_ index: Int, by scalars: [UInt32]) -> Bool {
      guard !scalars.isEmpty, document.items.indices.contains(index),
        case .scalar(let scalar) = document.items[index].element
      else { return false }
      return scalars.contains(scalar)
    }
    return zip(forms, bars).compactMap { form, bars in
      guard let end = end(form[...], at: start, document), !isBarred(start - 1, by: bars.notBehind),
        !isBarred(end, by: bars.notBefore)
      else { return nil }
      return end - start
    }.max()
  }

  /// Where a form that begins at a position ends first.
  private func end(_ slots: ArraySlice<Slot>, at position: Int, _ document: BruteForceIndex.StoredDocument) -> Int?
  {
    guard let slot = slots.first else { return position }
    let rest = slots.dropFirst()
    func item(_ index: Int) -> AnalysisSink.Item? {
      document.items.indices.contains(index) ? document.items[index] : nil
    }
    switch slot {
    case .element(let element, let source):
      guard let item = item(position), item.element == element else { return nil }
      if isExact, !document.utf8[item.byteRange].elementsEqual(source) { return nil }
      return end(rest, at: position + 1, document)
    case .prefix(let bytes, let source):
      guard let item = item(position), case .run(let run) = item.element, run.starts(with: bytes) else {
        return nil
      }
      if isExact, !document.utf8[item.byteRange].starts(with: source) { return nil }
      return end(rest, at: position + 1, document)
    case .one:
      guard let item = item(position), item.element != .barrier else { return nil }
      return end(rest, at: position + 1, document)
    case .gap(let most):
      return (0...most).compactMap { end(rest, at: position + $0, document) }.min()
    }
  }

  /// Two strings that look for the same places are one.
  package static func == (a: Self, b: Self) -> Bool {
    a.forms == b.forms && a.bars == b.bars && a.isExact == b.isExact
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(forms)
    hasher.combine(isExact)
  }
}
