// What went wrong.

public import Wenjian

/// An error: `{"code": …, "message": …}`, as Errors in JSON.md.
public struct ErrorAnswer: Error, JSONWritable, Equatable {
  /// One word to act on: of `WenjianError.Code`, or of whoever answers.
  public let code: String
  /// What happened and what to do.
  public let message: String
  /// The file or directory that it is about.
  public let path: String?
  /// The place in the query that cannot be read, in UTF-8 bytes.
  public let queryRange: Range<Int>?

  public init(code: String, message: String, path: String? = nil, queryRange: Range<Int>? = nil) {
    self.code = code
    self.message = message
    self.path = path
    self.queryRange = queryRange
  }

  public init(_ error: WenjianError) {
    self.init(
      code: error.code.description, message: error.message, path: error.path, queryRange: error.queryRange)
  }

  public func write(to json: inout JSONWriter) throws { writeObject(to: &json) }

  /// The same, which cannot fail.
  package func writeObject(to json: inout JSONWriter) {
    json.object { json in
      json.field("code", code)
      json.field("message", message)
      if let path { json.field("path", path) }
      if let queryRange { json.integers("range", [queryRange.lowerBound, queryRange.upperBound]) }
    }
  }
}
