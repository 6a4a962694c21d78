// `wenjian optimize`: makes an index one segment.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages

struct OptimizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize",
    abstract: localized("Merge the index into one segment, without what was deleted."),
    discussion: localized(
      """
      Updates keep an index in few segments by themselves. One segment is the fastest to search and \
      the smallest; making it reads and writes the whole index once. Searches go on meanwhile.

      --compact writes it smaller still, which takes about as long as indexing did; phrases then take longer \
      to find. Updates are written as usual: for an index that is not updated any more.

      EXAMPLES:
        wenjian optimize
        wenjian optimize --compact
        wenjian optimize --index /srv/policy/Index
      """))

  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("Write the segment to be small rather than quick to search."))
  var compact = false
  @Flag(help: .localized("Print nothing but errors."))
  var quiet = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    // Before the writer makes a directory: a mistyped name must not leave an empty index behind.
    let before = try location.open().info
    var isComplete = true
    if compact || before.segments > 1 || before.deletedDocuments > 0 {
      isComplete = try tellWarnings(of: IndexWriter(at: location.path).optimize(isCompact: compact))
    }
    let after = try behindCommit { try location.open().info }
    let output = Output()
    if json {
      try output.write(OptimizationAnswer(index: location.path, before: before, after: after))
    } else if !quiet {
      output.writeLine(
        before == after
          ? localized("nothing to do: \(counted(after.segments, "segment")), \(byteSize(after.indexBytes))")
          : "\(counted(before.segments, "segment")), \(byteSize(before.indexBytes)) -> "
            + "\(counted(after.segments, "segment")), \(byteSize(after.indexBytes))")
    }
    try behindCommit { try output.finish() }
    if !isComplete { throw ExitStatus.incomplete }
  }
}
