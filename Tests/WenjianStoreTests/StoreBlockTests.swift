import Testing
import WenjianBytes
import WenjianStore
import WenjianTestSupport

@Suite("Stored blocks")
struct StoreBlockTests {
  /// A coder and what is needed to read its blocks.
  private final class Store {
    let coder: StoreCoder
    let decoder: StoreDecoder
    private let table: GuardedBytes
    private let dictionary: GuardedBytes

    init(sample: String, blockBytes: Int = 256) throws {
      coder = Array(sample.utf8).withUnsafeBytes { StoreCoder(sample: $0, blockBytes: blockBytes) }
      table = GuardedBytes(coder.encoder.table)
      dictionary = GuardedBytes(coder.dictionary)
      decoder = StoreDecoder(
        code: try #require(TextCode.read(FileBytes(table.bytes))), dictionary: dictionary.bytes)
    }

    func compressed(_ text: String) -> [UInt8] {
      let writer = ByteWriter()
      let compressor = StoreCoder.Compressor(coder)
      _ = Array(text.utf8).withUnsafeBytes { compressor.append($0, to: writer) }
      return Array(writer.bytes)
    }

    /// The text of a block, or nil when it is found to be damaged.
    func text(_ block: [UInt8], limit: Int, room: ByteWriter = ByteWriter()) -> [UInt8]? {
      let guarded = GuardedBytes(block)
      defer { withExtendedLifetime(guarded) {} }
      let scratch = StoreScratch()
      return decoder.append(guarded.bytes, limit: limit, scratch: scratch, to: room)
        ? Array(room.bytes) : nil
    }
  }

  /// Some 400 KB of sentences, so that a dictionary is worth training.
  private static let much: String = {
    var generator = SeededGenerator(salt: "much")
    let pieces = ["第一书记", "驻村工作队", "乡村振兴", "产业", "就业", "，", "。", "2016年", "关于"]
    return (0..<40_000).map { _ in pieces[generator.below(pieces.count)] }.joined()
  }()

  @Test("blocks come back without a dictionary")
  func withoutDictionary() throws {
    let store = try Store(sample: TextCodeTests.law)
    #expect(store.coder.dictionary.isEmpty)
    for text in ["", "a", TextCodeTests.law, "全新的文字\0😀", String(repeating: "书", count: 9000)] {
      #expect(store.text(store.compressed(text), limit: text.utf8.count) == Array(text.utf8))
    }
  }

  @Test("blocks come back with a dictionary, which makes small blocks smaller")
  func withDictionary() throws {
    let store = try Store(sample: Self.much)
    #expect(!store.coder.dictionary.isEmpty)
    let plain = try Store(sample: String(Self.much.prefix(2000)))
    #expect(plain.coder.dictionary.isEmpty)
    let text = String(Self.much.dropFirst(1000).prefix(300))
    let block = store.compressed(text)
    #expect(store.text(block, limit: text.utf8.count) == Array(text.utf8))
    #expect(block.count < plain.compressed(text).count)
  }

  @Test("one compressor and one scratch serve block after block")
  func reuse() throws {
    let store = try Store(sample: Self.much)
    let compressor = StoreCoder.Compressor(store.coder)
    let scratch = StoreScratch()
    let texts = (0..<50).map { String(Self.much.dropFirst($0 * 31).prefix($0 * 7)) }
    let writer = ByteWriter()
    var ends: [Int] = []
    for text in texts {
      _ = Array(text.utf8).withUnsafeBytes { compressor.append($0, to: writer) }
      ends.append(writer.count)
    }
    let guarded = GuardedBytes(writer.bytes)
    defer { withExtendedLifetime(guarded) {} }
    let back = ByteWriter()
    for (index, text) in texts.enumerated() {
      let start = index == 0 ? 0 : ends[index - 1]
      let block = UnsafeRawBufferPointer(rebasing: guarded.bytes[start..<ends[index]])
      #expect(
        store.decoder.append(block, limit: text.utf8.count, scratch: scratch, to: back))
    }
    #expect(Array(back.bytes) == texts.flatMap { Array($0.utf8) })
  }

  @Test("the same text makes the same coder")
  func fingerprint() throws {
    let a = try Store(sample: TextCodeTests.law).coder
    #expect(a.fingerprint == (try Store(sample: TextCodeTests.law)).coder.fingerprint)
    #expect(a.fingerprint != (try Store(sample: TextCodeTests.law + "x")).coder.fingerprint)
  }

  @Test("a block that is cut off is refused")
  func truncated() throws {
    let store = try Store(sample: Self.much)
    let text = String(Self.much.prefix(400))
    let block = store.compressed(text)
    for cut in 0..<block.count {
      #expect(store.text(Array(block.prefix(cut)), limit: text.utf8.count) == nil)
    }
  }

  @Test("a damaged block is refused or gives other text, and memory stays within the limit")
  func damaged() throws {
    var generator = SeededGenerator()
    let store = try Store(sample: Self.much)
    let text = String(Self.much.prefix(400))
    let block = store.compressed(text)
    let limit = text.utf8.count
    for _ in 0..<2000 {
      var bytes = block
      for _ in 0...generator.below(3) {
        let at = generator.below(3) == 0 ? generator.below(16) : generator.below(bytes.count)
        bytes[min(at, bytes.count - 1)] = UInt8(truncatingIfNeeded: generator.next())
      }
      let room = ByteWriter()
      _ = store.text(bytes, limit: limit, room: room)
      // Four dense bytes for each byte of UTF-8 at most, three bytes of UTF-8 from each of those.
      #expect(room.count + room.free <= 2 * (12 * limit + 4) + 256, "\(generator.replay)")
    }
  }

  @Test("a block that holds more than its limit is refused")
  func limit() throws {
    let store = try Store(sample: TextCodeTests.law)
    let text = String(repeating: "书", count: 1000)
    let block = store.compressed(text)
    #expect(store.text(block, limit: 3000) == Array(text.utf8))
    for limit in [0, 100, 251, 2999] { #expect(store.text(block, limit: limit) == nil) }
  }

  @Test("random bytes are no block")
  func random() throws {
    var generator = SeededGenerator()
    let store = try Store(sample: TextCodeTests.law)
    for _ in 0..<300 {
      #expect(store.text(generator.bytes(generator.below(80)), limit: 1000) == nil, "\(generator.replay)")
    }
  }
}
