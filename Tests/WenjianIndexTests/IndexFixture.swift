// An index directory for one test.

import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSegment
import WenjianStore
import WenjianTestSupport

final class IndexFixture {
  let directory: TemporaryDirectory
  let path: String
  let parameters: SegmentParameters

  /// - Parameter batchBytes: small, so that a session of a few documents writes several runs.
  init(batchBytes: Int = 100) throws {
    directory = TemporaryDirectory()
    path = directory("index")
    var parameters = SegmentParameters()
    parameters.batchBytes = batchBytes
    parameters.blockBytes = 64
    self.parameters = parameters
  }

  func session(_ mode: WriterSession.Mode = .append) throws -> WriterSession {
    try WriterSession(path: path, mode: mode, parameters: parameters)
  }

  @discardableResult
  func commit(
    _ documents: KeyValuePairs<String, String>, mode: WriterSession.Mode = .append
  ) throws -> CommitResult {
    let session = try session(mode)
    for (key, text) in documents { try session.add(key, text) }
    return try session.commit()
  }

  func snapshot() throws -> IndexSnapshot { try IndexSnapshot.open(path) }

  func names() throws -> [String] { try FileOperations.names(in: path).sorted() }

  /// Puts other bytes in a file's place, without waiting for the disk.
  func overwrite(_ path: String, _ bytes: [UInt8]) throws {
    try FileOperations.remove(path)
    let file = try FileWriter(creating: path)
    try file.write(bytes)
    try file.finish(durably: false)
  }

  /// The live documents, by their keys.
  func contents() throws -> [String: String] { try snapshot().contents() }
}

extension WriterSession {
  func add(_ key: String, _ text: String) throws {
    try add(DocumentFields(key: key, title: "", titleByteRange: 0..<0), text: Array(text.utf8))
  }
}

extension IndexSnapshot {
  func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    let scratch = StoreScratch()
    for view in views {
      for document in 0..<view.segment.documents.count
      where view.deletions?.contains(UInt32(document)) != true {
        let range = view.segment.documents.textRange(of: document)
        contents[view.segment.documents.key(of: document)] = String(
          decoding: try view.segment.store.text(range, scratch: scratch), as: UTF8.self)
      }
    }
    return contents
  }
}

/// Why an operation of the index failed; nil when it did not.
func reason(_ body: () throws -> Void) throws -> IndexError.Reason? {
  do {
    try body()
    return nil
  } catch let error as IndexError {
    return error.reason
  }
}
