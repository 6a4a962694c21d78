/// Laws that hold for every input: random text, and random trees written in random ways.

import Testing
import WenjianModel
import WenjianQuery
import WenjianTestSupport

@Suite("Query laws")
struct QueryPropertyTests {
  /// What the parser has a rule for, and a little of what it has none for.
  static let alphabet = [
    " ", " ", " ", "　", "\n", "(", ")", "（", "）", "\"", "＂", "“", "”", "「", "」", "『", "』", "'", "’",
    "-", "－", "|", "｜", "*", "?", "？", "＊", ":", "：", "/", "／", "AND", "OR", "NOT", "ＯＲ", "ＮＯＴ",
    "NEAR/3", " BEFORE ", "ＮＥＡＲ", "NOTBEFORE", "SENTENCE", "exact:", "Exact：", "title:", "http:", "date:", "2016",
    "..", "field:", "=", "ARTICLE(", "NOTAFTER ", "脱贫", "产业", "后",
    "a",
    "Z",
    "9", "ａ", "e\u{301}", "\u{301}", "𠮷", "\u{200B}", "\u{0}", "\r\n", "\u{202E}", "👨‍👩‍👧", "—", "〔",
  ]

  @Test("parsing any text returns or throws, in place and reversibly")
  func anyText() throws {
    let seed: UInt64 = 0x5EED_0F_0E11
    var generator = SeededGenerator(seed: seed)
    var parsedCount = 0
    for index in 0..<20_000 {
      var typed = ""
      for _ in 0..<Int.random(in: 0...14, using: &generator) {
        typed += try #require(Self.alphabet.randomElement(using: &generator))
      }
      let place: Comment = "seed \(seed), case \(index): \(typed.debugDescription)"
      do {
        let query = try parseQuery(typed)
        parsedCount += 1
        for string in allStrings(query.root) {
          #expect(text(string.byteRange, of: typed) == string.text, place)
          #expect(string.text.unicodeScalars.contains { !$0.properties.isWhitespace }, place)
        }
        let canonical = query.description
        let again = try #require(try? parseQuery(canonical), place)
        #expect(withoutByteRanges(again.root) == withoutByteRanges(query.root), place)
        #expect(again.description == canonical, place)
        #expect(isNormal(query.root), place)
        #expect(query.positiveStrings.isEmpty == hasFieldsAlone(query.root), place)
      } catch let error as QueryError {
        #expect(text(error.byteRange, of: typed) != nil, place)
        #expect(error.byteRange.upperBound <= typed.utf8.count, place)
        #expect(!error.byteRange.isEmpty || error.reason == .empty, place)
        #expect(error.annotated(typed).split(separator: "\n").count == 3, place)
      }
    }
    // Enough of both that neither half of the law is empty.
    #expect((2_000...18_000).contains(parsedCount))
  }

  @Test("random text of random scalars never traps")
  func anyScalars() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<5_000 {
      var typed = ""
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        let limit: UInt32 = Bool.random(using: &generator) ? 0x3100 : 0x10FFFF
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &generator)) {
          typed.unicodeScalars.append(scalar)
        }
      }
      do {
        for string in allStrings(try parseQuery(typed).root) {
          #expect(text(string.byteRange, of: typed) == string.text)
        }
      } catch {
        #expect(text(error.byteRange, of: typed) != nil)
        #expect(!error.annotated(typed).isEmpty)
      }
    }
  }

  @Test("a tree written in any way is read as that tree")
  func anyTree() throws {
    let seed: UInt64 = 0x7EE
    var writer = QueryWriter(seed: seed)
    for index in 0..<5_000 {
      let tree = writer.tree(depth: 4)
      let typed = writer.written(tree)
      let place: Comment = "seed \(seed), case \(index): \(typed.debugDescription)"
      let query = try #require(try? parseQuery(typed), place)
      #expect(shape(query.root) == shape(tree), place)
    }
  }

  /// Whether a tree has no string outside its exclusions.
  private func hasFieldsAlone(_ node: QueryNode) -> Bool {
    switch node {
    case .string, .near, .context: false
    case .field: true
    case .within(_, let node): hasFieldsAlone(node)
    case .and(let nodes), .or(let nodes): nodes.allSatisfy(hasFieldsAlone)
    case .without(let node, _): hasFieldsAlone(node)
    }
  }

  /// No `and` in an `and`, no `or` in an `or`, two nodes or more in each.
  private func isNormal(_ node: QueryNode) -> Bool {
    switch node {
    case .string, .near, .context, .field:
      return true
    case .within(_, let node):
      return isNormal(node)
    case .and(let nodes):
      return nodes.count > 1
        && nodes.allSatisfy {
          if case .and = $0 { false } else { isNormal($0) }
        }
    case .or(let nodes):
      return nodes.count > 1
        && nodes.allSatisfy {
          if case .or = $0 { false } else { isNormal($0) }
        }
    case .without(let node, let excluded):
      return isNormal(node) && isNormal(excluded)
    }
  }
}

