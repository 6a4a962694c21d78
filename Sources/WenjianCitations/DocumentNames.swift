// Which documents a title or a number leads to.

import Wenjian
import WenjianDocument
import WenjianModel
import WenjianText

/// The documents of an index by what others call them.
struct DocumentNames: Sendable {
  struct Entry: Sendable {
    var key: String
    var date: CivilDate?
  }

  private var byTitle: [String: [Entry]] = [:]
  /// Titles without the office before 关于: what is cited as 《关于…的通知》.
  private var bySubject: [String: Set<String>] = [:]
  private var byNumber: [String: [Entry]] = [:]
  /// By key.
  private var titles: [String: String] = [:]
  private var writtenTitles: [String: String] = [:]
  private var numbers: [String: String] = [:]

  /// - Complexity: linear in the documents.
  init(_ documents: [NamedDocument]) {
    for document in documents {
      let entry = Entry(key: document.key, date: document.date)
      let title = CitedTitle.normalForm(of: document.title)
      if title.unicodeScalars.count >= 2 {
        byTitle[title, default: []].append(entry)
        titles[document.key] = title
        writtenTitles[document.key] = document.title
        if let subject = Self.subject(of: title) { bySubject[subject, default: []].insert(title) }
      }
      if let number = document.number.flatMap(DocumentNumber.normalForm).map(CitedTitle.normalNumber) {
        byNumber[number, default: []].append(entry)
        numbers[document.key] = number
      }
    }
    byTitle = byTitle.mapValues(Self.byDate)
    byNumber = byNumber.mapValues(Self.byDate)
  }

  private static func byDate(_ entries: [Entry]) -> [Entry] {
    entries.sorted { ($0.date?.number ?? .max, $0.key) < ($1.date?.number ?? .max, $1.key) }
  }

  /// 关于…的通知 of 国务院关于…的通知.
  static func subject(of title: String) -> String? {
    guard let start = title.firstRange(of: "关于")?.lowerBound else { return nil }
    let subject = title[start...]
    return subject.unicodeScalars.count >= 8 ? String(subject) : nil
  }

  func title(ofKey key: String) -> String? { titles[key] }
  func writtenTitle(ofKey key: String) -> String? { writtenTitles[key] }

  /// 《立法法》 for a title in its normal form, with the characters and marks of the newest document that has it.
  func shownTitle(_ title: String) -> String {
    let written = byTitle[title]?.last.flatMap { writtenTitles[$0.key] }
    return CitedTitle.quoted(written.map(displayText) ?? title)
  }

  func number(ofKey key: String) -> String? { numbers[key] }

  /// - Parameter title: in its normal form.
  /// - Returns: the title as the index has it, and its documents, the oldest first; nil when there are none.
  func documents(titled title: String) -> (title: String, entries: [Entry])? {
    if let found = byTitle[title] { return (title, found) }
    // An office that only one of both names, when no other document has the subject.
    guard let subject = Self.subject(of: title), let known = bySubject[subject], known.count == 1,
      let only = known.first,
      only == subject || title == subject, let found = byTitle[only]
    else { return nil }
    return (only, found)
  }

  func documents(numbered number: String) -> [Entry]? { byNumber[CitedTitle.normalNumber(number)] }

  /// The longest title that words end in: 刑法 of 应当依照刑法.
  /// - Parameter isKnown: whether a title that the index does not have counts as one.
  /// - Returns: with the number of scalars that it takes at the end of the words.
  func title(endingIn words: String, _ isKnown: (String) -> Bool) -> (title: String, scalarCount: Int)? {
    let scalars = Array(words.unicodeScalars)
    for start in scalars.indices where scalars.count - start >= 2 {
      let title = CitedTitle.normalForm(of: String(String.UnicodeScalarView(scalars[start...])))
      if byTitle[title] != nil || isKnown(title) { return (title, scalars.count - start) }
    }
    return nil
  }
}
