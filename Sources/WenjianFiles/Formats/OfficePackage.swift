// The parts of an Office document (ECMA-376, part 2), however they are packed.

import WenjianText

/// Parts by their names, without a slash before them.
struct OfficePackage {
  /// In their order.
  let names: [String]
  private let storage: Storage
  private let content: [UInt8]
  /// The tags around a part of a flat package: the package may declare what its parts are called.
  private var envelope: (start: [UInt8], end: [UInt8]) = ([], [])

  private enum Storage {
    case archive(ZipArchive)
    case elements([String: FlatPart])
  }

  private struct FlatPart {
    /// In `content`.
    var byteRange: Range<Int>
    var isBinary: Bool
  }

  init(_ archive: ZipArchive) {
    names = archive.entries.map(\.name)
    storage = .archive(archive)
    content = []
  }

  /// Reads the list of parts of a package in one XML file.
  /// - Throws: `empty`, `binary`, `undecodable`.
  init(flat bytes: [UInt8]) throws(ReadFailure) {
    content = try TextDecoder.decode(bytes, declared: MarkupPull.declaredEncoding(bytes)).text
    var parts: [String: FlatPart] = [:]
    var names: [String] = []
    var at = 0
    if let root = Self.tag("package", in: content, from: 0) {
      let attributes = content[
        Self.localName(in: content, from: root.lowerBound + 1).upperBound..<(root.upperBound - 1)]
      envelope = (Array("<parts".utf8) + attributes + Array(">".utf8), Array("</parts>".utf8))
      at = root.upperBound
    }
    while let tag = Self.tag("part", in: content, from: at) {
      at = tag.upperBound
      guard let name = Self.attribute("name", in: content[tag]) else { continue }
      for (element, isBinary) in [("xmlData", false), ("binaryData", true)] {
        let next = Self.tag("part", in: content, from: at)?.lowerBound ?? content.count
        guard let opening = Self.tag(element, in: content, from: at), opening.lowerBound < next else { continue }
        let end = Self.closingTag(element, in: content, from: opening.upperBound) ?? next
        let part = String(name.drop { $0 == "/" })
        if parts[part] == nil { names.append(part) }
        parts[part] = FlatPart(byteRange: opening.upperBound..<end, isBinary: isBinary)
        at = end
        break
      }
    }
    self.names = names
    storage = .elements(parts)
  }

  /// The content of a part; nil when there is none of this name.
  func read(_ name: String, _ context: ReadContext, limit: Int? = nil) throws(ReadFailure) -> [UInt8]? {
    switch storage {
    case .archive(let archive):
      guard let entry = archive.entry(named: name) else { return nil }
      return try archive.read(entry, limit: limit ?? context.limits.maximumFileBytes, context)
    case .elements(let parts):
      guard let part = parts[name] else { return nil }
      let bytes = content[part.byteRange]
      return part.isBinary ? Base64Text.decode(bytes) : envelope.start + bytes + envelope.end
    }
  }

  /// What a part refers to, by the identifiers it uses.
  func relations(of part: String, _ context: ReadContext) -> [String: OfficeRelation] {
    let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    let name = folder + "_rels/" + part.dropFirst(folder.count) + ".rels"
    guard let bytes = try? read(name, context, limit: 4 << 20) else { return [:] }
    var relations: [String: OfficeRelation] = [:]
    _ = try? MarkupPull.read(bytes) { event, element in
      guard case .start("Relationship") = event, let target = element.attribute("Target"),
        element.attribute("TargetMode") != "External"
      else { return }
      let kind = element.attribute("Type").map { $0.split(separator: "/").last.map(String.init) ?? "" } ?? ""
      relations[element.attribute("Id") ?? String(relations.count)] = OfficeRelation(
        kind: kind, part: Self.resolve(target, from: folder))
    }
    return relations
  }

  /// The part that the package begins with, such as `word/document.xml`.
  func mainPart(_ context: ReadContext) -> String? {
    relations(of: "", context).values.first { $0.kind == "officeDocument" }?.part
  }

  /// `../media/a.png` and `/word/a.xml` as names of parts.
  private static func resolve(_ target: String, from folder: String) -> String {
    if target.hasPrefix("/") { return String(target.drop { $0 == "/" }) }
    var path = folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = path.popLast() } else { path.append(step) }
    }
    return path.joined(separator: "/")
  }

  // MARK: Tags of a flat package, whose prefix may be any

  private static func tag(_ name: String, in bytes: [UInt8], from start: Int) -> Range<Int>? {
    let name = Array(name.utf8)
    var at = start
    while let opening = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = opening + 1
      let local = localName(in: bytes, from: at)
      guard bytes[local].elementsEqual(name), bytes[min(at, bytes.count - 1)] != UInt8(ascii: "/") else { continue }
      guard let end = bytes[local.upperBound...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
      return opening..<(end + 1)
    }
    return nil
  }

  private static func closingTag(_ name: String, in bytes: [UInt8], from start: Int) -> Int? {
    let name = Array(name.utf8)
    var at = start
    while let opening = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = opening + 1
      guard at < bytes.count, bytes[at] == UInt8(ascii: "/") else { continue }
      if bytes[localName(in: bytes, from: at + 1)].elementsEqual(name) { return opening }
    }
    return nil
  }

  /// Where the name of an element is behind its prefix.
  private static func localName(in bytes: [UInt8], from start: Int) -> Range<Int> {
    var first = start
    var at = start
    while at < bytes.count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "/") {
      if bytes[at] == UInt8(ascii: ":") { first = at + 1 }
      at += 1
    }
    return min(first, at)..<at
  }

  private static func attribute(_ name: String, in tag: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: tag, as: UTF8.self)
    for quote: Character in ["\"", "'"] {
      guard let start = text.firstRange(of: "\(name)=\(quote)")?.upperBound else { continue }
      if let end = text[start...].firstIndex(of: quote) { return String(text[start..<end]) }
    }
    return nil
  }
}

/// What a part refers to.
struct OfficeRelation: Equatable {
  /// The last word of its type: `slide`, `image`, `aFChunk`.
  var kind: String
  var part: String
}

/// Bytes written as letters (RFC 4648).
enum Base64Text {
  /// Line ends and other foreign characters are read over.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for letter in text {
      let value: UInt8
      switch letter {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = letter - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = letter - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = letter - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }
}
