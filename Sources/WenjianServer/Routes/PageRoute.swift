// The page: files that are part of the program.

import CPage

/// A file of the page.
struct PageFile: Sendable {
  let path: String
  let mediaType: String
  let bytes: [UInt8]
  /// Follows from the bytes.
  let entityTag: String

  /// In the order of the table in CPage.
  static let all: [PageFile] = {
    (0..<Int(cpage_file_count())).map { number in
      // SAFETY: the table has as many entries; each has constant texts that end in 0, and as many bytes as it says.
      let file = unsafe cpage_file_at(number).pointee
      let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.byte_count))
      return PageFile(
        path: unsafe String(cString: file.path), mediaType: unsafe String(cString: file.media_type), bytes: bytes,
        entityTag: "\"" + String(hash(bytes), radix: 16) + "\"")
    }
  }()

  /// FNV-1a of 64 bits: it tells versions of a file apart.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension Route {
  static func page(_ file: PageFile) -> Route {
    Route("page", ["GET"], file.path, "a file of the page", .media(file.mediaType), isOpen: true) { request in
      let headers: [ServerRequest.Header] = [
        .contentType(file.mediaType), ServerRequest.Header("ETag", file.entityTag),
        // Asked for again each time, and answered with 304 while it is the same.
        ServerRequest.Header("Cache-Control", "no-cache"),
      ]
      let known = request.request.header("if-none-match")
      if known == "*" || known?.contains(file.entityTag) == true { return ServerAnswer(304, headers) }
      return ServerAnswer(200, headers, .bytes(file.bytes))
    }
  }
}
