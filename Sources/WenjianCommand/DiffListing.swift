// What changed between two documents, for people.

import Wenjian
import WenjianComparison
import WenjianJSON
import WenjianMessages
import WenjianText

extension ComparisonAnswer {
  func writeListing(to output: Output, _ terminal: Terminal) {
    let style = DiffStyle(terminal: terminal, marksPunctuation: includesSame)
    output.writeLine(terminal.styled("- " + old.line(), .removed))
    output.writeLine(terminal.styled("+ " + new.line(), .added))
    output.writeLine(counts)
    for change in shown where output.isOpen {
      output.writeLine()
      output.writeLine(terminal.styled(displayText(of: change.summary), .title))
      style.write(change, to: output)
    }
    let renumbered = renumberedRuns
    if !renumbered.isEmpty {
      output.writeLine()
      output.writeLine(terminal.styled(localized("renumbered, the words unchanged"), .title))
      for line in renumbered where output.isOpen { output.writeLine("  " + displayText(of: line)) }
    }
  }

  /// `12 articles amended, 3 added, 1 removed, 2 moved, 40 renumbered; other parts: 4 amended, 1 added`.
  private var counts: String {
    func words(_ changes: [UnitChange], _ noun: String) -> String {
      let counts =
        UnitChange.Kind.allCases.map { kind in (kind.name, changes.count { $0.kind == kind }) } + [
          (localized("moved"), changes.count(where: \.isMoved)),
          (localized("renumbered"), changes.count(where: \.isRenumbered)),
        ]
      let shown = counts.filter { $0.1 > 0 }.map { localized("\(grouped($0.1)) \($0.0)") }
      return localized("\(noun): \(clauses(shown))")
    }
    let articles = comparison.changes.filter { ($0.new ?? $0.old)?.kind == .article }
    let others = comparison.changes.filter { ($0.new ?? $0.old)?.kind != .article }
    return [
      articles.isEmpty ? nil : words(articles, localized("articles")),
      others.isEmpty ? nil : words(others, localized("other parts")),
    ]
    .compactMap { $0 }.joined(separator: "\n")
  }

  /// `第十条–第二十条 → 第十一条–第二十一条`: neighbours in one line.
  private var renumberedRuns: [String] {
    var runs: [[UnitChange]] = []
    for change in comparison.changes {
      guard change.isRenumbered, !change.isMoved, change.kind == .unchanged || change.kind == .punctuation,
        let old = change.old, let new = change.new
      else { continue }
      if let last = runs.last?.last, let lastOld = last.old, let lastNew = last.new, new.kind == lastNew.kind,
        old.ordinal == lastOld.ordinal + 1, new.ordinal == lastNew.ordinal + 1
      {
        runs[runs.count - 1].append(change)
      } else {
        runs.append([change])
      }
    }
    return runs.compactMap { run in
      guard let first = run.first, let last = run.last else { return nil }
      func span(_ unit: KeyPath<UnitChange, ComparedUnit?>) -> String {
        let numbers = [first, last].map { $0[keyPath: unit]?.number ?? "" }
        return run.count == 1 ? numbers[0] : numbers.joined(separator: "–")
      }
      return span(\.old) + " → " + span(\.new)
    }
  }
}

/// How changes are marked: by colours, or by signs.
private struct DiffStyle {
  let terminal: Terminal
  /// Whether changes of punctuation are marked too; else the new marks are shown as the rest is.
  let marksPunctuation: Bool

  func write(_ change: UnitChange, to output: Output) {
    // The lines of the text, each as stretches of one style.
    var lines: [[(text: String, style: Terminal.Style?)]] = [[]]
    for piece in change.pieces {
      let isWhole = change.kind == .added || change.kind == .removed
      for (number, part) in piece.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if number > 0 { lines.append([]) }
        let text = displayText(of: String(part))
        if text.isEmpty { continue }
        let isMarked = !piece.isPunctuation || marksPunctuation
        switch piece.kind {
        case .removed where !isMarked: break
        case .added where !isMarked: lines[lines.count - 1].append((text, nil))
        case .same: lines[lines.count - 1].append((text, nil))
        case .removed:
          let marked = terminal.isColored || isWhole ? text : "[-" + text + "-]"
          lines[lines.count - 1].append((marked, .removed))
        case .added:
          let marked = terminal.isColored || isWhole ? text : "{+" + text + "+}"
          lines[lines.count - 1].append((marked, .added))
        }
      }
    }
    for line in lines where !line.isEmpty { write(line, to: output) }
  }

  private func write(_ line: [(text: String, style: Terminal.Style?)], to output: Output) {
    let text = line.map(\.text).joined()
    let rows =
      terminal.columnCount.map { wrappedLines(of: text, columnCount: max($0 - 2, 2)) } ?? [0..<text.utf8.count]
    let bytes = Array(text.utf8)
    for row in rows {
      var shown = "  "
      var start = 0
      for part in line {
        let end = start + part.text.utf8.count
        let inside = (start..<end).clamped(to: row)
        if !inside.isEmpty {
          let text = String(decoding: bytes[inside], as: UTF8.self)
          shown += part.style.map { terminal.styled(text, $0) } ?? text
        }
        start = end
      }
      output.writeLine(shown)
    }
  }
}

extension UnitChange.Kind {
  /// As people read it.
  var name: String {
    switch self {
    case .unchanged: localized("unchanged")
    case .punctuation: localized("in punctuation only")
    case .amended: localized("amended")
    case .added: localized("added")
    case .removed: localized("removed")
    }
  }
}
