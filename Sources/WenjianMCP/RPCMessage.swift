// JSON-RPC 2.0: what a client says, and what it is answered.

import WenjianJSON

/// A request of a client, or a notification, which has no identifier and gets no answer.
struct RPCRequest {
  /// As the client wrote it: a string, or an integer with its digits.
  enum Identifier: Hashable {
    case number(String)
    case text(String)

    fileprivate init?(_ json: JSONValue) {
      switch json {
      case .number(let digits) where Int(digits) != nil: self = .number(digits)
      case .string(let text): self = .text(text)
      default: return nil
      }
    }

    fileprivate func append(to json: inout JSONWriter) {
      switch self {
      case .number(let digits): json.value(encoded: digits.utf8)
      case .text(let text): json.value(text)
      }
    }
  }

  /// nil of a notification.
  let identifier: Identifier?
  let method: String
  /// Members of the parameters; none when there are no parameters.
  let parameters: [JSONValue.Member]

  /// - Throws: `RPCFailure`.
  init(_ json: JSONValue) throws(RPCFailure) {
    guard case .object(let members) = json else {
      throw RPCFailure(.invalidRequest, "a request is an object, and this is \(json.kind)")
    }
    guard let id = json["id"] else {
      identifier = nil
      (method, parameters) = try Self.call(members)
      return
    }
    guard let identifier = Identifier(id) else {
      throw RPCFailure(.invalidRequest, "an id is a string or an integer, and this is \(id.kind)")
    }
    self.identifier = identifier
    do {
      (method, parameters) = try Self.call(members)
    } catch {
      throw RPCFailure(error.error, identifier)
    }
  }

  private static func call(_ members: [JSONValue.Member]) throws(RPCFailure) -> (String, [JSONValue.Member]) {
    let object = JSONValue.object(members)
    guard object["jsonrpc"] == .string("2.0") else {
      throw RPCFailure(.invalidRequest, "\u{201C}jsonrpc\u{201D} must be \u{201C}2.0\u{201D}")
    }
    guard case .string(let method)? = object["method"] else {
      throw RPCFailure(.invalidRequest, "\u{201C}method\u{201D} names what is asked for")
    }
    return (method, try Self.members(of: object["params"], "params"))
  }

  /// The members of an object that may be missing.
  static func members(of json: JSONValue?, _ name: String) throws(RPCFailure) -> [JSONValue.Member] {
    switch json {
    case .object(let members)?: return members
    case nil, .null?: return []
    case let other?:
      throw RPCFailure(.invalidParameters, "\u{201C}\(name)\u{201D} is an object, and this is \(other.kind)")
    }
  }

  /// The identifier that a member names, of a notification that speaks of another request.
  static func identifier(_ json: JSONValue?) -> Identifier? { json.flatMap { Identifier($0) } }
}

/// An error of the protocol.
struct RPCError {
  enum Code: Int {
    case parse = -32700
    case invalidRequest = -32600
    case unknownMethod = -32601
    case invalidParameters = -32602
    /// Of the server: what cannot be done now.
    case busy = -32000
  }

  let code: Code
  /// What is wrong, and what to do.
  let message: String
}

/// An error, and the request that it is of where that is known.
struct RPCFailure: Error {
  let error: RPCError
  let identifier: RPCRequest.Identifier?

  init(_ code: RPCError.Code, _ message: String) { self.init(RPCError(code: code, message: message), nil) }

  init(_ error: RPCError, _ identifier: RPCRequest.Identifier?) {
    self.error = error
    self.identifier = identifier
  }

  var answer: RPCAnswer { RPCAnswer(identifier: identifier, outcome: .failure(self)) }
}

/// An answer to a request.
struct RPCAnswer {
  /// nil, which is null in JSON: of what could not be read.
  let identifier: RPCRequest.Identifier?
  /// A JSON value, written already.
  let outcome: Result<[UInt8], RPCFailure>

  /// One line without its end.
  var line: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    return json.bytes
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("jsonrpc", "2.0")
      json.name("id")
      if let identifier { identifier.append(to: &json) } else { json.null() }
      switch outcome {
      case .success(let result):
        json.name("result")
        json.value(encoded: result)
      case .failure(let failure):
        json.object("error") { json in
          json.field("code", failure.error.code.rawValue)
          json.field("message", failure.error.message)
        }
      }
    }
  }
}

/// A line of a client: one message, or several as an array (a batch, in versions until 2025-03-26).
enum RPCLine {
  case one(Result<RPCRequest, RPCFailure>)
  case batch([Result<RPCRequest, RPCFailure>])

  /// The most messages of a batch.
  private static let batchLimit = 64

  init(_ bytes: some Collection<UInt8>) {
    let json: JSONValue
    do {
      json = try JSONValue(bytes)
    } catch {
      self = .one(.failure(RPCFailure(.parse, "this is no JSON: \(error.message), at byte \(error.byteOffset)")))
      return
    }
    guard case .array(let values) = json else {
      self = .one(Self.request(json))
      return
    }
    guard (1...Self.batchLimit).contains(values.count) else {
      self = .one(.failure(RPCFailure(.invalidRequest, "a batch has 1 to \(Self.batchLimit) messages")))
      return
    }
    self = .batch(values.map(Self.request))
  }

  private static func request(_ json: JSONValue) -> Result<RPCRequest, RPCFailure> {
    do throws(RPCFailure) { return .success(try RPCRequest(json)) } catch { return .failure(error) }
  }
}
