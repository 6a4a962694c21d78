// Encodings by the numbers that RTF names them by.

extension TextEncoding {
  /// By a code page of Windows.
  init(codePage: Int) {
    switch codePage {
    case 936, 54936: self = .gb18030
    case 950: self = .big5
    case 65001: self = .utf8
    default: self = TextEncoding(icuName: "windows-\(codePage)")
    }
  }

  /// By the character set of a font; nil for those that say nothing.
  init?(charset: Int) {
    switch charset {
    case 0: self = .windows1252
    case 134: self = .gb18030
    case 136: self = .big5
    case 128: self = TextEncoding(icuName: "windows-932")
    case 129: self = TextEncoding(icuName: "windows-949")
    default: return nil
    }
  }
}
