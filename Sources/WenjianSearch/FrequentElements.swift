// What is found of frequent characters, kept from query to query.

import Synchronization
import WenjianThreads

/// Keeps what was found of elements of a segment, up to so many bytes.
///
/// A character such as 的 begins thousands of grams, whose lists are all read to find its documents, or its places in one:
/// twenty times the work of a string of four. And it is the kind of character that is asked for again.
final class FrequentElements<Value: Sendable>: Sendable {
  private struct State {
    var values: [Int: Value] = [:]
    var byteCount = 0
  }

  /// For a segment. When there is more, all is forgotten; what is larger by itself is not kept.
  static var byteLimit: Int { 8 << 20 }
  private let state = Locked(State())

  /// What is known of an element; nil when it was not found before.
  subscript(_ element: Int) -> Value? { state.withLock { $0.values[element] } }

  /// Keeps what was found of an element: all of it.
  func keep(_ value: Value, byteCount: Int, of element: Int) {
    guard byteCount <= Self.byteLimit else { return }
    state.withLock { state in
      if state.byteCount + byteCount > Self.byteLimit { state = State() }
      if state.values.updateValue(value, forKey: element) == nil { state.byteCount += byteCount }
    }
  }
}

/// The documents that hold an element.
struct ElementDocuments: Sendable {
  private let documents: [UInt32]
  private let frequencies: [UInt32]
  private let qualities: [UInt32]
  private let occurrences: Int

  var count: Int { documents.count }
  var byteCount: Int { 3 * MemoryLayout<UInt32>.stride * documents.count }

  init(_ buffer: DocumentBuffer) {
    func array(_ numbers: UnsafeMutablePointer<UInt32>) -> [UInt32] {
      [UInt32](UnsafeBufferPointer(start: numbers, count: buffer.count))
    }
    documents = array(buffer.documents)
    frequencies = array(buffer.frequencies)
    qualities = array(buffer.qualities)
    occurrences = buffer.occurrences
  }

  /// A copy that may be changed.
  func buffer(in scratch: SearchScratch) -> DocumentBuffer {
    var buffer = DocumentBuffer(capacity: documents.count, in: scratch)
    for (target, source) in [
      (buffer.documents, documents), (buffer.frequencies, frequencies), (buffer.qualities, qualities),
    ] {
      source.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { target.update(from: start, count: source.count) }
      }
    }
    buffer.count = documents.count
    buffer.occurrences = occurrences
    return buffer
  }
}
