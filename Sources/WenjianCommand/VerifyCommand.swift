// `wenjian verify`: checks the index.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianMessages

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: localized("Check that the index is whole and says what its documents say."),
    discussion: localized(
      """
      Compares every part with its checksum, then reads the stored text again and compares what it \
      gives with the index: every position, every document, every word boundary.

      EXAMPLES:
        wenjian verify
        wenjian verify --quick --index /srv/policy/Index

      Exit status 65 means that the index is damaged; the message names the file and the part.
      """))

  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("Only compare checksums."))
  var quick = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let index = try location.open()
    let depth: VerificationDepth = quick ? .checksums : .contents
    try index.verify(depth)
    let info = index.info
    let output = Output()
    if json {
      try output.write(VerificationAnswer(info, depth))
    } else {
      let sizes = [
        counted(info.documents, "document"), counted(info.segments, "segment"),
        counted(info.positions, "position"), byteSize(info.indexBytes),
      ]
      output.writeLine(localized("sound: \(clauses(sizes))"))
      output.writeLine(
        localized(
          quick
            ? "compared: checksums" : "compared: checksums, and every position and document with the stored text"))
    }
    try output.finish()
  }
}
