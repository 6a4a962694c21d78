// The user's own synonyms, as they are typed.

/// A list of synonyms: a plain text file in UTF-8, a line a group.
///
/// ```
/// # comments and empty lines count for nothing
/// 放管服, 放管服改革 = 简政放权
/// 人社部 => 人力资源和社会保障部
/// ```
///
/// The words of a line are parted by `,` `，` `、` or `=`, or, where the line has tabs, by these alone; each of them stands
/// for all others. `a => b, c` is one way: who asks for `a` finds `b` and `c` too.
package struct SynonymFile: Sendable, Equatable {
  /// A line that counts for nothing.
  package struct Problem: Sendable, Equatable {
    /// From 1 on; 0 for the file.
    package var line: Int
    package var message: String
  }

  package private(set) var table = SynonymTable()
  package private(set) var problems: [Problem] = []

  /// The longest word, in elements.
  package static let wordLimit = 64
  /// The most words in a line.
  package static let groupLimit = 63
  /// Larger files are not read.
  package static let byteLimit = 8 << 20
  /// Further problems are not kept.
  package static let problemLimit = 100

  package init() {}

  /// - Parameter problem: why the file could not be read.
  package init(unreadable problem: String) { problems = [Problem(line: 0, message: problem)] }

  /// Reads a file. Lines that cannot be read are told and count for nothing; the others count.
  package init(_ bytes: [UInt8]) {
    guard bytes.count <= Self.byteLimit else {
      note(0, "the file is larger than \(Self.byteLimit >> 20) MB and is not read: leave words out")
      return
    }
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    var number = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let line = line.last == 0x0D ? line.dropLast() : line
      guard let string = String(validating: line, as: UTF8.self) else {
        note(number, "the line is not UTF-8: save the file in UTF-8")
        continue
      }
      read(string, number)
    }
  }

  private mutating func note(_ line: Int, _ message: String) {
    if problems.count < Self.problemLimit { problems.append(Problem(line: line, message: message)) }
  }

  private mutating func read(_ line: String, _ number: Int) {
    let content = Self.trimmed(line[...])
    if content.isEmpty || content.hasPrefix("#") { return }
    let sides = Self.sides(content)
    guard sides.count <= 2 else { return note(number, "a line has one => at most") }
    let words = sides.map { Self.words($0) }
    for word in words.joined() {
      let count = ElementLexicon<Bool>.elements(word).count
      if count == 0 {
        return note(
          number,
          word.isEmpty
            ? "a word is missing beside a separator" : "\u{201C}\(word)\u{201D} holds nothing that is searched for")
      }
      if count > Self.wordLimit { return note(number, "a word is longer than \(Self.wordLimit) characters") }
    }
    guard words.joined().count <= Self.groupLimit else {
      return note(number, "there are more than \(Self.groupLimit) words in the line")
    }
    if words.count == 2 {
      guard words[0].count == 1 else {
        return note(number, "there is one word before =>; write a line for each")
      }
      table.add(words[0][0], standsFor: words[1])
    } else {
      guard words[0].count > 1 else {
        return note(number, "there is one word in the line; write its synonyms behind it, with , or = between them")
      }
      table.add(group: words[0])
    }
  }

  /// What is before and behind =>, of any width.
  private static func sides(_ line: Substring) -> [Substring] {
    var sides: [Substring] = []
    var start = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      let next = line.index(after: index)
      if line[index] == "=" || line[index] == "＝", next < line.endIndex, line[next] == ">" || line[next] == "＞" {
        sides.append(line[start..<index])
        start = line.index(after: next)
        index = start
      } else {
        index = next
      }
    }
    return sides + [line[start...]]
  }

  private static func words(_ text: Substring) -> [String] {
    let separators: Set<Character> = text.contains("\t") ? ["\t"] : [",", "，", "、", "=", "＝"]
    return text.split(omittingEmptySubsequences: false, whereSeparator: separators.contains).map {
      String(trimmed($0))
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
