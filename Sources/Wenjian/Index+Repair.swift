import WenjianIndex
import WenjianSegment
import WenjianThreads

/// What a repair saved, and what it could not.
public struct RepairReport: Sendable, Equatable {
  /// A document that is lost.
  public struct Loss: Sendable, Equatable {
    /// nil when that is lost as well.
    public var key: String?
    /// What of it is damaged, as part of a sentence.
    public var reason: String
    /// The file that it was in.
    public var path: String
  }

  /// A document whose text was saved, and something else was not.
  public struct Reduction: Sendable, Equatable {
    public var key: String
    /// `title`, `metadata`, `headings`, `low-weight zones`.
    public var lostParts: [String]
  }

  /// Documents that were saved; of several with one key the last.
  public var documents = 0
  public var losses: [Loss] = []
  public var reductions: [Reduction] = []
  /// Files that cannot be read at all, and what follows from it, in sentences.
  public var problems: [String] = []

  /// Whether nothing was lost.
  public var isComplete: Bool { losses.isEmpty && reductions.isEmpty && problems.isEmpty }
}

extension Index {
  /// Builds a new index from what is sound in a damaged one. The texts that the index stores are its source: the files
  /// that it was made from are not needed, and the damaged index is not touched.
  ///
  /// - Parameters:
  ///   - path: the damaged index. A sound one is rebuilt as well; so is one of another analyzer or format.
  ///   - destination: a directory that is empty or does not exist.
  ///   - threads: as `IndexWriter`.
  /// - Returns: what was saved and what was not; a document is saved when its text and key are as they were indexed.
  /// - Throws: `WenjianError` with code `notAnIndex` when nothing of an index is at `path`, `foreignDirectory` when
  ///   something is at `destination`, `file`.
  /// - Complexity: as building the index.
  public static func repair(
    at path: String, into destination: String, threads: Int? = nil
  ) throws(WenjianError) -> RepairReport {
    let threads = threads.map { min(max($0, 1), IndexWriter.threadLimit) } ?? min(Thread.processorCount, 4)
    return try translated {
      let salvage = try IndexSalvage(path)
      try IndexDirectory(destination).requireEmpty()
      let session = try WriterSession(path: destination, threadCount: threads > 1 ? threads : 0)
      var report = RepairReport()
      report.problems = salvage.problems
      for part in salvage.parts {
        for number in 0..<part.segment.documentCount where part.deletions?.contains(UInt32(number)) != true {
          do {
            let document = try part.segment.document(number)
            try session.add(document.fields, text: document.text)
            if !document.lostParts.isEmpty {
              report.reductions.append(
                RepairReport.Reduction(key: document.fields.key, lostParts: document.lostParts))
            }
          } catch let loss as SegmentSalvage.Loss {
            report.losses.append(RepairReport.Loss(key: loss.key, reason: loss.reason, path: part.segment.path))
          }
        }
      }
      let result = try session.commit()
      report.documents = result.documents
      report.problems += result.warnings.map { "The new index is whole, but \($0)." }
      return report
    }
  }
}
