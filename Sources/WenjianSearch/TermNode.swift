// One string: only a few of its documents can be among the best, so a document is scored only when a bound of its
// score reaches the worst that is kept.

import WenjianPostings
import WenjianSegment

extension SegmentRun {
  func runTerm<Target: Collector>(_ number: Int, into target: inout Target) throws -> FoundCounts {
    let matches = matches[number]
    let record = plan.record(ofTerm: number)
    let counts: FoundCounts
    if let list = matches.list {
      if let mask = narrowMask(below: list.count) {
        let found = try filteredDocuments(ofTerm: number, mask)
        counts = try offer(found, term: number, into: &target)
      } else if target.needs.contains(.everyDocument) {
        counts = try offerAll(list, term: number, into: &target)
      } else {
        if target.needs.contains(.scores) { try offerBest(list, term: number, into: &target) }
        counts = try self.counts(of: list, matches, record)
      }
    } else {
      var found = matches.found
      if let mask { found.keep(mask) }
      counts = try offer(found, term: number, into: &target)
    }
    work[record].documents = counts.documents
    work[record].occurrences = counts.occurrences
    return counts
  }

  /// The documents of a narrow filter that a list holds.
  private func filteredDocuments(ofTerm number: Int, _ mask: DocumentMask) throws -> DocumentBuffer {
    var found = mask.documents(in: scratch)
    let source = try source(of: .term(number), scored: false)
    var held = DocumentBuffer(capacity: found.count, in: scratch)
    held.count = try Narrowing(self, capacity: found.count).narrow(&found, by: source, into: &held)
    held.documents.update(from: found.documents, count: held.count)
    for at in 0..<held.count { held.occurrences &+= Int(held.frequencies[at]) }
    work[plan.record(ofTerm: number)].path = .narrowingFilter
    return held
  }

  /// The documents of a list that count, and their occurrences.
  private func counts(of list: DocumentList, _ matches: TermMatches, _ record: Int) throws -> FoundCounts {
    if work[record].path == .none { work[record].path = .storedCounts }
    guard isFiltered, let mask else {
      return try state.counts(
        of: list, gram: matches.gram, occurrences: matches.occurrences, scratch,
        blocks: &work[record].documentBlocks)
    }
    let block = scratch.allocate(2 * DocumentList.blockSize, of: UInt32.self)
    guard let counts = mask.counts(of: list, occurrences: matches.occurrences, block: block) else {
      throw damagedPostings
    }
    work[record].documentBlocks += counts.blocks
    return counts.found
  }

  /// Shows every document of a list that counts.
  private func offerAll<Target: Collector>(
    _ list: DocumentList, term: Int, into target: inout Target
  ) throws -> FoundCounts {
    let isScored = target.needs.contains(.scores)
    let scores = scratch.allocate(DocumentList.blockSize, of: Float.self)
    var block = DocumentBuffer(capacity: DocumentList.blockSize, in: scratch)
    var counts = FoundCounts()
    for number in 0..<list.blockCount {
      try scratch.checkpoint()
      block.count = list.decode(
        block: number, documents: block.documents, frequencies: block.frequencies,
        qualities: isScored ? block.qualities : nil)
      guard block.count > 0, isSound(block.documents, block.count) else { throw damagedPostings }
      if let mask {
        block.keep(mask)
      } else {
        block.occurrences = 0
        for at in 0..<block.count { block.occurrences &+= Int(block.frequencies[at]) }
      }
      if isScored {
        score(block.documents, block.frequencies, block.qualities, count: block.count, term: term, into: scores)
      }
      target.collect(self.block(of: block, 0..<block.count, scores: isScored ? scores : nil))
      counts += FoundCounts(documents: block.count, occurrences: block.occurrences)
    }
    work[plan.record(ofTerm: term)].documentBlocks += list.blockCount
    work[plan.record(ofTerm: term)].path = .wholeList
    return counts
  }

