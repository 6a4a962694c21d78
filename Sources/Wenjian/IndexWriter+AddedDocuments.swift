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
    var result = AddedDocuments()
    guard replacesAll else { return result }
    try translated {
      let salvage: IndexSalvage
      do {
        salvage = try IndexSalvage(path, besides: session.ownSegments)
      } catch let error as IndexError {
        switch error.reason {
        case .missing, .notAnIndex: return
        default:
          result.problems.append("Documents that were added one by one cannot be kept: \(error.description)")
          return
        }
      }
      let list = salvage.sources.flatMap(SourceList.init)
      // Of no files at all. A report that cannot be read was one of files.
      let wasNeverOfFiles =
        salvage.sources == nil && FileOperations.kind(of: path + "/" + IndexDirectory.report) == nil
      let isKnown = list != nil || wasNeverOfFiles
      let ofFiles = ByteStringSet((list?.entries ?? []).flatMap(\.keys))
      // Nothing was added.
      if list != nil, salvage.documentCount == ofFiles.count { return }
      if isKnown { result.problems = salvage.problems }
      // Of several with one key the last is the one.
      var seen = ByteStringSet()
      var kept: [(part: Int, document: Int)] = []
      for (part, number) in salvage.documents.reversed() {
        guard let key = salvage.parts[part].segment.key(of: number) else {
          if !isKnown { continue }
          result.losses.append(
            RepairReport.Loss(key: nil, reason: "its key is damaged", path: salvage.parts[part].segment.path))
          continue
        }
        guard !fileKeys.contains(key), !ownKeys.contains(key), !ofFiles.contains(key), seen.insert(key)
        else {
          continue
        }
        if isKnown, isWanted(key) { kept.append((part, number)) } else { result.leftOut += 1 }
      }
      for (part, number) in kept.reversed() {
        let segment = salvage.parts[part].segment
        do {
          let document = try segment.document(number)
          try document.text.withUnsafeBytes { try session.add(document.fields, text: $0) }
          result.kept += 1
        } catch let loss as SegmentSalvage.Loss {
          result.losses.append(RepairReport.Loss(key: loss.key, reason: loss.reason, path: segment.path))
        }
      }
    }
    return result
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
