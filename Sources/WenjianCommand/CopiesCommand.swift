// `wenjian copies`: which documents are copies of each other.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages
import WenjianText

struct CopiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copies",
    abstract: localized("List documents that are copies of each other, or those of one document."),
    discussion: localized(
      """
      Copies share most of their text: reprints, also in the other script, with another head and \
      foot, or cut short. `wenjian search --collapse` shows one of each group.

      EXAMPLES:
        wenjian copies
        wenjian copies 通知/2016-64.txt
        wenjian copies --json | jq -r '.groups[].documents[1:][].key'

      Exit status 1 means that there are none.
      """))

  @Argument(help: .localized("The document's key: the path that search prints."))
  var key: String?
  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let index = try location.open()
    let output = Output()
    let isEmpty =
      if let key {
        try write(try index.copies(of: key), of: key, to: output)
      } else {
        try write(try index.copyGroups(), to: output)
      }
    try output.finish()
    if isEmpty { throw ExitStatus.nothingFound }
  }

  /// - Returns: whether there are none.
  private func write(_ copies: [IndexedDocument], of key: String, to output: Output) throws -> Bool {
    if json {
      try output.write(CopiesAnswer(of: key, copies))
    } else {
      output.writeLine(localized("\(copyCount(copies.count)) of \(displayKey(key))"))
      for copy in copies { output.writeLine("  " + copy.line()) }
    }
    return copies.isEmpty
  }

  /// - Returns: whether there are none.
  private func write(_ groups: [[IndexedDocument]], to output: Output) throws -> Bool {
    let documents = groups.reduce(0) { $0 + $1.count }
    if json {
      try output.write(CopyGroupsAnswer(groups))
      return groups.isEmpty
    }
    output.writeLine(localized("\(counted(groups.count, "group")) of copies, \(counted(documents, "document"))"))
    for group in groups where output.isOpen {
      let title = group.first?.shownTitle ?? ""
      output.writeLine()
      let count = counted(group.count, "document")
      output.writeLine(title.isEmpty ? count : localized("\(count): \(title)"))
      for document in group { output.writeLine("  " + document.line(besides: title)) }
    }
    return groups.isEmpty
  }
}
