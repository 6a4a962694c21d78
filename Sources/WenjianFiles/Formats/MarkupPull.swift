// Reads XML front to back, element by element, without a tree. The only user of libxml2's reader.

import CXML
import WenjianBytes
import WenjianText

/// What comes next in an XML document.
enum MarkupEvent {
  /// Names come without their prefix.
  case start(String)
  case end(String)
  /// UTF-8, valid only until the next event.
  case text(UnsafeBufferPointer<UInt8>)
}

/// The element at which the reader is.
struct MarkupElement {
  enum Source {
    case reader(xmlTextReaderPtr)
    case tag(LenientTag)
    case none
  }

  private let source: Source
  /// Elements around it.
  let depth: Int

  init(at source: Source, depth: Int) {
    self.source = source
    self.depth = depth
  }

  /// An attribute by its name without prefix.
  func attribute(_ name: String) -> String? {
    switch source {
    case .reader(let reader): Self.attribute(name, reader)
    case .tag(let tag): tag.attribute(name)
    case .none: nil
    }
  }

  private static func attribute(_ name: String, _ reader: xmlTextReaderPtr) -> String? {
    var value: String?
    var code = xmlTextReaderMoveToFirstAttribute(reader)
    while code == 1 {
      if let found = xmlTextReaderConstLocalName(reader), MarkupPull.string(found) == name {
        value = xmlTextReaderConstValue(reader).map { MarkupPull.string($0) }
        break
      }
      code = xmlTextReaderMoveToNextAttribute(reader)
    }
    xmlTextReaderMoveToElement(reader)
    return value
  }

  /// The same of a namespace, by the last word of its name, where several attributes have one name.
  func attribute(_ name: String, in namespace: String) -> String? {
    guard case .reader(let reader) = source else { return attribute(name) }
    var value: String?
    var code = xmlTextReaderMoveToFirstAttribute(reader)
    while code == 1 {
      if let found = xmlTextReaderConstLocalName(reader), MarkupPull.string(found) == name,
        let uri = xmlTextReaderConstNamespaceUri(reader), MarkupPull.string(uri).hasSuffix("/" + namespace)
      {
        value = xmlTextReaderConstValue(reader).map { MarkupPull.string($0) }
        break
      }
      code = xmlTextReaderMoveToNextAttribute(reader)
    }
    xmlTextReaderMoveToElement(reader)
    return value
  }
}

enum MarkupPull {
  /// Deeper than any document is; libxml2's own limit is 256.
  static let depthLimit = 200

  private static var tooDeep: String { "elements nested more than \(depthLimit) deep" }

  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Reads a document in any encoding. Of entities that the document defines only short ones are replaced, files and
  /// addresses it names are not opened. Where the markup is broken it is read on as a browser does.
  /// - Returns: damage, where the markup is broken first; and entities that were left out.
  /// - Throws: what `handle` throws; `empty`, `binary`, `undecodable`.
  static func read(
    _ bytes: [UInt8], _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) -> [TextDamage] {
    let decoded = try TextDecoder.decode(bytes, declared: declaredEncoding(bytes))
    var damage = decoded.damage
    var entities = OwnEntities()
    if let broken = try readUTF8(decoded.text, &entities, handle) { damage.append(broken) }
    if let leftOut = entities.damage { damage.append(leftOut) }
    return damage
  }

