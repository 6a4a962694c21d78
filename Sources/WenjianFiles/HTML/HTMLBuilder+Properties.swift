// What the head of a page says of it.

import WenjianDocument
import WenjianText

extension HTMLBuilder {
  mutating func readMeta(_ range: Range<Int>) {
    var name = ""
    var content = ""
    var attributes = HTMLAttributes(source, range)
    while let (key, value) = attributes.next() {
      switch key {
      case "name", "property", "itemprop": if name.isEmpty { name = plain(value) }
      case "content": content = plain(value)
      default: break
      }
    }
    property(name, content)
  }

  mutating func property(_ name: String, _ value: String) {
    guard !name.isEmpty, !value.isEmpty, properties.count < 256, value.utf8.count < 2048 else { return }
    properties.append(MetadataProperty(name: name, value: value))
  }

  func attribute(_ name: String, _ range: Range<Int>) -> String? {
    var attributes = HTMLAttributes(source, range)
    while let (key, value) = attributes.next() { if key == name { return plain(value) } }
    return nil
  }

  /// Entities resolved, white space in one blank each, none at the ends.
  func plain(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    var at = range.lowerBound
    var isBlank = false
    while at < range.upperBound {
      var (scalar, end) = UTF8Reader.scalar(source, at: at)
      if source[at] == "&", let reference = HTMLEntities.read(source, at: at, before: range.upperBound) {
        (scalar, end) = reference
      }
      at = end
      if scalar <= 0x20 || WenjianText.isBlank(scalar) {
        isBlank = true
        continue
      }
      if isBlank, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
      isBlank = false
      UTF8Writer.append(scalar, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
