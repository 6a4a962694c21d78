import WenjianBytes

/// An index directory that cannot be opened or written as asked.
package struct IndexError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    case missing
    /// The directory holds no commit.
    case notAnIndex
    /// Not empty, and not an index: writing there could mix with somebody's files.
    case foreignDirectory(name: String)
    /// A directory that was to be empty.
    case notEmpty(name: String)
    case damagedManifest(what: String)
    case tooNew(version: Int)
    case otherAnalyzer(fold: Int, stream: Int)
    case locked(holder: String)
    case keyIsEmpty
    case keyTooLong(byteCount: Int)
  }

  package let reason: Reason
  package let path: String

  package init(_ reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }

  package var description: String {
    switch reason {
    case .missing:
      "there is no index at \(path); build one first"
    case .notAnIndex:
      "\(path) is not a Wenjian index; build one first"
    case .foreignDirectory(let name):
      "\(path) is not an index and holds other files (\(name)); give an empty or a new directory"
    case .notEmpty(let name): "\(path) is not empty, it holds \(name); give an empty or a new directory"
    case .damagedManifest(let what):
      "the commit of the index \(path) is damaged (\(what)); save what is sound by a repair, or build the "
        + "index again"
    case .tooNew(let version):
      "the index \(path) was written by a newer wenjian (manifest \(version)); use that one, or build "
        + "the index again with this one"
    case .otherAnalyzer(let fold, let stream):
      "the index \(path) was made with other text rules (fold \(fold), stream \(stream)), so queries "
        + "would miss text; build it again, or from the texts that it stores by a repair"
    case .locked(let holder):
      "the index \(path) is being written by \(holder); wait until that has ended, readers go on"
    case .keyIsEmpty: "a document needs a key that is not empty"
    case .keyTooLong(let byteCount):
      "a document key of \(byteCount) bytes is too long; \(WriterSession.keyLimit) is the limit"
    }
  }
}
