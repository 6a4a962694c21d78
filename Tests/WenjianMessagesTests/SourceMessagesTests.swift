// Every message in the sources is in the catalogue, and every entry of it is used.

import Testing
import WenjianBytes
import WenjianMessages
import WenjianTestSupport

@Suite("The messages of the sources")
struct SourceMessagesTests {
  private static let root = (SharedFiles.packageRoot ?? ".") + "/Sources/"
  private static let entries = Catalogue.wenjian.areas.flatMap(\.entries)
  private static let keys = Set(entries.map(\.english))

  private static func files(in directory: String) throws -> [String] {
    try FileOperations.names(in: root + directory).flatMap { name -> [String] in
      let path = directory + "/" + name
      if FileOperations.kind(of: root + path) == .directory { return try files(in: path) }
      return name.hasSuffix(".swift") ? [path] : []
    }
  }

  private static func text(_ file: String) throws -> String {
    String(decoding: try FileOperations.read(root + file), as: UTF8.self)
  }

  // MARK: The command, whose messages are typed

  /// The formats in `localized(…)`, in bodies that give a `Message`, and the nouns that are counted.
  static func typedFormats(in source: String) -> [String] {
    let swift = SwiftLiterals(source)
    var formats: [String] = []
    for range in messageRanges(swift) {
      formats += swift.messages(in: range).filter { literal in
        !swift.isLabel("valueName:", before: literal.range.lowerBound)
          && !swift.isInCall(["Message"], at: literal.range.lowerBound)
      }.map(\.format)
    }
    for literal in swift.literals {
      for interpolation in literal.interpolations { formats += typedFormats(in: interpolation) }
    }
    return formats.flatMap(parts)
  }

  /// What is looked up of a format.
  private static func parts(of format: String) -> [String] {
    guard format.contains("\n") else { return [format] }
    return TextBlock.blocks(of: format).compactMap { if case .message(let text) = $0 { text } else { nil } }
  }

