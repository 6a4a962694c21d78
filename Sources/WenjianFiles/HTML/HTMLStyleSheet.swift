// The style sheets in a page, as far as they say which elements are not seen.

/// Rules of `<style>` that hide elements, and those that show them again: by an element, classes and an id (`.a`, `#b`,
/// `div.a.b`). What depends on where an element is, on what a person does or on the medium hides nothing here.
struct HTMLStyleSheet {
  /// What a rule says of `display` and `visibility`; nil where it is silent.
  private struct Effect {
    var hidesBox: Bool?
    var hidesText: Bool?
    var isFarOut = false

    var hides: Bool { hidesBox == true || hidesText == true || isFarOut }
    var isSilent: Bool { hidesBox == nil && hidesText == nil && !isFarOut }
  }

  private struct Rule {
    /// Hashes of names; 0 for any.
    var element: UInt64 = 0
    var id: UInt64 = 0
    var classes: [UInt64] = []
    var effect: Effect
    /// Ids, classes and elements, then the order of the page; the higher one wins.
    var rank: Int = 0
  }

  /// By the id, the first class or the element that it asks for.
  private var rules: [UInt64: [Rule]] = [:]
  private var count = 0
  /// Whether any of them hides something: without one there is nothing to look up.
  private(set) var hidesAny = false

  private static let ruleLimit = 10_000
  private static let sheetBytes = 1 << 20

  /// Adds the text of a `<style>`.
  mutating func read(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var scanner = StyleSheetScanner(source, range.prefix(Self.sheetBytes))
    while count < Self.ruleLimit, let (selectors, block) = scanner.next() {
      let effect = Self.effect(source, block)
      if effect.isSilent { continue }
      for selector in source[selectors].split(separator: UInt8(ascii: ",")) {
        add(selector.startIndex..<selector.endIndex, effect, source)
      }
    }
  }

  private mutating func add(_ selector: Range<Int>, _ effect: Effect, _ source: UnsafeBufferPointer<UInt8>) {
    var at = selector.lowerBound
    var end = selector.upperBound
    func trim() {
      while at < end, HTMLTokenizer.isSpace(source[at]) { at += 1 }
      while at < end, HTMLTokenizer.isSpace(source[end - 1]) { end -= 1 }
    }
    trim()
    // A comment behind it.
    if source[at..<end].suffix(2).elementsEqual("*/".utf8) {
      while at < end, !source[at..<end].suffix(2).elementsEqual("/*".utf8) { end -= 1 }
      end = max(at, end - 2)
      trim()
    }
    var rule = Rule(effect: effect)
    while at < end {
      let sign = source[at]
      let isNamed = sign == UInt8(ascii: ".") || sign == UInt8(ascii: "#")
      if isNamed { at += 1 }
      let start = at
      var name = HTMLElement.hashStart
      while at < end, Self.isNameByte(source[at]) {
        let byte = source[at]
        name = HTMLElement.hash(name, !isNamed && HTMLTokenizer.isLetter(byte) ? byte | 0x20 : byte)
        at += 1
      }
      // Combinators, pseudo-classes, attributes and `*`.
      guard at > start else { return }
      if sign == UInt8(ascii: ".") {
        rule.classes.append(name)
        rule.rank += 1 << 40
      } else if sign == UInt8(ascii: "#") {
        rule.id = name
        rule.rank += 1 << 50
      } else {
        rule.element = name
        rule.rank += 1 << 30
      }
    }
    // A page that hides all of itself waits for its script.
    let key = rule.id != 0 ? rule.id : rule.classes.first ?? rule.element
    guard key != 0, key != Self.body, key != Self.html else { return }
    count += 1
    rule.rank += count
    rules[key, default: []].append(rule)
    hidesAny = hidesAny || effect.hides
  }

  private static let body = "body".utf8.reduce(HTMLElement.hashStart, HTMLElement.hash)
  private static let html = "html".utf8.reduce(HTMLElement.hashStart, HTMLElement.hash)

