// wj_writer: adding, removing, committing.

// Functions have the names of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CWenjian
import Glibc
import Wenjian
import WenjianFileReaders
import WenjianThreads

/// A writer that a caller has open. Its calls wait for each other.
final class WriterObject: Sendable {
  private let lock = MutexCondition()
  // SAFETY: used under the lock alone.
  nonisolated(unsafe) private let writer: IndexWriter
  /// That opened it: a child of fork(2) has a copy of the writer, and files of the session are the parent's.
  private let process = getpid()

  init(_ writer: sending IndexWriter) { self.writer = writer }

  func use<Result>(_ body: (IndexWriter) throws -> Result) throws -> Result {
    guard isOwn else {
      throw CallFailure.argument("the writer was opened by the process that forked this one; open another one")
    }
    return try lock.withLock { try body(writer) }
  }

  var isOwn: Bool { getpid() == process }
}

@c @implementation
public func wj_writer_open(
  _ path: UnsafePointer<CChar>?, _ pathLength: Int, _ options: UnsafePointer<wj_writer_options>?,
  _ writer: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let output = try result(writer, "writer")
    output.pointee = nil
    let options = try copy(options, "options")
    guard (0...Int32(1024)).contains(options.threads) else {
      throw CallFailure.argument("options->threads is \(options.threads); 0 is the default, 1024 the most")
    }
    let opened = try IndexWriter(
      at: try fileName(path, pathLength, "path"), mode: options.replaces_all != 0 ? .replaceAll : .append,
      threads: options.threads == 0 ? nil : Int(options.threads))
    output.pointee = handle(of: WriterObject(opened))
  }
}

@c @implementation
public func wj_writer_add(
  _ writer: OpaquePointer?, _ document: UnsafePointer<wj_document>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let writer = try object(writer, as: WriterObject.self, "writer")
    if document == nil { throw CallFailure.isNull("document") }
    let given = try Document(try copy(document, "document"))
    try writer.use { try $0.add(given) }
  }
}

@c @implementation
public func wj_writer_add_files(
  _ writer: OpaquePointer?, _ directory: UnsafePointer<CChar>?, _ directoryLength: Int,
  _ options: UnsafePointer<wj_file_options>?, _ report: UnsafeMutablePointer<wj_file_report>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let writer = try object(writer, as: WriterObject.self, "writer")
    let given = try copy(options, "options")
    let options = try FileOptions(given)
    let cancellation =
      given.cancellation == nil
      ? nil : try object(given.cancellation, as: Cancellation.self, "options->cancellation")
    // What cannot be written to is said before the files are read.
    if let report { try fill(report, with: wj_file_report(), "report") }
    let directory = try fileName(directory, directoryLength, "directory")
    if cancellation?.isCancelled == true { throw CallFailure.cancelled }
    let found = try writer.use { writer in
      try writer.add(filesIn: directory, options: options) { _ in cancellation?.isCancelled != true }
    }
    if let report { try fill(report, with: wj_file_report(found), "report") }
    if cancellation?.isCancelled == true { throw CallFailure.cancelled }
    if found.lostFiles > 0 {
      let first = found.skipped.first { $0.isLoss }
      throw CallFailure.incomplete(
        "\(found.lostFiles) files that may hold text could not be read, the first is \(first?.path ?? "")")
    }
  }
}

@c @implementation
public func wj_writer_remove(
  _ writer: OpaquePointer?, _ key: UnsafePointer<CChar>?, _ keyLength: Int, _ removed: UnsafeMutablePointer<CInt>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let writer = try object(writer, as: WriterObject.self, "writer")
    let key = try text(key, keyLength, "key")
    let wasThere = try writer.use { try $0.remove(key: key) }
    removed?.pointee = wasThere ? 1 : 0
  }
}

@c @implementation
public func wj_writer_rollback(
  _ writer: OpaquePointer?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) { try object(writer, as: WriterObject.self, "writer").use { try $0.rollback() } }
}

@c @implementation
public func wj_writer_commit(
  _ writer: OpaquePointer?, _ commit: UnsafeMutablePointer<wj_commit>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) { try WenjianC.commit(writer, commit) { writer throws(WenjianError) in try writer.commit() } }
}

@c @implementation
public func wj_writer_optimize(
  _ writer: OpaquePointer?, _ commit: UnsafeMutablePointer<wj_commit>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) { try WenjianC.commit(writer, commit) { writer throws(WenjianError) in try writer.optimize() } }
}

