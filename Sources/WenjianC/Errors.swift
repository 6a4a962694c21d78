// wj_error: what went wrong, as an object of the caller.

// Functions have the names of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CWenjian
import Glibc

/// The texts are kept as C reads them.
final class ErrorObject {
  let status: wj_status
  let queryRange: Range<Int>?
  let code, message, path: UnsafeMutablePointer<CChar>

  init(_ failure: CallFailure) {
    status = failure.status
    queryRange = failure.queryRange
    code = Self.copy(failure.code)
    message = Self.copy(failure.message)
    path = Self.copy(failure.path ?? "")
  }

  deinit {
    for text in [code, message, path] { text.deallocate() }
  }

  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    var text = text
    return text.withUTF8 { bytes in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
      copy.initialize(repeating: 0, count: bytes.count + 1)
      UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyBytes(from: bytes)
      return copy
    }
  }
}

private func optional(_ error: OpaquePointer?) -> ErrorObject? {
  try? object(error, as: ErrorObject.self, "error")
}

/// Of the errors that there are not.
private var emptyText: UnsafePointer<CChar>? {
  let empty: StaticString = ""
  return UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
}

@c @implementation
public func wj_error_status(_ error: OpaquePointer?) -> wj_status { optional(error)?.status ?? .ok }

@c @implementation
public func wj_error_code(_ error: OpaquePointer?) -> UnsafePointer<CChar>? {
  optional(error).map { UnsafePointer($0.code) } ?? emptyText
}

@c @implementation
public func wj_error_message(_ error: OpaquePointer?) -> UnsafePointer<CChar>? {
  optional(error).map { UnsafePointer($0.message) } ?? emptyText
}

@c @implementation
public func wj_error_path(_ error: OpaquePointer?) -> UnsafePointer<CChar>? {
  optional(error).map { UnsafePointer($0.path) } ?? emptyText
}

@c @implementation
public func wj_error_query_range(
  _ error: OpaquePointer?, _ start: UnsafeMutablePointer<Int>?, _ end: UnsafeMutablePointer<Int>?
) -> CInt {
  guard let range = optional(error)?.queryRange else { return 0 }
  start?.pointee = range.lowerBound
  end?.pointee = range.upperBound
  return 1
}

@c @implementation
public func wj_error_free(_ error: OpaquePointer?) { release(error, as: ErrorObject.self) }
