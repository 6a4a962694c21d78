import WenjianBytes
package import WenjianIndex
import WenjianQuery
import WenjianSearch
import WenjianSegment
import WenjianUnicode

/// Everything that the library throws: a code to act on, and a message that says what happened and what to do.
public struct WenjianError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is. New codes may be added: keep a `default` when you switch.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private let name: String
    private init(_ name: String) { self.name = name }

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
    /// ICU failed.
    public static let unicode = Code("unicode")

    public var description: String { name }
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

  package init(
    _ code: Code, _ message: String, path: String? = nil, queryRange: Range<Int>? = nil,
    annotatedQuery: String? = nil
  ) {
    self.code = code
    self.message = message
    self.path = path
    self.queryRange = queryRange
    self.annotatedQuery = annotatedQuery
  }

  public var description: String { message }
}

extension WenjianError {
  /// The one place where the errors of the rooms become the library's.
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
      self.init(code, error.description, path: error.path)
    case let error as SegmentError:
      let code: Code =
        switch error.reason {
        case .tooOld, .tooNew: .otherVersion
        default: .damaged
        }
      self.init(code, error.description, path: error.path)
    case let error as FileError: self.init(.file, error.description, path: error.path)
    case let error as SearchError: self.init(.query, error.description)
    case let error as ICUError: self.init(.unicode, error.description)
    default: self.init(.file, String(describing: error))
    }
  }

  init(_ error: QueryError, in query: String) {
    self.init(
      .query, error.description, queryRange: error.byteRange,
      annotatedQuery: error.annotated(query))
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

/// Runs `body` and turns what it throws into a `WenjianError`.
package func translated<Result>(_ body: () throws -> Result) throws(WenjianError) -> Result {
  do { return try body() } catch { throw WenjianError(error) }
}
