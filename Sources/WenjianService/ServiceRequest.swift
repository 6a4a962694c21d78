// A request: an operation, its parameters, and how long it may take.

import WenjianJSON

struct ServiceRequest {
  let operation: any ServiceOperation.Type
  let deadline: ContinuousClock.Instant?
  private let parameters: GivenParameters

  /// Every request may have it, besides `id`, `op` and the parameters of its operation.
  static let timeout = Parameter<Double?>.number(
    "timeout", 0...86_400, "seconds after which the request is given up")

  /// - Parameter id: the member `id`, set as soon as it is known.
  /// - Throws: `ErrorAnswer`.
  init(_ bytes: some Collection<UInt8>, id: inout JSONValue) throws(ErrorAnswer) {
    let members = try Self.members(of: bytes)
    for member in members where member.name == "id" { id = member.value }
    guard case .string(let name)? = members.first(where: { $0.name == "op" })?.value else {
      throw ErrorAnswer(
        code: "request", message: "\u{201C}op\u{201D} names the operation, as in {\"op\":\"count\",\"query\":\"…\"}"
      )
    }
    try self.init(operation: name, members)
  }

  /// - Throws: `ErrorAnswer`.
  init(operation name: String, parameters: some Collection<UInt8>) throws(ErrorAnswer) {
    try self.init(operation: name, try Self.members(of: parameters))
  }

  /// - Throws: `ErrorAnswer`.
  init(
    operation name: String, _ members: [JSONValue.Member], limits: ServiceLimits = ServiceLimits()
  ) throws(ErrorAnswer) {
    guard let operation = Operations.all[name] else {
      throw ErrorAnswer(
        code: "request",
        message: "there is no operation \u{201C}\(name)\u{201D}; there are "
          + Operations.list.map { $0.name }.joined(separator: ", "))
    }
    parameters = try GivenParameters(
      members, declared: operation.parameters, besides: ["id", "op", Self.timeout.name], of: name)
    try limits.check(members, operation.parameters)
    self.operation = operation
    let seconds = try Self.timeout.value(in: members)
    deadline = seconds.map { .now + .seconds($0) }
  }

  static func members(of bytes: some Collection<UInt8>) throws(ErrorAnswer) -> [JSONValue.Member] {
    let value: JSONValue
    do {
      value = try JSONValue(bytes)
    } catch {
      throw ErrorAnswer(code: "json", message: "this is no JSON: \(error.message), at byte \(error.byteOffset)")
    }
    guard case .object(let members) = value else {
      throw ErrorAnswer(code: "request", message: "a request is an object, and this is \(value.kind)")
    }
    return members
  }

  /// The value of a parameter that the operation declares.
  /// - Throws: `ErrorAnswer` when it is not of its type, not in its range, or missing.
  subscript<Value>(_ parameter: Parameter<Value>) -> Value {
    get throws(ErrorAnswer) { try parameters[parameter] }
  }
}
