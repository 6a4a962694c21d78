// What can be written as JSON.

/// What can be written as one JSON value.
public protocol JSONWritable {
  /// Writes one JSON value.
  /// - Throws: when what is written is read meanwhile and cannot be.
  func write(to json: inout JSONWriter) throws
}

extension JSONWritable {
  /// The value as UTF-8, without white space.
  /// - Throws: when what is written is read meanwhile and cannot be.
  public func json() throws -> [UInt8] {
    var writer = JSONWriter()
    try write(to: &writer)
    return writer.bytes
  }
}
