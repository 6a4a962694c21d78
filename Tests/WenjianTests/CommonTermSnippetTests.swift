// A document that holds a string tens of thousands of times: passages are chosen from some of the matches only.

import Testing
import Wenjian
import WenjianTestSupport

@Suite("Passages of a document full of matches")
struct CommonTermSnippetTests {
  private func hit(_ text: String, _ query: String) throws -> (Hit, TemporaryDirectory) {
    let directory = TemporaryDirectory()
    let writer = try IndexWriter(at: directory.appending("index"))
    try writer.add(Document(key: "a", text: text, title: "甲"))
    try writer.commit()
    let hits = try Index(at: directory.appending("index")).search(query).hits
    return (try #require(hits.first), directory)
  }

  @Test("every match in a passage is marked, also behind those that passages are chosen from")
  func marks() throws {
    let (hit, directory) = try hit(String(repeating: "工作。", count: 9_000), "工作")
    defer { withExtendedLifetime(directory) {} }
    #expect(hit.occurrences == 9_000)
    for snippet in try hit.snippets() {
      let marked = snippet.text.split(separator: "。").count
      #expect(snippet.matches.count == marked && marked > 10)
    }
  }

  @Test("the one place where a rare string stands beside the common one is shown")
  func rare() throws {
    let text =
      String(repeating: "工作很好。", count: 8_000) + "扶贫的工作在这里。" + String(repeating: "工作很好。", count: 8_000)
    let (hit, directory) = try hit(text, "工作 扶贫")
    defer { withExtendedLifetime(directory) {} }
    #expect(hit.occurrences == 16_002)
    let snippets = try hit.snippets(SnippetStyle(characterLimit: 30, maximumCount: 1))
    #expect(snippets.count == 1 && snippets[0].text.contains("扶贫的工作在这里"))
    // 工作 before, in and behind the sentence, and 扶贫.
    #expect(snippets.first.map { $0.matches.count >= 2 } == true)
  }
}
