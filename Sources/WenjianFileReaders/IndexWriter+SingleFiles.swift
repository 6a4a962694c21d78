// Single files, or texts that are in memory already, in the place of what has their keys.

public import Wenjian
import WenjianBytes
import WenjianFiles
import WenjianModel

extension IndexWriter {
  /// Adds one file in any format that is read, in place of a document with its key. What is inside a file, such as an
  /// archive, gets the key, a slash and its name there. The report of the index stays that of its directory.
  ///
  /// - Parameters:
  ///   - location: the file.
  ///   - key: its path as it is given when nil.
  ///   - title: in place of the one that is found, when the file is one document.
  /// - Returns: what was read and mended.
  /// - Throws: `WenjianError` with code `input` when nothing can be read from the file, `key`, `file`.
  public func add(
    file location: String, key: String? = nil, title: String? = nil, options: FileOptions = FileOptions()
  ) throws(WenjianError) -> IndexingReport {
    let key = key ?? location
    return try add(key, title, options) { () throws(ReadFailure) in try SourceFile(path: key, at: location) }
  }

  /// The same for the bytes of a file; its format is told by the ending of the key and by its content.
  public func add(
    contents: [UInt8], key: String, title: String? = nil, options: FileOptions = FileOptions()
  ) throws(WenjianError) -> IndexingReport {
    try add(key, title, options) { () throws(ReadFailure) in SourceFile(path: key, content: .bytes(contents)) }
  }

  private func add(
    _ key: String, _ title: String?, _ options: FileOptions, _ open: () throws(ReadFailure) -> SourceFile
  ) throws(WenjianError) -> IndexingReport {
    let session = try session
    return try translated {
      if key.isEmpty { throw WenjianError(.key, "a document needs a key that is not empty") }
      // Of its own: the file replaces what was added before with its keys.
      var intake = DocumentIntake(session, DocumentKeys())
      do throws(ReadFailure) {
        let source = try open()
        let context = options.context(fileBytes: source.content.count, options.walkOptions(skipping: nil))
        if source.content.count > options.maximumFileBytes {
          throw .tooLarge(byteCount: source.content.count, limit: options.maximumFileBytes)
        }
        try DocumentFormats.read(source, context) { event throws(ReadFailure) in
          var event = event
          if let title, case .document(var document) = event, document.memberName == nil {
            document.properties.insert(
              DocumentProperty(.title, title, .jsonField, name: "title"), at: 0)
            event = .document(document)
          }
          try intake.take(event, of: key)
        }
      } catch {
        if let failure = intake.failure { throw failure }
        intake.skip(key, error)
      }
      for added in intake.accounts[key]?.keys ?? [] { keyChanges[added] = .given }
      let report = intake.finish()
      guard report.documents > 0 else {
        let reason = report.skipped.first?.reason ?? "there is no text in it"
        throw WenjianError(.input, "\(key) cannot be read: \(reason)", path: key)
      }
      return report
    }
  }
}
