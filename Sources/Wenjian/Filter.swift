package import WenjianSearch

/// Which documents count, by what is known of them besides their text. A query can say the same
/// (`issuer:国务院 date:2016..2018`); a filter is for programs, which need not write a query.
///
/// ```swift
/// var options = SearchOptions()
/// options.filter = .equals(.issuer, "国务院") && .date(in: DateRange("2016..2018")!)
/// ```
///
/// A filter is compiled once for an index and kept, one bit a document: a search with a known one costs no more than
/// the documents it keeps.
public struct Filter: Hashable, Sendable {
  package let value: DocumentFilter

  /// Documents dated in a range: by publication, or by signature where that is all there is.
  public static func date(in range: DateRange) -> Filter { date(.publicationDate, in: range) }

  /// Documents whose date lies in a range; those without one do not.
  /// - Parameters:
  ///   - field: `.publicationDate` or `.signatureDate`. Other fields have no dates, so that no document is kept.
  ///   - range: of the dates.
  public static func date(_ field: DocumentField, in range: DateRange) -> Filter {
    Filter(value: field.isDate ? .dates(field, range) : .or([]))
  }

  /// Documents with this value: script, width, case and blanks do not count, and of a field with several values one
  /// has to be it.
  public static func equals(_ field: DocumentField, _ value: String) -> Filter {
    Filter(value: .text(field, value, isWhole: true))
  }

  /// Documents with a value that holds a text, compared alike.
  public static func contains(_ field: DocumentField, _ text: String) -> Filter {
    Filter(value: .text(field, text, isWhole: false))
  }

  /// Documents whose key is a path, lies below it, or matches it as a pattern: `*` any characters, `?` one.
  public static func path(_ pattern: String) -> Filter { Filter(value: .path(pattern)) }

  /// Documents that have the field.
  public static func exists(_ field: DocumentField) -> Filter { Filter(value: .exists(field)) }

  public static func && (a: Filter, b: Filter) -> Filter { Filter(value: .and([a.value, b.value])) }
  public static func || (a: Filter, b: Filter) -> Filter { Filter(value: .or([a.value, b.value])) }
  public static prefix func ! (a: Filter) -> Filter { Filter(value: .not(a.value)) }
}

/// Where a page of a result ended: the next one begins behind it, whatever was added meanwhile.
///
/// It belongs to its search: with another query, filter or order it is refused. An order by date, path or occurrences
/// goes on in a later commit; scores are of one commit, and a cursor of relevance is refused in another. As text it can
/// be kept and handed around.
public struct SearchCursor: Hashable, Sendable, LosslessStringConvertible {
  let value: PageCursor

  init(_ value: PageCursor) { self.value = value }

  /// - Returns: nil for what is no cursor.
  public init?(_ description: String) {
    guard let value = PageCursor(description) else { return nil }
    self.value = value
  }

  public var description: String { value.description }
}