  private static func readUTF8(
    _ bytes: [UInt8], _ entities: inout OwnEntities,
    _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) -> TextDamage? {
    guard isReady, bytes.count <= Int32.max else {
      throw .tooLarge(byteCount: bytes.count, limit: Int(Int32.max))
    }
    return try bytes.withUnsafeBufferPointer { buffer throws(ReadFailure) -> TextDamage? in
      let options =
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_IGNORE_ENC.rawValue
      guard
        let reader = xmlReaderForMemory(
          UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil,
          "UTF-8", Int32(options))
      else { endWithoutMemory("reading markup") }
      defer { xmlFreeTextReader(reader) }
      var position = MarkupPosition()
      while true {
        let code = xmlTextReaderRead(reader)
        if code == 0 { return nil }
        let place = max(0, min(bytes.count, Int(xmlTextReaderByteConsumed(reader))))
        guard code == 1 else {
          var detail = refusal()
          if detail.isEmpty {
            var rest = LenientMarkup(buffer, from: position)
            if try rest.read(handle) { detail = tooDeep }
          }
          return TextDamage(.brokenMarkup, count: 1, at: [place], detail: detail)
        }
        let depth = Int(xmlTextReaderDepth(reader))
        if depth > depthLimit {
          return TextDamage(
            .brokenMarkup, count: 1, at: [place], detail: tooDeep)
        }
        try handOver(reader, depth, &entities) { event, element throws(ReadFailure) in
          position.note(event)
          try handle(event, element)
        }
      }
    }
  }

  private static func handOver(
    _ reader: xmlTextReaderPtr, _ depth: Int, _ entities: inout OwnEntities,
    _ handle: (MarkupEvent, MarkupElement) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let element = MarkupElement(at: .reader(reader), depth: depth)
    switch UInt32(xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT.rawValue:
      let name = xmlTextReaderConstLocalName(reader).map { string($0) } ?? ""
      let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
      try handle(.start(name), element)
      if isEmpty { try handle(.end(name), element) }
    case XML_READER_TYPE_END_ELEMENT.rawValue:
      try handle(.end(xmlTextReaderConstLocalName(reader).map { string($0) } ?? ""), element)
    case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
      XML_READER_TYPE_WHITESPACE.rawValue, XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
      guard let value = xmlTextReaderConstValue(reader) else { return }
      try handle(.text(UnsafeBufferPointer(start: value, count: length(value))), element)
    case XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
      guard let name = xmlTextReaderConstName(reader) else { return }
      let text: [UInt8]
      if let own = entities.text(name, reader) {
        text = own
      } else if let entity = htmlEntityLookup(name), let scalar = Unicode.Scalar(entity.pointee.value) {
        text = Array(String(scalar).utf8)  // of HTML's, such as &nbsp;
      } else {
        entities.leaveOut(string(name))
        return
      }
      try text.withUnsafeBufferPointer { buffer throws(ReadFailure) in
        try handle(.text(buffer), element)
      }
    default: break
    }
  }

  /// What the parser has just refused to go on with, when it was not an error of the markup.
  private static func refusal() -> String {
    guard let error = xmlGetLastError() else { return "" }
    // What is short of memory is no broken markup.
    if error.pointee.code == Int32(XML_ERR_NO_MEMORY.rawValue) { endWithoutMemory("reading markup") }
    guard let message = error.pointee.message.map({ String(cString: $0) }) else { return "" }
    if message.contains("depth") { return tooDeep }
    return message.contains("loop") || message.contains("amplification") ? "entities that unpack to too much" : ""
  }

  static func string(_ text: UnsafePointer<xmlChar>) -> String {
    String(decoding: UnsafeBufferPointer(start: text, count: length(text)), as: UTF8.self)
  }

  static func length(_ text: UnsafePointer<xmlChar>) -> Int { Int(xmlStrlen(text)) }

  /// The encoding that an XML declaration or the head of a page names.
  static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    // Pages put comments and styles before it; beyond that nobody looks.
    let head = bytes.prefix(4096).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    for key in ["encoding", "charset"] {
      let key = Array(key.utf8)
      var at = 0
      while at + key.count < head.count {
        guard head[at] == key[0], head[at...].starts(with: key) else {
          at += 1
          continue
        }
        at += key.count
        var rest = head[at...].drop { $0 == " " }
        guard rest.first == UInt8(ascii: "=") else { continue }
        rest = rest.dropFirst().drop { $0 == " " || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
        let value = rest.prefix {
          $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x7A || $0 == "-" || $0 == "_" || $0 == "."
        }
        if !value.isEmpty { return String(decoding: value, as: UTF8.self) }
      }
    }
    return nil
  }
}
