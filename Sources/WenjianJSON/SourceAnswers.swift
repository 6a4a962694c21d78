// What an index says of its files and of what it covers.

public import Wenjian

/// The file that a document was read from, as the operation `original` in JSON.md.
public struct OriginalAnswer: JSONWritable {
  let key: String
  package let file: IndexedFile

  public init(key: String, _ file: IndexedFile) {
    self.key = key
    self.file = file
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("key", key)
      json.field("directory", file.directory)
      json.field("path", file.path)
      json.field("bytes", file.byteCount)
    }
  }
}

/// What an index covers and what is known to be wrong in it, as the operation `status` in JSON.md.
public struct StatusAnswer: JSONWritable {
  let info: IndexInfo
  let dates: ClosedRange<CivilDate>?
  let report: IndexingReport?

  /// - Parameter report: nil when documents were added one by one.
  public init(_ info: IndexInfo, dates: ClosedRange<CivilDate>?, report: IndexingReport?) {
    self.info = info
    self.dates = dates
    self.report = report
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("index", info.path)
      json.field("generation", info.generation)
      json.field("documents", info.documents)
      json.field("characters", info.characters)
      json.field("textBytes", info.textBytes)
      json.field("indexBytes", info.indexBytes)
      if let dates {
        json.field("firstDate", dates.lowerBound.description)
        json.field("lastDate", dates.upperBound.description)
      }
      if let report {
        json.object("files") { json in
          json.field("damagedDocuments", Set(report.damaged.map(\.path)).count)
          json.field("skipped", report.skippedFiles)
          json.field("lost", report.lostFiles)
        }
      }
    }
  }
}
