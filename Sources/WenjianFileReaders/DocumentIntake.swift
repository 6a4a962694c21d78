// Documents that were read from files, on their way into the index, and the account of them.

import Wenjian
import WenjianBytes
import WenjianDocument
import WenjianFiles
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianStream

/// Takes documents into a writer and keeps the account of them.
struct DocumentIntake {
  let sink: any DocumentSink
  var report = IndexingReport()
  /// What the writer threw: readers throw only reasons not to read.
  private(set) var failure: (any Error)?
  private let before: Repairs
  /// The key of the first document with a text, by the text's hash.
  private var originals: [UInt64: String] = [:]
  private let keys: DocumentKeys
  /// What came of each file, by path.
  private(set) var accounts = ByteStringDictionary<Account>()

  /// What came of a file.
  struct Account {
    /// Of its documents, in their order.
    var keys: [String] = []
    var textBytes = 0
    var characters = 0
    var repairs = Repairs()
  }
  /// Why paths cannot be read now.
  private(set) var temporaryFailures = ByteStringDictionary<String>()

  init(_ sink: any DocumentSink, _ keys: DocumentKeys) {
    self.sink = sink
    self.keys = keys
    before = sink.repairs
  }

  mutating func skip(_ path: String, _ reason: ReadFailure) { skip(SkippedFile(path: path, reason: reason)) }

  mutating func skip(_ file: SkippedFile) {
    let skipped = SkippedFileReport(file)
    report.skipped.append(skipped)
    if file.reason.isTemporary { temporaryFailures[file.path] = skipped.reason }
  }

  /// - Parameter file: its path below the directory; nil for records without a file.
  mutating func take(_ event: ReadEvent, of file: String?) throws(ReadFailure) {
    func key(_ member: String?) -> String {
      switch (file, member) {
      case (let file?, let member?): file + "/" + member
      case (let file?, nil): file
      case (nil, let member): member ?? ""
      }
    }
    switch event {
    case .skipped(let member, let reason): skip(key(member), reason)
    case .document(let document):
      let ownKey = key(document.memberName)
      let key = keys.claim(ownKey)
      guard key.utf8.count <= WriterSession.keyLimit else {
        skip(key, .badName)
        return
      }
      if key != ownKey { report.repeatedKeys.append(RepeatedKeyReport(path: key, key: ownKey)) }
      do {
        try add(document, key: key, of: file)
      } catch {
        failure = error
        throw .stopped
      }
    }
  }

  private mutating func add(_ document: ExtractedDocument, key: String, of file: String?) throws {
    var shown = document
    let text = document.shownText
    // Pages were read with their navigation marked; in plain text it is told by its lines.
    if shown.lowWeightRanges.isEmpty { shown.lowWeightRanges = BoilerplateLines.find(in: text) }
    let metadata = shown.metadata(path: key, shownText: text)
    shown.text = text
    let fields = DocumentFields(shown, metadata, key: key)
    let repairs = sink.repairs
    let pinyin = repairs.pinyinAnnotations
    try sink.add(fields, text: document.text)
    let hash = sink.lastContentHash
    report.documents += 1
    report.bytes += document.text.count
    report.characters += document.census?.scalars ?? 0
    if let file {
      accounts[file, default: Account()].keys.append(key)
      accounts[file]?.textBytes += document.text.count
      accounts[file]?.characters += document.census?.scalars ?? 0
      accounts[file]?.repairs += sink.repairs - repairs
    }
    for damage in document.damage { report.take(DamageReport(damage, path: key)) }
    let annotations = sink.repairs.pinyinAnnotations - pinyin
    if annotations > 0 { report.take(DamageReport(pinyin: annotations, in: document.text, path: key)) }
    if let first = originals[hash] {
      report.duplicates.append(DuplicateReport(path: key, original: first))
    } else {
      originals[hash] = key
    }
  }

  mutating func finish() -> IndexingReport {
    report.skipped.sort { precedesInBytes($0.path, $1.path) }
    report.repairs = sink.repairs - before
    return report
  }
}
