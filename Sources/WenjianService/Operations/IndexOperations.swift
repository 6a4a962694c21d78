// What is asked of the index as a whole, and of the service.

import Wenjian
import WenjianJSON

enum KeysOperation: ServiceOperation {
  static let name = "keys"
  static let summary = "the keys of documents, in byte order"

  private static let prefix = Parameter<String?>.string("prefix", "what the keys begin with")
  private static let after = Parameter<String?>.string(
    "after", "the key to go on behind: the last one of the page before")
  private static let limit = Parameter.integer("limit", 0...1_000_000_000, "the most keys", standard: 1000)

  static let parameters: [any DeclaredParameter] = [prefix, after, limit]

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    let (prefix, after) = (try request[prefix] ?? "", try request[after])
    let limit = try request[limit]
    let keys = try index.keys.filter { $0.utf8.starts(with: prefix.utf8) }
    let rest = keys.drop { key in after.map { !$0.utf8.lexicographicallyPrecedes(key.utf8) } ?? false }
    return KeysAnswer(documents: keys.count, Array(rest.prefix(limit)))
  }
}

enum InfoOperation: ServiceOperation {
  static let name = "info"
  static let summary = "what the index holds"
  static let parameters: [any DeclaredParameter] = []

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    IndexInfoAnswer(try index.info)
  }
}

enum RefreshOperation: ServiceOperation {
  static let name = "refresh"
  static let summary = "goes to the newest commit of the index at once"
  static let parameters: [any DeclaredParameter] = []
  static let refreshesAtOnce = true

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    CommitAnswer(index)
  }
}

enum PingOperation: ServiceOperation {
  static let name = "ping"
  static let summary = "says which commit is answered from"
  static let parameters: [any DeclaredParameter] = []

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable {
    CommitAnswer(index)
  }
}

enum HelpOperation: ServiceOperation {
  static let name = "help"
  static let summary = "the operations, each with the schema of its parameters"
  static let parameters: [any DeclaredParameter] = []

  private struct List: JSONWritable {
    func write(to json: inout JSONWriter) throws {
      json.object { json in
        json.objects("operations", Operations.list) { json, operation in
          json.field("op", operation.name)
          json.field("summary", operation.summary)
          json.object("parameters") { $0.schema(of: operation.parameters) }
        }
      }
    }
  }

  static func answer(_ request: ServiceRequest, _ index: any SearchableIndex) throws -> any JSONWritable { List() }
}
