// What is told of an index and of changes to it.

public import Wenjian

/// What an index holds, as `info` in JSON.md.
public struct IndexInfoAnswer: JSONWritable {
  let info: IndexInfo

  public init(_ info: IndexInfo) { self.info = info }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("index", info.path)
      json.field("documents", info.documents)
      json.field("deletedDocuments", info.deletedDocuments)
      json.field("characters", info.characters)
      json.field("textBytes", info.textBytes)
      json.field("indexBytes", info.indexBytes)
      json.field("positions", info.positions)
      if let grams = info.grams { json.field("grams", grams) }
      json.field("segments", info.segments)
      json.field("generation", info.generation)
      json.object("versions") { json in
        json.field("format", info.formatVersion)
        json.field("fold", info.foldVersion)
        json.field("stream", info.streamVersion)
        json.field("icu", info.icuVersion)
        json.field("runningICU", info.runningICUVersion)
      }
      json.objects("parts", info.parts) { json, part in
        json.field("name", part.name)
        json.field("bytes", part.byteCount)
      }
    }
  }
}

/// What an index was compared with and found sound, as `verify` in JSON.md.
public struct VerificationAnswer: JSONWritable {
  let info: IndexInfo
  let depth: VerificationDepth

  public init(_ info: IndexInfo, _ depth: VerificationDepth) {
    self.info = info
    self.depth = depth
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("index", info.path)
      json.field("isSound", true)
      switch depth {
      case .checksums: json.field("compared", "checksums")
      case .contents: json.field("compared", "contents")
      }
      json.field("documents", info.documents)
      json.field("positions", info.positions)
      json.field("bytes", info.indexBytes)
    }
  }
}

/// What was saved from an index and what was lost, as `repair` in JSON.md.
public struct RepairAnswer: JSONWritable {
  let report: RepairReport

  public init(_ report: RepairReport) { self.report = report }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("documents", report.documents)
      json.field("isComplete", report.isComplete)
      json.objects("losses", report.losses) { json, loss in
        if let key = loss.key { json.field("key", key) }
        json.field("reason", loss.reason)
        json.field("path", loss.path)
      }
      json.objects("reductions", report.reductions) { json, reduction in
        json.field("key", reduction.key)
        json.strings("lostParts", reduction.lostParts)
      }
      json.strings("problems", report.problems)
    }
  }
}

/// What adding and removing documents did, as `add` and `remove` in JSON.md.
public struct ChangeAnswer: JSONWritable {
  let index: String
  let result: CommitResult

  /// - Parameter index: the path of the index.
  public init(index: String, _ result: CommitResult) {
    self.index = index
    self.result = result
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("index", index)
      json.field("generation", result.generation)
      json.field("added", result.added)
      json.field("removed", result.removed)
      json.field("documents", result.documents)
    }
  }
}

/// What making an index one segment did, as `optimize` in JSON.md.
public struct OptimizationAnswer: JSONWritable {
  let index: String
  let before: IndexInfo
  let after: IndexInfo

  /// - Parameter index: the path of the index.
  public init(index: String, before: IndexInfo, after: IndexInfo) {
    self.index = index
    self.before = before
    self.after = after
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("index", index)
      json.field("generation", after.generation)
      json.field("documents", after.documents)
      json.field("segmentsBefore", before.segments)
      json.field("segments", after.segments)
      json.field("deletedDocumentsBefore", before.deletedDocuments)
      json.field("indexBytesBefore", before.indexBytes)
      json.field("indexBytes", after.indexBytes)
    }
  }
}

/// What a backup copied, as `backup` in JSON.md.
public struct BackupAnswer: JSONWritable {
  let index: String
  let directory: String
  let report: BackupReport

  /// - Parameters:
  ///   - index: the path of the index.
  ///   - directory: the path of the copy.
  public init(index: String, into directory: String, _ report: BackupReport) {
    self.index = index
    self.directory = directory
    self.report = report
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("index", index)
      json.field("into", directory)
      json.field("generation", report.generation)
      json.field("documents", report.documents)
      json.field("linkedFiles", report.linkedFiles)
      json.field("copiedFiles", report.copiedFiles)
    }
  }
}

/// Keys of documents, as the operation `keys` in JSON.md.
public struct KeysAnswer: JSONWritable {
  let documents: Int
  let keys: [String]

  /// - Parameters:
  ///   - documents: how many documents were asked about.
  ///   - keys: those of them that are told.
  public init(documents: Int, _ keys: [String]) {
    self.documents = documents
    self.keys = keys
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("documents", documents)
      json.strings("keys", keys)
    }
  }
}

/// Which commit an index is at, as the operations `ping` and `refresh` in JSON.md.
public struct CommitAnswer: JSONWritable {
  let generation: Int
  let documents: Int

  public init(_ index: any SearchableIndex) {
    generation = index.generation
    documents = index.documentCount
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("generation", generation)
      json.field("documents", documents)
    }
  }
}