  /// Shows the documents of a list that may be among the best, skipping blocks whose best possible score is too low.
  private func offerBest<Target: Collector>(
    _ list: DocumentList, term: Int, into target: inout Target
  ) throws {
    let documents = scratch.allocate(3 * DocumentList.blockSize, of: UInt32.self)
    let frequencies = documents + DocumentList.blockSize
    let qualities = frequencies + DocumentList.blockSize
    let scores = scratch.allocate(DocumentList.blockSize, of: Float.self)
    let bounds = scratch.allocate(list.blockCount, of: Float.self)
    let weight = weights?[term] ?? 0
    var highest: Float = 0
    for block in 0..<list.blockCount {
      let bound = list.bounds(ofBlock: block)
      bounds[block] = scorer.bound(
        weight: weight, frequency: bound.frequency, norm: bound.norm, quality: UInt32(bound.quality))
      highest = max(highest, bounds[block])
    }
    var decoded = 0
    // The most promising blocks come first: what they hold keeps others from being read.
    for isFirst in [true, false] {
      for block in 0..<list.blockCount
      where (bounds[block] >= 0.9 * highest) == isFirst && bounds[block] >= scorer.slackened(target.threshold) {
        try scratch.checkpoint()
        let size = list.decode(
          block: block, documents: documents, frequencies: frequencies, qualities: qualities)
        guard size > 0, isSound(documents, size) else { throw damagedPostings }
        score(documents, frequencies, qualities, count: size, term: term, into: scores)
        // The mask is asked only for documents that would come in, which are few.
        target.collect(
          DocumentBlock(
            view: viewNumber, count: size, documents: documents, frequencies: frequencies, scores: scores,
            mask: mask))
        decoded += 1
      }
    }
    work[plan.record(ofTerm: term)].documentBlocks += decoded
    work[plan.record(ofTerm: term)].path = .blockMaxima
  }

  /// So many documents are looked at before the threshold is asked for again.
  private static let stepSize = 16

  /// Shows the documents of a string; how good its occurrences are is looked up only where it matters.
  private func offer<Target: Collector>(
    _ found: DocumentBuffer, term: Int, into target: inout Target
  ) throws -> FoundCounts {
    let counts = FoundCounts(documents: found.count, occurrences: found.occurrences)
    let needs = target.needs
    guard needs.contains(.scores) else {
      if needs.contains(.everyDocument) { target.collect(block(of: found, 0..<found.count, scores: nil)) }
      return counts
    }
    let scores = scratch.allocate(Self.stepSize, of: Float.self)
    let evaluator = qualities(ofTerm: term)
    let weight = weights?[term] ?? 0
    let known = scratch.allocate(Self.stepSize, of: UInt32.self)
    var from = 0
    while from < found.count {
      try scratch.checkpoint()
      let range = from..<min(from + Self.stepSize, found.count)
      let slackened = scorer.slackened(target.threshold)
      var mayReach = needs.contains(.everyDocument)
      for at in range {
        let document = found.documents[at]
        let frequency = found.frequencies[at]
        var quality = found.qualities[at]
        if let starts = found.starts {
          let hits = starts + Int(quality)
          let bound = evaluator.bound(document: document, firstStart: hits[0])
          // The worst quality replaces the ones that do not matter.
          quality = HitQuality.unaligned
          if scorer.mayReach(
            slackened, weight: weight, frequency: frequency, norm: norms[Int(document)], quality: bound)
          {
            mayReach = true
            quality = evaluator.quality(document: document, starts: hits, count: Int(frequency))
          }
        } else if scorer.mayReach(
          slackened, weight: weight, frequency: frequency, norm: norms[Int(document)], quality: quality)
        {
          mayReach = true
        }
        known[at &- from] = quality
      }
      if mayReach {
        score(
          found.documents + from, found.frequencies + from, known, count: range.count, term: term, into: scores)
        target.collect(block(of: found, range, scores: scores))
      }
      from = range.upperBound
    }
    return counts
  }

  private func block(
    of found: DocumentBuffer, _ range: Range<Int>, scores: UnsafeMutablePointer<Float>?
  ) -> DocumentBlock {
    DocumentBlock(
      view: viewNumber, count: range.count, documents: UnsafePointer(found.documents + range.lowerBound),
      frequencies: UnsafePointer(found.frequencies + range.lowerBound), scores: scores.map { UnsafePointer($0) })
  }
}
