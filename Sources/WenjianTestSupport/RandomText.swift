// Random documents and queries: every kind of character, dirt included, in lengths that cross every edge.

import WenjianStream

package struct RandomText: Sendable {
  package enum Script: CaseIterable, Sendable { case simplified, traditional, mixed }

  package var generator: SeededGenerator
  /// The other texts that strings of trees stand for: drawn when a string is, and the same wherever it is drawn again.
  package private(set) var otherForms: [String: [OracleString.OtherForm]] = [:]
  package var drawsForms = false
  /// Whether strings of trees may have wildcards.
  package var drawsWildcards = false

  package init(_ generator: SeededGenerator) { self.generator = generator }

  // MARK: Documents

  /// A document of about so many pieces of one to some characters.
  /// - Parameter marked: with marks of structure, as readers of files write them.
  package mutating func document(pieces: Int, marked: Bool = false) -> String {
    let script = generator.pick(Script.allCases)
    // One in four is clean prose, so that long strings repeat between documents.
    let dirt = generator.pick([0, 10, 40, 80])
    var text = ""
    // Joined by scalars: a combining mark at the edge of two pieces must stay one of its own.
    for _ in 0..<pieces {
      let piece = marked && generator.oneIn(6) ? generator.pick(CharacterStock.marks) : piece(script, dirt)
      text.unicodeScalars.append(contentsOf: piece.unicodeScalars)
    }
    return text
  }

  private mutating func piece(_ script: Script, _ dirt: Int) -> String {
    let kind = generator.int(0...99)
    guard kind < dirt else {
      if kind % 7 == 0 { return generator.pick(["，", "。", "、", "\n", "。\n", " "]) }
      return han(script, generator.int(1...4))
    }
    switch generator.int(0...38) {
    case 0...3: return generator.pick(CharacterStock.latin)
    case 4...7: return generator.pick(CharacterStock.numbers)
    case 8...13: return generator.pick(CharacterStock.punctuation)
    case 14...15: return generator.pick(CharacterStock.blanks)
    case 16...19: return generator.pick(CharacterStock.lineEnds)
    case 20...22:
      return generator.pick(CharacterStock.lineEnds) + generator.pick(CharacterStock.lineHeads)
    case 23...25: return generator.pick(CharacterStock.annotations)
    case 26...27: return generator.pick(CharacterStock.invisibles)
    case 28...30: return generator.pick(CharacterStock.compatibility)
    case 31: return generator.pick(CharacterStock.privateUse)
    case 32: return generator.pick(CharacterStock.symbols)
    case 33...34: return generator.pick(CharacterStock.combining)
    case 35...36: return generator.pick(CharacterStock.typedZeros)
    case 37: return generator.oneIn(4) ? generator.pick(CharacterStock.oversized) : "\n"
    default: return generator.pick(["第一书记", "第一書記", "驻村第一书记", "和服", "产品和服务"])
    }
  }

  private mutating func han(_ script: Script, _ count: Int) -> String {
    var text = ""
    for _ in 0..<count {
      if generator.oneIn(2) {
        text += generator.pick(CharacterStock.common)
      } else {
        let pair = generator.pick(CharacterStock.pairs)
        let takesTraditional =
          script == .traditional || (script == .mixed && generator.oneIn(2))
        text += takesTraditional ? pair.traditional : pair.simplified
      }
    }
    return text
  }

  // MARK: Queries

  /// A piece of one of the documents, cut anywhere; nil when they are all empty.
  package mutating func cut(from texts: [String], scalars: ClosedRange<Int> = 1...30) -> String? {
    guard !texts.isEmpty else { return nil }
    let text = Array(generator.pick(texts).unicodeScalars)
    guard !text.isEmpty else { return nil }
    // Short ones more often: long ones stand once, and a single hit shows little.
    let longest = generator.oneIn(2) ? min(scalars.upperBound, 4) : scalars.upperBound
    let length = min(text.count, generator.int(scalars.lowerBound...max(scalars.lowerBound, longest)))
    let start = generator.int(0...(text.count - length))
    return string(text[start..<(start + length)])
  }

  /// The string with one character replaced, inserted or deleted.
  package mutating func mutated(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    let other = Array(
      (generator.oneIn(3) ? generator.pick(CharacterStock.punctuation) : han(.mixed, 1)).unicodeScalars)
    let at = generator.int(0...max(scalars.count - 1, 0))
    switch generator.int(0...2) {
    case 0 where !scalars.isEmpty: scalars.replaceSubrange(at...at, with: other)
    case 1 where scalars.count > 1: scalars.remove(at: at)
    default: scalars.insert(contentsOf: other, at: at)
    }
    return string(scalars[...])
  }

  /// The string in other script forms and widths, which must find the same.
  package mutating func converted(_ text: String, by table: ScriptForms) -> String {
    var scalars: [Unicode.Scalar] = []
    let toTraditional = generator.oneIn(2)
    for scalar in text.unicodeScalars {
      scalars.append(
        toTraditional
          ? table.traditional[scalar].map { generator.pick($0) } ?? scalar
          : table.simplified[scalar] ?? scalar)
    }
    return string(scalars[...])
  }

  /// The string with half-width forms made full-width, or the other way round.
  package mutating func widened(_ text: String) -> String {
    let toFull = generator.oneIn(2)
    return string(
      text.unicodeScalars.map { scalar in
        switch scalar.value {
        case 0x21...0x7E where toFull: Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
        case 0xFF01...0xFF5E where !toFull: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        default: scalar
        }
      }[...])
  }

  /// A tree over strings cut from the documents; nil when these are empty.
  package mutating func query(from texts: [String], depth: Int = 2) -> OracleQuery? {
    if depth == 0 || generator.oneIn(3) {
      if generator.oneIn(3), let pair = neighbours(from: texts) { return pair }
      for _ in 0..<8 {
        guard var text = cut(from: texts, scalars: 1...(generator.oneIn(3) ? 30 : 3)) else { return nil }
        if generator.oneIn(6) { text = mutated(text) }
        if generator.oneIn(6) { text = converted(text, by: .stock) }
        let string = OracleString(text, exact: generator.oneIn(8))
        if !string.elements.isEmpty { return .string(string) }
      }
      return nil
    }
    var parts: [OracleQuery] = []
    for _ in 0..<generator.int(2...3) {
      guard let part = query(from: texts, depth: depth - 1) else { return nil }
      parts.append(part)
    }
    return joined(parts)
  }

  /// Joins parts by an operator, once in a while with one of them twice, which must count once.
  private mutating func joined(_ parts: [OracleQuery]) -> OracleQuery {
    var parts = parts
    if generator.oneIn(6) { parts.append(parts[0]) }
    switch generator.int(0...2) {
    case 0: return .and(parts)
    case 1: return .or(parts)
    default: return .without(parts[0], parts.count == 2 ? parts[1] : .or(Array(parts[1...])))
    }
  }

  /// A tree over all operators, scopes and fields; nil when the documents are empty.
  package mutating func tree(
    from texts: [String], depth: Int = 3, conditions: [OracleCondition], isInUnit: Bool = false
  ) -> OracleQuery? {
    if depth == 0 || generator.oneIn(4) {
      if !isInUnit, !conditions.isEmpty, generator.oneIn(4) { return .field(generator.pick(conditions)) }
      return leaf(from: texts)
    }
    if !isInUnit, generator.oneIn(4) {
      guard
        let inner = tree(from: texts, depth: min(depth - 1, 2), conditions: conditions, isInUnit: true)
      else { return nil }
      return .within(generator.pick(OracleUnit.allCases), inner)
    }
    var parts: [OracleQuery] = []
    for _ in 0..<generator.int(2...3) {
      guard let part = tree(from: texts, depth: depth - 1, conditions: conditions, isInUnit: isInUnit)
      else { return nil }
      parts.append(part)
    }
    return joined(parts)
  }

  /// A piece of a document with some of its characters replaced by wildcards; nil when that makes no such string.
  private mutating func pattern(from texts: [String]) -> OracleString? {
    guard let text = cut(from: texts, scalars: 2...(generator.oneIn(3) ? 16 : 6)) else { return nil }
    var scalars = Array(text.unicodeScalars)
    // What ends a string, or is an operator at its start, needs quotation marks, in which wildcards are text.
    guard
      scalars.allSatisfy({
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "，" || $0 == "。"
      })
    else { return nil }
    for _ in 0..<generator.int(1...2) {
      let start = generator.int(1...max(scalars.count - 1, 1))
      if generator.oneIn(2) {
        if start < scalars.count - 1 { scalars[start] = "?" }
      } else {
        let end = generator.oneIn(3) ? start : generator.int(start...min(scalars.count, start + 5))
        scalars.replaceSubrange(start..<end, with: [generator.oneIn(4) ? "＊" : "*"])
      }
    }
    let typed = string(scalars[...])
    let marks = typed.unicodeScalars.filter { "?*＊".unicodeScalars.contains($0) }
    // Beside punctuation a `?` is text, also with a `*` between.
    var isText = false
    var before: Unicode.Scalar = "，"
    var slots: [Unicode.Scalar] = []
    for scalar in typed.unicodeScalars {
      if marks.contains(scalar) {
        slots.append(scalar)
        continue
      }
      let edges: Set<Unicode.Scalar> = ["，", "。"]
      if slots.contains("?"), edges.contains(before) || edges.contains(scalar) { isText = true }
      (before, slots) = (scalar, [])
    }
    guard !marks.isEmpty, !isText, !typed.unicodeScalars.contains(where: { "ANOSPC".unicodeScalars.contains($0) })
    else {
      return nil
    }
    return OracleString(pattern: typed, exact: generator.oneIn(8))
  }

  /// A string with its other forms, or exact.
  private mutating func string(_ text: String, from texts: [String]) -> OracleString {
    let isExact = generator.oneIn(8)
    return OracleString(text, exact: isExact, forms: isExact ? [] : forms(of: text, from: texts))
  }

  /// A string, a row of strings, or one without neighbours.
  private mutating func leaf(from texts: [String]) -> OracleQuery? {
    func string(_ random: inout RandomText, scalars: ClosedRange<Int>) -> OracleString? {
      for _ in 0..<8 {
        if random.drawsWildcards, random.generator.oneIn(4), let pattern = random.pattern(from: texts) {
          return pattern
        }
        guard let text = random.cut(from: texts, scalars: scalars) else { return nil }
        let typed = random.generator.oneIn(6) ? random.converted(text, by: .stock) : text
        let isExact = random.generator.oneIn(10)
        let string = OracleString(typed, exact: isExact, forms: isExact ? [] : random.forms(of: typed, from: texts))
        if !string.elements.isEmpty { return string }
      }
      return nil
    }
    switch generator.int(0...5) {
    case 0:
      var strings: [OracleString] = []
      for _ in 0..<generator.int(2...3) {
        guard let next = string(&self, scalars: 1...2) else { return nil }
        strings.append(next)
      }
      let links = (1..<strings.count).map { _ in
        OracleLink(distance: generator.int(0...8), isOrdered: generator.oneIn(2))
      }
      return .row(strings, links)
    case 1: return neighbours(from: texts)
    case 2:
      guard let first = string(&self, scalars: 1...2) else { return nil }
      var others: [(string: OracleString, distance: Int, isBehind: Bool)] = []
      for _ in 0..<generator.int(1...2) {
        guard let other = string(&self, scalars: 1...2) else { return nil }
        others.append((other, generator.int(0...3), generator.oneIn(2)))
      }
      return .absent(first, others)
    default: return string(&self, scalars: 1...(generator.oneIn(4) ? 12 : 3)).map { .string($0) }
    }
  }

  /// The characters of a text, as they are in the stream.
  private func folded(_ text: String?) -> [UInt32] {
    analyzeQuery(text ?? "").compactMap { if case .scalar(let scalar) = $0.element { scalar } else { nil } }
  }

  /// The other texts that a string stands for; none, mostly. Some begin as it does, or go on where it ends.
  private mutating func forms(of text: String, from texts: [String]) -> [OracleString.OtherForm] {
    if let known = otherForms[text] { return known }
    var forms: [OracleString.OtherForm] = []
    for _ in 0..<(drawsForms && generator.oneIn(3) ? generator.int(1...3) : 0) {
      guard let other = cut(from: texts, scalars: 1...(generator.oneIn(3) ? 6 : 2)) else { continue }
      var form: OracleString.OtherForm
      switch generator.int(0...3) {
      case 0: form = .init(text + other)
      case 1: form = .init(String(text.prefix(1)))
      default: form = .init(other)
      }
      if generator.oneIn(2) { form.notBehind = folded(cut(from: texts, scalars: 1...6)) }
      if generator.oneIn(2) { form.notBefore = folded(cut(from: texts, scalars: 1...6)) }
      forms.append(form)
    }
    otherForms[text] = forms
    return forms
  }

  /// Two strings from one place of a document, mostly, in either order, and one distance or another.
  package mutating func neighbours(from texts: [String]) -> OracleQuery? {
    guard let cut = cut(from: texts, scalars: 1...12),
      let other = generator.oneIn(4) ? self.cut(from: texts, scalars: 1...3) : cut
    else { return nil }
    let head = Array(cut.unicodeScalars.prefix(generator.int(1...2)))
    let tail = Array(other.unicodeScalars.suffix(generator.int(1...2)))
    var first = string(string(head[...]), from: texts)
    var second = string(string(tail[...]), from: texts)
    if drawsWildcards, generator.oneIn(4), let pattern = pattern(from: texts) { second = pattern }
    if generator.oneIn(3) { swap(&first, &second) }
    if generator.oneIn(8) { second = first }
    guard !first.elements.isEmpty, second.isPattern || !second.elements.isEmpty else { return nil }
    return .near(first, second, distance: generator.int(0...5), isOrdered: generator.oneIn(2))
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// Which characters are forms of each other.
package struct ScriptForms: Sendable {
  package private(set) var simplified: [Unicode.Scalar: Unicode.Scalar] = [:]
  package private(set) var traditional: [Unicode.Scalar: [Unicode.Scalar]] = [:]

  /// - Parameter pairs: each variant and what it is folded to.
  package init(_ pairs: [(UInt32, UInt32)]) {
    for (from, to) in pairs {
      guard let from = Unicode.Scalar(from), let to = Unicode.Scalar(to) else { continue }
      simplified[from] = to
      traditional[to, default: []].append(from)
    }
  }

  /// The forms in random documents.
  package static let stock = ScriptForms(
    CharacterStock.pairs.flatMap { pair in
      zip(pair.traditional.unicodeScalars, pair.simplified.unicodeScalars).map { ($0.value, $1.value) }
    })
}

/// Takes characters out of a text as long as it still fails: what a bug report should show.
/// - Parameters:
///   - attempts: how often `fails` may be asked.
///   - fails: whether a text shows the fault; true for `text`.
/// - Complexity: quadratic in the scalars of the result, times the cost of `fails`.
package func smallestFailing(
  _ text: String, attempts: Int = 5_000, _ fails: (String) -> Bool
) -> String {
  var scalars = Array(text.unicodeScalars)
  func joined(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
  var step = max(scalars.count / 2, 1)
  var left = attempts
  while true {
    var hasShrunk = false
    var at = 0
    while at < scalars.count {
      if left == 0 { return joined(scalars) }
      left -= 1
      var shorter = scalars
      shorter.removeSubrange(at..<min(at + step, scalars.count))
      if fails(joined(shorter)) {
        scalars = shorter
        hasShrunk = true
      } else {
        at += step
      }
    }
    if step == 1, !hasShrunk { return joined(scalars) }
    step = max(step / 2, 1)
  }
}

extension String {
  /// Every scalar that could be misread as `\u{HEX}`, for messages.
  package var escaped: String {
    unicodeScalars.map {
      $0.isASCII && $0.value >= 0x20 || (0x4E00...0x9FFF).contains($0.value)
        ? String($0) : "\\u{\(String($0.value, radix: 16, uppercase: true))}"
    }
    .joined()
  }
}
