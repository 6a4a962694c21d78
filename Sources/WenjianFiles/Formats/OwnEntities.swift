// Entities that an XML document defines itself: a name for a word, or a billion laughs.

import CXML
import WenjianText

/// Replaces entities of a document by their text as long as that is short and not often wanted, and counts those that it
/// leaves out.
struct OwnEntities {
  private static let textLimit = 1024
  private static let totalLimit = 1 << 16
  /// Names in names, counted for one reference: some that hold nothing unpack to nothing for ever.
  private static let nameLimit = 64

  private var total = 0
  private var leftOut = 0
  private var firstName = ""

  /// The text that a document defines for a name; nil when it defines none, or more than is safe.
  mutating func text(_ name: UnsafePointer<xmlChar>, _ reader: xmlTextReaderPtr) -> [UInt8]? {
    guard let node = xmlTextReaderCurrentNode(reader) else { return nil }
    var text: [UInt8] = []
    var names = 0
    guard Self.unpack(name, node.pointee.doc, &names, to: &text), total + text.count <= Self.totalLimit else {
      return nil
    }
    total += text.count
    return text
  }

  /// - Returns: false for what is not defined here, or is too much.
  private static func unpack(
    _ name: UnsafePointer<xmlChar>, _ document: UnsafeMutablePointer<xmlDoc>?, _ names: inout Int,
    to text: inout [UInt8]
  ) -> Bool {
    names += 1
    guard names <= nameLimit, let entity = xmlGetDocEntity(document, name),
      entity.pointee.etype == XML_INTERNAL_GENERAL_ENTITY, let content = entity.pointee.content
    else { return false }
    let source = UnsafeBufferPointer(start: content, count: MarkupPull.length(content))
    guard source.count <= textLimit else { return false }
    var at = 0
    while at < source.count, text.count <= textLimit {
      switch source[at] {
      case UInt8(ascii: "<"):
        // A tag in it is none of the text.
        at = (source[at...].firstIndex(of: UInt8(ascii: ">")) ?? source.count - 1) + 1
      case UInt8(ascii: "&"):
        if let (scalar, end) = HTMLEntities.read(source, at: at, before: source.count) {
          if scalar >= 0x20 { UTF8Writer.append(scalar, to: &text) }
          at = end
          continue
        }
        guard let close = source[at...].firstIndex(of: UInt8(ascii: ";")) else { return false }
        let inner = Array(source[(at + 1)..<close]) + [0]
        guard
          inner.withUnsafeBufferPointer({ $0.baseAddress.map { unpack($0, document, &names, to: &text) } }) == true
        else { return false }
        at = close + 1
      default:
        text.append(source[at])
        at += 1
      }
    }
    return text.count <= textLimit
  }

  mutating func leaveOut(_ name: String) {
    if leftOut == 0 { firstName = name }
    leftOut += 1
  }

  /// What was left out.
  var damage: TextDamage? {
    leftOut == 0
      ? nil
      : TextDamage(
        .missingParts, count: leftOut,
        detail: "the document's own entities are left out, such as &\(firstName.prefix(40));")
  }
}
