/// The canonical form of a query: ASCII operators, single spaces, only the brackets that are needed.

extension ParsedQuery: CustomStringConvertible {
  /// The query in canonical form. Parsing it gives the same tree but for the byte ranges, so two queries
  /// with the same description ask for the same: it can serve as the key of a cache.
  package var description: String { root.description }
}

extension QueryNode: CustomStringConvertible {
  /// The node in canonical form; see ``ParsedQuery/description``.
  package var description: String {
    var text = ""
    write(to: &text, in: .alternatives)
    return text
  }

  /// What may stand in a place without brackets of its own, loosest first.
  private enum Place: Comparable {
    case alternatives, conjunction, operand
  }

  private var loosestPlace: Place {
    switch self {
    case .or: .alternatives
    case .and, .without: .conjunction
    case .string, .near, .context, .within, .field: .operand
    }
  }

  private func write(to text: inout String, in place: Place) {
    guard loosestPlace >= place else {
      text += "("
      write(to: &text, in: .alternatives)
      text += ")"
      return
    }
    switch self {
    case .string(let string):
      text += string.description
    case .or(let nodes):
      Self.write(nodes, separator: " OR ", in: .conjunction, to: &text)
    case .and(let nodes):
      Self.write(nodes, separator: " ", in: .operand, to: &text)
    case .without(let node, let excluded):
      // `a b -c` is read back as (a b) without c, so an `and` needs no brackets here.
      if case .and = node {
        node.write(to: &text, in: .conjunction)
      } else {
        node.write(to: &text, in: .operand)
      }
      text += " -"
      if case .or(let nodes) = excluded {
        Self.write(nodes, separator: " -", in: .operand, to: &text)
      } else {
        excluded.write(to: &text, in: .operand)
      }
    case .near(let near):
      text += near.strings[0].description
      for (link, string) in zip(near.links, near.strings.dropFirst()) {
        text += (link.isOrdered ? " BEFORE/" : " NEAR/") + "\(link.distance) " + string.description
      }
    case .context(let context):
      text += context.string.description
      for exclusion in context.exclusions {
        text += (exclusion.isBehind ? " NOTBEFORE/" : " NOTAFTER/") + "\(exclusion.distance) "
        text += exclusion.string.description
      }
    case .within(let scope, let node):
      text += scope.word + "("
      node.write(to: &text, in: .alternatives)
      text += ")"
    case .field(let condition):
      text += condition.description
    }
  }

  private static func write(
    _ nodes: [QueryNode], separator: String, in place: Place, to text: inout String
  ) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { text += separator }
      node.write(to: &text, in: place)
    }
  }
}

extension QueryString: CustomStringConvertible {
  /// The string as it can be typed: `exact:` and quotation marks where they belong.
  package var description: String {
    let prefix = isExact ? "exact:" : ""
    return prefix + (isQuoted ? Self.quoted(text) : text)
  }

  private static func quoted(_ text: String) -> String {
    // The pair that the text was typed in always fits, so a parsed string never falls through to `""`.
    quotedText(text) ?? "\"\(text)\""
  }

  /// A value or a name of a field as it can be typed: quoted where it would end early or mean something else.
  static func quotedIfNeeded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var byteOffset = 0
    var isPlain = !text.isEmpty && text != "*" && text != "＊"
    while isPlain, byteOffset < bytes.count {
      let element = bytes.element(at: byteOffset)
      switch element.kind {
      case .whiteSpace, .pipe, .openingBracket, .closingBracket: isPlain = false
      case .text where bytes.hasEqualsSign(at: byteOffset): isPlain = false
      case let kind: if byteOffset == 0, QuoteStyle(openedBy: kind) != nil { isPlain = false }
      }
      byteOffset += element.byteCount
    }
    if isPlain, bytes.element(at: 0).kind == .letter, bytes.prefix(at: 0) != nil || bytes.operatorWord(at: 0) != nil
    {
      isPlain = false
    }
    return isPlain ? text : quoted(text)
  }
}

extension QuoteStyle {
  /// Whether `text` between this pair would be closed at its end and not before.
  func encloses(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var depth = 1
    var byteOffset = 0
    while byteOffset < bytes.count {
      let element = bytes.element(at: byteOffset)
      if isCloser(element.kind) {
        depth -= 1
        if depth == 0 { return false }
      } else if isNestedOpener(element.kind) {
        depth += 1
      }
      byteOffset += element.byteCount
    }
    return depth == 1
  }
}
