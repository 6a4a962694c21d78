// What a concordance is asked for.

public import Wenjian

/// Which lines a concordance has, in which order, and how much context each has.
public struct ConcordanceOptions: Sendable, Equatable {
  /// The most characters (Unicode scalars of the original text) of context on each side. Contexts are made of whole
  /// elements: a word of letters or a number is in it or not.
  public var width: Int
  public var order: ConcordanceOrder
  /// Whether lines of a document stay together, documents in the order of their paths, or by date when that is asked for;
  /// an order by context then is one within each document.
  public var groupsByDocument: Bool
  /// The most lines; nil for all.
  public var limit: Int?
  /// Whether contexts go on over the edges of paragraphs, headings and cells.
  public var crossesParagraphs: Bool
  /// Whether each line says how its place is cited, for which its document is read from the start.
  public var includesCitations: Bool
  /// Match original characters, as if every string had `exact:`.
  public var isExact: Bool
  /// In which other forms strings are found.
  public var widening: Widening
  /// Which documents count at all; nil for all of them.
  public var filter: Filter?

  /// `Index.concordance` refuses a negative `width` or `limit` with the code `argument`.
  public init(
    width: Int = 40, order: ConcordanceOrder = .path, groupsByDocument: Bool = false, limit: Int? = nil,
    crossesParagraphs: Bool = false, includesCitations: Bool = true, isExact: Bool = false,
    widening: Widening = .standard, filter: Filter? = nil
  ) {
    self.width = width
    self.order = order
    self.groupsByDocument = groupsByDocument
    self.limit = limit
    self.crossesParagraphs = crossesParagraphs
    self.includesCitations = includesCitations
    self.isExact = isExact
    self.widening = widening
    self.filter = filter
  }
}

/// The order of the lines of a concordance. Lines that it does not tell apart are in the order of `path`.
public enum ConcordanceOrder: Sendable, Equatable {
  /// By key, in byte order, then by place in the text.
  case path
  /// By the date of the document; those without one last.
  case date(newestFirst: Bool)
  /// By the context before the match, the nearest element first, then the next one away from it, up to
  /// `ConcordanceOrder.sortedElements`. Elements are compared as they are matched (script, width and case do not count), in
  /// the order of their code points; an edge of a paragraph comes before all.
  case leftContext
  /// By the context behind the match, likewise.
  case rightContext
  /// As a sample is drawn without replacement: the first n lines are a random sample of n, and for the same documents and
  /// seed always the same one, whatever commits the documents came in.
  case random(seed: UInt64)

  /// How many elements of a context decide on its place.
  public static let sortedElements = 24
}
