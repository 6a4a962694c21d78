// Archives: every member is read as the file it would be, wherever it says it wants to go.

import WenjianBytes

package struct ZipReader: DocumentReader {
  package static let format = DocumentFormat("ZIP archive", ["zip"], .archive)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { head.isZip && head.zip != nil }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let archive = try ZipArchive(source.content)
    var members = try ArchiveMembers(source, context)
    defer { members.leave() }
    for entry in archive.entries where !entry.isDirectory {
      try members.read(entry.name, emit: emit) { () throws(ReadFailure) in
        try archive.read(entry, limit: context.limits.maximumFileBytes, context)
      }
    }
  }
}

package struct TarReader: DocumentReader {
  package static let format = DocumentFormat("tar archive", ["tar"], .archive)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { TarStream.isHeader(head.bytes) }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    try TarStream.read(ByteStream(source.content), source, context, emit: emit)
  }
}

/// A packed tar archive, or a single packed file.
package struct GzipReader: DocumentReader {
  package static let format = DocumentFormat("gzip file", ["gz", "tgz"], .archive)

  package init() {}

  package func recognizes(_ head: FileHead) -> Bool { head.starts(with: [0x1F, 0x8B, 0x08]) }

  package func read(
    _ source: SourceFile, _ context: ReadContext,
    emit: (ReadEvent) throws(ReadFailure) -> Void
  ) throws(ReadFailure) {
    let stream = ByteStream(gzip: source.content, context)
    let head = try stream.peek(TarStream.blockBytes)
    if TarStream.isHeader(head) {
      try TarStream.read(stream, source, context, emit: emit)
      return
    }
    var members = try ArchiveMembers(source, context)
    defer { members.leave() }
    let name = source.name
    let isNamed = name.lowercased().hasSuffix(".gz")
    try members.read(isNamed ? String(name.dropLast(3)) : name + ".txt", emit: emit) { () throws(ReadFailure) in
      let limit = context.limits.maximumFileBytes
      let bytes = try stream.read(limit + 1)
      if bytes.count > limit { throw .tooLarge(byteCount: bytes.count, limit: limit) }
      return bytes
    }
  }
}

/// The members of one open archive.
struct ArchiveMembers {
  private let source: SourceFile
  private let context: ReadContext
  private var names = ByteStringSet()
  private var count = 0

  /// - Throws: `nestedTooDeeply`.
  init(_ source: SourceFile, _ context: ReadContext) throws(ReadFailure) {
    guard context.depth < context.limits.maximumDepth else {
      throw .nestedTooDeeply(limit: context.limits.maximumDepth)
    }
    self.source = source
    self.context = context
    context.depth += 1
  }

  func leave() { context.depth -= 1 }

  /// Reads a member through the reader of its own format.
  /// - Parameter unpack: gives its bytes; not called for a member that nobody wants.
  mutating func read(
    _ rawName: String, emit: (ReadEvent) throws(ReadFailure) -> Void,
    unpack: () throws(ReadFailure) -> [UInt8]
  ) throws(ReadFailure) {
    count += 1
    if count > context.limits.maximumMembers {
      throw .bomb("holds more than \(context.limits.maximumMembers) members")
    }
    guard let cleaned = Self.cleaned(rawName) else { return }
    let name = unique(cleaned)
    let path = source.path + "/" + name
    do throws(ReadFailure) {
      if Self.isHidden(name) { throw ReadFailure.hidden }
      if DocumentFormats.isWithoutText(name) { throw ReadFailure.otherFormat }
      guard DocumentFormats.isArchive(name) || context.accepts(path) else { throw ReadFailure.excluded }
      let member = SourceFile(path: path, content: .bytes(try unpack()))
      try DocumentFormats.read(member, context) { event throws(ReadFailure) in
        try emit(event.within(name))
      }
    } catch {
      switch error {
      // Not of this member alone.
      case .bomb, .stopped: throw error
      default: try emit(.skipped(memberName: name, error))
      }
    }
  }

  /// The member's path without anything that leads elsewhere; nil for what an archiver added of its own.
  static func cleaned(_ name: String) -> String? {
    let parts = name.split { $0 == "/" || $0 == "\\" || $0 == "\0" }.filter { $0 != "." && $0 != ".." }
    guard let last = parts.last, !last.hasPrefix("._"), last != ".DS_Store", parts[0] != "__MACOSX" else {
      return nil
    }
    return parts.joined(separator: "/")
  }

  /// Whether the last name of a path begins with a dot.
  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").last?.hasPrefix(".") ?? false
  }

  private mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = 1
    while !names.insert(candidate) {
      number += 1
      candidate = "\(number)~" + name
      if let slash = name.lastIndex(of: "/") {
        candidate = name[...slash] + "\(number)~" + name[name.index(after: slash)...]
      }
    }
    return candidate
  }
}

extension ReadEvent {
  /// The same, seen from outside the member it comes from.
  fileprivate func within(_ member: String) -> ReadEvent {
    switch self {
    case .document(var document):
      document.memberName = document.memberName.map { member + "/" + $0 } ?? member
      return .document(document)
    case .skipped(let inner, let failure): return .skipped(memberName: member + "/" + inner, failure)
    }
  }
}
