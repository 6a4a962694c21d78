// Text in other encodings, made with the C library's converter: another implementation than the one under test.

import Glibc

package enum EncodedText {
  /// The text in an encoding by glibc's name; characters outside of it are left out. nil when glibc has it not.
  package static func encode(_ text: [UInt8], as encoding: String) -> [UInt8]? {
    let converter = iconv_open(encoding + "//IGNORE", "UTF-8")
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = text
    var output = [UInt8](repeating: 0, count: text.count * 4 + 64)
    var filled = 0
    input.withUnsafeMutableBytes { input in
      output.withUnsafeMutableBytes { output in
        var source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = output.count
        _ = iconv(converter, &source, &left, &target, &room)
        _ = iconv(converter, nil, nil, &target, &room)
        filled = output.count - room
      }
    }
    return Array(output[..<filled])
  }

  package static func encode(_ text: String, as encoding: String) -> [UInt8] {
    guard let bytes = encode(Array(text.utf8), as: encoding) else {
      preconditionFailure("glibc has no \(encoding)")
    }
    return bytes
  }
}
