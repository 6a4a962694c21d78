// Books in EPUB 2 and 3: pages of XHTML in a ZIP archive, in the order of the spine.

import WenjianDocument

package struct EPUBReader: DocumentReader {
  package static let format = DocumentFormat("EPUB book", ["epub"], .zipped)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool {
    head.mediaType?.hasPrefix("application/epub+zip") ?? false || head.holds("META-INF/container.xml")
  }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let archive = try ZipArchive(source.content)
    let package = try BookPackage(archive)
    let encrypted = encryptedParts(archive)
    var document = ExtractedDocument(text: [])
    var missing: [String] = []
    for part in package.pages {
      if encrypted.contains(part) { throw .encrypted }
      guard let entry = archive.entry(named: part) else {
        missing.append(part)
        continue
      }
      do throws(ReadFailure) {
        let bytes = try archive.read(entry, limit: context.limits.maximumFileBytes, context)
        let page = try ExtractedDocument(page: bytes, isInBook: true)
        // Pages of a book are all text: a table of contents is not the navigation of a site.
        document.append(page)
      } catch {
        if case .bomb = error { throw error }
        if error != .empty { missing.append(part) }
      }
      if document.text.count > context.limits.maximumFileBytes {
        throw .tooLarge(byteCount: document.text.count, limit: context.limits.maximumFileBytes)
      }
    }
    if !missing.isEmpty {
      document.damage.append(TextDamage(.missingParts, count: missing.count, detail: missing[0]))
    }
    if document.text.isEmpty { throw missing.isEmpty ? .noText(document.damage) : .damaged("no page can be read") }
    document.properties = package.properties
    if let title = package.properties.first(where: { $0.field == .title }) { document.addTitle(title.value) }
    try emit(.document(document))
  }

  /// Also fonts are listed there, which hide nothing.
  private func encryptedParts(_ archive: ZipArchive) -> Set<String> {
    guard let entry = archive.entry(named: "META-INF/encryption.xml"),
      let bytes = try? archive.read(entry, limit: 1 << 20)
    else { return [] }
    var parts = Set<String>()
    _ = try? MarkupPull.read(bytes) { event, element in
      if case .start("CipherReference") = event, let address = element.attribute("URI") {
        parts.insert(address)
      }
    }
    return parts
  }
}

/// What the OPF file of a book says.
private struct BookPackage {
  var pages: [String] = []
  var properties: [DocumentProperty] = []

  init(_ archive: ZipArchive) throws(ReadFailure) {
    guard let container = archive.entry(named: "META-INF/container.xml") else {
      throw .damaged("the part META-INF/container.xml is missing")
    }
    var path: String?
    _ = try MarkupPull.read(try archive.read(container, limit: 1 << 20)) { event, element in
      if case .start("rootfile") = event, path == nil { path = element.attribute("full-path") }
    }
    guard let path, let entry = archive.entry(named: path) else {
      throw .damaged("the package document of the book is missing")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var addresses: [String: String] = [:]
    var spine: [String] = []
    var gathered = PackageProperties(.packageMetadata)
    var isMetadata = false
    _ = try MarkupPull.read(try archive.read(entry, limit: 16 << 20)) { event, element in
      switch event {
      case .start("metadata"): isMetadata = true
      case .end("metadata"): isMetadata = false
      case .start("item"):
        if let id = element.attribute("id"), let address = element.attribute("href") {
          addresses[id] = address
        }
      case .start("itemref"):
        if let id = element.attribute("idref") { spine.append(id) }
      default: if isMetadata { gathered.take(event) }
      }
    }
    properties = gathered.properties
    pages = spine.compactMap { addresses[$0] }.map { partName($0, from: folder) }
  }
}

/// A reference inside a package as the name of a part: escapes resolved, relative to a folder, without a fragment.
func partName(_ address: String, from folder: String) -> String {
  var bytes: [UInt8] = []
  var rest = Array(address.utf8.prefix { $0 != UInt8(ascii: "#") })[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), rest.count >= 2,
      let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(value)
      rest.removeFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  let path = String(decoding: bytes, as: UTF8.self)
  var names: [Substring] = []
  for name in (path.hasPrefix("/") ? path : folder + path).split(separator: "/") where name != "." {
    if name == ".." { _ = names.popLast() } else { names.append(name) }
  }
  return names.joined(separator: "/")
}
