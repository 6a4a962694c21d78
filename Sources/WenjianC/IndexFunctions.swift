// wj_index: opening, counting, texts.

// Functions have the names of the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CWenjian
import Synchronization
import Wenjian
import WenjianThreads

/// An index that a caller has open. Calls take the commit as it is and go on with it.
final class IndexObject: Sendable {
  private let newest: Locked<Index>

  init(at path: String) throws(WenjianError) {
    newest = Locked(try Index(at: path))
  }

  var index: Index { newest.withLock { $0 } }

  /// - Returns: whether there was a newer commit.
  func refresh() throws -> Bool {
    let before = index
    let refreshed = try before.refreshed()
    if refreshed.isIdentical(to: before) { return false }
    return newest.withLock { current in
      // Of two that refresh at once the later commit stays.
      if current.generation > refreshed.generation { return false }
      current = refreshed
      return true
    }
  }
}

@c @implementation
public func wj_index_open(
  _ path: UnsafePointer<CChar>?, _ pathLength: Int, _ index: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let output = try result(index, "index")
    output.pointee = nil
    output.pointee = handle(of: try IndexObject(at: try fileName(path, pathLength, "path")))
  }
}

@c @implementation
public func wj_index_free(_ index: OpaquePointer?) { release(index, as: IndexObject.self) }

@c @implementation
public func wj_index_refresh(
  _ index: OpaquePointer?, _ changed: UnsafeMutablePointer<CInt>?, _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    changed?.pointee = 0
    let isNewer = try object(index, as: IndexObject.self, "index").refresh()
    changed?.pointee = isNewer ? 1 : 0
  }
}

@c @implementation
public func wj_index_generation(_ index: OpaquePointer?) -> UInt64 { number(of: index) { $0.generation } }

@c @implementation
public func wj_index_document_count(_ index: OpaquePointer?) -> UInt64 { number(of: index) { $0.documentCount } }

private func number(of index: OpaquePointer?, _ value: (Index) -> Int) -> UInt64 {
  var number = 0
  _ = call(nil) { number = value(try object(index, as: IndexObject.self, "index").index) }
  return UInt64(clamping: number)
}

@c @implementation
public func wj_count(
  _ index: OpaquePointer?, _ query: UnsafePointer<CChar>?, _ queryLength: Int,
  _ options: UnsafePointer<wj_options>?, _ counts: UnsafeMutablePointer<wj_counts>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let index = try object(index, as: IndexObject.self, "index").index
    let output = try result(counts, "counts")
    let asked = try QueryOptions(options)
    let found = try asked.limited(index).count(
      try text(query, queryLength, "query"), isExact: asked.isExact, widening: asked.widening, filter: asked.filter)
    output.pointee = wj_counts(
      documents: UInt64(clamping: found.documents), occurrences: UInt64(clamping: found.occurrences))
  }
}

@c @implementation
public func wj_count_many(
  _ index: OpaquePointer?, _ queries: UnsafePointer<wj_string>?, _ queryCount: Int,
  _ options: UnsafePointer<wj_options>?, _ counts: UnsafeMutablePointer<wj_counts>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let index = try object(index, as: IndexObject.self, "index").index
    let asked = try QueryOptions(options)
    let texts = try texts(queries, queryCount, "queries")
    if texts.isEmpty { return }
    let output = try result(counts, "counts")
    let found = try asked.limited(index).counts(
      of: texts, isExact: asked.isExact, widening: asked.widening, filter: asked.filter)
    var failure: (number: Int, error: WenjianError)?
    for (number, counts) in found.enumerated() {
      switch counts {
      case .success(let counts):
        output[number] = wj_counts(
          documents: UInt64(clamping: counts.documents), occurrences: UInt64(clamping: counts.occurrences))
      case .failure(let error):
        output[number] = wj_counts(documents: .max, occurrences: .max)
        if failure == nil { failure = (number, error) }
      }
    }
    if let failure {
      var incomplete = CallFailure(failure.error)
      incomplete.status = .incomplete
      incomplete.message = "query \(failure.number + 1): \(incomplete.message)"
      throw incomplete
    }
  }
}

@c @implementation
public func wj_text(
  _ index: OpaquePointer?, _ key: UnsafePointer<CChar>?, _ keyLength: Int,
  _ text: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ textLength: UnsafeMutablePointer<Int>?,
  _ error: UnsafeMutablePointer<OpaquePointer?>?
) -> wj_status {
  call(error) {
    let index = try object(index, as: IndexObject.self, "index").index
    let output = try result(text, "text")
    output.pointee = nil
    textLength?.pointee = 0
    try write(try index.text(of: try WenjianC.text(key, keyLength, "key")), to: output, length: textLength)
  }
}
