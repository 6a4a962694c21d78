// Answers in JSON: searching, and every operation that a service has.

// Functions have the names of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CWenjian
import Wenjian
import WenjianJSON
import WenjianService

@c @implementation
public func wj_search(
  _ index: OpaquePointer?, _ query: UnsafePointer<CChar>?, _ queryLength: Int,
  _ options: UnsafePointer<wj_options>?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ jsonLength: UnsafeMutablePointer<Int>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let index = try object(index, as: IndexObject.self, "index").index
    try answer(json, jsonLength) {
      let asked = try QueryOptions(options)
      let search = try SearchParameters(options)
      let results = try asked.limited(index)
        .search(Query(try text(query, queryLength, "query")), options: search.options(asked))
      return try SearchAnswer(results, style: search.style).json()
    }
  }
}

@c @implementation
public func wj_call(
  _ index: OpaquePointer?, _ operation: UnsafePointer<CChar>?, _ operationLength: Int,
  _ parameters: UnsafePointer<CChar>?, _ parametersLength: Int, _ options: UnsafePointer<wj_options>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ jsonLength: UnsafeMutablePointer<Int>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let index = try object(index, as: IndexObject.self, "index").index
    try answer(json, jsonLength) {
      let asked = try QueryOptions(options)
      guard asked.hasLimitsAlone else {
        throw CallFailure.argument("options of wj_call are a timeout and a cancellation; the others are parameters")
      }
      let operation = try text(operation, operationLength, "operation")
      let given = try wj_string(bytes: parameters, length: parametersLength).text("parameters")
      return try Service.answer(
        to: operation, (given.isEmpty ? "{}" : given).utf8, from: asked.limited(index))
    }
  }
}

/// Hands out what `body` gives, and nothing when it fails.
private func answer(
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ length: UnsafeMutablePointer<Int>?,
  _ body: () throws -> [UInt8]
) throws {
  let output = try result(json, "json")
  output.pointee = nil
  length?.pointee = 0
  try write(try body(), to: output, length: length)
}
