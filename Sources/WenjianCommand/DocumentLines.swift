// Documents that are named in lists, as lines.

import Wenjian
import WenjianMessages
import WenjianText

extension IndexedDocument {
  /// Empty when the key says the same.
  var shownTitle: String {
    let title = displayText(of: self.title)
    return title == key ? "" : title
  }

  /// `a.txt  2016-12-02  人民日报  关于…的通知`, without what is unknown.
  /// - Parameter title: what need not be said again.
  func line(besides title: String = "") -> String {
    // The key is never cut or wrapped: people copy it into `wenjian show`.
    var parts = [displayKey(key)]
    if let date { parts.append(date.description) }
    if let source { parts.append(displayText(of: source)) }
    if !shownTitle.isEmpty, shownTitle != title { parts.append(shownTitle) }
    return parts.joined(separator: "  ")
  }
}

/// `1 copy`, `12 copies`.
func copyCount(_ number: Int) -> String { localized(number == 1 ? "1 copy" : "\(grouped(number)) copies") }

/// `+3 copies: a.txt, b.txt, …` in at most so many columns: whole keys while they fit; of the first, if need be, the
/// end, which is what tells files apart.
func copiesLine(_ copies: [IndexedDocument], columnCount: Int) -> String {
  var line = localized("+\(copyCount(copies.count)): ")
  for (number, copy) in copies.enumerated() {
    let key = displayKey(copy.key)
    let rest = number + 1 < copies.count ? ", …" : ""
    let room = columnCount - displayWidth(of: line) - displayWidth(of: rest)
    if number > 0 {
      // Two columns for the comma.
      if displayWidth(of: key) + 2 > room { return line + ", …" }
      line += ", " + key
    } else if displayWidth(of: key) <= room {
      line += key
    } else {
      var tail = key.unicodeScalars[...]
      while !tail.isEmpty, displayWidth(of: String(tail)) + 1 > room { tail.removeFirst() }
      return line + "…" + String(tail) + rest
    }
  }
  return line
}
