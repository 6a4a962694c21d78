/// A tree written as one line, for tables: independent of the canonical form, and without byte ranges.

import WenjianQuery

/// `(and a (or b c))`; a quoted string in `"…"`, an exact one behind `exact:`, text in `[…]` so that
/// brackets and white space in it are told from those of the notation.
func shape(_ node: QueryNode) -> String {
  switch node {
  case .string(let string):
    let text = string.isQuoted ? "\"\(string.text)\"" : "[\(string.text)]"
    return string.isExact ? "exact:" + text : text
  case .and(let nodes):
    return "(and " + nodes.map(shape).joined(separator: " ") + ")"
  case .or(let nodes):
    return "(or " + nodes.map(shape).joined(separator: " ") + ")"
  case .without(let node, let excluded):
    return "(without \(shape(node)) \(shape(excluded)))"
  case .near(let pair):
    let strings = [pair.first, pair.second].map { shape(.string($0)) }.joined(separator: " ")
    return "(\(pair.isOrdered ? "before" : "near") \(pair.distance) \(strings))"
  }
}

/// Every string of the tree, excluded ones included, in the order of the tree.
func allStrings(_ node: QueryNode) -> [QueryString] {
  switch node {
  case .string(let string): [string]
  case .and(let nodes), .or(let nodes): nodes.flatMap(allStrings)
  case .without(let node, let excluded): allStrings(node) + allStrings(excluded)
  case .near(let pair): [pair.first, pair.second]
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
  case .near(var pair):
    pair.first.byteRange = 0..<0
    pair.second.byteRange = 0..<0
    return .near(pair)
  }
}

/// The text that a byte range of `source` covers; nil when it cuts a scalar.
func text(_ byteRange: Range<Int>, of source: String) -> String? {
  String(
    validating: source.utf8.dropFirst(byteRange.lowerBound).prefix(byteRange.count), as: UTF8.self)
}
