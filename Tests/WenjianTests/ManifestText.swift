// Manifests edited by tests.

import WenjianBytes

enum ManifestText {
  /// The first occurrence of `from` replaced.
  static func replacing(_ text: String, _ from: String, _ to: String) -> String {
    let text = Array(text.utf8)
    let from = Array(from.utf8)
    guard let at = text.indices.first(where: { text[$0...].starts(with: from) }) else {
      preconditionFailure("the manifest does not hold \(String(decoding: from, as: UTF8.self))")
    }
    return String(decoding: text[..<at] + Array(to.utf8) + text[(at + from.count)...], as: UTF8.self)
  }

  /// The manifest with the checksum that its other lines have.
  static func signed(_ text: String) -> String {
    let lines = text.split(separator: "\n").dropLast()
    let body = lines.map { $0 + "\n" }.joined()
    let sum = hash64(body.utf8.span)
    let digits = String(sum, radix: 16)
    return body + "checksum " + String(repeating: "0", count: 16 - digits.count) + digits + "\n"
  }
}
