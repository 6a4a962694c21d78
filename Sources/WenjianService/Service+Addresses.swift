// Operations for those who give them addresses: what they may be told, as text, and answers from an index at hand.

package import Wenjian
package import WenjianJSON

extension Service {
  /// What an operation may be told.
  /// - Precondition: there is the operation.
  package static func parameters(of operation: String) -> [any DeclaredParameter] {
    guard let operation = Operations.all[operation] else { preconditionFailure("no operation \(operation)") }
    return operation.parameters
  }

  /// What an operation is for.
  /// - Precondition: there is the operation.
  package static func summary(of operation: String) -> String {
    guard let operation = Operations.all[operation] else { preconditionFailure("no operation \(operation)") }
    return operation.summary
  }

  /// The members of an object that is a request's parameters.
  /// - Throws: `ErrorAnswer` with code `json` or `request`.
  package static func members(of bytes: some Collection<UInt8>) throws(ErrorAnswer) -> [JSONValue.Member] {
    try ServiceRequest.members(of: bytes)
  }

  /// Parameters that come as texts, as in the query of an address: those of a list are repeated.
  ///
  /// A name that is not declared, and a text that its parameter does not take, come out as strings, for the operation to say
  /// what it takes.
  /// - Throws: `ErrorAnswer` with code `argument` for a name that comes twice and is no list.
  package static func members(
    of items: [(name: String, value: String)], _ declared: [any DeclaredParameter]
  ) throws(ErrorAnswer) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var lists: [String: Int] = [:]
    var seen: Set<String> = []
    for item in items {
      let kind =
        item.name == ServiceRequest.timeout.name
        ? ServiceRequest.timeout.kind : declared.first { $0.name == item.name }?.kind ?? .string
      if kind.isList {
        if let place = lists[item.name], case .array(let values) = members[place].value {
          members[place] = JSONValue.Member(name: item.name, value: .array(values + [.string(item.value)]))
        } else {
          lists[item.name] = members.count
          members.append(JSONValue.Member(name: item.name, value: .array([.string(item.value)])))
        }
        continue
      }
      guard seen.insert(item.name).inserted else {
        throw ErrorAnswer(
          code: "argument", message: "\u{201C}\(item.name)\u{201D} is given twice, and is one value")
      }
      members.append(JSONValue.Member(name: item.name, value: kind.value(of: item.value)))
    }
    return members
  }

  /// Answers an operation from an index as it is.
  /// - Throws: `ErrorAnswer`.
  package static func answer(
    to operation: String, _ members: [JSONValue.Member], from index: any SearchableIndex,
    limits: ServiceLimits = ServiceLimits()
  ) throws(ErrorAnswer) -> [UInt8] {
    do {
      return try result(of: ServiceRequest(operation: operation, members, limits: limits), from: index)
    } catch {
      throw ErrorAnswer(thrown: error)
    }
  }
}

/// How much one request may ask for, besides what the operations take.
package struct ServiceLimits: Sendable {
  /// The greatest value of integers, by the names of parameters; where there is one, the word that means all is not taken.
  package var maxima: [String: Int] = [:]
  /// The longest string, in bytes.
  package var stringBytes = Int.max
  /// The most strings of a list.
  package var listCount = Int.max

  package init() {}

  /// A kind of parameter within the limits.
  package func limited(_ kind: ParameterKind, of name: String) -> ParameterKind {
    guard let maximum = maxima[name] else { return kind }
    switch kind {
    case .integer(let range), .integerOr(let range, _):
      return .integer(range.lowerBound...min(range.upperBound, maximum))
    default: return kind
    }
  }

  /// - Throws: `ErrorAnswer` with code `argument` for the first member that is beyond them.
  func check(_ members: [JSONValue.Member], _ declared: [any DeclaredParameter]) throws(ErrorAnswer) {
    for member in members {
      switch member.value {
      case .string(let text): try check(text, of: member.name)
      case .array(let values):
        guard values.count <= listCount else {
          throw failure(member.name, "has \(values.count) values, and may have \(listCount)")
        }
        for case .string(let text) in values { try check(text, of: member.name) }
      default: break
      }
      guard maxima[member.name] != nil, let kind = declared.first(where: { $0.name == member.name })?.kind else {
        continue
      }
      if case .integer(let range) = limited(kind, of: member.name), !isWithin(member.value, range) {
        throw failure(member.name, "is \(ParameterKind.integer(range).text) here")
      }
    }
  }

  /// What is no integer at all is for the parameter to refuse.
  private func isWithin(_ value: JSONValue, _ range: ClosedRange<Int>) -> Bool {
    switch value {
    case .number(let digits): Int(digits).map { $0 <= range.upperBound } ?? true
    case .string: false
    default: true
    }
  }

  private func check(_ text: String, of name: String) throws(ErrorAnswer) {
    guard text.utf8.count <= stringBytes else {
      throw failure(name, "has \(text.utf8.count) bytes, and may have \(stringBytes)")
    }
  }

  private func failure(_ name: String, _ text: String) -> ErrorAnswer {
    ErrorAnswer(code: "argument", message: "\u{201C}\(name)\u{201D} \(text)")
  }
}

extension ParameterKind {
  var isList: Bool {
    switch self {
    case .strings, .choices: true
    default: false
    }
  }

  /// A text as the value that the parameter takes; as a string when it takes none like it.
  func value(of text: String) -> JSONValue {
    switch self {
    case .bool where text == "true" || text == "1": .bool(true)
    case .bool where text == "false" || text == "0": .bool(false)
    case .integer where Int(text) != nil: .number(text)
    case .integerOr(_, let word) where text != word && Int(text) != nil: .number(text)
    case .number where Double(text)?.isFinite == true: .number(text)
    default: .string(text)
    }
  }
}
