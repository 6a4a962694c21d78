import Synchronization
import WenjianBytes

/// Whether the sections of keys, titles and fields have been compared with their checksums as a whole.
///
/// A process that answers one search looks at ten documents, and a server at all of them: so the first documents are
/// checked one by one, and behind them the sections at once, if they are not too large.
final class FieldChecks: Sendable {
  private static let documentLimit = 64
  private static let byteLimit = 8 << 20

  private let sections: [FileBytes]
  private let documents = Atomic<Int>(0)
  private let isComplete = Atomic<Bool>(false)

  init(_ ids: [SectionID], in source: SectionSource) {
    let sections = ids.compactMap(source.bytes)
    self.sections = sections.reduce(0) { $0 + $1.count } <= Self.byteLimit ? sections : []
  }

  /// Whether nothing more has to be checked; also where damage was met, which is told whenever the segment answers.
  var areKnown: Bool { isComplete.load(ordering: .relaxed) }

  /// Counts a document that was checked on its own.
  func add() {
    guard !sections.isEmpty, documents.add(1, ordering: .relaxed).newValue == Self.documentLimit else { return }
    for section in sections { section.requireAll() }
    isComplete.store(true, ordering: .relaxed)
  }
}
