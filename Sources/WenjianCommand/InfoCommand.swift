// `wenjian info`: what an index holds, and what it takes.

import ArgumentParser
import Wenjian
import WenjianJSON
import WenjianText

struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Tell what the index holds, its size and its versions.",
    discussion: """
      EXAMPLES:
        wenjian info
        wenjian info --sizes --index /srv/policy/Index
      """)

  @OptionGroup var location: IndexLocation
  @Flag(help: "Also the size of each part.")
  var sizes = false
  @Flag(help: "Write one JSON object.")
  var json = false

  func run() throws {
    let info = try location.open().info
    let output = Output()
    if json {
      try output.write(IndexInfoAnswer(info))
    } else {
      info.write(to: output, withParts: sizes)
    }
    try output.finish()
  }
}

extension IndexInfo {
  fileprivate func write(to output: Output, withParts: Bool) {
    func row(_ name: String, _ value: String) {
      output.writeLine(padded(name, to: 14) + value)
    }
    row("index", displayKey(path))
    var documentText = grouped(documents)
    if deletedDocuments > 0 {
      documentText += ", and \(grouped(deletedDocuments)) removed that still take room"
    }
    row("documents", documentText)
    row("characters", grouped(characters))
    row("text", byteSize(textBytes))
    row("size", byteSize(indexBytes) + share(indexBytes))
    row("positions", grouped(positions))
    row("grams", grouped(grams))
    row("segments", grouped(segments))
    row("commit", grouped(generation))
    row(
      "versions",
      "format \(formatVersion), fold \(foldVersion), stream \(streamVersion), ICU \(icuVersion)")
    if icuVersion != runningICUVersion {
      row(
        "",
        "this ICU is \(runningICUVersion): ranking may differ a little, nothing is missed; to "
          + "refresh it build the index again")
    }
    guard withParts else { return }
    output.writeLine()
    let rows = parts.map { ($0.name, $0.byteCount) } + [("all", indexBytes)]
    let width = rows.map(\.0.count).max() ?? 0
    func line(_ name: String, _ bytes: String, _ ratio: String) {
      let right = [(bytes, 16), (ratio, 14)].map { text, columns in
        String(repeating: " ", count: max(0, columns - text.count)) + text
      }
      output.writeLine(padded(name, to: width) + right.joined())
    }
    line("", "bytes", "of the text")
    for (name, byteCount) in rows { line(name, grouped(byteCount), ratio(byteCount)) }
  }

  /// Bytes for each byte of text.
  private func ratio(_ byteCount: Int) -> String {
    textBytes > 0 ? decimal(Double(byteCount) / Double(textBytes), places: 4) : ""
  }

  private func share(_ byteCount: Int) -> String {
    guard textBytes > 0 else { return "" }
    return ", " + decimal(Double(byteCount) / Double(textBytes), places: 3) + " of the text"
  }
}
