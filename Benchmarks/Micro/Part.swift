import WenjianBytes
import WenjianPostings
import WenjianSegment
import WenjianStore
import WenjianStream
import WenjianUnicode

/// One part of the engine at work on the workbench.
struct Part {
  var name: String
  /// What is counted.
  var unit: String
  var units: Int
  var run: () throws -> Void

  static func all(_ bench: Workbench) -> [Part] {
    do {
      return try texts(bench) + postings(bench) + store(bench)
    } catch {
      preconditionFailure("the workbench has no lists: \(error)")
    }
  }

  // MARK: Text

  private static func texts(_ bench: Workbench) -> [Part] {
    var scanner = BatchScanner(blockBytes: 4096)
    var segmenter = WordSegmenter(bench.dictionary)
    let boundaries = UnsafeMutablePointer<UInt8>.allocate(capacity: bench.elementCount + 1)
    let builder = SegmentBuilder(parameters: SegmentParameters())
    Workbench.fill(builder, bench.texts)
    return [
      Part(name: "scan", unit: "byte of text", units: bench.textBytes) {
        scanner.removeAll()
        var start = 0
        for text in bench.texts {
          text.withUnsafeBytes { _ = scanner.scan($0, at: start) }
          start += text.count
        }
      },
      Part(name: "words", unit: "byte of text", units: bench.textBytes) {
        let barrier = StreamElement.barrier
        var start = 0
        while start < bench.elementCount {
          var end = start
          while end < bench.elementCount, bench.elements[end] != barrier { end += 1 }
          if end > start {
            try segmenter.markBoundaries(
              elements: bench.elements + start, count: end - start,
              runText: { bench.scanner.scanner.run(Int($0 &- StreamElement.firstRun)) },
              boundaries: boundaries + start)
          }
          start = end + 1
        }
      },
      Part(name: "batch, scanned to written", unit: "byte of text", units: bench.textBytes) {
        let path = bench.directory + "/batch"
        try builder.write(to: path, id: 2, coder: bench.coder, durably: false)
        try FileOperations.remove(path)
      },
      Part(name: "merge of two", unit: "byte of text", units: 2 * bench.textBytes) {
        let path = bench.directory + "/merged"
        try SegmentMerger([bench.segment, bench.segment]).write(to: path, id: 3)
        try FileOperations.remove(path)
      },
    ]
  }

  // MARK: Postings

  private static func postings(_ bench: Workbench) throws -> [Part] {
    let long = try bench.lists(long: true)
    let short = try bench.lists(long: false)
    let most = (long + short).map(\.count).max() ?? 0
    let positions = UnsafeMutablePointer<UInt32>.allocate(capacity: most + PositionList.blockSize)
    let writer = ByteWriter(capacity: 1 << 20)
    func decoding(_ name: String, _ lists: [PositionList]) -> Part {
      Part(name: name, unit: "position", units: lists.reduce(0) { $0 + $1.count }) {
        for list in lists { _ = list.decodeAll(into: positions) }
      }
    }
    func encoding(_ name: String, _ lists: [PositionList]) -> Part {
      let decoded = lists.map { list in
        _ = list.decodeAll(into: positions)
        return Array(UnsafeBufferPointer(start: positions, count: list.count))
      }
      var encoder = PositionListEncoder()
      return Part(name: name, unit: "position", units: decoded.reduce(0) { $0 + $1.count }) {
        for list in decoded {
          writer.removeAll()
          encoder.begin()
          list.withUnsafeBufferPointer { encoder.append($0) }
          encoder.finish(documentCount: 1, documentList: nil, to: writer)
        }
      }
    }
    let workspace = PhraseMatcher.Workspace(.allocate(capacity: PhraseMatcher.Workspace.numberCount))
    // Every long list, narrowed by the longest: as many near as far apart.
    let longest = long.max { $0.count < $1.count }
    let documents = long.compactMap(\.documents)
    let block = UnsafeMutablePointer<UInt32>.allocate(capacity: 3 * DocumentList.blockSize)
    return [
      encoding("encode lists from 128 on", long), encoding("encode shorter lists", short),
      decoding("decode lists from 128 on", long), decoding("decode shorter lists", short),
      Part(name: "intersect with the longest list", unit: "position", units: long.reduce(0) { $0 + $1.count }) {
        guard let longest else { return }
        for list in long {
          let count = list.decodeAll(into: positions)
          _ = PhraseMatcher.narrow(positions, count: count, offset: 1, by: longest, workspace: workspace)
        }
      },
      Part(name: "decode document lists", unit: "document", units: documents.reduce(0) { $0 + $1.count }) {
        for list in documents {
          for index in 0..<list.blockCount {
            _ = list.decode(
              block: index, documents: block, frequencies: block + DocumentList.blockSize,
              qualities: block + 2 * DocumentList.blockSize)
          }
        }
      },
    ]
  }

  // MARK: Store

  private static func store(_ bench: Workbench) -> [Part] {
    let compressor = StoreCoder.Compressor(bench.coder)
    let writer = ByteWriter(capacity: 1 << 20)
    let scratch = StoreScratch()
    let store = bench.segment.store
    return [
      Part(name: "compress", unit: "byte of text", units: bench.textBytes) {
        for text in bench.texts {
          text.withUnsafeBytes { text in
            var start = 0
            while start < text.count {
              var end = min(start + 4096, text.count)
              while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
              writer.removeAll()
              _ = compressor.append(UnsafeRawBufferPointer(rebasing: text[start..<end]), to: writer)
              start = end
            }
          }
        }
      },
      Part(name: "open blocks of the store", unit: "byte of text", units: store.textBytes) {
        for block in 0..<store.blockCount {
          writer.removeAll()
          try store.appendText(ofBlock: block, scratch: scratch, to: writer)
        }
      },
    ]
  }
}
