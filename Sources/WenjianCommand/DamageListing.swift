// What is damaged, double and missing, for people: after indexing, and in `wenjian report`.

import Wenjian
import WenjianMessages
import WenjianText

/// Prints lists of a report, ten entries of each unless all are wanted.
struct DamageListing {
  let report: IndexingReport
  let output: Output
  let isVerbose: Bool

  func write() {
    writeDamaged()
    writeDuplicates()
    writeRepeatedKeys()
    writeSkipped()
  }

  private func writeDamaged() {
    guard !report.damaged.isEmpty else { return }
    let files = Set(report.damaged.map(\.path)).count
    output.writeLine(
      "  " + padded(localized("damaged"), to: 9)
        + localized("\(counted(files, "document")), indexed as far as sound:"))
    for total in report.damageTotals {
      let (documents, heading) = (grouped(total.documents), localized(total.kind.heading))
      output.writeLine(
        "    "
          + (total.kind.hasPlaces
            ? localized("\(documents) with \(heading) (\(counted(total.count, "place")) in all)")
            : localized("\(documents) with \(heading)")))
      writeList(report.damaged.lazy.filter { $0.kind == total.kind }, count: total.documents) {
        localized("\(displayKey($0.path)): \(description(of: $0))")
      }
    }
  }

  private func description(of damage: DamageReport) -> String {
    var parts: [String] = []
    switch damage.kind {
    case .guessedEncoding: if let encoding = damage.encoding { return description(of: encoding) }
    case .missingParts where !damage.detail.isEmpty: break
    default: parts.append(counted(damage.count, "place"))
    }
    if let place = places(of: damage) { parts.append(place) }
    if let score = damage.score { parts.append(localized("score \(decimal(score, places: 3))")) }
    if !damage.detail.isEmpty { parts.append(localized(english: damage.detail)) }
    return clauses(parts)
  }

  /// `at byte 5,229, line 31`; with --verbose all that are known.
  private func places(of damage: DamageReport) -> String? {
    if damage.byteOffsets.isEmpty { return nil }
    func place(_ index: Int) -> String {
      let byteOffset = grouped(damage.byteOffsets[index])
      guard damage.lines.indices.contains(index) else { return byteOffset }
      return localized("\(byteOffset) in line \(grouped(damage.lines[index]))")
    }
    if damage.count == 1 { return localized("at byte \(place(0))") }
    guard isVerbose, damage.byteOffsets.count > 1 else {
      return localized("the first at byte \(place(0))")
    }
    return localized("at bytes \(clauses(damage.byteOffsets.indices.map(place)))")
  }

  /// `GB18030 (98 % of it reads as Chinese), else Big5-HKSCS (52 %)`.
  private func description(of encoding: DamageReport.GuessedEncoding) -> String {
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    guard let other = encoding.runnerUp else {
      return localized("\(encoding.name) (\(percent(encoding.confidence)) reads well)")
    }
    return localized(
      "\(encoding.name) (\(percent(encoding.confidence)) reads well), "
        + "else \(other) (\(percent(encoding.runnerUpConfidence)))")
  }

  private func writeDuplicates() {
    guard !report.duplicates.isEmpty else { return }
    output.writeLine(
      "  " + padded(localized("double"), to: 9)
        + localized("\(counted(report.duplicates.count, "document")) with the text of another:"))
    writeList(report.duplicates, count: report.duplicates.count) {
      displayKey($0.path) + " = " + displayKey($0.original)
    }
  }

  private func writeRepeatedKeys() {
    guard !report.repeatedKeys.isEmpty else { return }
    output.writeLine(
      "  " + padded(localized("keys"), to: 9)
        + localized(
          "\(counted(report.repeatedKeys.count, "document")) whose key another has, with a number behind it:")
    )
    writeList(report.repeatedKeys, count: report.repeatedKeys.count) { displayKey($0.path) }
  }

