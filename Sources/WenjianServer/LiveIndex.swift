// The index that is answered from: it may be made later, and has new commits.

import Synchronization
import Wenjian
import WenjianJSON
import WenjianService
import WenjianThreads

/// An index at a path, opened when it is there.
final class LiveIndex: Sendable {
  let path: String
  /// Whether it is being made: then there may be none yet.
  private let isMade: Bool
  private let service = Locked<Service?>(nil)
  /// What was told of a commit last: it takes longer than to search.
  private let told = Locked<(generation: Int, status: [UInt8])?>(nil)

  init(_ path: String, isMade: Bool) {
    self.path = path
    self.isMade = isMade
  }

  /// What answers from the index; it sees new commits by itself.
  /// - Throws: `ErrorAnswer` while there is no index, and for one that cannot be opened.
  func opened() throws(ErrorAnswer) -> Service {
    if let service = service.withLock({ $0 }) { return service }
    let index: Index
    do {
      index = try Index(at: path)
    } catch {
      guard isMade, error.code == .notAnIndex else { throw ErrorAnswer(error) }
      throw ErrorAnswer(
        code: "indexing", message: "the directory is being indexed, and there is nothing to search yet")
    }
    return service.withLock { service in
      if let service { return service }
      let made = Service(index)
      service = made
      return made
    }
  }

  /// The index as the last request saw it; nil while none was opened.
  var current: (any SearchableIndex)? { service.withLock { $0?.index } }

  /// What `status` says of a commit.
  /// - Throws: `ErrorAnswer`.
  func status(of index: any SearchableIndex) throws(ErrorAnswer) -> [UInt8] {
    if let told = told.withLock({ $0 }), told.generation == index.generation { return told.status }
    let status = try Service.answer(to: "status", [], from: index)
    told.withLock { $0 = (index.generation, status) }
    return status
  }
}
