// The index that is answered from: it may be made later, and has new commits.

import Synchronization
import Wenjian
import WenjianJSON
import WenjianService
import WenjianThreads

/// An index at a path, opened when it is there.
final class LiveIndex: Sendable {
  let path: String
  private let service = Locked<Service?>(nil)

  init(_ path: String) { self.path = path }

  /// What answers from the index; it sees new commits by itself.
  /// - Throws: `ErrorAnswer` while there is no index, and for one that cannot be opened.
  func opened() throws(ErrorAnswer) -> Service {
    if let service = service.withLock({ $0 }) { return service }
    let index: Index
    do { index = try Index(at: path) } catch { throw ErrorAnswer(error) }
    return service.withLock { service in
      if let service { return service }
      let made = Service(index)
      service = made
      return made
    }
  }

  /// The index as the last request saw it; nil while none was opened.
  var current: (any SearchableIndex)? { service.withLock { $0?.index } }
}
