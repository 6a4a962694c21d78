// Titles that tell documents apart though their texts are nearly the same: forms that different offices filled in.

import WenjianStream

/// The title of a document, folded: its letters, Han and figures, and the marks by which the name of a medium or a site
/// is set apart from it.
struct FormTitle: Equatable {
  private let scalars: [UInt32]

  init(_ title: String) {
    scalars = title.unicodeScalars.compactMap { scalar in
      let entry = foldEntry(of: scalar.value)
      switch entry.kind {
      case FoldKind.symbol, FoldKind.letter, FoldKind.digit: return entry.scalar
      default: return Self.marks[entry.scalar]
      }
    }
  }

  private static let colon: UInt32 = 0
  private static let bar: UInt32 = 1
  private static let marks: [UInt32: UInt32] = {
    var marks: [UInt32: UInt32] = [:]
    for sign in "_|-—–".unicodeScalars { marks[foldEntry(of: sign.value).scalar] = bar }
    for sign in ":".unicodeScalars { marks[foldEntry(of: sign.value).scalar] = colon }
    return marks
  }()

  /// What the name of a newspaper, a site or a station ends with.
  private static let media = Set("网报社台刊站端".unicodeScalars.map { foldEntry(of: $0.value).scalar })
  /// Letters and Han of such a name.
  private static let nameLength = 12

  /// What the name of an office, a firm or a place ends with.
  private static let offices = Set(
    "局厅委会府院司部处办室所站社行校园县市区省州旗镇乡村团队中心公司大学".unicodeScalars.map { foldEntry(of: $0.value).scalar })

  /// Whether two titles are one form with something else filled in: 青山县机构编制表 and 绿水县机构编制表, 少儿重大疾病保险条款
  /// and 成人重大疾病保险条款. Between what both have in common at their ends each has its own, and that is the name of an
  /// office, or at most half of the title. A title that only lacks something is that of a reprint, and so is one with
  /// another name set apart from it (某网：…, …_某网).
  static func areApart(_ a: FormTitle, _ b: FormTitle) -> Bool {
    let (one, two) = (a.scalars, b.scalars)
    let shorter = min(one.count, two.count)
    var head = 0
    while head < shorter, one[head] == two[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, one[one.count - 1 - tail] == two[two.count - 1 - tail] { tail += 1 }
    guard head + tail > 0, head + tail < shorter else { return false }
    // Behind what is their own.
    let (oneEnd, twoEnd) = (one.count - tail, two.count - tail)
    if head == 0, let mark = one[oneEnd...].prefix(nameLength).firstIndex(where: { $0 <= bar }),
      isSetApart(by: one[mark], names: [one[..<mark], two[..<(twoEnd + mark - oneEnd)]])
    {
      return false
    }
    if tail == 0, let mark = one[..<head].suffix(nameLength).lastIndex(where: { $0 <= bar }),
      isSetApart(by: one[mark], names: [one[(mark + 1)...], two[(mark + 1)...]])
    {
      return false
    }
    if (head + tail) * 2 >= max(one.count, two.count) { return true }
    return tail > 1
      && (offices.contains(one[oneEnd]) || offices.contains(one[oneEnd - 1]) && offices.contains(two[twoEnd - 1]))
  }
}

extension FormTitle {
  /// Whether names before or behind a title are no part of it: behind a bar any, at a colon those of media.
  private static func isSetApart(by mark: UInt32, names: [ArraySlice<UInt32>]) -> Bool {
    mark == bar || names.allSatisfy { $0.last.map(media.contains) ?? false }
  }
}

/// The titles of documents that are taken for copies of one another: each is read when it is first asked for, since few
/// documents are like any other.
struct GroupTitles {
  private let title: (Int) -> FormTitle?
  /// By the first place of a group; one without an entry has the title of its place.
  private var titles: [Int: [FormTitle]] = [:]

  /// Groups have more titles only where each reprint has its own.
  private static let limit = 8

  /// - Parameter title: of the document at a place; nil for one without a title.
  init(_ title: @escaping (Int) -> FormTitle?) { self.title = title }

  /// Whether the titles of two groups say that they are different documents.
  mutating func areApart(_ a: Int, _ b: Int) -> Bool {
    let (one, two) = (titles(of: a), titles(of: b))
    return one.contains { title in two.contains { FormTitle.areApart(title, $0) } }
  }

  mutating func unite(_ a: Int, _ b: Int, into root: Int) {
    var all = titles(of: a)
    for title in titles(of: b) where all.count < Self.limit && !all.contains(title) { all.append(title) }
    titles[a] = nil
    titles[b] = nil
    titles[root] = all
  }

  private mutating func titles(of root: Int) -> [FormTitle] {
    if let known = titles[root] { return known }
    let found = title(root).map { [$0] } ?? []
    titles[root] = found
    return found
  }
}
