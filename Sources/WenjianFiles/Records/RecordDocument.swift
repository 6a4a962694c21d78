// A record of a JSON file or a table as a document.

import WenjianDocument
import WenjianModel
import WenjianText

/// A field of a record, which may hold several values.
struct RecordField {
  var name: String
  /// What it holds, in their order; empty for none.
  var values: [Value]

  struct Value {
    /// What an object inside the field calls it; empty for the field's own.
    var path = ""
    var text: String
  }

  init(name: String, values: [Value]) {
    self.name = name
    self.values = values
  }

  init(name: String, _ text: String) { self.init(name: name, values: [Value(text: text)]) }

  /// On one line, for properties.
  var line: String { values.map(\.text).joined(separator: " ") }
}

extension ExtractedDocument {
  /// - Parameters:
  ///   - fields: in their order.
  ///   - number: the record's number from 1 on; its name unless it has a key.
  ///   - origin: what kind of record it is.
  /// - Returns: nil when the record has no text.
  init?(
    record fields: [RecordField], number: Int, _ mapping: RecordFields, _ origin: DocumentProperty.Origin
  ) {
    let places = mapping.places(in: fields.map(\.name))
    let textPlace = places[.text]
    // Somebody named the field of the text, and the record lacks it.
    if textPlace == nil, mapping.chosen.contains(.text) { return nil }
    let titlePlace = places[.field(.title)]
    let title = titlePlace.map { RecordText.line(fields[$0].line) } ?? ""
    let roles = Set(places.filter { $0.key != .text && $0.key != .field(.title) }.values)
    var text = RecordText()
    if let textPlace {
      text.add(title: title, before: fields[textPlace].values)
    } else {
      // Without a field for it all values that play no role are the text.
      text.add(title: title, before: [])
      for index in fields.indices where index != titlePlace && !roles.contains(index) {
        for value in fields[index].values { text.add(value.text, named: value.path) }
      }
    }
    // Numbers are what records are asked for; the rest is there to be found, and ranks below the text.
    let numberPlace = places[.field(.documentNumber)]
    if let numberPlace { text.add(fields[numberPlace]) }
    let bodyBytes = text.bytes.count
    for index in fields.indices where index != textPlace && index != titlePlace && index != numberPlace {
      if textPlace == nil, !roles.contains(index) { continue }
      if index == places[.field(.key)], RecordText.isInternalKey(fields[index]) { continue }
      text.add(fields[index])
    }
    guard text.bytes.contains(where: { $0 > 0x20 }) else { return nil }
    let key = places[.field(.key)].map { fields[$0].line.filter { $0 != "\0" } } ?? ""
    self.init(text: text.bytes, memberName: key.isEmpty ? String(number) : key)
    if bodyBytes < text.bytes.count, bodyBytes > 0 {
      let body = Array(shownText[..<bodyBytes])
      lowWeightRanges = BoilerplateLines.find(in: body) + [bodyBytes..<text.bytes.count]
    }
    let others = fields.indices.filter { !roles.contains($0) && $0 != textPlace && $0 != titlePlace }
    self.fields = CustomFields(others.map { fields[$0] }, origin)
    for case (.field(.custom(let name)), let index) in places {
      self.fields.set(fields[index].values.map { RecordText.line($0.text) }, for: name)
    }
    properties = DocumentField.known.compactMap { field in
      // The key is the name of the document.
      guard field != .key, let place = places[.field(field)] else { return nil }
      return DocumentProperty(
        .document(field), trimming: RecordText.line(fields[place].line), origin, name: fields[place].name)
    }
  }
}

extension CustomFields {
  /// Longer values are text: they are in the document's, and no filter wants them.
  private static let valueBytes = 1024

  /// The fields of a record that play no role; what an object inside a field holds is a field of its own, `a.b`.
  fileprivate init(_ fields: [RecordField], _ origin: DocumentProperty.Origin) {
    self.init()
    for field in fields where !field.name.isEmpty {
      for value in field.values {
        let text = RecordText.line(value.text)
        // A table has no other way to say that a row lacks a value.
        if text.utf8.count > Self.valueBytes || text.isEmpty && origin == .column { continue }
        append(text, to: value.path.isEmpty ? field.name : field.name + "." + value.path)
      }
    }
  }
}

/// Puts the text of a record together: values are paragraphs, lines inside of them are guessed at as in plain text.
private struct RecordText {
  private(set) var bytes: [UInt8] = []

  /// A title that is the first line of the text is not there twice.
  mutating func add(title: String, before values: [RecordField.Value]) {
    let start = bytes.count
    for value in values { add(value.text, named: value.path) }
    guard !title.isEmpty else { return }
    let head = Array(title.utf8)
    if bytes[start...].starts(with: head) {
      let end = start + head.count
      if end < bytes.count, bytes[end] == TextMark.paragraphEnd { return }
      let lineEnd = bytes[end...].drop { $0 == UInt8(ascii: "\r") }
      // A short one may be the beginning of a sentence that goes on in the next line.
      if lineEnd.first == UInt8(ascii: "\n"),
        title.count >= 6
          || lineEnd.dropFirst().drop(while: { $0 == UInt8(ascii: "\r") }).first == UInt8(ascii: "\n")
      {
        bytes[lineEnd.startIndex] = TextMark.paragraphEnd
        return
      }
    }
    bytes.insert(contentsOf: head + [TextMark.paragraphEnd], at: start)
  }

  /// A field by its name.
  mutating func add(_ field: RecordField) {
    for value in field.values {
      add(value.text, named: [field.name, value.path].filter { !$0.isEmpty }.joined(separator: "."))
    }
  }

  mutating func add(_ value: String, named name: String) {
    var text = Self.text(value)
    while let last = text.last, last <= 0x20, last != TextMark.paragraphEnd { text.removeLast() }
    guard text.contains(where: { $0 > 0x20 }) else { return }
    if !name.isEmpty {
      var name = Array((name + "：").utf8)
      MarkedText.clean(&name)
      bytes += name
    }
    bytes += text
    if bytes.last != TextMark.paragraphEnd { bytes.append(TextMark.paragraphEnd) }
  }

  /// The text of a value; a page, as crawlers keep it, is read as one.
  private static func text(_ value: String) -> [UInt8] { HTMLFragment.text(of: Array(value.utf8)) }

  /// The same on one line.
  static func line(_ value: String) -> String {
    if isLine(value) { return value }
    return HTMLFragment.line(of: value).split(whereSeparator: \.isNewline).joined(separator: " ")
      .filter { $0 != "\0" }
  }

  /// Whether a value is one line of plain text as it is, by its bytes: most are, and to ask its characters takes ten times
  /// as long.
  private static func isLine(_ value: String) -> Bool {
    var value = value
    return value.withUTF8 { bytes in
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case 0x00...0x1F, UInt8(ascii: "<"), UInt8(ascii: "&"): return false
        // U+0085, U+2028 and U+2029 end lines.
        case 0x85: if index > 0, bytes[index - 1] == 0xC2 { return false }
        case 0xA8, 0xA9:
          if index > 1, bytes[index - 1] == 0x80, bytes[index - 2] == 0xE2 { return false }
        default: break
        }
      }
      return true
    }
  }

  /// Whether a key is known to a database alone, and nothing that anybody reads.
  static func isInternalKey(_ field: RecordField) -> Bool {
    ["key", "id", "_id", "docid", "doc_id"].contains(field.name.lowercased())
      && field.values.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: " ") } }
  }
}