  private static func isNameByte(_ byte: UInt8) -> Bool {
    HTMLTokenizer.isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// Whether the rules hide an element.
  /// - Parameters:
  ///   - element: the hash of its name.
  ///   - names: what its attributes say; its own style wins over the rules.
  func hides(_ element: UInt64, _ names: HTMLNames, _ source: UnsafeBufferPointer<UInt8>) -> Bool {
    var classes: [UInt64] = []
    if let range = names.classRange {
      for name in source[range].split(whereSeparator: HTMLTokenizer.isSpace).prefix(32) {
        classes.append(name.reduce(HTMLElement.hashStart, HTMLElement.hash))
      }
    }
    let id = names.idRange.map { source[$0].reduce(HTMLElement.hashStart, HTMLElement.hash) } ?? 0
    var (box, text) = ((rank: 0, hides: false), (rank: 0, hides: false))
    var isFarOut = false
    for key in classes + [id, element] {
      for rule in rules[key] ?? [] where rule.rank > 0 {
        guard rule.element == 0 || rule.element == element, rule.id == 0 || rule.id == id,
          rule.classes.allSatisfy(classes.contains)
        else { continue }
        if let hides = rule.effect.hidesBox, rule.rank > box.rank { box = (rule.rank, hides) }
        if let hides = rule.effect.hidesText, rule.rank > text.rank { text = (rule.rank, hides) }
        isFarOut = isFarOut || rule.effect.isFarOut
      }
    }
    guard box.hides || text.hides || isFarOut else { return false }
    if let range = names.styleRange {
      let own = Self.effect(source, range)
      if own.hidesBox == false { box.hides = false }
      if own.hidesText == false { text.hides = false }
    }
    return box.hides || text.hides || isFarOut
  }

  /// What declarations say, by their bytes: a page has hundreds of rules.
  private static func effect(_ source: UnsafeBufferPointer<UInt8>, _ block: Range<Int>) -> Effect {
    var effect = Effect()
    var mayBeFarOut = false
    for declaration in source[block].split(separator: UInt8(ascii: ";")) {
      let name = declaration.drop(while: HTMLTokenizer.isSpace)
      guard let first = name.first else { continue }
      switch first | 0x20 {
      case UInt8(ascii: "d"): if let value = value(of: name, "display") { effect.hidesBox = starts(value, "none") }
      case UInt8(ascii: "v"):
        if let value = value(of: name, "visibility") {
          effect.hidesText = starts(value, "hidden") || starts(value, "collapse")
        }
      // Far out, or a box without room in it.
      case UInt8(ascii: "p"):
        if let value = value(of: name, "position") { mayBeFarOut = !starts(value, "relative") }
      case UInt8(ascii: "o"): if value(of: name, "overflow") != nil { mayBeFarOut = true }
      case UInt8(ascii: "t"): if value(of: name, "text-indent") != nil { mayBeFarOut = true }
      default: break
      }
    }
    if mayBeFarOut, effect.hidesBox != true { effect.isFarOut = HTMLStyle(source, block).visibility == .hidden }
    return effect
  }

  private static func value(
    of declaration: Slice<UnsafeBufferPointer<UInt8>>, _ name: StaticString
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    guard starts(declaration, name) else { return nil }
    let rest = declaration.dropFirst(name.utf8CodeUnitCount).drop(while: HTMLTokenizer.isSpace)
    return rest.first == UInt8(ascii: ":") ? rest.dropFirst().drop(while: HTMLTokenizer.isSpace) : nil
  }

  private static func starts(_ text: Slice<UnsafeBufferPointer<UInt8>>, _ word: StaticString) -> Bool {
    guard text.count >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount where text[text.startIndex + index] | 0x20 != word.utf8Start[index] {
      return false
    }
    return true
  }
}

/// Steps over the rules of a style sheet, those for every screen.
private struct StyleSheetScanner {
  private let source: UnsafeBufferPointer<UInt8>
  private var at: Int
  private let end: Int

  init(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.source = source
    (at, end) = (range.lowerBound, range.upperBound)
  }

  /// - Returns: the ranges of the selectors and the declarations of the next rule.
  mutating func next() -> (selectors: Range<Int>, block: Range<Int>)? {
    while at < end {
      skipSpace()
      guard at < end else { return nil }
      // The end of a group of rules.
      if source[at] == UInt8(ascii: "}") {
        at += 1
        continue
      }
      let start = at
      let isGroup = source[at] == UInt8(ascii: "@")
      while at < end, source[at] != UInt8(ascii: "{"), !isGroup || source[at] != UInt8(ascii: ";") { at += 1 }
      guard at < end else { return nil }
      let prelude = start..<at
      let opens = source[at] == UInt8(ascii: "{")
      at += 1
      if isGroup {
        if opens, !isForScreens(prelude) { skipBlock() }
        continue
      }
      let block = at
      skipBlock()
      return (prelude, block..<max(block, at - 1))
    }
    return nil
  }

  /// White space, comments, and the signs of comments in pages.
  private mutating func skipSpace() {
    while at < end {
      if HTMLTokenizer.isSpace(source[at]) {
        at += 1
      } else if starts("/*") {
        at += 2
        while at < end, !starts("*/") { at += 1 }
        at = min(end, at + 2)
      } else if starts("<!--") {
        at += 4
      } else if starts("-->") {
        at += 3
      } else {
        return
      }
    }
  }

  /// Over a block and its end, and the blocks in it.
  private mutating func skipBlock() {
    var depth = 1
    while at < end {
      switch source[at] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      default: break
      }
      at += 1
      if depth == 0 { return }
    }
  }

  private func isForScreens(_ prelude: Range<Int>) -> Bool {
    let words = String(decoding: UnsafeBufferPointer(rebasing: source[prelude]), as: UTF8.self).lowercased()
      .split(whereSeparator: { $0.isWhitespace || $0 == "," })
    return words.first == "@media" && words.dropFirst().allSatisfy { $0 == "screen" || $0 == "all" || $0 == "only" }
  }

  private func starts(_ word: StaticString) -> Bool {
    guard at + word.utf8CodeUnitCount <= end else { return false }
    for index in 0..<word.utf8CodeUnitCount where source[at + index] != word.utf8Start[index] { return false }
    return true
  }
}
