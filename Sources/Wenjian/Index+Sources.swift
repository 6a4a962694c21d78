// The files that documents were read from.

import WenjianBytes
import WenjianIndex
public import WenjianModel
import WenjianSearch

/// The file that a document was read from, as it was then.
public struct IndexedFile: Sendable, Equatable {
  /// The directory that was indexed, as an absolute path.
  public var directory: String
  /// Below the directory. It differs from the key for documents of archives, records and tables.
  public var path: String
  public var byteCount: Int
}

extension Index {
  /// The file that a document was read from.
  /// - Returns: nil when it was added without one, or the index does not know its files.
  /// - Throws: `WenjianError` with code `noSuchDocument`, `damaged` or `file`.
  /// - Complexity: linear in the files of the index, under a microsecond each.
  public func sourceFile(of key: String) throws(WenjianError) -> IndexedFile? {
    _ = try place(of: key)
    return try answered(from: searcher) {
      guard let list = try searcher.snapshot.sources().flatMap(SourceList.init),
        let option = list.options.first(where: { $0.hasPrefix(SourceList.directoryOption) })
      else { return nil }
      let entry = list.entries.first { entry in entry.keys.contains { hasSameBytes($0, key) } }
      return entry.map { entry in
        IndexedFile(
          directory: String(option.dropFirst(SourceList.directoryOption.count)), path: entry.path,
          byteCount: entry.status.byteCount)
      }
    }
  }

  /// The first and the last day of the documents, of those that have one.
  /// - Throws: `WenjianError` with code `damaged`.
  /// - Complexity: linear in the documents, under a microsecond each.
  public var dates: ClosedRange<CivilDate>? {
    get throws(WenjianError) {
      let dates = try documents.compactMap(\.date)
      guard let first = dates.min(), let last = dates.max() else { return nil }
      return first...last
    }
  }
}

extension SourceList {
  /// What the name of the directory follows in `options`.
  package static let directoryOption = "directory="
}
