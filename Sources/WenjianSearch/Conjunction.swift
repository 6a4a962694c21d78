import WenjianIndex
import WenjianPostings
import WenjianSegment

/// The documents that hold every one of several strings: those of the rarest, narrowed by each of the others,
/// block by block of its document list. Only what is left is scored.
struct Conjunction {
  private let evaluation: Evaluation
  private let scratch: SearchScratch
  /// A document list's block, decoded: documents, frequencies, qualities.
  private let block: UnsafeMutablePointer<UInt32>
  /// By the low bits of a document's number: its place in the block, or anything.
  private let places: UnsafeMutablePointer<UInt8>
  /// Where each document that is left stood before.
  private let origins: UnsafeMutablePointer<UInt32>

  private static let placeCount = 4096

  /// - Parameter capacity: of the rarest string's buffer.
  private init(_ evaluation: Evaluation, capacity: Int) {
    self.evaluation = evaluation
    scratch = evaluation.scratch
    block = scratch.room(3 * DocumentList.blockSize)
    places = scratch.room(Self.placeCount)
    origins = scratch.room(capacity)
  }

  /// - Parameters:
  ///   - strings: numbers of strings, each once, at least one.
  /// - Returns: the documents with the occurrences of all strings, and scores when there are weights.
  static func evaluate(
    _ strings: UnsafeMutableBufferPointer<Int>, in evaluation: Evaluation
  ) throws -> DocumentBuffer {
    // The fewest documents first; strings with equal counts in the order typed.
    for end in strings.indices.dropFirst() {
      var at = end
      while at > 0, evaluation.matches[strings[at]].count < evaluation.matches[strings[at - 1]].count {
        strings.swapAt(at, at - 1)
        at -= 1
      }
    }
    var result = try evaluation.materialised(strings[0])
    let combination = Conjunction(evaluation, capacity: result.capacity)
    return try combination.narrow(&result, strings)
  }

  private func narrow(
    _ result: inout DocumentBuffer, _ strings: UnsafeMutableBufferPointer<Int>
  ) throws -> DocumentBuffer {
    let capacity = result.count
    let parts = scratch.room(strings.count, of: DocumentBuffer.self)
    parts[0] = result
    for part in 1..<strings.count {
      var found = DocumentBuffer(capacity: capacity, in: scratch)
      let matches = evaluation.matches[strings[part]]
      let kept: Int
      if let list = matches.list {
        kept = try narrow(result.documents, result.count, by: list, &found)
      } else {
        found.starts = matches.found.starts
        kept = narrow(result.documents, result.count, by: matches.found, &found)
      }
      for earlier in 0..<part {
        let frequencies = parts[earlier].frequencies
        let qualities = parts[earlier].qualities
        for at in 0..<kept {
          let origin = Int(origins[at])
          frequencies[at] = frequencies[origin]
          qualities[at] = qualities[origin]
        }
      }
      parts[part] = found
      result.count = kept
    }
    score(&result, parts, strings)
    return result
  }

  /// Adds up what the strings have in each document.
  private func score(
    _ result: inout DocumentBuffer, _ parts: UnsafeMutablePointer<DocumentBuffer>,
    _ strings: UnsafeMutableBufferPointer<Int>
  ) {
    let count = result.count
    let scorer = evaluation.scorer
    let norms = evaluation.norms
    if let weights = evaluation.weights {
      let scores = scratch.room(count, of: Float.self)
      let addends = scratch.room(count, of: Float.self)
      for part in 0..<strings.count {
        parts[part].count = count
        // The judge looks a document up by its number; the parts share the first one's.
        parts[part].settleQualities(
          evaluation.judge(strings[part]), documents: UnsafePointer(result.documents))
        let weight = weights[strings[part]]
        let target = part == 0 ? scores : addends
        scorer.score(
          result.documents, parts[part].frequencies, parts[part].qualities, count: count,
          weight: weight, norms: norms, into: target)
        if part > 0 { for at in 0..<count { scores[at] += addends[at] } }
      }
      result.scores = scores
    }
    result.starts = nil
    var occurrences = 0
    for part in 1..<strings.count {
      let frequencies = parts[part].frequencies
      for at in 0..<count { result.frequencies[at] &+= frequencies[at] }
    }
    for at in 0..<count { occurrences &+= Int(result.frequencies[at]) }
    result.occurrences = occurrences
  }

