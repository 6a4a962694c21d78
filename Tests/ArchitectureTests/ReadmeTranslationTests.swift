// The README in three languages: what is typed and compiled is the same in each.

import Testing
import WenjianBytes
import WenjianTestSupport

@Suite("The README in Chinese")
struct ReadmeTranslationTests {
  /// What a page has besides prose.
  private struct Outline: Equatable {
    /// `##` of each heading.
    var headings: [Substring] = []
    /// The lines of each block of code, without comments and without what commands answer.
    var blocks: [[String]] = []
    /// Cells of each row of a table.
    var rows: [Int] = []
    /// Where links lead, but for those between the languages.
    var links: [Substring] = []
    /// Programs, options, fields and file names in the text.
    var code: [Substring] = []
  }

  private func outline(of page: String) throws -> Outline {
    let root = try #require(SharedFiles.packageRoot)
    let text = String(decoding: try FileOperations.read(root + "/" + page), as: UTF8.self)
    var outline = Outline()
    var isInBlock = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInBlock.toggle()
        if isInBlock { outline.blocks.append([String(line)]) }
      } else if isInBlock {
        outline.blocks[outline.blocks.count - 1].append(withoutComment(line))
      } else {
        if line.hasPrefix("#") { outline.headings.append(line.prefix { $0 == "#" }) }
        if line.hasPrefix("|") { outline.rows.append(line.count { $0 == "|" }) }
        for part in line.split(separator: "](").dropFirst() {
          let target = part.prefix { $0 != ")" }
          if !target.hasPrefix("README") { outline.links.append(target) }
        }
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        outline.code += parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
      }
    }
    outline.blocks = outline.blocks.map { block in
      // Of a block with a prompt only what is typed.
      block.contains { $0.hasPrefix("$ ") } ? block.filter { $0.hasPrefix("$ ") } : block
    }
    outline.code.sort()
    outline.links.sort()
    return outline
  }

  /// The command, or in a file the line, before its comment.
  private func withoutComment(_ line: Substring) -> String {
    if line.hasPrefix("# ") { return "#" }
    guard let comment = line.split(separator: "  # ", maxSplits: 1, omittingEmptySubsequences: false).first,
      comment.count < line.count
    else { return String(line) }
    return String(comment.reversed().drop { $0 == " " }.reversed())
  }

  @Test(
    "has the commands, the code, the tables and the links of the English one",
    arguments: ["README.zh-Hans.md", "README.zh-Hant.md"])
  func isWhole(page: String) throws {
    let english = try outline(of: "README.md")
    let chinese = try outline(of: page)
    #expect(english.blocks.count > 10 && english.headings.count > 10)
    #expect(chinese.headings == english.headings)
    #expect(chinese.rows == english.rows)
    #expect(chinese.links == english.links)
    for (block, original) in zip(chinese.blocks, english.blocks) { #expect(block == original) }
    #expect(chinese.blocks.count == english.blocks.count)
    // In one of the languages a name may be repeated where another has a pronoun.
    #expect(Set(english.code).subtracting(chinese.code) == [], "\(page) does not name them")
    #expect(Set(chinese.code).subtracting(english.code) == [], "README.md does not name them")
  }
}
