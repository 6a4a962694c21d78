// A file below the indexed directory, opened so that it is there and nowhere else.

import Glibc
import Wenjian
import WenjianJSON

/// A file that was opened for reading; it is closed with the last reference.
///
/// SAFETY, of all below: a path is lent for the call; an array is read into as far as it goes; what the library gives is
/// copied, and freed where it says so.
final class OriginalFile: Sendable {
  private let descriptor: Int32
  let byteCount: Int

  private init(_ descriptor: Int32, byteCount: Int) {
    self.descriptor = descriptor
    self.byteCount = byteCount
  }

  deinit { close(descriptor) }

  /// Opens the file that a document was read from.
  ///
  /// Links are followed first, and then the file has to lie below the directory that was indexed, whatever its path says.
  /// - Returns: its path below the directory, and the file.
  /// - Throws: `ErrorAnswer` with code `noOriginal`, or `outside`.
  static func opened(of key: String, in index: any SearchableIndex) throws(ErrorAnswer) -> (
    path: String, file: OriginalFile
  ) {
    let source: IndexedFile?
    do { source = try index.localIndex(for: "original").sourceFile(of: key) } catch { throw ErrorAnswer(error) }
    guard let source, let directory = realPath(source.directory),
      let path = realPath(source.directory + "/" + source.path)
    else { throw ErrorAnswer(code: "noOriginal", message: "the file of this document is not there now") }
    let prefix = directory == "/" ? directory : directory + "/"
    guard path.utf8.starts(with: prefix.utf8) else {
      throw ErrorAnswer(code: "outside", message: "the file of this document lies outside of the indexed directory")
    }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw ErrorAnswer(code: "noOriginal", message: "the file of this document cannot be read now")
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw ErrorAnswer(code: "noOriginal", message: "the file of this document cannot be read now")
    }
    return (source.path, OriginalFile(descriptor, byteCount: Int(status.st_size)))
  }

  private static func realPath(_ path: String) -> String? {
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  /// The bytes, as many as the file had when it was opened.
  /// - Throws: as they are taken, when the file has become shorter.
  func chunks(on threads: SearchThreads) -> ServerAnswer.Chunks {
    ServerAnswer.Chunks(byteCount: byteCount) {
      var offset = 0
      return {
        let start = offset
        guard start < self.byteCount else { return nil }
        let chunk = try await threads.run(Cancellation()) { try self.read(from: start) }.get()
        offset += chunk.count
        return chunk
      }
    }
  }

  private func read(from offset: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(byteCount - offset, 1 << 18))
    let count = unsafe pread(descriptor, &bytes, bytes.count, off_t(offset))
    guard count > 0 else { throw ErrorAnswer(code: "file", message: "the file became shorter while it was read") }
    return Array(bytes.prefix(count))
  }

  // MARK: How it is shown

  /// What a browser is told of a kind of file.
  struct MediaType {
    let name: String
    /// Whether a browser can show it.
    let isShown: Bool

    /// Nothing of a file acts on anything: it has no origin, no script, nothing from elsewhere. A browser shows no PDF in a
    /// sandbox; its viewer runs no script of the server's origin.
    var policy: String {
      let rest = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
      return name == "application/pdf" ? rest : "sandbox; " + rest
    }
  }

  /// By the ending of its name. Nothing is guessed from the bytes, and the encoding of a text is left to the browser.
  static func mediaType(of path: String) -> MediaType {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    switch ending {
    case "pdf": return MediaType(name: "application/pdf", isShown: true)
    case "txt", "md", "csv", "tsv", "json", "jsonl", "xml", "eml":
      return MediaType(name: "text/plain", isShown: true)
    case "html", "htm": return MediaType(name: "text/html", isShown: true)
    default: return MediaType(name: "application/octet-stream", isShown: false)
    }
  }

  /// `Content-Disposition`, with the name of the file as RFC 8187 writes it.
  static func disposition(_ path: String, isShown: Bool) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let encoded = name.utf8.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80
        && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte))
      return isPlain
        ? String(Character(scalar)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
    return (isShown ? "inline" : "attachment") + "; filename*=UTF-8''" + encoded
  }
}
