// Documents that are of no file: an index that is built anew from its files takes them over from the one before.

import WenjianBytes
import WenjianIndex
import WenjianSegment

/// What became of the documents of an index that was built anew, of those that its files do not give.
public struct AddedDocuments: Sendable, Equatable {
  /// Documents that had been added one by one, and are in the new index.
  public var kept = 0
  /// Documents that are not in the new index: those that had been added one by one and were not wanted, and where the index
  /// does not say which these are, all that nothing gave again.
  public var leftOut = 0
  /// Documents that were to be kept and are damaged.
  public var losses: [RepairReport.Loss] = []
  /// What of the index before cannot be read at all, and what follows from it, in sentences.
  public var problems: [String] = []

  public init() {}

  /// Whether nothing was lost that was to be kept.
  public var isComplete: Bool { losses.isEmpty && problems.isEmpty }
}

extension IndexWriter {
  /// In the mode `.replaceAll`, takes documents over from the index that is replaced that were added to it one by one, from
  /// the texts that it stores: to be called behind what adds the files, which go before them where they give the same
  /// key. The index may be of another version or with other text rules; one that is damaged is read as far as it is sound.
  ///
  /// Which documents were added one by one is known of an index that was made of a directory: those that are of none of
  /// its files. All were when it was never made of files. Of an index that was made of a stream of records, or by a version
  /// that did not keep the list of its files, it is not known: then nothing is kept, and told how many documents go.
  /// - Parameter isWanted: whether a document with a key is kept.
  /// - Returns: what was kept, and what goes; nothing when there is no index.
  /// - Throws: `WenjianError` with code `file`, or another one of `add(_:)`.
  /// - Complexity: linear in the documents of the index, and in the texts of those that are kept.
  public func keepAddedDocuments(
    where isWanted: (String) -> Bool = { _ in true }
  ) throws(WenjianError) -> AddedDocuments {
    guard replacesAll else { return AddedDocuments() }
    let session = try session
    return try translated {
      let found = try StoredDocuments(
        ofNoFile: path, besides: session.ownSegments,
        isGiven: { [fileKeys, keyChanges] in fileKeys.contains($0) || keyChanges[$0]?.isByCaller == true },
        isWanted: isWanted)
      var result = found.outcome
      guard let salvage = found.salvage else { return result }
      for (part, number) in found.kept {
        let segment = salvage.parts[part].segment
        do {
          let document = try segment.document(number)
          try session.add(document.fields, text: document.text)
        } catch let loss as SegmentSalvage.Loss {
          result.kept -= 1
          result.losses.append(RepairReport.Loss(key: loss.key, reason: loss.reason, path: segment.path))
        }
      }
      return result
    }
  }
}

extension AddedDocuments {
  /// What `IndexWriter.keepAddedDocuments(where:)` would do to an index.
  /// - Parameters:
  ///   - path: the index.
  ///   - isGiven: whether the files give a document with a key.
  ///   - isWanted: as there.
  /// - Returns: what would be kept, as far as that is known before the texts are read, and what would go; nothing when
  ///   there is no index.
  /// - Throws: `WenjianError` with code `file`.
  package static func preview(
    _ path: String, isGiven: (String) -> Bool, isWanted: (String) -> Bool
  ) throws(WenjianError) -> AddedDocuments {
    try translated { try StoredDocuments(ofNoFile: path, isGiven: isGiven, isWanted: isWanted).outcome }
  }
}

/// The documents of an index that none of its files gives, which building it anew from these would lose.
private struct StoredDocuments {
  /// nil when there is no index, or one that tells nothing.
  private(set) var salvage: IndexSalvage?
  /// Those that are kept, older ones first.
  private(set) var kept: [(part: Int, document: Int)] = []
  /// As it is when the text of each can be read.
  private(set) var outcome = AddedDocuments()

  /// - Parameters:
  ///   - own: segments that a session is writing, of no commit yet.
  ///   - isGiven: whether the new index has a document with a key already.
  /// - Throws: `FileError`, `IndexError`.
  /// - Complexity: linear in the documents of the index.
  init(
    ofNoFile path: String, besides own: Set<UInt64> = [], isGiven: (String) -> Bool, isWanted: (String) -> Bool
  ) throws {
    let salvage: IndexSalvage
    do {
      salvage = try IndexSalvage(path, besides: own)
    } catch let error as IndexError {
      switch error.reason {
      case .missing, .notAnIndex: return
      default:
        outcome.problems.append("Documents that were added one by one cannot be kept: \(error.description)")
        return
      }
    }
    self.salvage = salvage
    let list = salvage.sources.flatMap(SourceList.init)
    // Of no files at all. A report that cannot be read was one of files.
    let wasNeverOfFiles =
      salvage.sources == nil && FileOperations.kind(of: path + "/" + IndexDirectory.report) == nil
    let isKnown = list != nil || wasNeverOfFiles
    let ofFiles = ByteStringSet((list?.entries ?? []).flatMap(\.keys))
    // Nothing was added.
    if list != nil, salvage.documentCount == ofFiles.count { return }
    if isKnown { outcome.problems = salvage.problems }
    // Of several with one key the last is the one.
    var seen = ByteStringSet()
    for (part, number) in salvage.documents.reversed() {
      guard let key = salvage.parts[part].segment.key(of: number) else {
        if !isKnown { continue }
        outcome.losses.append(
          RepairReport.Loss(key: nil, reason: "its key is damaged", path: salvage.parts[part].segment.path))
        continue
      }
      guard !isGiven(key), !ofFiles.contains(key), seen.insert(key) else { continue }
      if isKnown, isWanted(key) { kept.append((part, number)) } else { outcome.leftOut += 1 }
    }
    kept.reverse()
    outcome.kept = kept.count
  }
}

extension IndexSalvage {
  /// The live documents, older ones first.
  var documents: [(part: Int, document: Int)] {
    parts.enumerated().flatMap { number, part in
      (0..<part.segment.documentCount).filter { part.deletions?.contains(UInt32($0)) != true }.map { (number, $0) }
    }
  }
}
