// Documents of a cluster in memory, as segments: what is read from texts is read from these by the code that reads local ones.

import Synchronization
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianThreads

/// Keeps the documents that were fetched last.
final class FetchedDocuments: Sendable {
  private struct Place {
    let segment: UInt64
    let document: Int
    let sentHash: String
  }

  private struct State {
    var segments: [UInt64: Segment] = [:]
    var places = ByteStringDictionary<Place>()
    var bytes = 0
    var lastID: UInt64 = 0
  }

  private let state = Locked(State())
  private let name: String

  /// Text that is kept from query to query.
  private static let keptBytes = 64 << 20
  /// Text of one request, and documents.
  private static let batchBytes = 16 << 20
  private static let batchCount = 500

  /// - Parameter name: of what the documents are from, for messages.
  init(name: String) { self.name = name }

  /// Segments of which just some documents are live.
  /// - Parameters:
  ///   - hits: which ones.
  ///   - fetch: gives the documents with some keys, in any order.
  /// - Throws: `ClusterError` for a document that is gone, and what `fetch` and building throw.
  func views(
    of hits: [StreamedHit], fetch: ([StreamedHit]) throws -> [DocumentRecord]
  ) throws -> [SegmentView] {
    try state.withLock { state in
      if state.bytes > Self.keptBytes { state = State(lastID: state.lastID) }
      var batch: [StreamedHit] = []
      var bytes = 0
      for hit in hits where state.places[hit.key]?.sentHash != hit.sentHash {
        batch.append(hit)
        bytes += hit.bytes
        if bytes >= Self.batchBytes || batch.count >= Self.batchCount {
          try add(try fetch(batch), of: batch, to: &state)
          (batch, bytes) = ([], 0)
        }
      }
      if !batch.isEmpty { try add(try fetch(batch), of: batch, to: &state) }
      var wanted: [UInt64: Set<Int>] = [:]
      for hit in hits {
        guard let place = state.places[hit.key] else { continue }
        wanted[place.segment, default: []].insert(place.document)
      }
      return wanted.keys.sorted().compactMap { id in
        guard let segment = state.segments[id], let live = wanted[id] else { return nil }
        let dead = (0..<segment.documents.count).filter { !live.contains($0) }.map { UInt32($0) }
        return SegmentView(segment: segment, deletions: dead.isEmpty ? nil : Deletions(dead))
      }
    }
  }

  private func add(_ records: [DocumentRecord], of batch: [StreamedHit], to state: inout State) throws {
    var parameters = SegmentParameters()
    parameters.batchBytes = records.reduce(1 << 12) { $0 + $1.text.count }
    let builder = SegmentBuilder(parameters: parameters)
    let hashes = ByteStringDictionary(batch.map { ($0.key, $0.sentHash) })
    state.lastID += 1
    let id = state.lastID
    var found = 0
    for record in records {
      guard let hash = hashes[record.fields.key] else { continue }
      state.places[record.fields.key] = Place(segment: id, document: found, sentHash: hash)
      builder.add(record.fields, text: record.text)
      found += 1
    }
    guard found == hashes.count else {
      throw ClusterError(.busy, "documents were removed from \(name) while they were read; ask again")
    }
    state.segments[id] = try builder.segment(named: name, id: id)
    state.bytes += parameters.batchBytes
  }
}
