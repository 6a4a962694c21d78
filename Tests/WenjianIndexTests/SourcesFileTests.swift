import Testing
import WenjianTestSupport

@testable import WenjianIndex

@Suite("The file of what an index was made of")
struct SourcesFileTests {
  private func read(_ bytes: [UInt8]) throws -> [UInt8] {
    let directory = TemporaryDirectory()
    TestFile.write(bytes, to: directory.appending("sources-1.wjf"))
    return try SourcesFile.read(directory.appending("sources-1.wjf"))
  }

  private let list = (0..<500).flatMap { Array("file 通知/第\($0)号.txt\t\($0 * 977)\n".utf8) }

  @Test("gives back what was written, in a fraction of the bytes", arguments: [0, 1, 500])
  func roundTrip(lines: Int) throws {
    let list = Array(list.prefix(lines * 24))
    let written = SourcesFile.contents(list)
    #expect(try read(written) == list)
    if lines == 500 { #expect(written.count * 3 < list.count) }
  }

  @Test("of an index from before holds the bytes themselves")
  func plain() throws {
    #expect(try read(list) == list)
    #expect(try read([]) == [])
  }

  @Test("that is damaged reads as nothing")
  func damaged() throws {
    let written = SourcesFile.contents(list)
    for cut in stride(from: 4, to: written.count, by: 7) { #expect(try read(Array(written.prefix(cut))).isEmpty) }
    // A frame that claims more than there can be.
    #expect(try read([0x28, 0xB5, 0x2F, 0xFD, 0xE0] + Array(repeating: 0xFF, count: 8) + list).isEmpty)
  }
}
