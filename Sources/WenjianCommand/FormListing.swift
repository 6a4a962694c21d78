// The written forms in which the strings of a query were found.

import Wenjian
import WenjianMessages
import WenjianText

/// `第十三条 812 · 第13条 1,204`, a line for each string that was found in another form than the typed one.
func formLines(_ forms: [WrittenFormCounts]) -> [String] {
  var lines: [String] = []
  var rest = forms[...]
  while let typed = rest.first {
    // A string that is typed twice is one, so that the next typed form begins the next string.
    let others = rest.dropFirst().prefix { !$0.rules.isEmpty }
    rest = rest.dropFirst(1 + others.count)
    let found = others.filter { $0.occurrences > 0 }.sorted {
      ($0.occurrences, $1.text) > ($1.occurrences, $0.text)
    }
    if found.isEmpty { continue }
    let shown = ([typed] + found.prefix(shownForms)).map {
      displayText(of: $0.text) + " " + grouped($0.occurrences)
    }
    let hidden = found.dropFirst(shownForms).reduce(0) { $0 + $1.occurrences }
    lines.append(
      (shown + (hidden > 0 ? [localized("other forms \(grouped(hidden))")] : [])).joined(separator: " · "))
  }
  return lines
}

/// Of other forms of a string no more are listed for people.
private let shownForms = 7
