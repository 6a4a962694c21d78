// What bringing an index up to date did, or would do.

import Wenjian
import WenjianFileReaders
import WenjianJSON
import WenjianMessages
import WenjianText

extension UpdateCheck {
  /// Why an index that is there is built anew.
  var rebuildReason: String? {
    if case .needsRebuild(let reason) = self { reason } else { nil }
  }
}

extension FileUpdate {
  /// `3 added, 2 changed, 1 moved, 4 removed, 3,466 unchanged`.
  var counts: String {
    let counts: [(Int, String)] = [
      (added.count, localized("added")), (changed.count, localized("changed")), (moved.count, localized("moved")),
      (removed.count, localized("removed")), (unchanged, localized("unchanged")),
    ]
    return clauses(counts.map { localized("\(grouped($0.0)) \($0.1)") })
  }

  /// The files one by one; the first of each kind, or all.
  func writeFiles(to output: Output, isVerbose: Bool) {
    func list(_ heading: String, _ lines: [String]) {
      let shown = isVerbose ? lines.count : min(lines.count, 10)
      for line in lines.prefix(shown) { output.writeLine("  \(padded(heading, to: 9))\(line)") }
      if shown < lines.count {
        output.writeLine(
          "  " + padded(heading, to: 9) + localized("and \(grouped(lines.count - shown)) more, see --verbose"))
      }
    }
    list(localized("added"), added.map(displayKey))
    list(localized("changed"), changed.map(displayKey))
    list(localized("moved"), moved.map { "\(displayKey($0.from)) -> \(displayKey($0.to))" })
    list(localized("removed"), removed.map(displayKey))
    writeKept(to: output, isVerbose: isVerbose)
  }

  /// The files that cannot be read and stay as they were.
  func writeKept(to output: Output, isVerbose: Bool) {
    guard !kept.isEmpty else { return }
    output.writeLine(
      localized("\(counted(kept.count, "file")) cannot be read now and stay in the index as they were:"))
    for file in kept.prefix(isVerbose ? kept.count : 10) {
      output.writeLine("  " + localized("\(displayKey(file.path)): \(localized(english: file.reason))"))
    }
    if !isVerbose, kept.count > 10 {
      output.writeLine("  " + localized("and \(grouped(kept.count - 10)) more, see --verbose"))
    }
  }
}

extension AddedDocuments {
  /// A line for each thing that became of documents that are of no file.
  func write(to output: Output, source: String) {
    func row(_ heading: String, _ text: String) { output.writeLine("  " + padded(heading, to: 9) + text) }
    if kept > 0 { row(localized("kept"), localized("\(counted(kept, "document")), added one by one")) }
    if leftOut > 0 {
      row(
        localized("left out"),
        localized("\(counted(leftOut, "document")) of the index before, which \(source) does not give"))
    }
    for line in lossLines { row(localized("lost"), line) }
  }

  /// What was to be kept and could not be.
  var lossLines: [String] {
    losses.map {
      localized("\(displayKey($0.key ?? localized("(without a key)"))): \(localized(english: $0.reason))")
    }
      + problems.map { displayKey(localized(english: $0)) }
  }
}

/// What `--dry-run` says.
struct UpdateListing {
  enum Preview {
    case update(FileUpdate)
    case rebuild(FileRebuild)
  }

  private let check: UpdateCheck
  private let preview: Preview
  private let isVerbose: Bool

  init(_ check: UpdateCheck, _ preview: Preview, isVerbose: Bool) {
    self.check = check
    self.preview = preview
    self.isVerbose = isVerbose
  }

  func write(asJSON: Bool) throws {
    let output = Output()
    if asJSON { try output.write(answer) } else { write(to: output) }
    try output.finish()
  }

  private func write(to output: Output) {
    switch preview {
    case .update(let update):
      output.writeLine(localized("would be: \(update.counts)"))
      update.writeFiles(to: output, isVerbose: isVerbose)
    case .rebuild(let rebuild):
      if let reason = check.rebuildReason {
        output.writeLine(localized("the index would be built anew: \(displayKey(localized(english: reason)))"))
      } else {
        output.writeLine(localized("there is no index yet: it would be built"))
      }
      output.writeLine("  " + padded(localized("read"), to: 9) + counted(rebuild.files, "file"))
      rebuild.added.write(to: output, source: localized("the directory"))
    }
  }

  private var answer: IndexingPreviewAnswer<FileUpdate> {
    switch preview {
    case .update(let update): .update(update)
    case .rebuild(let rebuild): .build(reason: check.rebuildReason, files: rebuild.files, added: rebuild.added)
    }
  }
}
