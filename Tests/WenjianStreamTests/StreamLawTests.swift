import Testing
import WenjianStream
import WenjianTestSupport

@Suite("Laws of the stream")
struct StreamLawTests {
  /// Pieces that any order of makes a text; line ends and blanks only where the law allows them.
  private static let pieces = [
    "第", "一", "書", "记", "農(nóng)村", "农（nóng）", "重(hǎo)", "⻄", "\u{2F800}", "𠮷", "〇", "〔", "】", "“", "」", "《",
    "（", ")", "，", "。", "！", "……", "——", "·", "5G", "COVID-19", "１２", "3.14", "1,000", "ａ", "é", "e\u{301}",
    "㎡", "㈠", "①", "か\u{3099}", "ガ", "한", "😀", "\u{200B}", "\u{FE0F}", "\u{E000}", "\u{FFFD}", "&&", "%", "‰", "Ⅳ",
    "ß", "二OO八年", "二0", "O", "０", "八", "年",
  ]
  private static let blanks = [" ", "\u{3000}", "\n", "\r\n", "\n\n", "\t", "\u{A0}"]

  private static func text(_ generator: inout SeededGenerator, withBlanks: Bool) -> String {
    (0..<generator.below(40)).map { _ in
      withBlanks && generator.below(4) == 0
        ? blanks[generator.below(blanks.count)] : pieces[generator.below(pieces.count)]
    }.filter { withBlanks || $0 != "&&" }.joined()
  }

