// What a text cites, as it is written.

/// A citation in a text.
package struct FoundCitation: Equatable, Sendable {
  /// What is cited.
  package enum Target: Equatable, Sendable {
    /// A title in 《》: as the text has it, without them.
    case title(String)
    /// A name without 《》 before the number of an article: the characters before it, folded, of which the last are the
    /// name: 应当依照刑法.
    case name(String)
    /// The number of a document, in its normal form: 国发〔2016〕64号.
    case number(String)
    /// 本法, 前款, 第十条: the text itself.
    case own

    var isName: Bool { if case .name = self { true } else { false } }
  }

  package var target: Target
  /// The number that is in brackets behind a title.
  package var number: String?
  package var place = CitedPlace()
  /// Whether the name is before an earlier place of the list: 第六十六条 of 《立法法》第六十五条、第六十六条.
  package var isContinued = false
  /// From the name to the last number, in bytes of the text. Of several places of one law each begins with its own number,
  /// the first with the name.
  package var byteRange: Range<Int>
}

/// All that a text cites, in its order.
package struct FoundCitations: Equatable, Sendable {
  package var citations: [FoundCitation] = []
  /// The names that the text gives to what it cites, 以下简称《条例》, by their normal form: what they mean, as a title.
  package var shortNames: [String: String] = [:]

  package init() {}
}