private func commit(
  _ writer: OpaquePointer?, _ output: UnsafeMutablePointer<wj_commit>?,
  _ body: (IndexWriter) throws(WenjianError) -> CommitResult
) throws {
  let writer = try object(writer, as: WriterObject.self, "writer")
  if let output { try fill(output, with: wj_commit(), "commit") }
  let result = try writer.use(body)
  if let output { try fill(output, with: wj_commit(result), "commit") }
  if !result.isComplete { throw CallFailure.incomplete(result.warnings.joined(separator: "; ")) }
}

@c @implementation
public func wj_writer_free(_ writer: OpaquePointer?) {
  _ = call(nil) {
    // In a child of fork(2) the end of the session would remove files of the parent.
    let opened = try object(writer, as: WriterObject.self, "writer")
    guard opened.isOwn else { return }
    try opened.use { $0.close() }
    release(writer, as: WriterObject.self)
  }
}

// MARK: Structs

extension Document {
  /// - Throws: `CallFailure` for texts that cannot be read, and dates that are none.
  fileprivate init(_ given: wj_document) throws(CallFailure) {
    /// nil where nothing is known.
    func value(_ string: wj_string, _ name: String) throws(CallFailure) -> String? {
      let text = try string.text("document->\(name)")
      return text.isEmpty ? nil : text
    }
    func date(_ string: wj_string, _ name: String) throws(CallFailure) -> CivilDate? {
      guard let text = try value(string, name) else { return nil }
      guard let date = CivilDate(text) else {
        throw .argument("document->\(name) is no date: \u{201C}\(text)\u{201D}; write 2016-10-05, 2016-10 or 2016")
      }
      return date
    }
    self.init(
      key: try given.key.text("document->key"), text: try given.text.text("document->text"),
      title: try value(given.title, "title"), date: try date(given.date, "date"),
      signatureDate: try date(given.signature_date, "signature_date"))
    source = try value(given.source, "source")
    author = try value(given.author, "author")
    issuer = try value(given.issuer, "issuer")
    documentNumber = try value(given.document_number, "document_number")
    kind = try value(given.kind, "kind")
    topic = try value(given.topic, "topic")
    findsMetadata = given.finds_no_metadata == 0
    guard (0...largestFieldCount).contains(given.field_count) else {
      throw .argument("document->field_count is impossible: \(UInt(bitPattern: given.field_count))")
    }
    if given.field_count == 0 { return }
    guard let given = given.fields.map({ UnsafeBufferPointer(start: $0, count: given.field_count) }) else {
      throw .argument("document->fields is NULL with a field_count of \(given.field_count)")
    }
    for (number, field) in given.enumerated() {
      let name = try field.name.text("document->fields[\(number)].name")
      if name.isEmpty { throw .argument("document->fields[\(number)].name is empty") }
      fields.append(try field.value.text("document->fields[\(number)].value"), to: name)
    }
  }
}

/// More is a count that was not set.
private let largestFieldCount = 1 << 20

extension FileOptions {
  /// - Throws: `CallFailure` for members that cannot be.
  fileprivate init(_ given: wj_file_options) throws(CallFailure) {
    self.init(
      included: try texts(given.included, given.included_count, "options->included"),
      excluded: try texts(given.excluded, given.excluded_count, "options->excluded"),
      includesHidden: given.includes_hidden != 0)
    guard given.maximum_file_bytes >= 0 else {
      throw .argument("options->maximum_file_bytes is \(given.maximum_file_bytes); 0 is the default")
    }
    if given.maximum_file_bytes > 0 { maximumFileBytes = Int(given.maximum_file_bytes) }
  }
}

extension wj_commit {
  fileprivate init(_ result: CommitResult) {
    self.init()
    generation = UInt64(clamping: result.generation)
    added = UInt64(clamping: result.added)
    removed = UInt64(clamping: result.removed)
    documents = UInt64(clamping: result.documents)
  }
}

extension wj_file_report {
  fileprivate init(_ report: IndexingReport) {
    self.init()
    documents = UInt64(clamping: report.documents)
    bytes = UInt64(clamping: report.bytes)
    skipped_files = UInt64(clamping: report.skippedFiles)
    lost_files = UInt64(clamping: report.lostFiles)
    damaged = UInt64(clamping: report.damaged.count)
  }
}