/// Makes random trees in normal form and writes each in one of the many ways it can be typed.
struct QueryWriter {
  private var generator: SeededGenerator
  private var isInScope = false

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let plainTexts = [
    "脱贫", "第一书记", "国发(2016)64号", "（一）加强领导", "推进“两学一做”学习教育", "“十三五”规划", "产业-就业", "怎么办？",
    "http://a", "or", "ANDROID", "exact", "5\"", "−5", "、", "𠮷",
  ]
  private static let quotedTexts = [
    "两学一做", "a b", "-a", "OR", "(", "a)b c", "第?书*", "title:x", "a|b", " 后 ", "exact:後",
  ]
  private static let marks = [
    ("\"", "\""), ("＂", "\""), ("“", "”"), ("”", "“"), ("「", "」"), ("『", "』"),
  ]

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  private mutating func happens(oneIn count: Int) -> Bool {
    Int.random(in: 0..<count, using: &generator) == 0
  }

  private mutating func string() -> QueryNode { .string(queryString()) }

  private mutating func queryString() -> QueryString {
    if happens(oneIn: 6) { return pattern() }
    let isQuoted = happens(oneIn: 3)
    return QueryString(
      text: pick(isQuoted ? Self.quotedTexts : Self.plainTexts), isQuoted: isQuoted,
      isExact: happens(oneIn: 6), byteRange: 0..<0)
  }

  private mutating func pattern() -> QueryString {
    let text = pick(["第?书记", "covid*", "以＊为中心", "第?*条", "2016*年?月", "《*》"])
    var wildcards: [Wildcard] = []
    var end = 0
    for scalar in text.unicodeScalars {
      let range = end..<(end + UTF8.width(scalar))
      if scalar == "?" { wildcards.append(Wildcard(.one, at: range)) }
      if scalar == "*" || scalar == "＊" { wildcards.append(Wildcard(.some, at: range)) }
      end = range.upperBound
    }
    return QueryString(
      text: text, isQuoted: false, isExact: happens(oneIn: 6), byteRange: 0..<0, wildcards: wildcards)
  }

  private mutating func near() -> QueryNode {
    let links = (0..<pick([1, 1, 1, 2, 3])).map { _ in
      NearStrings.Link(distance: pick([0, 1, 9, 10, 999, 1_000]), isOrdered: Bool.random(using: &generator))
    }
    return .near(NearStrings((0...links.count).map { _ in queryString() }, links))
  }

  private mutating func context() -> QueryNode {
    .context(
      ContextString(
        queryString(),
        (0..<pick([1, 1, 2])).map { _ in
          ContextString.Exclusion(
            queryString(), distance: pick([0, 1, 1_000]), isBehind: Bool.random(using: &generator))
        }))
  }

