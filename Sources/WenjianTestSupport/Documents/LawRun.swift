// What is asked of the law of readers, by the environment.

package enum LawRun {
  /// The formats whose readers obey the law.
  private static let obeying: Set<String> = [
    "txt", "html", "xhtml", "epub", "mht", "xml", "rss", "eml",
    "docx", "flat-opc", "word-2003-xml", "odt", "rtf", "doc", "pptx", "ofd", "pdf", "pdf-tables",
    "markdown", "csv", "tsv", "json", "jsonl", "csv-columns", "json-html", "csv-html", "xlsx", "xls",
  ]

  /// `WENJIAN_LAW=docx,odt` or `all`: these formats, whether their readers obey it yet or not.
  private static let formats = SharedFiles.environment("WENJIAN_LAW")?.split(separator: ",").map(String.init)
  /// `WENJIAN_LAW_DOCUMENTS=500`: so many of each.
  private static let wanted = SharedFiles.environment("WENJIAN_LAW_DOCUMENTS").flatMap { Int($0) }
  /// Of each format, for its reader.
  package static let documents = wanted ?? (SharedFiles.isLongRun ? 2_000 : 30)
  /// Of each format, in an index.
  package static let indexedDocuments = wanted ?? (SharedFiles.isLongRun ? 100 : 6)
  /// `WENJIAN_LAW_ROUND=17`, with a seed: this document alone.
  private static let round = SharedFiles.environment("WENJIAN_LAW_ROUND").flatMap { Int($0) }
  /// `WENJIAN_LAW_WITHOUT=note,ruby`: documents without these features.
  private static let without = Set(
    (SharedFiles.environment("WENJIAN_LAW_WITHOUT") ?? "").split(separator: ",").compactMap {
      DocumentFeature(rawValue: String($0))
    })
  /// `WENJIAN_LAW_KEEP=DIRECTORY`: where failing files are written.
  package static let directory = SharedFiles.environment("WENJIAN_LAW_KEEP")

  /// What readers and indexes are tried with.
  package static let writers = DocumentWriter.all.filter { writer in
    // Read by a program, which need not be there.
    if writer.name.hasPrefix("pdf"), !isInstalled("pdftotext") { return false }
    guard let formats else { return obeying.contains(writer.name) }
    return formats.contains(writer.name) || formats == ["all"]
  }

  private static func isInstalled(_ program: String) -> Bool {
    let path = SharedFiles.environment("PATH") ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { TestFile.exists($0 + "/" + program) }
  }

  /// The numbers of the documents, each of which is made from the seed and its number.
  package static func rounds(_ count: Int) -> ClosedRange<Int> { round.map { $0...$0 } ?? 0...(count - 1) }

  /// The document of a round.
  package static func document(_ writer: DocumentWriter, _ round: Int) -> StructuredDocument {
    var generator = DocumentGenerator(
      SeededGenerator("law of \(writer.name)", round: round), features: writer.features.subtracting(without))
    return generator.document()
  }

  /// What repeats a round.
  package static func replay(_ writer: DocumentWriter, _ round: Int) -> String {
    "\(RunSeed.replay) WENJIAN_LAW=\(writer.name) WENJIAN_LAW_ROUND=\(round)"
  }
}
