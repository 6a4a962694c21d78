import Wenjian
import WenjianBytes
import WenjianIndex
import WenjianSegment
import WenjianTestSupport

/// A small index with everything in it, the same in every process, and what is asked of it.
struct FuzzIndex {
  let directory = TemporaryDirectory()
  var path: String { directory("index") }

  /// Gives segments the same identifiers each time, so that an input means the same bytes.
  private final class Numbers: FileProbe, @unchecked Sendable {
    // SAFETY: the session has no threads.
    private var last: UInt64 = 0

    func failure(before operation: String, _ path: String, _ change: FileChange?) -> Int32? { nil }

    func fileNumber() -> UInt64? {
      last += 1
      return last
    }
  }

  init() {
    FileProbes.install(Numbers())
    defer { FileProbes.remove() }
    do {
      try write()
    } catch {
      preconditionFailure("no index to fuzz: \(error)")
    }
  }

  private func write() throws {
    var parameters = SegmentParameters()
    parameters.batchBytes = 1 << 20
    parameters.blockBytes = 128
    var policy = MergePolicy()
    policy.factor = 1_000_000
    policy.deletedShare = 1
    let session = try WriterSession(path: path, parameters: parameters, policy: policy)
    func add(_ key: String, _ text: String) throws {
      try session.add(DocumentFields(key: key, title: key, titleByteRange: 0..<0), text: Array(text.utf8))
    }
    var random = RandomText(SeededGenerator(seed: 7))
    for number in 0..<4 { try add("d\(number)", random.document(pieces: 40)) }
    // A list of more than a block of positions, and copies.
    try add("long", String(repeating: "农村", count: 150))
    for number in 0..<8 { try add("copy\(number)", "产业经济服") }
    _ = try session.commit()
    try add("d1", "第一书记")
    session.remove(key: "d2")
    _ = try session.commit(sources: .replace(Array("sources".utf8)))
  }

  private static let queries = [
    "农村", "第一书记", "村", "\"农村农村农村\"", "exact:農", "农村 OR 产业", "一 -书记", "农村 NEAR/5 产业", "SENTENCE(农村 产业)",
    "3年",
  ]

  /// Asks what a user may ask; errors of the library are answers.
  func ask() {
    guard let index = try? Index(at: path) else { return }
    for query in Self.queries {
      _ = try? index.count(query)
      guard let results = try? index.search(query, options: SearchOptions(limit: 3)) else { continue }
      for hit in results.hits { _ = try? hit.snippets() }
    }
    _ = try? index.copyGroups()
    for key in (try? index.keys) ?? [] {
      _ = try? index.text(of: key)
      _ = try? index.outline(of: key)
      _ = try? index.occurrences(of: "农村", in: key)
    }
    _ = try? index.facets("农村", by: .year)
    try? index.verify(.contents)
  }

  /// The path of the one file, or the first by name, with a prefix.
  func file(_ prefix: String) -> String {
    guard let name = TestFile.names(in: path).first(where: { $0.hasPrefix(prefix) }) else {
      preconditionFailure("no \(prefix) in \(TestFile.names(in: path))")
    }
    return path + "/" + name
  }

  func read(_ file: String) -> [UInt8] {
    guard let bytes = TestFile.read(file) else { preconditionFailure("cannot read \(file)") }
    return bytes
  }

  /// Puts a new file in the place of one, as maps of that may still stand.
  func replace(_ file: String, with bytes: [UInt8]) {
    try? FileOperations.remove(file)
    TestFile.write(bytes, to: file)
  }
}
