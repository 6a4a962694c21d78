import Glibc
import WenjianBytes
import WenjianDictionary
import WenjianPostings
import WenjianSegment
import WenjianStore
import WenjianStream
import WenjianUnicode

/// Text and a segment of it, for the parts to work on.
final class Workbench {
  let texts: [[UInt8]]
  let textBytes: Int
  let directory: String
  let segment: Segment
  let coder: StoreCoder
  let dictionary: WordDictionary
  /// The stretches of the stream between barriers, one behind the other, each ended by a barrier.
  let elements: UnsafeMutablePointer<UInt32>
  let elementCount: Int
  let scanner: ScannerBox

  final class ScannerBox { var scanner = BatchScanner(blockBytes: 4096) }

  /// - Parameter limit: no more files are read once there are so many bytes of text.
  init(texts path: String, limit: Int) throws {
    var texts: [[UInt8]] = []
    var total = 0
    for name in try FileOperations.names(in: path).sorted() where total < limit {
      guard name.hasSuffix(".txt") else { continue }
      let text = try FileOperations.read(path + "/" + name)
      texts.append(text)
      total += text.count
    }
    precondition(!texts.isEmpty, "there is no .txt directly in \(path)")
    self.texts = texts
    textBytes = total
    var template = Array("/tmp/wenjian-micro-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("no temporary directory") }
    directory = String(cString: made)
    dictionary = try .forIndexing()
    let builder = SegmentBuilder(parameters: SegmentParameters())
    Self.fill(builder, texts)
    coder = builder.makeCoder(blockBytes: 4096)
    try builder.write(to: directory + "/segment", id: 1, coder: coder, durably: false)
    segment = try Segment.open(path: directory + "/segment", id: 1)
    let scanner = ScannerBox()
    self.scanner = scanner
    var start = 0
    for text in texts {
      text.withUnsafeBytes { _ = scanner.scanner.scan($0, at: start) }
      start += text.count
    }
    elements = scanner.scanner.elements
    elementCount = scanner.scanner.count
  }

  deinit {
    for name in (try? FileOperations.names(in: directory)) ?? [] {
      try? FileOperations.remove(directory + "/" + name)
    }
    FileOperations.removeDirectory(directory)
  }

  static func fill(_ builder: SegmentBuilder, _ texts: [[UInt8]]) {
    for (number, text) in texts.enumerated() {
      _ = text.withUnsafeBytes {
        builder.add(DocumentFields(key: "\(number)", title: "", titleByteRange: 0..<0), text: $0)
      }
    }
  }

  /// Lists with at least, or below, a block of positions.
  func lists(long: Bool) throws -> [PositionList] {
    try (0..<segment.grams.gramCount).map { try segment.positions(ofGram: $0) }
      .filter { $0.count > 1 && ($0.count >= PositionList.blockSize) == long }
  }
}
