import Testing
import WenjianBytes
import WenjianPostings
import WenjianTestSupport

@Suite("Document lists")
struct DocumentListTests {
  private struct Row: Equatable {
    var document: UInt32
    var frequency: UInt32
    var quality: UInt32
  }

  private struct Sample {
    var rows: [Row]
    var norms: [UInt8]

    init(_ count: Int, largestGap: Int, largestFrequency: Int, _ generator: inout SeededGenerator) {
      var document = generator.below(largestGap)
      rows = []
      for _ in 0..<count {
        rows.append(
          Row(
            document: UInt32(document), frequency: UInt32(1 + generator.below(largestFrequency)),
            quality: UInt32(generator.below(HitQuality.count))))
        document += 1 + generator.below(largestGap)
      }
      norms = (0...document).map { _ in DocumentNorm.encode(generator.below(5000)) }
    }

    var bytes: [UInt8] {
      let documents = rows.map(\.document)
      let frequencies = rows.map(\.frequency)
      let qualities = rows.map { UInt8($0.quality) }
      var encoder = DocumentListEncoder()
      let writer = ByteWriter()
      documents.withUnsafeBufferPointer { documents in
        frequencies.withUnsafeBufferPointer { frequencies in
          qualities.withUnsafeBufferPointer { qualities in
            norms.withUnsafeBufferPointer {
              encoder.encode(
                documents: documents, frequencies: frequencies, qualities: qualities,
                norms: $0.baseAddress.unsafelyUnwrapped, to: writer)
            }
          }
        }
      }
      return Array(writer.bytes)
    }
  }

  private func rows(_ list: DocumentList, block: Int) -> [Row] {
    var documents = [UInt32](repeating: 0, count: DocumentList.blockSize)
    var frequencies = documents
    var qualities = documents
    let size = documents.withUnsafeMutableBufferPointer { documents in
      frequencies.withUnsafeMutableBufferPointer { frequencies in
        qualities.withUnsafeMutableBufferPointer { qualities in
          list.decode(
            block: block, documents: documents.baseAddress.unsafelyUnwrapped,
            frequencies: frequencies.baseAddress.unsafelyUnwrapped,
            qualities: qualities.baseAddress.unsafelyUnwrapped)
        }
      }
    }
    return (0..<size).map {
      Row(document: documents[$0], frequency: frequencies[$0], quality: qualities[$0])
    }
  }

