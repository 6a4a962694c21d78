/// The syntax tree of a query: what has to be found, and which part of the query asked for it.

/// One condition on a document.
///
/// A tree made by ``parseQuery(_:)`` is in normal form: `and` and `or` hold two or more nodes, in the
/// order typed; an `and` holds no `and` and an `or` no `or`, because `a (b c)` says `a b c`. Its depth is
/// bounded by the bracket depth that the parser allows, so that recursion over it is safe.
package enum QueryNode: Equatable, Sendable {
  /// Documents in which the string occurs.
  case string(QueryString)
  /// Documents that satisfy every node.
  case and([QueryNode])
  /// Documents that satisfy at least one node.
  case or([QueryNode])
  /// Documents that satisfy the first node and not `excluded`. Several exclusions, as in `a -b -c`, are
  /// one `or`: whatever satisfies any of them is taken out.
  indirect case without(QueryNode, excluded: QueryNode)
  /// Documents in which the two strings stand near each other.
  case near(NearStrings)
}

/// Two strings that must stand near each other: `first NEAR/10 second`.
package struct NearStrings: Equatable, Sendable {
  package var first: QueryString
  package var second: QueryString
  /// The most elements of the search stream between the end of the one and the start of the other.
  package var distance: Int
  /// `BEFORE`: only ``first`` before ``second``, not the other way round.
  package var isOrdered: Bool

  package init(first: QueryString, second: QueryString, distance: Int, isOrdered: Bool) {
    self.first = first
    self.second = second
    self.distance = distance
    self.isOrdered = isOrdered
  }
}

/// One literal string to be found.
package struct QueryString: Equatable, Sendable {
  /// The characters to find, without quotation marks and operators and otherwise as typed: folding is
  /// the business of the search stream. Never empty and never white space alone, but it may fold to
  /// nothing (a zero-width space, say), which only the search stream can tell.
  package var text: String

  /// The string stood in quotation marks: only the string itself is wanted, no related documents.
  package var isQuoted: Bool

  /// The string stood behind `exact:`: only the original characters match, no folding.
  package var isExact: Bool

  /// Where ``text`` stands in the UTF-8 of the query, quotation marks and prefix not included:
  /// `source.utf8[byteRange]` holds exactly the bytes of ``text``.
  package var byteRange: Range<Int>

  package init(text: String, isQuoted: Bool, isExact: Bool, byteRange: Range<Int>) {
    self.text = text
    self.isQuoted = isQuoted
    self.isExact = isExact
    self.byteRange = byteRange
  }
}

extension QueryNode {
  /// Appends the strings of this node in the order typed.
  ///
  /// - Parameter includingExcluded: Whether to descend into the excluded part of a `without`.
  func collectStrings(into strings: inout [QueryString], includingExcluded: Bool) {
    switch self {
    case .string(let string):
      strings.append(string)
    case .and(let nodes), .or(let nodes):
      for node in nodes {
        node.collectStrings(into: &strings, includingExcluded: includingExcluded)
      }
    case .without(let node, let excluded):
      node.collectStrings(into: &strings, includingExcluded: includingExcluded)
      if includingExcluded {
        excluded.collectStrings(into: &strings, includingExcluded: true)
      }
    case .near(let pair):
      strings.append(pair.first)
      strings.append(pair.second)
    }
  }
}
