import WenjianBytes
package import WenjianIndex
import WenjianQuery
package import WenjianSearch
import WenjianSegment
import WenjianUnicode

/// Everything that the library throws: a code to act on, and a message that says what happened and what to do.
///
/// Two are equal when they say the same; `underlying` does not count.
public struct WenjianError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is. New codes may be added: keep a `default` when you switch. Its `rawValue` stays the same
  /// from version to version: write it to logs, compare it, send it.
  public struct Code: Hashable, Sendable, RawRepresentable, Codable, CustomStringConvertible {
    public let rawValue: String
    /// - Parameter rawValue: any text; a code that this version does not throw may come from a later one.
    public init(rawValue: String) { self.rawValue = rawValue }
    private init(_ rawValue: String) { self.rawValue = rawValue }

    /// There is no index at the path, or what stands there is none.
    public static let notAnIndex = Code("notAnIndex")
    /// The directory for a new index holds other files.
    public static let foreignDirectory = Code("foreignDirectory")
    /// Another process is writing the index.
    public static let locked = Code("locked")
    /// Bytes of the index contradict themselves.
    public static let damaged = Code("damaged")
    /// Written by a format or with text rules that this build does not read.
    public static let otherVersion = Code("otherVersion")
    /// The query cannot be read; `queryRange` says where.
    public static let query = Code("query")
    /// There is no document with the key.
    public static let noSuchDocument = Code("noSuchDocument")
    /// The directory or file to index is missing or unreadable, or holds nothing to index.
    public static let input = Code("input")
    /// Files of the index cannot be read now, so that replacing it would lose them; `IndexWriter.missingFiles()` has
    /// them all.
    public static let missingFiles = Code("missingFiles")
    /// The index was not made of these files, or with other options or rules, and must be built anew.
    public static let otherSources = Code("otherSources")
    /// The operating system refused an operation.
    public static let file = Code("file")
    /// A document key that is empty or too long.
    public static let key = Code("key")
    /// A deadline passed before the answer was there; nothing of it is given.
    public static let deadline = Code("deadline")
    /// The search was cancelled before the answer was there; nothing of it is given.
    public static let cancelled = Code("cancelled")
    /// ICU failed.
    public static let unicode = Code("unicode")

    /// A value without a meaning was given: a negative limit, a width below 0, lines that there are not.
    public static let argument = Code("argument")
    /// The writer was closed before.
    public static let closed = Code("closed")
    /// The index is of a kind that cannot answer what was asked; the message names it.
    public static let unsupported = Code("unsupported")
    /// A cluster cannot be reached, refuses, or answers otherwise than its interface says.
    public static let cluster = Code("cluster")

    /// The raw value.
    public var description: String { rawValue }
  }

  public let code: Code
  /// What happened and what to do, in one or two sentences.
  public let message: String
  /// The file or directory it is about, if any.
  public let path: String?
  /// For `query`: the place in the query text, in UTF-8 bytes.
  public let queryRange: Range<Int>?
  /// For `query`: the query with a line of carets below the place, for a terminal.
  public let annotatedQuery: String?
  /// What the library met, if it was an error from below, to be written to logs: its type is not part of the interface.
  public let underlying: (any Error)?

  /// For tests of callers, which want an error without the failure.
  public init(
    _ code: Code, _ message: String, path: String? = nil, queryRange: Range<Int>? = nil,
    annotatedQuery: String? = nil, underlying: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.path = path
    self.queryRange = queryRange
    self.annotatedQuery = annotatedQuery
    self.underlying = underlying
  }

  public var description: String { message }
}

extension WenjianError: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    a.code == b.code && a.message == b.message && a.path == b.path && a.queryRange == b.queryRange
      && a.annotatedQuery == b.annotatedQuery
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(message)
    hasher.combine(path)
    hasher.combine(queryRange)
  }
}

extension WenjianError {
  /// The one place where the errors of the targets below become the library's.
  init(_ error: any Error) {
    switch error {
    case let error as WenjianError: self = error
    case let error as IndexError:
      let code: Code =
        switch error.reason {
        case .missing, .notAnIndex: .notAnIndex
        case .foreignDirectory, .notEmpty: .foreignDirectory
        case .damagedManifest: .damaged
        case .tooNew, .otherAnalyzer: .otherVersion
        case .locked: .locked
        case .keyIsEmpty, .keyTooLong: .key
        }
      self.init(code, error.description, path: error.path, underlying: error)
    case let error as SegmentError:
      let code: Code =
        switch error.reason {
        case .tooOld, .tooNew: .otherVersion
        default: .damaged
        }
      self.init(code, error.description, path: error.path, underlying: error)
    case let error as FileError: self.init(.file, error.description, path: error.path, underlying: error)
    case let error as SearchError:
      let code: Code =
        switch error.reason {
        case .deadlinePassed: .deadline
        case .cancelled: .cancelled
        default: .query
        }
      self.init(code, error.description, underlying: error)
    case let error as ICUError: self.init(.unicode, error.description, underlying: error)
    default: self.init(.file, String(describing: error), underlying: error)
    }
  }

  /// What a search throws that was cancelled.
  static var cancelled: WenjianError { WenjianError(SearchError(reason: .cancelled)) }

  init(_ error: QueryError, in query: String) {
    self.init(
      .query, error.description, queryRange: error.byteRange,
      annotatedQuery: error.annotated(query), underlying: error)
  }
}

/// Runs `body`, which answers from a snapshot, and turns what it throws into a `WenjianError`.
///
/// Much of a segment is read by code that cannot throw, and that damage or a page that the disk does not give leads to
/// wrong values, never further. Whoever answers asks afterwards whether that happened: no answer comes from damaged bytes.
package func answered<Result>(
  from snapshot: IndexSnapshot, _ body: () throws -> Result
) throws(WenjianError) -> Result {
  try translated {
    let result: Result
    do {
      result = try body()
    } catch {
      // What was noted says more than what came of it.
      try snapshot.throwNotedDamage()
      throw error
    }
    try snapshot.throwNotedDamage()
    return result
  }
}

/// The same for a searcher, which may have to end: then `body` is not begun.
package func answered<Result>(
  from searcher: Searcher, _ body: () throws -> Result
) throws(WenjianError) -> Result {
  try answered(from: searcher.snapshot) {
    try searcher.checkpoint()
    return try body()
  }
}

/// Runs `body` and turns what it throws into a `WenjianError`.
package func translated<Result>(_ body: () throws -> Result) throws(WenjianError) -> Result {
  do { return try body() } catch { throw WenjianError(error) }
}
