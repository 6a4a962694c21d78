// The report of an index that was brought up to date: what was said of files that stay, and what is new.

import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSegment

struct ReportUpdate {
  private(set) var report = IndexingReport()

  /// - Parameters:
  ///   - old: of the index before.
  ///   - fresh: of the files that were read now, and of what the walk left out.
  ///   - list: the files of the index as they are now.
  ///   - unchanged: the paths of those that were not read now.
  ///   - recovered: those of them that could not be read before: what was said of that is over.
  init(
    old: IndexingReport, fresh: IndexingReport, list: SourceList, unchanged: ByteStringSet, recovered: ByteStringSet
  ) {
    var ranks = ByteStringDictionary<Int>()
    var owners = ByteStringDictionary<String>()
    for (rank, entry) in list.entries.enumerated() {
      ranks[entry.path] = rank
      for key in entry.keys where !hasSameBytes(key, entry.path) { owners[key] = entry.path }
      report.documents += entry.keys.count
      report.bytes += entry.textBytes
      report.characters += entry.characters
      report.repairs += entry.repairs
    }
    /// The file that a document or a member of an archive belongs to.
    func owner(_ path: String) -> String? { owners[path] ?? enclosing(path) { ranks[$0] != nil } }
    func stays(_ path: String) -> Bool { owner(path).map { unchanged.contains($0) } ?? false }
    func inOrder<Item>(_ items: [Item], _ path: (Item) -> String) -> [Item] {
      let ranked = items.enumerated().map {
        (rank: owner(path($1)).flatMap { ranks[$0] } ?? .max, at: $0, item: $1)
      }
      return ranked.sorted { ($0.rank, $0.at) < ($1.rank, $1.at) }.map(\.item)
    }
    let damaged = old.damaged.filter { stays($0.path) } + fresh.damaged
    for damage in inOrder(damaged, \.path) { report.take(damage) }
    report.repeatedKeys = inOrder(old.repeatedKeys.filter { stays($0.path) } + fresh.repeatedKeys, \.path)
    // What the walk left out is told anew.
    let told = ByteStringSet(fresh.skipped.map(\.path))
    report.skipped =
      old.skipped.filter { stays($0.path) && !told.contains($0.path) && !recovered.contains($0.path) }
      + fresh.skipped
    report.skipped.sort { precedesInBytes($0.path, $1.path) }
    (report.duplicates, report.copyGroups, report.copies) = (old.duplicates, old.copyGroups, old.copies)
  }
}

extension SourceList {
  /// The documents whose text is that of one before, to the byte, in the order of the files.
  /// - Complexity: sorting the hashes of the documents of the index.
  func duplicates(in snapshot: IndexSnapshot) -> [DuplicateReport] {
    var hashes: [(hash: UInt64, view: Int, document: Int)] = []
    for (number, view) in snapshot.views.enumerated() {
      for document in 0..<view.segment.documents.count where view.deletions?.contains(UInt32(document)) != true {
        hashes.append((view.segment.documents.contentHash(of: document), number, document))
      }
    }
    hashes.sort { $0.hash < $1.hash }
    var groups: [[String]] = []
    var start = 0
    while start < hashes.count {
      var end = start + 1
      while end < hashes.count, hashes[end].hash == hashes[start].hash { end += 1 }
      if end - start > 1 {
        groups.append(
          hashes[start..<end].map { snapshot.views[$0.view].segment.documents.key(of: $0.document) })
      }
      start = end
    }
    if groups.isEmpty { return [] }
    var ranks = ByteStringDictionary<Int>()
    for entry in entries { for key in entry.keys { ranks[key] = ranks.count } }
    var found: [(rank: Int, duplicate: DuplicateReport)] = []
    for group in groups {
      // Documents that were added one by one are of no file.
      let ranked = group.compactMap { key in ranks[key].map { (rank: $0, key: key) } }.sorted { $0.rank < $1.rank }
      for other in ranked.dropFirst() {
        found.append((other.rank, DuplicateReport(path: other.key, original: ranked[0].key)))
      }
    }
    return found.sorted { $0.rank < $1.rank }.map(\.duplicate)
  }
}
