import Testing
import WenjianDocument

@testable import WenjianFiles

@Suite("The rules of .wenjianignore")
struct IgnoreRulesTests {
  @Test(
    "a pattern matches as in gitignore",
    arguments: [
      ("a.txt", "a.txt", true), ("a.txt", "x/y/a.txt", true), ("/a.txt", "a.txt", true),
      ("/a.txt", "x/a.txt", false),
      ("x/a.txt", "x/a.txt", true), ("x/a.txt", "y/x/a.txt", false), ("*.txt", "x/a.txt", true),
      ("x/*.txt", "x/a.txt", true), ("x/*.txt", "x/y/a.txt", false), ("**/a.txt", "x/y/a.txt", true),
      ("**/a.txt", "a.txt", true), ("x/**", "x/y/a.txt", true), ("x/**", "x", false),
      ("x/**/a.txt", "x/a.txt", true),
      ("x/**/a.txt", "x/y/z/a.txt", true), ("x/**/a.txt", "y/a.txt", false), ("a?c", "abc", true),
      ("a[0-9]", "a7", true),
      ("a[0-9]", "ax", false), ("\\#a", "#a", true), ("\\!a", "!a", true), ("a.txt  ", "a.txt", true),
      ("通知/*.txt", "通知/一.txt", true),
    ])
  func matching(pattern: String, path: String, isIgnored: Bool) {
    let answer = IgnoreRules(pattern).isIgnored(path.split(separator: "/").map(String.init), isDirectory: false)
    #expect(answer == (isIgnored ? true : nil))
  }

  @Test("the last rule decides, and an exclamation mark takes back")
  func order() {
    let rules = IgnoreRules("*.txt\r\n!keep.txt\n# !a.txt\nkeep.txt/\n")
    #expect(rules.isIgnored(["a.txt"], isDirectory: false) == true)
    #expect(rules.isIgnored(["keep.txt"], isDirectory: false) == false)
    #expect(rules.isIgnored(["keep.txt"], isDirectory: true) == true)
    #expect(rules.isIgnored(["a.md"], isDirectory: false) == nil)
  }

  @Test("many stars take no time to speak of")
  func stars() {
    let pattern = Array(repeating: "**", count: 200).joined(separator: "/a/")
    let path = Array(repeating: "a", count: 200)
    #expect(IgnoreRules(pattern + "/b").isIgnored(path, isDirectory: false) == nil)
  }
}