  @Test("sources lie in order inside the text, on scalar boundaries, and hold their element")
  func sources() {
    var generator = SeededGenerator()
    for _ in 0..<400 {
      let text = Self.text(&generator, withBlanks: true)
      let bytes = Array(text.utf8)
      let items = analyze(text).items
      var previous = 0..<0
      for item in items where item.element != .barrier {
        let range = item.byteRange
        #expect(!range.isEmpty && range.upperBound <= bytes.count, "\(generator.replay)")
        // Elements of one expansion share its source; others follow each other.
        #expect(
          range == previous || range.lowerBound >= previous.upperBound, "\(generator.replay)")
        #expect(bytes[range.lowerBound] & 0xC0 != 0x80, "\(generator.replay)")
        #expect(
          range.upperBound == bytes.count || bytes[range.upperBound] & 0xC0 != 0x80,
          "\(generator.replay)")
        previous = range
      }
    }
  }

  @Test("the spans of a stretch are the sources of its elements")
  func spans() {
    var generator = SeededGenerator()
    for _ in 0..<100 {
      let text = Self.text(&generator, withBlanks: true)
      var scanner = StreamScanner(SpanSink())
      Array(text.utf8).withUnsafeBytes { scanner.scan($0) }
      #expect(scanner.sink.spans.map(\.byteRange) == analyze(text).items.map(\.byteRange))
    }
  }

  /// A scan for places alone reads no table for most of Han.
  @Test("spans of Han characters with anything behind them, and cut anywhere, are the sources of the elements")
  func spansOfHan() {
    var generator = SeededGenerator()
    // The edges of the block, and what may compose with a character before it or mean something there.
    let behind =
      ["一", "龥", "鿿", "㐀", "\u{4DBF}", "\u{A000}", "\u{302A}", "\u{3029}", "\u{3099}", "\u{20D0}", "\u{201D}"]
      + Self.pieces + Self.blanks
    for _ in 0..<400 {
      let text = (0..<generator.below(12)).map { _ in
        let han = (0..<generator.below(9)).compactMap { _ in
          Unicode.Scalar(0x4E00 + UInt32(generator.below(0x5200)))
        }
        return String(String.UnicodeScalarView(han)) + behind[generator.below(behind.count)]
      }.joined()
      var bytes = Array(text.utf8)
      if generator.below(2) == 0 { bytes.removeLast(generator.below(bytes.count + 1)) }
      if generator.below(4) == 0, !bytes.isEmpty {
        bytes[generator.below(bytes.count)] = UInt8(generator.below(256))
      }
      var scanner = StreamScanner(SpanSink())
      var whole = StreamScanner(AnalysisSink())
      bytes.withUnsafeBytes {
        scanner.scan($0)
        whole.scan($0)
      }
      #expect(
        scanner.sink.spans.map(\.byteRange) == whole.sink.items.map(\.byteRange), "\(generator.replay) \(bytes)")
    }
  }

  @Test("a query cut from a document at element edges has the elements of the document")
  func substrings() {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      let text = Self.text(&generator, withBlanks: true)
      let bytes = Array(text.utf8)
      let items = analyze(text).items
      guard !items.isEmpty else { continue }
      for _ in 0..<20 {
        var low = generator.below(items.count)
        var high = min(items.count, low + 1 + generator.below(8))
        // Inside an expansion there is no edge to cut at.
        while low > 0, items[low].byteRange == items[low - 1].byteRange { low -= 1 }
        while high < items.count, items[high].byteRange == items[high - 1].byteRange { high += 1 }
        let stretch = items[low..<high]
        guard !stretch.contains(where: { $0.element == .barrier }), let last = stretch.last,
          let first = stretch.first
        else { continue }
        if isZeroCutOff(stretch, bytes) { continue }
        let cut = bytes[first.byteRange.lowerBound..<last.byteRange.upperBound]
        let query = analyzeQuery(String(decoding: cut, as: UTF8.self))
        #expect(
          query.map(\.element) == stretch.map(\.element),
          "\(generator.replay) \(text.debugDescription) \(notation(stretch))")
      }
    }
  }

  /// Whether a zero that was typed as a letter or a digit may miss what tells it: a digit before, 年 or a digit behind.
  private func isZeroCutOff(_ stretch: ArraySlice<AnalysisSink.Item>, _ bytes: [UInt8]) -> Bool {
    let zeros = stretch.indices.filter {
      let source = bytes[stretch[$0].byteRange]
      return stretch[$0].element.text == "〇" && !["〇", "○", "◯"].contains { source.elementsEqual($0.utf8) }
    }
    guard let first = zeros.first, let last = zeros.last else { return false }
    return first == stretch.startIndex || !stretch[last...].contains { $0.element.text == "年" }
  }

  @Test("the stream of the folded text is the stream")
  func idempotence() {
    var generator = SeededGenerator()
    for _ in 0..<400 {
      let text = Self.text(&generator, withBlanks: false)
      let items = analyzeQuery(text)
      let elements = items.map(\.element)
      // What the fold leaves apart must not grow together again: a blank stands between two elements
      // of which one is a run, as it may have in the original.
      var folded = ""
      for (index, element) in elements.enumerated() {
        if index > 0, isRun(element) || isRun(elements[index - 1]) { folded += " " }
        folded += element.text
      }
      #expect(
        notation(analyzeQuery(folded)) == notation(items),
        "\(generator.replay) \(text.debugDescription) \(folded.debugDescription)")
    }
  }

  private func isRun(_ element: AnalyzedElement) -> Bool {
    if case .run = element { return true }
    return false
  }

  @Test("every scalar folds to what folds to itself")
  func everyScalar() {
    for value in UInt32(0)...0x10_FFFF {
      // Planes 4 to 13 are unassigned: their first and last rows stand for them.
      if value > 0x3_FFFF, value < 0xE_0000, value & 0xFFFF > 0xFF { continue }
      let entry = foldEntry(of: value)
      guard entry.kind < FoldKind.space else { continue }
      let again = foldEntry(of: entry.scalar)
      #expect(again.scalar == entry.scalar && again.kind == entry.kind, "U+\(String(value, radix: 16))")
    }
  }

  @Test("a text cut at any cut of the batch scans on as if it had not been cut")
  func cuts() {
    var generator = SeededGenerator()
    for _ in 0..<150 {
      let text = Self.text(&generator, withBlanks: true)
      let bytes = Array(text.utf8)
      var batch = StreamScanner(BatchSink(blockBytes: 8))
      batch.sink.beginDocument(at: 0)
      bytes.withUnsafeBytes { batch.scan($0) }
      let whole = analyze(text).items
      let cuts = batch.sink.cuts
      for (index, cut) in cuts.enumerated() {
        let end = index + 1 < cuts.count ? cuts[index + 1].byteOffset : bytes.count
        var scanner = StreamScanner(AnalysisSink())
        let endsDocument = index + 1 == cuts.count
        bytes[cut.byteOffset..<end].withUnsafeBytes {
          scanner.scan($0, state: cut.state, endsDocument: endsDocument)
        }
        var stop = index + 1 < cuts.count ? cuts[index + 1].position : whole.count
        // A barrier in front of the cut is known only to who sees the line behind it.
        if !endsDocument, stop > cut.position, whole[stop - 1].element == .barrier { stop -= 1 }
        let expected = whole[cut.position..<stop]
        let items = scanner.sink.items.prefix(expected.count)
        #expect(
          notation(items) == notation(expected),
          "\(generator.replay) \(text.debugDescription) from byte \(cut.byteOffset)")
        #expect(
          items.map { $0.byteRange.lowerBound + cut.byteOffset }
            == expected.map(\.byteRange.lowerBound), "\(generator.replay)")
        // `&&` at the end of a block waits for the Han character of the next one: there it is text, behind
        // all positions of the block.
        let rest = notation(scanner.sink.items.dropFirst(expected.count))
        #expect(rest.isEmpty || rest == "&|&", "\(generator.replay)")
      }
    }
  }

  @Test("a batch holds the elements of its documents, runs numbered as they first appear")
  func batch() {
    let texts = ["第一书记5G", "5G时代a", "a。"]
    var scanner = StreamScanner(BatchSink(blockBytes: 1 << 20, capacity: 2))
    var all: [UInt8] = []
    for text in texts {
      scanner.sink.beginDocument(at: all.count)
      Array(text.utf8).withUnsafeBytes { scanner.scan($0) }
      all += Array(text.utf8)
    }
    let elements = (0..<scanner.sink.count).map { scanner.sink.elements[$0] }
    func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
    let run = StreamElement.firstRun
    #expect(
      elements == scalars("第一书记") + [run, 0, run] + scalars("时代") + [run + 1, 0, run + 1]
        + scalars("。") + [0])
    #expect(scanner.sink.runs.count == 2)
    #expect(scanner.sink.runs.run(1).elementsEqual("a".utf8))
    #expect(scanner.sink.cuts.count == 1)
    scanner.sink.removeAll()
    #expect(scanner.sink.count == 0 && scanner.sink.runs.count == 0 && scanner.sink.cuts.isEmpty)
  }

  @Test("runs keep their numbers and bytes, however many there are")
  func interner() {
    var generator = SeededGenerator()
    var interner = RunInterner()
    var known: [[UInt8]: Int] = [:]
    for _ in 0..<20_000 {
      let run = Array(String(generator.below(9000), radix: 36).utf8)
      let number = run.withUnsafeBytes { interner.intern($0) }
      #expect(number == known[run] ?? known.count)
      known[run] = number
    }
    #expect(interner.count == known.count)
    for (run, number) in known { #expect(interner.run(number).elementsEqual(run)) }
  }
}
