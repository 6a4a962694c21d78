// Entities that an XML document defines itself: a name for a word, or a billion laughs.

import CXML

/// Replaces entities of a document by their text as long as that is short, plain and not often wanted, and counts those
/// that it leaves out.
struct OwnEntities {
  private static let textLimit = 1024
  private static let totalLimit = 1 << 16

  private var total = 0
  private var leftOut = 0
  private var firstName = ""

  /// The text that a document defines for a name; nil when it defines none, or more than is safe.
  mutating func text(_ name: UnsafePointer<xmlChar>, _ reader: xmlTextReaderPtr) -> [UInt8]? {
    guard let node = xmlTextReaderCurrentNode(reader), let entity = xmlGetDocEntity(node.pointee.doc, name),
      entity.pointee.etype == XML_INTERNAL_GENERAL_ENTITY, let content = entity.pointee.content
    else { return nil }
    let text = UnsafeBufferPointer(start: content, count: MarkupPull.length(content))
    guard text.count <= Self.textLimit, total + text.count <= Self.totalLimit,
      !text.contains(UInt8(ascii: "&")), !text.contains(UInt8(ascii: "<"))
    else { return nil }
    total += text.count
    return Array(text)
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