  private mutating func field() -> QueryNode {
    let text = pick(["通知", "a b", "*", "=x", "国发(2016)64号", "贵州/*", "“十三五”规划", "exact:a", "OR", "a=b", "—"])
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      let ranges = ["..2015", "2016..2018", "2016-10..", "2016-10-05", "2016-10"].compactMap { DateRange($0) }
      let test = FieldTest.dates(pick(ranges))
      return .field(FieldCondition(field: pick([.publicationDate, .signatureDate]), test: test, byteRange: 0..<0))
    case 1:
      return .field(FieldCondition(field: pick([.issuer, .custom("主题")]), test: .isPresent, byteRange: 0..<0))
    default:
      let field: DocumentField = pick([
        .title, .source, .author, .kind, .topic, .key, .documentNumber, .custom("a=b"),
      ])
      return .field(
        FieldCondition(field: field, test: happens(oneIn: 2) ? .holds(text) : .equals(text), byteRange: 0..<0))
    }
  }

  /// A tree of strings alone.
  private mutating func scope() -> QueryNode {
    isInScope = true
    defer { isInScope = false }
    return .within(pick(QueryScope.allCases), tree(depth: 2))
  }

  mutating func tree(depth: Int) -> QueryNode {
    guard depth > 0 else {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0, 1: return near()
      case 2: return context()
      case 3, 4: return isInScope ? string() : field()
      default: return string()
      }
    }
    if !isInScope, happens(oneIn: 12) { return scope() }
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      return .and(children(depth: depth) { if case .and = $0 { false } else { true } })
    case 1:
      return .or(children(depth: depth) { if case .or = $0 { false } else { true } })
    case 2, 3:
      return .without(tree(depth: depth - 1), excluded: tree(depth: depth - 1))
    default:
      return string()
    }
  }

  private mutating func children(
    depth: Int, where isAllowed: (QueryNode) -> Bool
  ) -> [QueryNode] {
    (0..<Int.random(in: 2...4, using: &generator)).map { _ in
      let child = tree(depth: depth - 1)
      return isAllowed(child) ? child : string()
    }
  }

  /// The tree as it could stand at the top of a query.
  mutating func written(_ node: QueryNode) -> String {
    let space = happens(oneIn: 8) ? "　" : ""
    switch node {
    case .string, .near, .context, .within, .field:
      return space + operand(node) + space
    case .or(let nodes):
      var text = ""
      for (index, child) in nodes.enumerated() {
        if index > 0 { text += pick([" OR ", "|", "｜", " ＯＲ　", " |", "\nOR\t"]) }
        if case .or = child { text += group(child) } else { text += written(child) }
      }
      return text
    case .and(let nodes):
      return conjunction(nodes, excluded: [])
    case .without(let found, let excluded):
      var parts = [found]
      if case .and(let nodes) = found { parts = nodes }
      if case .or(let nodes) = excluded, Bool.random(using: &generator) {
        return conjunction(parts, excluded: nodes)
      }
      return conjunction(parts, excluded: [excluded])
    }
  }

  /// Parts and exclusions, each in their order, in any order among each other.
  private mutating func conjunction(_ parts: [QueryNode], excluded: [QueryNode]) -> String {
    var text = ""
    var parts = parts[...]
    var excluded = excluded[...]
    while !parts.isEmpty || !excluded.isEmpty {
      if !text.isEmpty { text += pick([" ", " ", "　", "\n", " AND ", " ＡＮＤ　"]) }
      let isExclusion =
        parts.isEmpty || (!excluded.isEmpty && Bool.random(using: &generator))
      if isExclusion {
        let term = operand(excluded.removeFirst())
        let isBracketed = term.hasPrefix("(") && term.hasSuffix(")")
        text += isBracketed && happens(oneIn: 3) ? "NOT" : pick(["-", "－", "NOT ", "ＮＯＴ　"])
        text += term
      } else {
        text += operand(parts.removeFirst())
      }
    }
    return text
  }

  private mutating func group(_ node: QueryNode) -> String {
    if let row = neighbours(node) { return pick(["(", "（"]) + row + pick([")", "）"]) }
    return pick(["(", "（"]) + written(node) + pick([")", "）"])
  }

  /// Strings with operators between them; nil for any other node.
  private mutating func neighbours(_ node: QueryNode) -> String? {
    switch node {
    case .near(let near):
      var text = operand(.string(near.strings[0]))
      for (link, string) in zip(near.links, near.strings.dropFirst()) {
        let word = link.isOrdered ? pick(["BEFORE", "ＢＥＦＯＲＥ"]) : pick(["NEAR", "ＮＥＡＲ"])
        text += between(word, link.distance, unwritten: 10) + operand(.string(string))
      }
      return text
    case .context(let context):
      var text = operand(.string(context.string))
      for exclusion in context.exclusions {
        let word = exclusion.isBehind ? "NOTBEFORE" : pick(["NOTAFTER", "ＮＯＴＡＦＴＥＲ"])
        text += between(word, exclusion.distance, unwritten: 0) + operand(.string(exclusion.string))
      }
      return text
    default: return nil
    }
  }

  private mutating func between(_ word: String, _ distance: Int, unwritten: Int) -> String {
    var text = pick([" ", "　", "\n"]) + word
    if distance != unwritten || Bool.random(using: &generator) {
      text += pick(["/", "／", "/0", "／０"])
      let isWide = Bool.random(using: &generator)
      for digit in String(distance).unicodeScalars {
        text.unicodeScalars.append(Unicode.Scalar(digit.value + (isWide ? 0xFEE0 : 0)) ?? digit)
      }
    }
    return text + pick([" ", "　"])
  }

  private mutating func operand(_ node: QueryNode) -> String {
    if Bool.random(using: &generator), let row = neighbours(node) { return row }
    switch node {
    case .within(let scope, let node): return scope.word + pick(["(", "（"]) + written(node) + pick([")", "）"])
    case .field(let condition):
      return happens(oneIn: 4) ? pick(["(", "（"]) + condition.description + ")" : condition.description
    default: break
    }
    guard case .string(let string) = node else { return group(node) }
    var text = string.text
    if string.isQuoted {
      let (opener, closer) = pick(Self.marks)
      text = opener + text + closer
    }
    // Brackets around the prefix or behind it say the same.
    if happens(oneIn: 8) { text = "(" + text + "）" }
    if string.isExact { text = pick(["exact:", "EXACT：", "ｅｘａｃｔ:"]) + text }
    if happens(oneIn: 8) { text = "（" + text + ")" }
    return text
  }
}
