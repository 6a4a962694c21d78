// `wenjian info`: what an index holds, and what it takes.

import ArgumentParser
import Wenjian
import WenjianCluster
import WenjianJSON
import WenjianMessages
import WenjianText

struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: localized("Tell what the index holds, its size and its versions."),
    discussion: localized(
      """
      EXAMPLES:
        wenjian info
        wenjian info --sizes --index /srv/policy/Index
      """))

  @OptionGroup var location: IndexLocation
  @Flag(help: .localized("Also the size of each part."))
  var sizes = false
  @Flag(help: .localized("Write one JSON object."))
  var json = false

  func run() throws {
    let info = try location.openAnywhere().info
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
    row(localized("index"), displayKey(path))
    var documentText = grouped(documents)
    if deletedDocuments > 0 {
      documentText = localized("\(documentText), and \(grouped(deletedDocuments)) removed that still take room")
    }
    row(localized("documents"), documentText)
    row(localized("characters"), grouped(characters))
    row(localized("text"), byteSize(textBytes))
    row(localized("size"), sizeText)
    row(localized("positions"), grouped(positions))
    if let grams { row(localized("grams"), grouped(grams)) }
    row(localized("segments"), grouped(segments))
    row(localized("commit"), grouped(generation))
    if ClusterAddress.isAddress(path) {
      row(
        localized("not there"),
        localized("related documents, suggestions, synonyms of your own, copies, versions and citations"))
    }
    row(
      localized("versions"),
      localized("format \(formatVersion), fold \(foldVersion), stream \(streamVersion), ICU \(icuVersion)"))
    if icuVersion != runningICUVersion {
      row(
        "",
        localized(
          "this ICU is \(runningICUVersion): ranking may differ a little, nothing is missed; to "
            + "refresh it build the index again"))
    }
    guard withParts else { return }
    output.writeLine()
    let rows = parts.map { (localized(english: $0.name), $0.byteCount) } + [(localized("all"), indexBytes)]
    let width = rows.map { displayWidth(of: $0.0) }.max() ?? 0
    func line(_ name: String, _ bytes: String, _ ratio: String) {
      let right = [(bytes, 16), (ratio, 14)].map { text, columns in
        String(repeating: " ", count: max(0, columns - displayWidth(of: text))) + text
      }
      output.writeLine(padded(name, to: width) + right.joined())
    }
    line("", localized("bytes"), localized("of the text"))
    for (name, byteCount) in rows { line(name, grouped(byteCount), ratio(byteCount)) }
  }

  /// Bytes for each byte of text.
  private func ratio(_ byteCount: Int) -> String {
    textBytes > 0 ? decimal(Double(byteCount) / Double(textBytes), places: 4) : ""
  }

  /// With its share of the text.
  private var sizeText: String {
    let size = byteSize(indexBytes)
    guard textBytes > 0 else { return size }
    return localized("\(size), \(decimal(Double(indexBytes) / Double(textBytes), places: 3)) of the text")
  }
}
