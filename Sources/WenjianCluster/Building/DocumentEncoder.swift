// A document as the JSON line that is sent: its fields, its stream as tokens, its text.

import WenjianBytes
import WenjianJSONText
import WenjianModel
import WenjianSegment
import WenjianStream

/// Turns documents into what is sent of them. Its memory is reused from document to document.
// SAFETY: elements and runs are the scanner's, and read before the next document is scanned.
struct DocumentEncoder: ~Copyable {
  struct Encoded {
    /// The engine's name for the document.
    var id: String
    /// One line of JSON, with its end.
    var source: [UInt8]
    /// XXH64 of the text.
    var contentHash: UInt64
    /// XXH64 of `source` without itself.
    var sentHash: String
    /// What was read over in it.
    var repairs: Repairs
  }

  private var scanner = BatchScanner(blockBytes: .max >> 1)
  /// The tokens of the stream, as they are inside a JSON string, and where each ends.
  private var tokens: [UInt8] = []
  private var ends: [Int] = []

  /// The engine's names have at most 512 bytes.
  private static let idLimit = 480

  init() {}

  /// The engine's name for a document with a key.
  static func id(ofKey key: String) -> String {
    // One that begins with the mark of hashes is hashed itself.
    if key.utf8.count <= idLimit, key.utf8.first != UInt8(ascii: "~") { return key }
    let bytes = Array(key.utf8)
    let hashes = [UInt64(0), 1].map { ClusterToken.hexadecimal(hash64(bytes.span, seed: $0)) }
    return "~" + hashes.joined()
  }

