/// A tree written as one line, for tables: independent of the canonical form, and without byte ranges.

import WenjianQuery

/// `(and a (or b c))`; a quoted string in `"…"`, an exact one behind `exact:`, text in `[…]` so that
/// brackets and white space in it are told from those of the notation, and each wildcard in `<…>`.
func shape(_ node: QueryNode) -> String {
  switch node {
  case .string(let string):
    let text = string.isQuoted ? "\"\(string.text)\"" : "[\(marked(string))]"
    return string.isExact ? "exact:" + text : text
  case .and(let nodes):
    return "(and " + nodes.map(shape).joined(separator: " ") + ")"
  case .or(let nodes):
    return "(or " + nodes.map(shape).joined(separator: " ") + ")"
  case .without(let node, let excluded):
    return "(without \(shape(node)) \(shape(excluded)))"
  case .near(let near):
    // (near 3 a b), (near 3 a b before 2 c)
    var text = ""
    for (index, link) in near.links.enumerated() {
      text += (index == 0 ? "(" : " ") + (link.isOrdered ? "before" : "near") + " \(link.distance) "
      if index == 0 { text += shape(.string(near.strings[0])) + " " }
      text += shape(.string(near.strings[index + 1]))
    }
    return text + ")"
  case .context(let context):
    let exclusions = context.exclusions.map {
      "\($0.isBehind ? "notbefore" : "notafter") \($0.distance) \(shape(.string($0.string)))"
    }
    return "(\(shape(.string(context.string))) \(exclusions.joined(separator: " ")))"
  case .within(let scope, let node):
    return "(\(scope) \(shape(node)))"
  case .field(let condition):
    return "{\(condition.field) \(condition.test)}"
  }
}

private func marked(_ string: QueryString) -> String {
  let utf8 = Array(string.text.utf8)
  var text = ""
  var end = 0
  for wildcard in string.wildcards {
    let range = wildcard.byteRange
    text += String(decoding: utf8[end..<range.lowerBound], as: UTF8.self)
    text += wildcard.kind == .one ? "<?>" : "<*>"
    end = range.upperBound
  }
  return text + String(decoding: utf8[end...], as: UTF8.self)
}

/// Every string of the tree, excluded ones included, in the order of the tree.
func allStrings(_ node: QueryNode) -> [QueryString] {
  switch node {
  case .string(let string): [string]
  case .and(let nodes), .or(let nodes): nodes.flatMap(allStrings)
  case .without(let node, let excluded): allStrings(node) + allStrings(excluded)
  case .near(let near): near.strings
  case .context(let context): [context.string] + context.exclusions.map(\.string)
  case .within(_, let node): allStrings(node)
  case .field: []
  }
}

/// The tree with every byte range set to `0..<0`: what is left is what the query means.
func withoutByteRanges(_ node: QueryNode) -> QueryNode {
  switch node {
  case .string(var string):
    string.byteRange = 0..<0
    return .string(string)
  case .and(let nodes): return .and(nodes.map(withoutByteRanges))
  case .or(let nodes): return .or(nodes.map(withoutByteRanges))
  case .without(let node, let excluded):
    return .without(withoutByteRanges(node), excluded: withoutByteRanges(excluded))
  case .near(var near):
    for index in near.strings.indices { near.strings[index].byteRange = 0..<0 }
    return .near(near)
  case .context(var context):
    context.string.byteRange = 0..<0
    for index in context.exclusions.indices { context.exclusions[index].string.byteRange = 0..<0 }
    return .context(context)
  case .within(let scope, let node): return .within(scope, withoutByteRanges(node))
  case .field(let condition):
    return .field(FieldCondition(field: condition.field, test: condition.test, byteRange: 0..<0))
  }
}

/// The text that a byte range of `source` covers; nil when it cuts a scalar.
func text(_ byteRange: Range<Int>, of source: String) -> String? {
  String(
    validating: source.utf8.dropFirst(byteRange.lowerBound).prefix(byteRange.count), as: UTF8.self)
}