  @Test(
    "documents, frequencies and qualities come back, inside their bounds",
    arguments: [1, 2, 127, 128, 129, 256, 300, 1000], [1, 50])
  func roundTrip(count: Int, largestGap: Int) throws {
    var generator = SeededGenerator()
    for largestFrequency in [1, 9, 254, 255, 256, 70_000] {
      let sample = Sample(
        count, largestGap: largestGap, largestFrequency: largestFrequency, &generator)
      let guarded = GuardedBytes(sample.bytes)
      defer { withExtendedLifetime(guarded) {} }
      let list = try #require(DocumentList.read(FileBytes(guarded.bytes), count: count), "\(generator.replay)")
      #expect(list.blockCount == (count + 127) / 128)
      var all: [Row] = []
      for block in 0..<list.blockCount {
        let rows = rows(list, block: block)
        let bounds = list.bounds(ofBlock: block)
        #expect(rows.allSatisfy { $0.frequency <= bounds.frequency }, "\(generator.replay)")
        #expect(rows.allSatisfy { sample.norms[Int($0.document)] >= bounds.norm }, "\(generator.replay)")
        let bounding = rows.map { $0.quality == HitQuality.lowWeight ? HitQuality.unaligned : $0.quality }
        #expect(bounding.allSatisfy { Int($0) <= bounds.quality }, "\(generator.replay)")
        // Bounds that hold but never bite would pass the lines above.
        let highest = rows.map(\.frequency).max() ?? 0
        #expect(bounds.frequency == (highest < 255 ? highest : .max), "\(generator.replay)")
        #expect(bounds.quality == Int(bounding.max() ?? 9), "\(generator.replay)")
        #expect(
          bounds.norm == rows.map { sample.norms[Int($0.document)] }.min(), "\(generator.replay)")
        if block < list.fullBlockCount {
          #expect(list.lastDocument(ofFullBlock: block) == rows.last?.document, "\(generator.replay)")
        }
        all += rows
      }
      #expect(all == sample.rows, "\(generator.replay)")
    }
  }

  @Test("a list that is cut off gives nil or empty blocks, and is not read past its end")
  func truncated() {
    var generator = SeededGenerator()
    for count in [1, 127, 128, 300] {
      let bytes = Sample(count, largestGap: 9, largestFrequency: 300, &generator).bytes
      for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 80)) {
        let guarded = GuardedBytes(bytes.prefix(cut))
        defer { withExtendedLifetime(guarded) {} }
        guard let list = DocumentList.read(FileBytes(guarded.bytes), count: count) else { continue }
        let decoded = (0..<list.blockCount).reduce(0) { $0 + rows(list, block: $1).count }
        #expect(decoded < count, "\(generator.replay)")
      }
    }
  }

  @Test("damaged lists never lead outside their bytes")
  func damaged() {
    var generator = SeededGenerator()
    for _ in 0..<400 {
      let count = 1 + generator.below(400)
      var bytes = Sample(count, largestGap: 9, largestFrequency: 300, &generator).bytes
      for _ in 0...generator.below(3) {
        bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
      }
      let guarded = GuardedBytes(bytes)
      defer { withExtendedLifetime(guarded) {} }
      guard let list = DocumentList.read(FileBytes(guarded.bytes), count: count) else { continue }
      for block in 0..<list.blockCount {
        #expect(rows(list, block: block).count <= 128)
        _ = list.bounds(ofBlock: block)
      }
    }
  }

  @Test("no documents, and a count that the bytes cannot hold, are damage")
  func wrongCount() {
    var generator = SeededGenerator()
    let guarded = GuardedBytes(Sample(3, largestGap: 2, largestFrequency: 2, &generator).bytes)
    defer { withExtendedLifetime(guarded) {} }
    #expect(DocumentList.read(FileBytes(guarded.bytes), count: 0) == nil)
    #expect(DocumentList.read(FileBytes(guarded.bytes), count: 1 << 20) == nil)
    #expect(DocumentList.read(FileBytes(UnsafeRawBufferPointer(start: nil, count: 0)), count: 1) == nil)
  }
}

@Suite("Document norms")
struct DocumentNormTests {
  @Test("norms grow with the length and never claim more than it")
  func monotone() {
    var lengths = Array(0...5000)
    for exponent in 13..<32 { lengths += [(1 << exponent) - 1, 1 << exponent, (1 << exponent) + 1] }
    var previous: UInt8 = 0
    for length in lengths {
      let norm = DocumentNorm.encode(length)
      #expect(norm >= previous)
      #expect(DocumentNorm.decode(norm) <= length)
      #expect(Double(DocumentNorm.decode(norm)) >= Double(length) * 0.88)
      previous = norm
    }
  }

  @Test("the least length of a norm has that norm", arguments: 0...UInt8.max)
  func inverse(norm: UInt8) {
    #expect(DocumentNorm.encode(DocumentNorm.decode(norm)) == norm)
    if norm > 0 {
      #expect(DocumentNorm.encode(DocumentNorm.decode(norm) - 1) == norm - 1)
    }
  }

  @Test("lengths below sixteen are exact, and none is below zero")
  func short() {
    for length in 0..<16 { #expect(DocumentNorm.decode(DocumentNorm.encode(length)) == length) }
    #expect(DocumentNorm.encode(-5) == 0)
    #expect(DocumentNorm.encode(.max) == .max)
  }
}
