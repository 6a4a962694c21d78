import WenjianStream

/// Words that make a question of a sentence, and say nothing of what it is about.
enum QuestionWords {
  private static let words: [[AnalyzedElement]] = [
    "为什么", "怎么办", "怎么样", "怎么", "怎样", "如何", "是否", "请问", "什么", "哪些", "哪个", "哪里", "哪种", "多少", "多久", "能否", "可否", "吗",
    "呢",
  ].map { word in word.unicodeScalars.map { .scalar($0.value) } }

  /// Which elements of a string belong to one.
  /// - Complexity: linear in the string.
  static func elements(in string: [AnalyzedElement]) -> Set<Int> {
    var found = Set<Int>()
    for start in string.indices {
      // Longer ones come first.
      guard !found.contains(start), let word = words.first(where: { string[start...].starts(with: $0) }) else {
        continue
      }
      found.formUnion(start..<(start + word.count))
    }
    return found
  }
}
