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
  /// Documents in which strings are near each other.
  indirect case near(NearStrings)
  /// Documents in which a string occurs without another one beside it.
  indirect case context(ContextString)
  /// Documents with a sentence, a paragraph, an article or a chapter that satisfies the node, which holds no field and no scope.
  indirect case within(QueryScope, QueryNode)
  /// Documents with a field that is as asked for.
  indirect case field(FieldCondition)
}

/// Strings of which each must be near the next one: `产业 NEAR/10 就业 BEFORE/3 创业`.
package struct NearStrings: Equatable, Sendable {
  /// How a string lies to the next one.
  package struct Link: Equatable, Sendable {
    /// The most elements of the search stream between the end of the one and the start of the other.
    package var distance: Int
    /// `BEFORE`: only the first before the second, not the other way round.
    package var isOrdered: Bool

    package init(distance: Int, isOrdered: Bool) {
      self.distance = distance
      self.isOrdered = isOrdered
    }
  }

  /// Two or more.
  package var strings: [QueryString]
  /// One less than there are strings: between each and the next.
  package var links: [Link]

  /// - Precondition: one link less than strings, and one at least.
  package init(_ strings: [QueryString], _ links: [Link]) {
    precondition(!links.isEmpty && strings.count == links.count + 1, "a link lies between two strings")
    self.strings = strings
    self.links = links
  }
}

/// A string with what must not be beside it: `改革 NOTBEFORE 开放`.
package struct ContextString: Equatable, Sendable {
  package struct Exclusion: Equatable, Sendable {
    package var string: QueryString
    /// The most elements between the two; 0 when nothing is between them.
    package var distance: Int
    /// `NOTBEFORE`: behind the string, not before it.
    package var isBehind: Bool

    package init(_ string: QueryString, distance: Int, isBehind: Bool) {
      self.string = string
      self.distance = distance
      self.isBehind = isBehind
    }
  }

  package var string: QueryString
  /// One or more; an occurrence counts when none of them holds.
  package var exclusions: [Exclusion]

  package init(_ string: QueryString, _ exclusions: [Exclusion]) {
    precondition(!exclusions.isEmpty, "a string without exclusions is a string")
    self.string = string
    self.exclusions = exclusions
  }
}

/// A part of a document in which all of a condition must be satisfied.
package enum QueryScope: CaseIterable, Hashable, Sendable {
  /// Between 。！？； and the edges of paragraphs.
  case sentence
  case paragraph
  /// 第十三条 with its paragraphs and items.
  case article
  /// 第二章 with its sections and articles.
  case chapter

  /// As it is typed before its bracket.
  package var word: String {
    switch self {
    case .sentence: "SENTENCE"
    case .paragraph: "PARAGRAPH"
    case .article: "ARTICLE"
    case .chapter: "CHAPTER"
    }
  }
}

/// One string to be found.
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

  /// The characters of ``text`` that stand for others, in their order; none in quotation marks.
  package var wildcards: [Wildcard]

  package init(
    text: String, isQuoted: Bool, isExact: Bool, byteRange: Range<Int>, wildcards: [Wildcard] = []
  ) {
    self.text = text
    self.isQuoted = isQuoted
    self.isExact = isExact
    self.byteRange = byteRange
    self.wildcards = wildcards
  }
}

/// A character of a string that stands for what is in its place.
package struct Wildcard: Equatable, Sendable {
  package enum Kind: Sendable {
    /// `?`: one element.
    case one
    /// `*`: the rest of the run of letters and digits that it follows, else up to ``QueryLimits/wildcardReach`` elements.
    case some
  }

  package var kind: Kind
  /// Of the character, in the UTF-8 of the string's text.
  package var byteRange: Range<Int>

  package init(_ kind: Kind, at byteRange: Range<Int>) {
    self.kind = kind
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
    case .near(let near):
      strings += near.strings
    case .context(let context):
      strings.append(context.string)
      if includingExcluded { strings += context.exclusions.map(\.string) }
    case .within(_, let node):
      node.collectStrings(into: &strings, includingExcluded: includingExcluded)
    case .field:
      break
    }
  }
}