  private static func messageRanges(_ swift: SwiftLiterals) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for at in swift.starts(of: "localized(") where !swift.has(text: "localized(english:", at: at) {
      let open = at + 9
      ranges.append(open..<swift.closing(open))
    }
    for beginning in ["Message {", "Message? {", "Message =\n", "Message] = [", "try named("] {
      for at in swift.starts(of: beginning) {
        let bracket: Character = beginning.hasSuffix("[") ? "[" : "{"
        guard let open = swift.source[at...].firstIndex(of: bracket) else { continue }
        ranges.append(open..<swift.closing(open))
      }
    }
    return ranges
  }

  /// `counted(n, "document")`: both of its numbers.
  private static func countedNouns(in source: String) -> [String] {
    var formats: [String] = []
    for part in source.split(separator: "ounted(", omittingEmptySubsequences: false).dropFirst() {
      guard let line = part.split(separator: "\n", maxSplits: 1).first else { continue }
      let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard quoted.count > 2, quoted[0].hasSuffix(", "), quoted[2].hasPrefix(")") else { continue }
      formats += ["1 " + quoted[1], "%1 " + quoted[1] + "s"]
    }
    return formats
  }

  private static func commandFormats() throws -> [(file: String, format: String)] {
    try files(in: "WenjianCommand").flatMap { file in
      let source = try text(file)
      return (typedFormats(in: source) + countedNouns(in: source)).map { (file, $0) }
    }
  }

  @Test("of the command are in the catalogue")
  func commandIsCatalogued() throws {
    let formats = try Self.commandFormats()
    #expect(formats.count > 500)
    for (file, format) in formats {
      #expect(
        Self.keys.contains(format), "\(file) says “\(format)”: add it to a Catalogue+….swift, in both scripts")
    }
  }

  // MARK: The library, whose messages are English texts

  /// Targets whose errors and reports people read.
  private static let library = [
    "Wenjian", "WenjianBytes", "WenjianUnicode", "WenjianStream", "WenjianSegment", "WenjianQuery", "WenjianFiles",
    "WenjianWidening", "WenjianIndex", "WenjianSearch", "WenjianFileReaders", "WenjianConcordance",
    "WenjianComparison", "WenjianCitations", "WenjianCluster", "WenjianModel", "WenjianJSON", "WenjianJSONText",
    "WenjianService", "WenjianServer",
  ]

  /// Files with other English texts.
  private static let otherTexts = [
    "Columns/Column.swift", "HTMLEntities", "TableHead", "Manifest.swift", "SVGDrawing", "Trend+SVG", "Pictures",
    "SymbolFonts",
    "ParsedQuery+Description", "DocumentFilter.swift", "CellFormats", "BoilerplateLexicon",
    "MetadataValues",
  ]

  /// Texts that are put together of parts, and the entries that they are in the catalogue.
  private static let composed: [(parts: [String], entries: [String])] = [
    (
      [
        "cannot %1 %2: %3%4", "; free some space and try again, the last commit is unharmed",
        "; check the permissions", "; too many files are open (see `ulimit -n`)",
      ],
      [
        "cannot %1 %2: %3", "cannot %1 %2: %3; free some space and try again, the last commit is unharmed",
        "cannot %1 %2: %3; check the permissions",
        "cannot %1 %2: %3; too many files are open (see `ulimit -n`)",
      ]
    ),
    (["column %1: %2 %3"], ["column %1: %2"]),
    (["not before ", "not after "], ["not before %1", "not after %1"]),
    (["%1%2 is lost: %3", " with %1 documents"], ["%1 is lost: %2", "%1 with %2 documents is lost: %3"]),
    (["process %1%2, since %3", " (%1)"], ["process %1, since %2", "process %1 (%2), since %3"]),
    (
      ["in a %1", "in a %1 with %2"],
      ["sentence", "paragraph", "article", "chapter"].flatMap { ["in a \($0)", "in a \($0) with %1"] }
    ),
  ]

  /// Texts for programmers and in files, and what other programs say.
  private static let notMessages: Set<String> = [
    "version=%1 fold %2 stream %3", "<!doctype html", "Saved by", "wingdings 2", "SQLite format 3",
    "PowerPoint Document", "ncorrect password", "Missing language pack", "/Subtype /Image",
    "<?mso-application progid=\"word.document\"", "antiword catdoc", "poppler-utils poppler-data",
    // Names of operators in `wenjian explain`, and kinds of values that programs send.
    "not before", "not beside", "an array", "an object", "true or false",
    // What engines say of a score.
    "freq, occ",
    // What tests say of recorded requests.
    "a line of the recorded requests cannot be read", "this request was not recorded: %1 %2",
  ]

  /// Whether a literal is the message of a trap, which people do not see.
  private static func isTrap(_ swift: SwiftLiterals, _ at: Int) -> Bool {
    swift.isInCall(
      ["precondition", "preconditionFailure", "fatalError", "assert", "assertionFailure", "endWithoutMemory"],
      at: at)
  }

  /// Whether a text has two words of English one behind the other.
  private static func isSentence(_ text: String) -> Bool {
    let words = text.split { $0 == " " || $0 == "\n" }.map { $0.filter { $0.isASCII && $0.isLetter } }
    return zip(words, words.dropFirst()).contains { $0.count > 1 && $1.count > 1 && $0 == $0.lowercased() }
      && !text.unicodeScalars.contains { $0.value >= 0x3400 && !text.contains(", ") }
  }

  /// `a drawing`, `document titles`.
  private static func isName(_ text: String) -> Bool {
    ["a ", "an "].contains { text.hasPrefix($0) }
      || ["document ", "sketches "].contains { text.hasPrefix($0) } && text.count < 20
  }

  private struct LibraryText {
    var file: String
    var format: String
    var isMessage: Bool
  }

  private static func libraryTexts() throws -> [LibraryText] {
    try library.flatMap { try files(in: $0) }.flatMap { file -> [LibraryText] in
      let swift = SwiftLiterals(try text(file))
      let isOther = otherTexts.contains { file.contains($0) }
      return swift.messages(in: 0..<swift.source.count, includesExpressions: true).flatMap { literal in
        let start = literal.range.lowerBound
        let isMessage = !isOther && !isTrap(swift, start)
        return ([literal.format] + literal.interpolations.flatMap { SwiftLiterals($0).literals.map(\.format) }).map
        {
          LibraryText(
            file: file, format: $0, isMessage: isMessage && isSentence($0) && isSaid($0, in: file, swift, start))
        }
      }
    }
  }

  /// Whether people read a text of a file of which they do not read all.
  private static func isSaid(_ text: String, in file: String, _ swift: SwiftLiterals, _ start: Int) -> Bool {
    // Lists of endings besides names of formats, and what columns hold besides their names.
    if file.hasSuffix("FileEndings.swift") || file.hasSuffix("Columns.swift") { return isName(text) }
    // In the help of `wenjian pipe`; the rest is for programs.
    if file.hasPrefix("WenjianService/") { return swift.isLabel("summary =", before: start) }
    // Errors in answers, and what the program's help says of its arguments; descriptions are for programs.
    if file == "WenjianServer/ServerArguments.swift" {
      return swift.isLabel("summary:", before: start) || text.hasPrefix("usage:")
    }
    if file.hasPrefix("WenjianServer/") { return swift.isLabel("message:", before: start) }
    return true
  }

  @Test("of the library are in the catalogue")
  func libraryIsCatalogued() throws {
    let parts = Set(Self.composed.flatMap(\.parts))
    let texts = try Self.libraryTexts()
    #expect(texts.count(where: \.isMessage) > 250)
    for text in texts
    where text.isMessage && !parts.contains(text.format) && !Self.notMessages.contains(text.format) {
      #expect(
        Catalogue.wenjian.translation(of: text.format, in: .simplifiedChinese) != text.format,
        "\(text.file) says “\(text.format)”: add it to Catalogue+Library.swift, in both scripts")
    }
  }

  @Test("are all that the catalogue has")
  func nothingElse() throws {
    var used = Set(try Self.commandFormats().map(\.format))
    used.formUnion(try Self.libraryTexts().map(\.format))
    used.formUnion(Self.composed.flatMap(\.entries))
    for area in Catalogue.wenjian.areas where area.name != "System" {
      for entry in area.entries {
        let isUsed = used.contains(entry.english)
        #expect(isUsed, "Catalogue+\(area.name).swift has “\(entry.english)”, which nothing says")
      }
    }
  }

  @Test("literals are found as Swift reads them")
  func literals() {
    let source = ##"""
      // "no"
      let a = localized("one \(x.map { localized("two \($0)") } ?? "no") " + "three \(y)", valueName: "no")
      var b: Message { "four" }
      let c = localized(isOne ? #"five \ "# : "six\u{201C}") + "no"
      let d = localized(
        """
        Seven \
        eight.

        EXAMPLES:
          wenjian x      nine

        \(e)
        """)
      """##
    #expect(
      Set(Self.typedFormats(in: source)) == [
        "one %1 three %2", "two %1", "four", "five \\ ", "six\u{201C}", "Seven eight.", "EXAMPLES:", "nine",
      ])
    #expect(Self.countedNouns(in: #"counted(f(x), "line") + plainlyCounted(2, "copy")"#).first == "1 line")
    let joined = SwiftLiterals(#"f(what + "; a \(b)" + c)"#)
    #expect(joined.messages(in: 0..<joined.source.count, includesExpressions: true).map(\.format) == ["%1; a %2%3"])
  }
}

extension SwiftLiterals {
  /// Where a text begins outside of literals and comments.
  func starts(of text: String) -> [Int] {
    let first = Array(text)
    return source.indices.filter { at in
      source[at] == first[0] && !isText[at] && has(text: text, at: at)
    }
  }

  func has(text: String, at: Int) -> Bool {
    zip(text, source[at...]).allSatisfy { $0 == $1 } && source.count - at >= text.count
  }

  func isLabel(_ label: String, before at: Int) -> Bool {
    source[..<at].suffix(40).reversed().drop { $0.isWhitespace }.starts(with: label.reversed())
  }

  /// Whether a place is among the arguments of a call of one of these functions, in the lines before it.
  func isInCall(_ names: [String], at: Int) -> Bool {
    var depth = 0
    var index = at - 1
    let limit = max(0, at - 1500)
    while index >= limit {
      if let start = starts[index + 1] {
        index = start - 1
        continue
      }
      if source[index] == ")" { depth += 1 }
      if source[index] == "(" {
        depth -= 1
        if depth < 0 {
          let name = String(source[..<index].suffix(40)).reversed().prefix { $0.isLetter || $0.isNumber }
          if names.contains(String(name.reversed())) { return true }
          depth = 0
        }
      }
      index -= 1
    }
    return false
  }
}