  /// - Parameter text: valid UTF-8, with its marks.
  mutating func encode(_ fields: DocumentFields, text: [UInt8]) -> Encoded {
    scanner.removeAll()
    scanner.repairs = Repairs()
    let scriptChanged = unsafe text.withUnsafeBytes { unsafe scanner.scan($0, at: 0).scriptChanged }
    let length = scanner.count
    gatherTokens()
    let contentHash = hash64(text.span)
    var json = JSONWriter()
    json.object { json in
      json.field(ClusterField.key, fields.key)
      json.field(ClusterField.title, fields.title)
      appendDates(fields.metadata, to: &json)
      for field in ClusterField.texts { appendValues(fields.values(of: field), of: field, to: &json) }
      appendCustom(fields.metadata.fields, to: &json)
      json.field(ClusterField.length, length)
      json.field(ClusterField.characters, text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) })
      json.field(ClusterField.bytes, text.count)
      json.field(ClusterField.script, Int(DocumentScript.of(changed: scriptChanged, elements: length)))
      if fields.work != 0 { json.field(ClusterField.work, ClusterToken.hexadecimal(fields.work)) }
      json.field(ClusterField.contentHash, ClusterToken.hexadecimal(contentHash))
      json.name(ClusterField.about)
      DocumentRecord.append(fields, to: &json)
      json.field(ClusterField.text, String(decoding: text, as: UTF8.self))
      json.name(ClusterField.elements)
      json.value(encoded: elementsLiteral())
      json.name(ClusterField.grams)
      json.value(encoded: gramsLiteral())
    }
    var source = json.bytes
    let sentHash = ClusterToken.hexadecimal(hash64(source.span))
    // In the place of the closing bracket.
    source.removeLast()
    source += #","\#(ClusterField.sentHash)":"\#(sentHash)"}"#.utf8
    source.append(UInt8(ascii: "\n"))
    return Encoded(
      id: Self.id(ofKey: fields.key), source: source, contentHash: contentHash, sentHash: sentHash,
      repairs: scanner.repairs)
  }

  // MARK: The stream

  private mutating func gatherTokens() {
    tokens.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    ends.reserveCapacity(scanner.count)
    tokens.reserveCapacity(scanner.count * 3)
    for position in 0..<scanner.count {
      let element = unsafe scanner.elements[position]
      if element >= StreamElement.firstRun {
        let run = unsafe scanner.run(Int(element - StreamElement.firstRun))
        ClusterToken.append(run: unsafe run.bindMemory(to: UInt8.self).span, to: &tokens)
      } else if element == StreamElement.barrier {
        ClusterToken.appendBarrier(to: &tokens)
      } else if element == 0x22 || element == 0x5C {
        // Of all that tokens hold JSON escapes a quotation mark and a backslash.
        tokens.append(UInt8(ascii: "\\"))
        tokens.append(UInt8(truncatingIfNeeded: element))
      } else {
        ClusterToken.append(scalar: element, to: &tokens)
      }
      ends.append(tokens.count)
    }
  }

  private func elementsLiteral() -> [UInt8] {
    var literal: [UInt8] = []
    literal.reserveCapacity(tokens.count + ends.count + 2)
    literal.append(UInt8(ascii: "\""))
    var start = 0
    for end in ends {
      if start > 0 { literal.append(UInt8(ascii: " ")) }
      literal += tokens[start..<end]
      start = end
    }
    literal.append(UInt8(ascii: "\""))
    return literal
  }

  /// The closing barrier begins no gram.
  private func gramsLiteral() -> [UInt8] {
    var literal: [UInt8] = []
    literal.reserveCapacity(2 * tokens.count + ends.count + 2)
    literal.append(UInt8(ascii: "\""))
    var start = 0
    for position in 0..<max(ends.count - 1, 0) {
      if position > 0 { literal.append(UInt8(ascii: " ")) }
      literal += tokens[start..<ends[position + 1]]
      start = ends[position]
    }
    literal.append(UInt8(ascii: "\""))
    return literal
  }

  // MARK: Fields

  private func appendDates(_ metadata: DocumentMetadata, to json: inout JSONWriter) {
    func number(_ date: CivilDate?) -> Int? { date.map { Int($0.number) } }
    let published = number(metadata.publicationDate?.value)
    let signed = number(metadata.signatureDate?.value)
    if let date = published ?? signed { json.field(ClusterField.date, date) }
    if let published { json.field(ClusterField.publicationDate, published) }
    if let signed { json.field(ClusterField.signatureDate, signed) }
  }

  private func appendValues(_ values: [String], of field: DocumentField, to json: inout JSONWriter) {
    guard !values.isEmpty, let name = ClusterField.name(of: field) else { return }
    json.object(name) { json in
      json.strings(ClusterField.Part.value, values.map(Self.shortened))
      json.strings(ClusterField.Part.form, values.map(ClusterField.form))
      appendTokens(of: values.map { ("", $0) }, to: &json)
    }
  }

  private func appendCustom(_ fields: CustomFields, to json: inout JSONWriter) {
    let pairs = fields.names.flatMap { name in fields.values(of: name).map { (name, $0) } }
    if pairs.isEmpty { return }
    json.object(ClusterField.custom) { json in
      json.strings(ClusterField.Part.names, fields.names.map { Self.shortened($0) })
      json.strings(ClusterField.Part.value, pairs.map { Self.shortened($0.0 + ClusterToken.separator + $0.1) })
      json.strings(
        ClusterField.Part.form,
        pairs.map { Self.shortened($0.0) + ClusterToken.separator + ClusterField.form($0.1) })
      appendTokens(of: pairs.map { (ClusterToken.name($0.0), $0.1) }, to: &json)
    }
  }

  /// - Parameter values: each with the prefix of its tokens.
  private func appendTokens(of values: [(prefix: String, value: String)], to json: inout JSONWriter) {
    func text(_ prefix: String, _ tokens: String) -> String {
      prefix.isEmpty ? tokens : tokens.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    }
    let elements = values.map { ($0.prefix, analyzeQuery($0.value).map(\.element)) }
    json.strings(
      ClusterField.Part.grams,
      elements.map { text($0.0, ClusterToken.grams([.barrier] + $0.1 + [.barrier])) })
    json.strings(ClusterField.Part.elements, elements.map { text($0.0, ClusterToken.elements($0.1)) })
  }

  /// What the engine takes as one term.
  private static func shortened(_ value: String) -> String {
    String(String.UnicodeScalarView(value.unicodeScalars.prefix(ClusterField.valueScalarLimit)))
  }
}
