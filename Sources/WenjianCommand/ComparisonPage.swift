// A comparison as a page of HTML that is self-contained: no script, nothing that is loaded from elsewhere.

import Wenjian
import WenjianComparison
import WenjianJSON
import WenjianMessages

/// A table with a row for each part: both numbers, and the text with `<del>` and `<ins>`.
struct ComparisonPage: OutputShape {
  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws {
    guard let answer = answer as? ComparisonAnswer else { preconditionFailure("a page is made of a comparison") }
    let (old, new) = (name(of: answer.old), name(of: answer.new))
    let headings = [localized("old"), localized("new"), localized("change"), localized("text")]
      .map { "<th>\($0)</th>" }.joined()
    output.write(
      """
      <!DOCTYPE html>
      <html lang="\(messageLanguage == .english ? "zh" : messageLanguage.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(old) → \(new)</title>
      <style>
      body { font: 16px/1.7 "Noto Serif CJK SC", "Songti SC", SimSun, serif; max-width: 60em; margin: 2em auto; padding: 0 1em;
        color: #222; background: #fff; }
      h1 { font-size: 1.4em; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border-top: 1px solid #ddd; padding: .5em; text-align: left; vertical-align: top; }
      td.number { white-space: nowrap; }
      td.kind { white-space: nowrap; color: #666; font-size: .85em; }
      td.text { white-space: pre-line; }
      del { background: #fbd5d5; color: #8a1c1c; }
      ins { background: #d3f0d8; color: #14532d; text-decoration: none; }
      tr.unchanged td.text, tr.punctuation td.text { color: #666; }
      </style>
      </head>
      <body>
      <h1>\(old) → \(new)</h1>
      <p><del>\(described(answer.old))</del><br><ins>\(described(answer.new))</ins></p>
      <table>
      <thead><tr>\(headings)</tr></thead>
      <tbody>

      """)
    for change in answer.comparison.changes where output.isOpen {
      let isSame = change.kind == .unchanged || change.kind == .punctuation
      guard answer.includesSame || !isSame || change.isMoved || change.isRenumbered else { continue }
      write(change, marksPunctuation: answer.includesSame, to: output)
    }
    output.write("</tbody>\n</table>\n</body>\n</html>\n")
  }

  /// Versions have one title; the date tells them apart.
  private func name(of document: IndexedDocument) -> String {
    escaped(document.title + (document.date.map { " (\($0))" } ?? ""))
  }

  private func described(_ document: IndexedDocument) -> String {
    escaped([document.key, document.date?.description].compactMap { $0 }.joined(separator: "  "))
  }

  private func write(_ change: UnitChange, marksPunctuation: Bool, to output: Output) {
    let kind =
      clauses(
        [change.kind.name] + (change.isMoved ? [localized("moved")] : [])
          + (change.isRenumbered ? [localized("renumbered")] : []))
    output.write(
      "<tr class=\"\(change.kind.rawValue)\"><td class=\"number\">\(escaped(change.old?.number ?? ""))</td>")
    output.write("<td class=\"number\">\(escaped(change.new?.number ?? ""))</td><td class=\"kind\">\(kind)</td>")
    output.write("<td class=\"text\">")
    for piece in change.pieces {
      let text = escaped(piece.text)
      let isMarked = !piece.isPunctuation || marksPunctuation
      switch piece.kind {
      case .removed where !isMarked: break
      case .added where !isMarked: output.write(text)
      case .same: output.write(text)
      case .removed: output.write("<del>" + text + "</del>")
      case .added: output.write("<ins>" + text + "</ins>")
      }
    }
    output.write("</td></tr>\n")
  }
}

/// Text as the content of an element or an attribute in quotation marks; controls but line ends and tabs, which HTML does
/// not allow, as U+FFFD.
func escaped(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result.append(contentsOf: "&amp;".unicodeScalars)
    case "<": result.append(contentsOf: "&lt;".unicodeScalars)
    case ">": result.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
    case "\n", "\t": result.append(scalar)
    case "\r": break
    default: result.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
    }
  }
  return String(result)
}