  private func writeSkipped() {
    guard !report.skipped.isEmpty else { return }
    output.writeLine(
      "  " + padded(localized("left out"), to: 9) + localized("\(counted(report.skippedFiles, "file")):"))
    for group in report.skipped.byKind() {
      output.writeLine("    \(grouped(group.fileCount)) \(group.heading.shown)")
      writeList(group.files, count: group.files.count) { file in
        let path = displayKey(file.path)
        let name = file.files == 1 ? path : localized("\(path) (\(counted(file.files, "file")))")
        let isSaid = group.heading == .reason(file.reasonWithRemedy)
        return isSaid ? name : localized("\(name): \(file.reasonWithRemedy)")
      }
    }
  }

  private func writeList<Entries: Sequence>(
    _ entries: Entries, count: Int, _ line: (Entries.Element) -> String
  ) {
    let shown = isVerbose ? count : min(count, 10)
    for entry in entries.prefix(shown) { output.writeLine("      " + line(entry)) }
    if shown < count { output.writeLine("      " + localized("and \(grouped(count - shown)) more, see --verbose")) }
  }
}

extension DamageReport.Kind {
  /// Whether its counts are places, and add up.
  fileprivate var hasPlaces: Bool { self != .guessedEncoding && self != .missingParts && self != .brokenMarkup }

  fileprivate var heading: Message {
    switch self {
    case .undecodableBytes: "bytes that are not of their encoding, indexed with U+FFFD in their place"
    case .mixedEncodings: "lines in another encoding than the rest, decoded as theirs"
    case .guessedEncoding: "an encoding that is only likely"
    case .mojibake: "text that was decoded wrongly before it was saved"
    case .replacementCharacters: "characters that were lost before (U+FFFD)"
    case .privateUseCharacters: "private-use characters, searchable only as themselves"
    case .pinyinAnnotations: "pinyin in brackets, read over"
    case .brokenMarkup: "markup that breaks off"
    case .missingParts: "parts missing or without text"
    case .zeroBytes: "zero bytes, left out"
    }
  }
}

/// Files left out for the same kind of reason.
struct SkippedFileGroup {
  enum Heading: Equatable {
    /// What the report says of each of them.
    case reason(String)
    case kind(SkippedFileReport.Kind)

    var shown: String {
      switch self {
      case .reason(let reason): reason
      case .kind(let kind): localized(kind.heading)
      }
    }
  }

  let heading: Heading
  let files: [SkippedFileReport]

  /// With those in directories.
  var fileCount: Int { files.reduce(0) { $0.addingReportingOverflow($1.files).partialValue } }
}

extension [SkippedFileReport] {
  /// Files that may be missed first.
  func byKind() -> [SkippedFileGroup] {
    let kinds = SkippedFileReport.Kind.allCases
    let groups = kinds.flatMap { kind in
      let files = filter { $0.kind == kind }
      return [files.filter(\.isLoss), files.filter { !$0.isLoss }]
    }.filter { !$0.isEmpty }
    return (groups.filter { $0[0].isLoss } + groups.filter { !$0[0].isLoss }).map { files in
      // A reason with figures of its own file stands behind each path; the heading names the kind.
      let isOne = files.allSatisfy { $0.reason == files[0].reason }
      return SkippedFileGroup(
        heading: isOne ? .reason(files[0].reasonWithRemedy) : .kind(files[0].kind), files: files)
    }
  }
}

extension SkippedFileReport.Kind {
  fileprivate var heading: Message {
    switch self {
    case .otherFormat: "no format that is read"
    case .excluded: "excluded"
    case .hidden: "with a name that begins with a dot"
    case .empty: "empty"
    case .tooLarge: "larger than --max-file-size"
    case .binary: "binary data, not text"
    case .undecodable: "in no known encoding"
    case .contradiction: "not what the name says"
    case .encrypted: "encrypted"
    case .damaged: "too damaged to be read"
    case .unsupported: "in a variant that is not read"
    case .noText: "without text"
    case .bomb: "that unpack to too much"
    case .nestedTooDeeply: "archives nested too deeply"
    case .missingProgram: "that need a program that is not installed"
    case .timedOut: "that took too long"
    case .programFailed: "that their converter could not read"
    case .symbolicLink: "symbolic links"
    case .notAFile: "no regular files"
    case .badName: "with a name that cannot be used"
    case .unreadable: "could not be read"
    }
  }
}
