/// A query that could be read: its text, its tree, and the one way to write that tree.

package struct ParsedQuery: Equatable, Sendable {
  /// The text that was parsed, unchanged. Every `byteRange` in ``root`` refers to its UTF-8.
  package let source: String

  /// What has to be found.
  package let root: QueryNode

  /// A query that was made and not typed: its source is its canonical form, to which no `byteRange` refers.
  package init(_ root: QueryNode) {
    self.init(source: root.description, root: root)
  }

  init(source: String, root: QueryNode) {
    self.source = source
    self.root = root
  }

  /// The strings whose presence a document is found, ranked and highlighted for, in the order typed:
  /// all but those under an exclusion, even an exclusion inside an exclusion. Repeated when typed
  /// repeatedly. Empty for a query of fields alone.
  ///
  /// - Complexity: O(strings), allocates.
  package var positiveStrings: [QueryString] {
    var strings: [QueryString] = []
    root.collectStrings(into: &strings, includingExcluded: false)
    return strings
  }
}

/// Reads a query as people type it. `LANGUAGE.md`, beside this file, is the reference of the language.
///
/// No character is folded and no string is looked at for its meaning: the tree holds what was typed.
///
/// - Parameter text: At most ``QueryLimits/byteCount`` bytes of UTF-8.
/// - Throws: ``QueryError`` for a query that cannot be read, or that asks for what this version does not
///   have. Every input returns or throws.
/// - Complexity: O(bytes × bracket depth) in the worst case, O(bytes) for any ordinary query.
package func parseQuery(_ text: String) throws(QueryError) -> ParsedQuery {
  ParsedQuery(source: text, root: try QueryParser.parse(text))
}

/// The bounds of a query. They are far from anything typed by hand; they keep a generated query from
/// taking the stack or the planner with it.
package enum QueryLimits {
  /// Bytes of UTF-8 in the text.
  package static let byteCount = 65_536
  /// Strings in the tree.
  package static let stringCount = 1_024
  /// Groups open at one time. The parser, and whoever walks the tree, recurses this deep.
  package static let groupDepth = 64
  /// The farthest that `NEAR` and `BEFORE` reach, in elements.
  package static let distance = 1_000
  /// Wildcards in one string.
  package static let wildcardCount = 32
  /// The most elements that a `*` stands for between characters: as many as `NEAR` without a number allows between two
  /// strings, and more than what fills nearly every slot of set phrases (以*为中心, 《*条例》).
  package static let wildcardReach = 10
}
