import Wenjian
import WenjianJSON
import WenjianService
import WenjianTestSupport

@testable import WenjianMCP

/// A small index, and a client that asks a server about it.
struct MCPSample {
  let directory = TemporaryDirectory()
  let service: Service
  let server: MCPServer

  static let old = "第一条 为了规范立法活动，健全国家立法制度，根据宪法，制定本法。\n\n第二条 法律的制定、修改和废止，适用本法。\n"
  static let new = """
    第一章 总则

    第一条 为了规范立法活动，健全国家立法制度，提高立法质量，根据宪法，制定本法。

    第二条 法律、行政法规、地方性法规的制定、修改和废止，适用本法。

    第三条 立法应当体现人民的意志，发扬社会主义民主。本法自2015年4月1日起施行。
    """
  static let hostileKey = "坏\u{202E}\"\\\u{7}<script>.txt"
  static let hostileTitle = "标题\u{1B}[31m\u{2028}</script>" + String(repeating: "长", count: 2000)

  init(_ documents: [Document] = []) throws {
    let writer = try IndexWriter(at: directory("Index"))
    func add(_ key: String, _ title: String, _ date: CivilDate?, _ text: String) throws {
      var document = Document(key: key, text: title + "\n\n" + text, title: title, date: date)
      document.issuer = date == nil ? nil : "全国人民代表大会"
      try writer.add(document)
    }
    try add("法/2000.txt", "中华人民共和国立法法", 20_000_315, Self.old)
    try add("法/2015.txt", "中华人民共和国立法法", 20_150_315, Self.new)
    try add("办法.txt", "试验办法", 20_180_601, "第一条 依照《立法法》第三条和国发〔2016〕64号，试验应当在晴朗的早晨进行，并由两名以上人员共同记录。\n")
    try add("長文.txt", "長文", nil, (1...400).map { "這是第\($0)句話，農村的產業要發展。" }.joined())
    try add(
      Self.hostileKey, Self.hostileTitle, nil, "怪“\u{1}\u{85}\\\"\\”文" + String(repeating: "\\\"", count: 3000))
    for document in documents { try writer.add(document) }
    _ = try writer.commit()
    service = try Service(at: directory("Index"))
    server = MCPServer(service)
  }

  /// The answer to a line.
  func ask(_ line: String) throws -> JSONValue? {
    try server.answer(Array(line.utf8)).map { try JSONValue($0, nesting: 70) }
  }

  func ask(_ method: String, _ parameters: String) throws -> JSONValue {
    try ask(#"{"jsonrpc":"2.0","id":7,"method":"\#(method)","params":\#(parameters)}"#) ?? .null
  }

  /// The whole answer to a call.
  func call(_ name: String, _ arguments: [JSONValue.Member]) throws -> JSONValue {
    var json = JSONWriter()
    json.object { json in
      json.field("name", name)
      json.name("arguments")
      JSONValue.object(arguments).append(to: &json)
    }
    return try ask("tools/call", String(decoding: json.bytes, as: UTF8.self))
  }

  /// The text of a call's result.
  func text(_ name: String, _ arguments: [JSONValue.Member]) throws -> String {
    try call(name, arguments)["result"]?["content"]?.elements.first?["text"]?.string ?? ""
  }

  /// What a tool tells.
  func tell(_ name: String, _ arguments: [JSONValue.Member]) throws -> JSONValue {
    try JSONValue(Array(text(name, arguments).utf8), nesting: 70)
  }
}

/// An argument of a call.
func argument(_ name: String, _ text: String) -> JSONValue.Member {
  JSONValue.Member(name: name, value: .string(text))
}
func argument(_ name: String, _ number: Int) -> JSONValue.Member {
  JSONValue.Member(name: name, value: .number("\(number)"))
}
func argument(_ name: String, _ truth: Bool) -> JSONValue.Member {
  JSONValue.Member(name: name, value: .bool(truth))
}
func argument(_ name: String, _ texts: [String]) -> JSONValue.Member {
  JSONValue.Member(name: name, value: .array(texts.map { .string($0) }))
}

extension JSONValue {
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
  var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }
  var members: [Member] { if case .object(let members) = self { members } else { [] } }
}
