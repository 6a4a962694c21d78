import WenjianPostings
import WenjianSegment

// Ranks the documents of one string, of which only a few can be among the best: a document is scored only when a
// bound of its score reaches the worst that is kept.

extension TopDocuments {
  /// Offers the documents of a list, skipping blocks whose best possible score is too low.
  mutating func offer(
    _ list: DocumentList, weight: Float, scorer: Scorer, segment: Segment, mask: DocumentMask?, view: Int,
    scratch: SearchScratch
  ) throws {
    let documents = scratch.room(3 * DocumentList.blockSize, of: UInt32.self)
    let frequencies = documents + DocumentList.blockSize
    let qualities = frequencies + DocumentList.blockSize
    let scores = scratch.room(DocumentList.blockSize, of: Float.self)
    let norms = segment.documents.norms
    let bounds = scratch.room(list.blockCount, of: Float.self)
    var highest: Float = 0
    for block in 0..<list.blockCount {
      let bound = list.bounds(ofBlock: block)
      bounds[block] = scorer.score(
        weight: weight, frequency: bound.frequency, norm: bound.norm, quality: UInt32(bound.quality))
      highest = max(highest, bounds[block])
    }
    // The most promising blocks come first: what they hold keeps others from being read.
    for isFirst in [true, false] {
      for block in 0..<list.blockCount
      where (bounds[block] >= 0.9 * highest) == isFirst && bounds[block] >= scorer.slackened(threshold) {
        let size = list.decode(
          block: block, documents: documents, frequencies: frequencies, qualities: qualities)
        guard size > 0, SegmentMatcher.isSound(documents, size, in: segment) else {
          throw segment.damage("postings")
        }
        scorer.score(
          documents, frequencies, qualities, count: size, weight: weight, norms: norms, into: scores)
        offer(scores, count: size, view: view, documents: documents, frequencies: frequencies, mask: mask)
      }
    }
  }

  /// Offers documents that have their scores.
  /// - Parameters:
  ///   - documents: their numbers; nil when they are `firstDocument` and those that follow it.
  ///   - mask: asked only for documents that would come in, which are few.
  mutating func offer(
    _ scores: UnsafePointer<Float>, count size: Int, view: Int,
    documents: UnsafePointer<UInt32>? = nil, firstDocument: UInt32 = 0,
    frequencies: UnsafePointer<UInt32>, mask: DocumentMask? = nil
  ) {
    var at = 0
    while at < size {
      // Eight at a time while none reaches the threshold.
      let low = SIMD4<Float>(repeating: threshold)
      while at &+ 8 <= size {
        let scores = UnsafeRawPointer(scores + at)
        let first = scores.loadUnaligned(as: SIMD4<Float>.self)
        let second = scores.loadUnaligned(fromByteOffset: 16, as: SIMD4<Float>.self)
        if any((first .>= low) .| (second .>= low)) { break }
        at &+= 8
      }
      let end = min(at &+ 8, size)
      while at < end {
        if scores[at] >= threshold {
          let document = documents?[at] ?? firstDocument &+ UInt32(at)
          if mask?.contains(document) != false {
            offer(
              Candidate(
                score: scores[at], document: document, view: UInt32(view), occurrences: frequencies[at]))
          }
        }
        at &+= 1
      }
    }
  }

  /// Offers the documents of a string; how good its occurrences are is looked up only where it matters.
  mutating func offer(
    _ found: DocumentBuffer, weight: Float, scorer: Scorer, judge: HitJudge,
    norms: UnsafePointer<UInt8>, view: Int
  ) {
    var slackened = scorer.slackened(threshold)
    let best = HitQuality.titleAligned
    for at in 0..<found.count {
      let document = found.documents[at]
      let frequency = found.frequencies[at]
      let norm = norms[Int(document)]
      var quality = best
      if found.starts == nil { quality = found.qualities[at] }
      guard
        scorer.mayReach(
          slackened, weight: weight, frequency: frequency, norm: norm, quality: quality)
      else { continue }
      if let starts = found.starts {
        quality = judge.quality(
          document: document, starts: starts + Int(found.qualities[at]), count: Int(frequency))
      }
      let score = scorer.score(
        weight: weight, frequency: frequency, norm: norm, quality: quality)
      if score >= threshold {
        offer(
          Candidate(
            score: score, document: document, view: UInt32(view), occurrences: frequency))
        slackened = scorer.slackened(threshold)
      }
    }
  }

  /// Offers documents that have their scores.
  mutating func offer(_ found: DocumentBuffer, view: Int) {
    guard let scores = found.scores else { return }
    offer(
      scores, count: found.count, view: view, documents: found.documents,
      frequencies: found.frequencies)
  }
}
