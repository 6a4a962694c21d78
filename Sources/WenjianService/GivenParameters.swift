// What was given for the parameters that an operation declares.

package import WenjianJSON

/// The members of a JSON object, of which each is a parameter that was declared.
package struct GivenParameters {
  private let members: [JSONValue.Member]

  /// - Parameters:
  ///   - members: of the object.
  ///   - declared: what it may have.
  ///   - others: the names of members that it may have besides, and that are no parameters.
  ///   - name: of what is asked for, for messages.
  /// - Throws: `ErrorAnswer` that names a member which is neither.
  package init(
    _ members: [JSONValue.Member], declared: [any DeclaredParameter], besides others: [String] = [],
    of name: String
  ) throws(ErrorAnswer) {
    for member in members
    where !others.contains(member.name) && !declared.contains(where: { $0.name == member.name }) {
      let names = declared.map(\.name) + others.filter { $0 == ServiceRequest.timeout.name }
      let list = names.isEmpty ? "it has none" : "there are " + names.joined(separator: ", ")
      throw ErrorAnswer(
        code: "argument", message: "\(name) has no parameter \u{201C}\(member.name)\u{201D}; \(list)")
    }
    self.members = members
  }

  /// The value of a parameter that was declared.
  /// - Throws: `ErrorAnswer` when it is not of its type, not in its range, or missing.
  package subscript<Value>(_ parameter: Parameter<Value>) -> Value {
    get throws(ErrorAnswer) { try parameter.value(in: members) }
  }
}