  /// Keeps the documents that a list holds; says where each came from, and what the list tells of it.
  private func narrow(
    _ documents: UnsafeMutablePointer<UInt32>, _ count: Int, by list: DocumentList,
    _ found: inout DocumentBuffer
  ) throws -> Int {
    let ids = block
    let frequencies = ids + DocumentList.blockSize
    let qualities = frequencies + DocumentList.blockSize
    var kept = 0
    var at = 0
    var number = 0
    while at < count {
      number = list.seek(documents[at], from: number)
      if number >= list.blockCount { break }
      let size = list.decode(
        block: number, documents: ids, frequencies: frequencies, qualities: qualities)
      guard size > 0 else { throw evaluation.view.segment.damage("postings") }
      for index in size..<DocumentList.blockSize { ids[index] = .max }
      let last = ids[size &- 1]
      let first = at
      while at < count, documents[at] <= last { at &+= 1 }
      // Nothing is cleared: a place from another block does not hold the document that is asked for.
      let isDense = last &- ids[0] < Self.placeCount
      if isDense {
        let mask = Self.placeCount - 1
        let places = places
        for index in 0..<size { places[Int(ids[index]) & mask] = UInt8(truncatingIfNeeded: index) }
        for index in first..<at {
          found.qualities[index] = UInt32(places[Int(documents[index]) & mask] & 127)
        }
      } else {
        for index in first..<at {
          found.qualities[index] = UInt32(
            truncatingIfNeeded: PhraseMatcher.place(of: documents[index], in: ids))
        }
      }
      kept = keep(first..<at, of: documents, behind: kept, found)
      number &+= 1
    }
    return kept
  }

  /// Keeps the documents of a range that the decoded block holds at their places, which stand in `found.qualities`.
  /// Without a branch: which of them it holds cannot be predicted.
  private func keep(
    _ range: Range<Int>, of documents: UnsafeMutablePointer<UInt32>, behind before: Int,
    _ found: DocumentBuffer
  ) -> Int {
    // Constants of other modules are asked for by a call, here once.
    let size = DocumentList.blockSize
    let ids = UnsafePointer(block)
    let blockFrequencies = ids + size
    let blockQualities = blockFrequencies + size
    let origins = origins
    let frequencies = found.frequencies
    let qualities = found.qualities
    var kept = before
    for at in range {
      let document = documents[at]
      let place = Int(qualities[at])
      documents[kept] = document
      origins[kept] = UInt32(truncatingIfNeeded: at)
      frequencies[kept] = blockFrequencies[place]
      qualities[kept] = blockQualities[place]
      // 1 for equal numbers.
      kept &+= Int(truncatingIfNeeded: (UInt64(ids[place] ^ document) &- 1) &>> 63)
    }
    return kept
  }

  private func narrow(
    _ documents: UnsafeMutablePointer<UInt32>, _ count: Int, by other: DocumentBuffer,
    _ found: inout DocumentBuffer
  ) -> Int {
    var kept = 0
    var place = 0
    for at in 0..<count {
      let document = documents[at]
      place = other.advance(from: place, to: document)
      if place == other.count { break }
      guard other.documents[place] == document else { continue }
      documents[kept] = document
      origins[kept] = UInt32(truncatingIfNeeded: at)
      found.frequencies[kept] = other.frequencies[place]
      found.qualities[kept] = other.qualities[place]
      kept &+= 1
    }
    return kept
  }
}
