// `/openapi.json`: the table of routes as OpenAPI 3.1.

import CSchema
import Wenjian
import WenjianJSON
import WenjianService

extension Route {
  static let openAPI = Route(
    "openapi", ["GET"], "/openapi.json", "this description", .media("application/json"), isOpen: true
  ) { request in
    .json(OpenAPI.document(request.server.options.limits))
  }
}

/// The description of the routes, with the definitions of `schema.json`.
enum OpenAPI {
  /// Definitions of what the server itself answers.
  private static let ownDefinitions = """
    {"serverStatus":{"type":"object","properties":{"version":{"type":"string"},"index":{"$ref":"#/$defs/status"},\
    "indexing":{"type":"object","properties":{"state":{"enum":["reading","writing","current","failed"]},\
    "directory":{"type":"string"},"files":{"type":"integer"},"fileCount":{"type":"integer"},\
    "bytes":{"type":"integer"},"lostFiles":{"type":"integer"},"error":{"type":"string"}},\
    "required":["state","directory","files","fileCount","bytes","lostFiles"],"additionalProperties":false}},\
    "required":["version"],"additionalProperties":false}}
    """

  static func document(_ limits: ServerLimits) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("openapi", "3.1.0")
      json.object("info") { json in
        json.field("title", "Wenjian")
        json.field("summary", "Full-text search for Chinese policy documents")
        json.field("version", LibraryVersion.version)
      }
      json.object("paths") { json in
        var done: Set<String> = []
        for route in Routes.list where done.insert(route.pattern.text).inserted {
          json.object(route.pattern.text) { json in
            for method in route.methods {
              json.object(method.lowercased()) { $0.write(route, method, limits) }
            }
          }
        }
      }
      json.object("components") { json in
        json.object("securitySchemes") { json in
          json.object("token") { json in
            json.field("type", "http")
            json.field("scheme", "bearer")
          }
        }
        json.object("schemas") { json in
          for definition in definitions {
            json.name(definition.name)
            definition.value.append(to: &json)
          }
        }
      }
    }
    return json.bytes
  }

  /// The definitions by their names, with references as OpenAPI has them.
  static let definitions: [JSONValue.Member] = {
    // SAFETY: the array has as many bytes.
    let bytes = unsafe Array(UnsafeBufferPointer(start: cschema_bytes(), count: cschema_byte_count()))
    let texts: [[UInt8]] = [bytes, Array("{\"$defs\":\(ownDefinitions)}".utf8)]
    return texts.flatMap { text -> [JSONValue.Member] in
      guard case .object(let members)? = (try? JSONValue(text))?["$defs"] else { return [] }
      return members.map { JSONValue.Member(name: $0.name, value: moved($0.value)) }
    }
  }()

  private static func moved(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): return .array(values.map(moved))
    case .object(let members):
      return .object(
        members.map { member in
          if member.name == "$ref", case .string(let text) = member.value, text.hasPrefix("#/$defs/") {
            return JSONValue.Member(name: "$ref", value: .string(reference(String(text.dropFirst(8)))))
          }
          return JSONValue.Member(name: member.name, value: moved(member.value))
        })
    default: return value
    }
  }

  static func reference(_ definition: String) -> String { "#/components/schemas/" + definition }
}

extension JSONWriter {
  fileprivate mutating func write(_ route: Route, _ method: String, _ serverLimits: ServerLimits) {
    let limits = serverLimits.service(of: route.operation ?? "")
    field("operationId", method == "GET" ? route.operationID : route.operationID + "Posted")
    field("summary", route.summary)
    let inPath = Set(route.pattern.names)
    let said = route.parameters.filter { !inPath.contains($0.name) }
    objects("parameters", route.parameters.filter { inPath.contains($0.name) || method == "GET" }) {
      json, parameter in
      json.field("name", parameter.name)
      json.field("in", inPath.contains(parameter.name) ? "path" : "query")
      json.field("description", parameter.summary)
      if parameter.isRequired || inPath.contains(parameter.name) { json.field("required", true) }
      json.object("schema") { $0.schema(parameter, limits) }
    }
    if method == "POST" {
      object("requestBody") { json in
        json.field("required", true)
        json.object("content") { json in
          json.object("application/json") { json in
            json.object("schema") { json in
              json.field("type", "object")
              json.object("properties") { json in
                for parameter in said { json.object(parameter.name) { $0.postedSchema(parameter, limits) } }
              }
              json.strings("required", said.filter(\.isRequired).map(\.name))
              json.field("additionalProperties", false)
            }
          }
        }
      }
    }
    object("responses") { json in
      json.object("200") { json in
        json.field("description", route.summary)
        json.object("content") { json in
          switch route.content {
          case .json(let definition): json.content("application/json", definition)
          case .lines(let definition):
            json.object("application/jsonl") { json in
              json.object("schema") { $0.field("type", "string") }
              json.object("itemSchema") { $0.field("$ref", OpenAPI.reference(definition)) }
            }
          case .media(let type): json.object(type) { _ in }
          }
        }
      }
      json.object("default") { json in
        json.field("description", "an error: its code to act on, and a message")
        json.object("content") { $0.content("application/json", "error") }
      }
    }
    if route.isOpen {
      array("security") { _ in }
    } else {
      // Where the server has no token, none is needed.
      array("security") { json in
        json.object { _ in }
        json.object { $0.array("token") { _ in } }
      }
    }
  }

  private mutating func content(_ type: String, _ definition: String) {
    object(type) { json in json.object("schema") { $0.field("$ref", OpenAPI.reference(definition)) } }
  }

  /// null is the same as no member, where there need not be one.
  private mutating func postedSchema(_ parameter: RouteParameter, _ limits: ServiceLimits) {
    guard !parameter.isRequired else { return schema(parameter, limits) }
    array("anyOf") { json in
      json.object { $0.schema(parameter, limits) }
      json.object { $0.field("type", "null") }
    }
  }

  private mutating func schema(_ parameter: RouteParameter, _ limits: ServiceLimits) {
    schema(of: limits.limited(parameter.kind, of: parameter.name))
    if let standard = parameter.standard {
      name("default")
      standard.append(to: &self)
    }
  }
}

extension Route {
  /// Like the name, and another one for each route.
  fileprivate var operationID: String {
    pattern.segments.map { segment in
      switch segment {
      case .literal(let text): text.filter { $0.isLetter }.capitalized
      case .name(let name): "Of" + name.capitalized
      }
    }.joined().lowercasedFirst + (pattern.text == "/" ? "page" : "")
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
