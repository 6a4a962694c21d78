// A place in a law as others cite it: 第十三条第二款第（三）项.

import WenjianText

/// Where in a document a citation points; all zero for the document as a whole.
package struct CitedPlace: Hashable, Sendable {
  /// 条
  package var article = 0
  /// Behind 之; 0 without.
  package var insertion = 0
  /// 款 on the mainland, 項 in Taiwan.
  package var paragraph = 0
  /// 项 on the mainland, 款 in Taiwan.
  package var item = 0
  /// 目
  package var point = 0
  /// 第三条至第五条: the last of a range, counted in the smallest unit that is named; 0 where it is no range.
  package var through = 0

  package init(
    article: Int = 0, insertion: Int = 0, paragraph: Int = 0, item: Int = 0, point: Int = 0, through: Int = 0
  ) {
    self.article = article
    self.insertion = insertion
    self.paragraph = paragraph
    self.item = item
    self.point = point
    self.through = through
  }

  /// The whole of a document.
  package var isWhole: Bool { self == CitedPlace() }

  /// As it is cited on the mainland: 第十三条之一第二款第（三）项, 第三条至第五条; empty for the whole.
  package var name: String {
    var result = ""
    if article > 0 {
      result += "第\(ChineseNumeral.spelled(article))条"
      if insertion > 0 { result += "之\(ChineseNumeral.spelled(insertion))" }
    }
    if paragraph > 0 { result += "第\(ChineseNumeral.spelled(paragraph))款" }
    if item > 0 { result += "第（\(ChineseNumeral.spelled(item))）项" }
    if point > 0 { result += "第\(point)目" }
    guard through > 0 else { return result }
    let last = ChineseNumeral.spelled(through)
    if point > 0 { return result + "至第\(through)目" }
    if item > 0 { return result + "至第（\(last)）项" }
    return result + (paragraph > 0 ? "至第\(last)款" : "至第\(last)条")
  }

  /// Whether a citation of this place speaks of another: of the same, of one in it, or of one that it lies in.
  package func touches(_ other: CitedPlace) -> Bool {
    if isWhole || other.isWhole { return true }
    func articles(_ place: CitedPlace) -> ClosedRange<Int> {
      let isRange = place.through > place.article && place.paragraph == 0 && place.item == 0 && place.point == 0
      return place.article...(isRange ? place.through : place.article)
    }
    let (mine, others) = (articles(self), articles(other))
    guard mine.overlaps(others) else { return false }
    if mine.count > 1 || others.count > 1 { return true }
    guard insertion == other.insertion else { return false }
    /// A part that one of them does not name is all of it.
    func agree(_ part: KeyPath<CitedPlace, Int>, _ isLast: KeyPath<CitedPlace, Int>?) -> Bool {
      func numbers(_ place: CitedPlace) -> ClosedRange<Int> {
        let end = isLast.map { place[keyPath: $0] == 0 } ?? true
        let first = place[keyPath: part]
        return first...(end && first > 0 ? max(place.through, first) : first)
      }
      return self[keyPath: part] == 0 || other[keyPath: part] == 0 || numbers(self).overlaps(numbers(other))
    }
    return agree(\.paragraph, \.item) && agree(\.item, \.point) && agree(\.point, nil)
  }
}
