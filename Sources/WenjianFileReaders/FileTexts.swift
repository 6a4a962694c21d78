// The text of a file in any format that is read, for who wants to look at it and not to index it.

public import Wenjian
import WenjianFiles

/// The text of a document in a file.
public struct FileText: Sendable, Equatable {
  /// nil: the file itself; else its name in an archive, or the number or key of a record.
  public var memberName: String?
  public var text: String
}

/// The texts of a file, and what could not be read of it.
public struct FileTexts: Sendable, Equatable {
  public var texts: [FileText] = []
  /// Members that may hold text and were not read, by their paths in the file.
  public var skipped: [SkippedFileReport] = []
}

/// Reads the texts of a file: one, or those of all members of an archive or a file of records.
/// - Parameter location: the file.
/// - Throws: `WenjianError` with code `input` when nothing can be read from it.
public func texts(
  ofFile location: String, options: FileOptions = FileOptions()
) throws(WenjianError) -> FileTexts {
  try texts(of: location, options) { () throws(ReadFailure) in try SourceFile(path: location, at: location) }
}

/// The same for the bytes of a file.
/// - Parameter name: its ending, and the content, tell the format.
public func texts(
  of contents: [UInt8], name: String, options: FileOptions = FileOptions()
) throws(WenjianError) -> FileTexts {
  try texts(of: name, options) { () throws(ReadFailure) in SourceFile(path: name, content: .bytes(contents)) }
}

private func texts(
  of name: String, _ options: FileOptions, _ open: () throws(ReadFailure) -> SourceFile
) throws(WenjianError) -> FileTexts {
  var result = FileTexts()
  var failure: ReadFailure?
  do throws(ReadFailure) {
    let source = try open()
    let context = options.context(fileBytes: source.content.count, options.walkOptions(skipping: nil))
    if source.content.count > options.maximumFileBytes {
      throw .tooLarge(byteCount: source.content.count, limit: options.maximumFileBytes)
    }
    try DocumentFormats.read(source, context) { event throws(ReadFailure) in
      switch event {
      case .document(let document):
        result.texts.append(
          FileText(memberName: document.memberName, text: String(decoding: document.shownText, as: UTF8.self)))
      case .skipped(let member, let reason):
        failure = failure ?? reason
        if reason.isLoss { result.skipped.append(SkippedFileReport(SkippedFile(path: member, reason: reason))) }
      }
    }
  } catch {
    failure = error
    // Behind what was read.
    result.skipped.append(SkippedFileReport(SkippedFile(path: name, reason: error)))
  }
  guard !result.texts.isEmpty else {
    let reason = SkippedFileReport.text(of: failure ?? .noText)
    throw WenjianError(.input, "\(name) cannot be read: \(reason)", path: name)
  }
  return result
}
