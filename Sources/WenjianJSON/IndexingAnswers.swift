// What indexing files did, would do, and what it met in them.

public import Wenjian

/// What indexing files came to, as `index` in JSON.md.
public struct IndexingAnswer<Update: JSONWritable>: JSONWritable {
  let directory: String?
  let index: String
  let info: IndexInfo
  let report: IndexingReport
  let microseconds: Int
  let update: Update?
  let rebuildReason: String?
  let added: AddedDocuments

  /// - Parameters:
  ///   - directory: of the files; nil when documents came otherwise.
  ///   - index: the path of the index.
  ///   - info: of the index, as it is now.
  ///   - report: of the whole index.
  ///   - microseconds: from the start to the end of the commit.
  ///   - update: what was done when the index was brought up to date; nil when it was built.
  ///   - rebuildReason: why an index that was there was built anew.
  ///   - added: what became of documents that are of no file, when the index was built.
  public init(
    directory: String?, index: String, info: IndexInfo, report: IndexingReport, microseconds: Int, update: Update?,
    rebuildReason: String?, added: AddedDocuments
  ) {
    self.directory = directory
    self.index = index
    self.info = info
    self.report = report
    self.microseconds = microseconds
    self.update = update
    self.rebuildReason = rebuildReason
    self.added = added
  }

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      json.field("directory", directory ?? "-")
      json.field("index", index)
      json.field("generation", info.generation)
      json.field("documents", report.documents)
      json.field("characters", report.characters)
      json.field("textBytes", report.bytes)
      json.field("indexBytes", info.indexBytes)
      json.field("seconds", Double(microseconds) / 1e6)
      if let update { try json.field("update", update) }
      if let rebuildReason { json.field("rebuildReason", rebuildReason) }
      if update == nil { json.write(added) }
      json.writeEnd(of: report)
    }
  }
}

/// What indexing files would do, as `index --dry-run` in JSON.md.
public enum IndexingPreviewAnswer<Update: JSONWritable>: JSONWritable {
  /// The index would be brought up to date.
  case update(Update)
  /// It would be built: of so many files; why anew, when one is there.
  case build(reason: String?, files: Int, added: AddedDocuments)

  public func write(to json: inout JSONWriter) throws {
    try json.object { json in
      switch self {
      case .update(let update):
        json.field("wouldBuild", false)
        try json.field("update", update)
      case .build(let reason, let files, let added):
        json.field("wouldBuild", true)
        if let reason { json.field("rebuildReason", reason) }
        json.field("files", files)
        json.write(added)
      }
    }
  }
}

/// What indexing said last, as `report` in JSON.md.
public struct ReportAnswer: JSONWritable {
  let index: String
  let generation: Int
  let report: IndexingReport

  /// - Parameters:
  ///   - index: the path of the index.
  ///   - generation: of the commit that the report is of.
  public init(index: String, generation: Int, _ report: IndexingReport) {
    self.index = index
    self.generation = generation
    self.report = report
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("index", index)
      json.field("generation", generation)
      json.field("documents", report.documents)
      json.field("characters", report.characters)
      json.field("textBytes", report.bytes)
      json.writeEnd(of: report)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ added: AddedDocuments) {
    field("keptDocuments", added.kept)
    field("leftOutDocuments", added.leftOut)
    field("lostDocuments", added.losses.count)
  }

  /// Repairs, copies, and the lists of a report.
  fileprivate mutating func writeEnd(of report: IndexingReport) {
    object("repairs") { $0.write(report.repairs) }
    field("copyGroups", report.copyGroups)
    field("copies", report.copies)
    field("skippedFiles", report.skippedFiles)
    field("lostFiles", report.lostFiles)
    objects("damageTotals", report.damageTotals) { json, total in
      json.field("kind", total.kind.rawValue)
      json.field("documents", total.documents)
      json.field("count", total.count)
    }
    objects("damaged", report.damaged) { $0.write($1) }
    objects("duplicates", report.duplicates) { json, duplicate in
      json.field("path", duplicate.path)
      json.field("original", duplicate.original)
    }
    objects("repeatedKeys", report.repeatedKeys) { json, repeated in
      json.field("path", repeated.path)
      json.field("key", repeated.key)
    }
    objects("skipped", report.skipped) { json, file in
      json.field("path", file.path)
      json.field("kind", file.kind.rawValue)
      json.field("reason", file.reason)
      json.field("isLoss", file.isLoss)
      json.field("files", file.files)
    }
  }

  private mutating func write(_ damage: DamageReport) {
    field("path", damage.path)
    field("kind", damage.kind.rawValue)
    field("count", damage.count)
    integers("byteOffsets", damage.byteOffsets)
    integers("lines", damage.lines)
    field("detail", damage.detail)
    if let score = damage.score { field("score", score) }
    guard let encoding = damage.encoding else { return }
    object("encoding") { json in
      json.field("name", encoding.name)
      json.field("confidence", encoding.confidence)
      if let runnerUp = encoding.runnerUp {
        json.field("runnerUp", runnerUp)
        json.field("runnerUpConfidence", encoding.runnerUpConfidence)
      }
    }
  }

  /// The fields of the repairs, also those that are zero.
  mutating func write(_ repairs: Repairs) {
    field("pinyinAnnotations", repairs.pinyinAnnotations)
    field("invisibleCharacters", repairs.invisibleCharacters)
    field("controlCharacters", repairs.controlCharacters)
    field("radicals", repairs.radicals)
    field("ampersands", repairs.ampersands)
    field("joinedLines", repairs.joinedLines)
    field("privateUseCharacters", repairs.privateUseCharacters)
    field("replacementCharacters", repairs.replacementCharacters)
  }
}
