// The example of README.md, compiled and run.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("The example in README.md")
struct ReadmeExampleTests {
  /// The lines of the example, with the path of a directory of the test's own in place of its index.
  private func run(_ path: String) throws -> [String] {
    var printed: [String] = []
    func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

    let writer = try IndexWriter(at: path)
    try writer.add(Document(key: "a.txt", text: "县里选派了３４名驻村第一書記。"))
    try writer.commit()

    let index = try Index(at: path)
    let results = try index.search("第一书记")
    print(results.documents, results.occurrences)
    for hit in results.hits {
      print(hit.key, hit.score, try hit.snippets().map(\.display.text))
    }
    return printed
  }

  @Test("runs, and finds the traditional form for the simplified query")
  func runs() throws {
    let directory = TemporaryDirectory()
    let printed = try run(directory("policies.index"))
    #expect(printed.first == "1 1")
    #expect(printed.last?.contains("县里选派了３４名驻村第一書記。") == true)
  }

  @Test("is the one that the page shows, line by line")
  func isTheSame() throws {
    let root = try #require(SharedFiles.packageRoot)
    let readme = String(decoding: try #require(TestFile.read(root + "/README.md")), as: UTF8.self)
    let source = String(decoding: try #require(TestFile.read(#filePath)), as: UTF8.self)
    let compiled = source.split(separator: "\n").map { $0.drop { $0 == " " } }
    let block = readme.split(separator: "```swift\n").dropFirst().first?.split(separator: "```").first
    let shown = try #require(block).split(separator: "\n").map { line in
      String(line.drop { $0 == " " }).split(separator: "\"policies.index\"").joined(separator: "path")
    }
    #expect(shown.count >= 10)
    for line in shown { #expect(compiled.contains(Substring(line)), "\(line)") }
  }
}
