// What bringing an index up to date did, or would do.

import Wenjian
import WenjianFileReaders

extension UpdateCheck {
  /// Why an index that is there is built anew.
  var rebuildReason: String? {
    if case .needsRebuild(let reason) = self { reason } else { nil }
  }
}

extension FileUpdate {
  /// `3 added, 2 changed, 1 moved, 4 removed, 3,466 unchanged`.
  var counts: String {
    [
      (added.count, "added"), (changed.count, "changed"), (moved.count, "moved"), (removed.count, "removed"),
      (unchanged, "unchanged"),
    ].map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ")
  }

  /// Whether there were files, and none is left.
  var leavesNothing: Bool {
    !removed.isEmpty && unchanged == 0 && added.isEmpty && changed.isEmpty && moved.isEmpty && kept.isEmpty
  }

  func writeJSON(_ json: inout JSONWriter) {
    json.strings("added", added)
    json.strings("changed", changed)
    json.objects("moved", moved) { json, move in
      json.field("from", move.from)
      json.field("to", move.to)
    }
    json.strings("removed", removed)
    json.field("unchanged", unchanged)
    json.objects("kept", kept) { json, file in
      json.field("path", file.path)
      json.field("reason", file.reason)
      json.field("documents", file.documents)
    }
  }

  /// The files one by one; the first of each kind, or all.
  func writeFiles(to output: Output, isVerbose: Bool) {
    func list(_ heading: String, _ lines: [String]) {
      let shown = isVerbose ? lines.count : min(lines.count, 10)
      for line in lines.prefix(shown) { output.writeLine("  \(padded(heading, to: 9))\(line)") }
      if shown < lines.count {
        output.writeLine("  \(padded(heading, to: 9))and \(grouped(lines.count - shown)) more, see --verbose")
      }
    }
    list("added", added.map(displayKey))
    list("changed", changed.map(displayKey))
    list("moved", moved.map { "\(displayKey($0.from)) -> \(displayKey($0.to))" })
    list("removed", removed.map(displayKey))
    writeKept(to: output, isVerbose: isVerbose)
  }

  /// The files that cannot be read and stay as they were.
  func writeKept(to output: Output, isVerbose: Bool) {
    guard !kept.isEmpty else { return }
    output.writeLine(
      "\(counted(kept.count, "file")) cannot be read now and stay in the index as they were:")
    for file in kept.prefix(isVerbose ? kept.count : 10) {
      output.writeLine("  \(displayKey(file.path)): \(file.reason)")
    }
    if !isVerbose, kept.count > 10 { output.writeLine("  and \(grouped(kept.count - 10)) more, see --verbose") }
  }
}

/// What `--dry-run` says.
struct UpdateListing {
  private let check: UpdateCheck
  private let update: FileUpdate?
  private let isVerbose: Bool

  /// - Parameter update: nil when the index would be built anew.
  init(_ check: UpdateCheck, _ update: FileUpdate?, isVerbose: Bool) {
    self.check = check
    self.update = update
    self.isVerbose = isVerbose
  }

  func write(asJSON: Bool) throws {
    let output = Output()
    if asJSON {
      JSONWriter.write(to: output) { json in
        json.field("wouldBuild", update == nil)
        if let reason = check.rebuildReason { json.field("rebuildReason", reason) }
        if let update { json.object("update") { update.writeJSON(&$0) } }
      }
    } else {
      if let update {
        output.writeLine("would be: " + update.counts)
        update.writeFiles(to: output, isVerbose: isVerbose)
      } else if let reason = check.rebuildReason {
        output.writeLine("the index would be built anew: \(displayKey(reason))")
      } else {
        output.writeLine("there is no index yet: it would be built")
      }
    }
    try output.finish()
  }
}
