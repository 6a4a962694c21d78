// Whether a document without text has pictures: then it is a scan, and character recognition would help.

enum Pictures {
  /// What is looked through of a file that is not packed.
  private static let scannedBytes = 32 << 20

  /// Whether pictures are in a document, as its format keeps them; not those of its preview.
  static func areIn(_ source: SourceFile) -> Bool {
    guard let head = try? FileHead(source) else { return false }
    if let zip = head.zip {
      return zip.entries.contains { entry in
        let name = entry.name.lowercased()
        let isPicture = DocumentFormats.ending(of: name).map { endings.contains($0) } ?? false
        return isPicture && !name.contains("thumbnail")
      }
    }
    guard let bytes = try? source.content.read(at: 0, count: scannedBytes) else { return false }
    // The dictionary of a picture is never packed in a PDF. Word in one XML file has pictures in it as letters.
    let marks = [
      "/Subtype/Image", "/Subtype /Image", "<img", "<IMG", "\\pict", "<w:binData", "contentType=\"image/",
    ]
    return marks.contains { mark in holds(bytes, Array(mark.utf8)) }
  }

  private static let endings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "jp2", "jb2", "jbig2", "webp", "emf", "wmf", "svg",
  ]

  private static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0] == part[0] && bytes[$0...].starts(with: part) }
  }
}
