import Glibc
import Testing
import WenjianTestSupport

@testable import WenjianBytes

@Suite("Checked bytes")
struct CheckedBytesTests {
  @Test("a reader gives the numbers in their order, then nil, and never leaves the bytes")
  func numbers() throws {
    let writer = ByteWriter()
    writer.append(UInt8(7))
    writer.append(UInt32(1 << 31))
    writer.append(UInt64.max)
    writer.append(UInt64(5))
    writer.appendVarint(300)
    writer.append(Array("text".utf8))
    let guarded = GuardedBytes(writer.bytes)
    var reader = ByteReader(guarded.bytes)
    #expect(reader.u8() == 7 && reader.count32() == 1 << 31)
    #expect(reader.count64() == nil, "no Int")
    #expect(reader.count64() == 5 && reader.varintCount() == 300)
    #expect(reader.remaining == 4 && reader.take(5) == nil && reader.u64() == nil)
    #expect(reader.take(4).map { [UInt8]($0.unchecked) } == Array("text".utf8))
    #expect(reader.isAtEnd && reader.u8() == nil && reader.take(0)?.count == 0)
  }

  @Test("a checksum is of what was read, or of all but the last eight bytes")
  func checksums() {
    let writer = ByteWriter()
    writer.append(UInt32(7))
    writer.append(Array("text".utf8))
    writer.append(writer.checksum)
    let isSame = ByteReader.read(writer.array) { reader in
      reader.take(8) != nil && reader.checksum == hash64(Array("\u{7}\0\0\0text".utf8).span)
        && reader.u64() == hash64(Array("\u{7}\0\0\0text".utf8).span) && reader.isAtEnd
    }
    #expect(isSame)
    let guarded = GuardedBytes(writer.bytes)
    #expect(FileBytes(guarded.bytes).endsInChecksum)
    writer.patch(UInt8(8), at: 0)
    #expect(!FileBytes(writer.bytes).endsInChecksum)
    #expect(!FileBytes(GuardedBytes([UInt8](repeating: 0, count: 7)).bytes).endsInChecksum, "too short for one")
  }

  @Test("no length makes a reader trap", arguments: [Int.max, Int.max - 1, Int.min, -1, 1 << 62, 1 << 32])
  func lengths(length: Int) {
    let guarded = GuardedBytes([UInt8](repeating: 0xFF, count: 24))
    var reader = ByteReader(guarded.bytes)
    #expect(reader.u64() != nil)
    #expect(reader.take(length) == nil && reader.take(length, of: 8) == nil && reader.take(2, of: length) == nil)
    #expect(reader.bytes.part(at: length, count: 1) == nil && reader.bytes.part(at: 1, count: length) == nil)
    #expect(reader.remaining == 16 && reader.varint() == nil)
  }

  /// A file of some pages, and what its verifier was asked.
  private final class Checked {
    let directory = TemporaryDirectory()
    let file: MappedFile
    let verifier: PageVerifier

    init(byteCount: Int, damaged: Set<Int>) throws {
      TestFile.write([UInt8](repeating: 1, count: byteCount), to: directory("file"))
      file = try MappedFile(path: directory("file"))
      verifier = PageVerifier(file) { !damaged.contains($0) }
    }

    var bytes: FileBytes { verifier.fileBytes }
  }

  @Test("a read is sound where all of its pages are, and notes damage only when its reader cannot tell")
  func pages() throws {
    var generator = SeededGenerator()
    for byteCount in [1, 4096, 4097, 300 * 4096 + 17] {
      let pageCount = (byteCount + 4095) / 4096
      let damaged = Set((0..<pageCount).filter { _ in generator.below(6) == 0 })
      let checked = try Checked(byteCount: byteCount, damaged: damaged)
      for _ in 0..<200 {
        let start = generator.below(byteCount)
        let count = min(generator.below(generator.below(2) == 0 ? 20 : 40 * 4096), byteCount - start)
        let pages = count == 0 ? 0..<0 : start / 4096..<(start + count - 1) / 4096 + 1
        let isSound = damaged.isDisjoint(with: pages)
        let part = try #require(checked.bytes.part(at: start, count: count))
        #expect(part.isSound == isSound, "\(start)+\(count), \(generator.replay)")
        #expect(checked.verifier.notedDamage == nil)
      }
      guard let first = damaged.min() else { continue }
      checked.bytes.part(at: first * 4096, count: 1)?.requireAll()
      #expect(checked.verifier.notedDamage == first * 4096)
      checked.verifier.markAllSound()
      #expect(checked.bytes.isSound && checked.verifier.notedDamage != nil, "it stays")
    }
  }

  @Test("a page is compared once, however often and by whomever it is read")
  func once() async throws {
    let directory = TemporaryDirectory()
    TestFile.write([UInt8](repeating: 1, count: 64 * 4096), to: directory("file"))
    let file = try MappedFile(path: directory("file"))
    let log = CallLog()
    let verifier = PageVerifier(file) { page in
      log.append(page)
      return true
    }
    for _ in 0..<3 { verifier.fileBytes.requireAll() }
    #expect(log.calls == Array(0..<64))
    withExtendedLifetime(file) {}
  }

  @Test("a file cut short under its map reads as zeros and says so; others do not")
  func cutFile() async {
    await #expect(processExitsWith: .success) {
      let directory = TemporaryDirectory()
      for name in ["cut", "whole"] { TestFile.write([UInt8](repeating: 7, count: 5 * 4096), to: directory(name)) }
      let maps = try ["cut", "whole"].map { try MappedFile(path: directory($0)) }
      #expect(truncate(directory("cut"), 4096 + 100) == 0)
      #expect(maps[0].bytes[4096] == 7 && !maps[0].hasFaulted)
      #expect(maps[0].bytes[3 * 4096] == 0 && maps[0].hasFaulted)
      #expect(maps[1].bytes.allSatisfy { $0 == 7 } && !maps[1].hasFaulted)
      // What is mapped next at the same place is another file.
      for _ in 0..<8 {
        let again = try MappedFile(path: directory("whole"))
        #expect(again.bytes[3 * 4096] == 7 && !again.hasFaulted)
      }
      withExtendedLifetime(directory) {}
    }
  }

  @Test("a fault elsewhere ends the process as before")
  func faultElsewhere() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      let directory = TemporaryDirectory()
      TestFile.write([UInt8](repeating: 7, count: 2 * 4096), to: directory("file"))
      let ours = try MappedFile(path: directory("file"))
      let descriptor = open(directory("file"), O_RDONLY)
      let theirs = mmap(nil, 2 * 4096, PROT_READ, MAP_PRIVATE, descriptor, 0)
      truncate(directory("file"), 0)
      #expect(ours.bytes[0] == 0)
      // Used, or the optimizer leaves the read out.
      #expect(theirs?.load(as: UInt8.self) == nil)
    }
  }

  @Test("whoever wants no handler gets none")
  func leftAlone() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      MappedFile.leaveSignalsAlone()
      let directory = TemporaryDirectory()
      TestFile.write([UInt8](repeating: 7, count: 4096), to: directory("file"))
      let file = try MappedFile(path: directory("file"))
      truncate(directory("file"), 0)
      #expect(file.bytes[0] == 0)
    }
  }
}

private final class CallLog: @unchecked Sendable {
  // SAFETY: one thread asks.
  private(set) var calls: [Int] = []
  func append(_ call: Int) { calls.append(call) }
}
