import WenjianUnicode

/// Receives the elements of a stream, in order.
package protocol StreamSink: ~Copyable {
  /// One folded scalar; `entry` is what the table says of its source. Bytes are offsets in the text.
  mutating func scalar(_ scalar: UInt32, entry: FoldEntry, start: Int, end: Int, state: ScanState)
  /// One alphanumeric run, folded. The bytes are valid during the call only.
  mutating func run(_ utf8: UnsafeRawBufferPointer, start: Int, end: Int, state: ScanState)
  mutating func barrier(at byteOffset: Int)
  /// What was read before depends on the bytes up to this one: a text must not be cut there, or its first part,
  /// scanned alone, would be read otherwise.
  mutating func keepTogether(upTo byteOffset: Int)
  /// The sink needs no more: the scan may stop before the next element.
  var isFull: Bool { get }
}

extension StreamSink where Self: ~Copyable {
  package mutating func keepTogether(upTo byteOffset: Int) {}
  package var isFull: Bool { false }
}

/// What a scan must know of the text before it, to go on in the middle: all of it fits one byte, so a store
/// can keep it for each block.
package struct ScanState: Equatable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// At the start of a document whose title line ends with a barrier.
  package static let documentStart = ScanState(rawValue: 8 | 16)
  /// At the start of a document without a title line.
  package static let untitledStart = ScanState(rawValue: 16)
  static let query = ScanState(rawValue: 0)

  /// The line is a Markdown heading.
  var isHeading: Bool {
    get { rawValue & 1 != 0 }
    set { rawValue = rawValue & ~1 | (newValue ? 1 : 0) }
  }
  /// The paragraph began with a list marker, so that indented lines below hang from it.
  var isListItem: Bool {
    get { rawValue & 2 != 0 }
    set { rawValue = rawValue & ~2 | (newValue ? 2 : 0) }
  }
  /// The last element ended a sentence (closing quotes and brackets passed over).
  var endsSentence: Bool {
    get { rawValue & 4 != 0 }
    set { rawValue = rawValue & ~4 | (newValue ? 4 : 0) }
  }
  /// The title line has not ended yet.
  var awaitsTitleEnd: Bool {
    get { rawValue & 8 != 0 }
    set { rawValue = rawValue & ~8 | (newValue ? 8 : 0) }
  }
  /// The line belongs to a list item and is about as long as hard-wrapped lines are.
  var isWrappedLine: Bool {
    get { rawValue & 32 != 0 }
    set { rawValue = rawValue & ~32 | (newValue ? 32 : 0) }
  }
  var isDocumentStart: Bool {
    get { rawValue & 16 != 0 }
    set { rawValue = rawValue & ~16 | (newValue ? 16 : 0) }
  }
}

/// Turns original text into the search stream (DESIGN section 2): folds each scalar by table, joins
/// alphanumeric runs, reads over white space, hard line ends and pinyin annotations, and sets barriers between
/// paragraphs. The only code that knows the rules of the stream; index, query, snippet and test all scan.
///
/// - Complexity: linear; about 1 ns a byte of Chinese text. Looks ahead only within a line head, a bracket of
///   at most 10 bytes or three digits, so a text can be cut before any element and scanned on from there.
package struct StreamScanner<Sink: StreamSink & ~Copyable>: ~Copyable {
  package var sink: Sink
  package var repairs = RepairCounts()
  package private(set) var state = ScanState.query

  private var base = UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
  private var end = 0
  private var hasBarriers = true
  private var titleEnd = 0

  private let run: UnsafeMutablePointer<UInt8>
  private var runBytes = 0
  private var runScalars = 0
  private var runStart = 0
  private var runEnd = 0
  /// Digits since the start of the run or its last thousands separator; -1 once the run holds anything else.
  private var groupDigits = 0
  private var isFirstGroup = true
  private var lastIsDigit = false
  private var runNeedsComposition = false

  /// Where the last element ended, if it was Han: the only place where an annotation can stand.
  private var lastHanEnd = -1
  private var lastHan: UInt32 = 0
  private var lastHanSource: UInt32 = 0

  /// A run is cut here, so that a text without spaces cannot make one of any size.
  package static var runScalarLimit: Int { 256 }

  package init(_ sink: consuming Sink) {
    self.sink = sink
    run = .allocate(capacity: (Self.runScalarLimit + 20) * 4)
  }

  deinit { run.deallocate() }

  // MARK: Scanning

  /// Scans a stretch of a document.
  /// - Parameters:
  ///   - text: the bytes of the document, or a block of it; what is not valid UTF-8 reads as U+FFFD.
  ///   - state: `.documentStart`, or what was kept where the stretch was cut.
  ///   - titleEnd: the offset in `text` where the title line ends; a barrier follows it.
  ///   - endsDocument: whether the document ends with the stretch, so that a barrier closes it.
  package mutating func scan(
    _ text: UnsafeRawBufferPointer, state: ScanState = .documentStart, titleEnd: Int = 0,
    endsDocument: Bool = true
  ) {
    self.state = state
    self.titleEnd = titleEnd
    hasBarriers = true
    start(text)
    if endsDocument, !sink.isFull { sink.barrier(at: text.count) }
  }

  /// Scans what somebody typed: the same rules, but no barriers, because they cannot be typed.
  package mutating func scanQuery(_ text: UnsafeRawBufferPointer) {
    state = .query
    titleEnd = 0
    hasBarriers = false
    start(text)
  }

  private mutating func start(_ text: UnsafeRawBufferPointer) {
    guard let address = text.baseAddress, text.count > 0 else { return }
    base = address
    end = text.count
    runBytes = 0
    runScalars = 0
    lastHanEnd = -1
    var at = 0
    if state.isDocumentStart, hasBarriers {
      state.isDocumentStart = false
      at = skipBlank(0)
      noteLineHead(at)
    }
    loop(from: at)
    // A run that the sink's having enough left open is not whole: it is dropped, not given with a wrong end.
    if sink.isFull { runScalars = 0 } else { flushRun() }
  }

  @inline(__always)
  private func byte(_ at: Int) -> UInt32 { UInt32(base.load(fromByteOffset: at, as: UInt8.self)) }

  /// The scalar at `at` and its length in bytes; U+FFFD and 1 for anything that is not UTF-8.
  @inline(__always)
  private func decode(_ at: Int) -> (scalar: UInt32, length: Int) {
    let lead = byte(at)
    if lead < 0x80 { return (lead, 1) }
    if lead & 0xF0 == 0xE0, at &+ 3 <= end {
      let second = byte(at &+ 1)
      let third = byte(at &+ 2)
      let scalar = (lead & 15) << 12 | (second & 63) << 6 | third & 63
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, scalar >= 0x800, scalar &- 0xD800 >= 0x800 {
        return (scalar, 3)
      }
      return (0xFFFD, 1)
    }
    return decodeRare(at, lead)
  }

  @inline(never)
  private func decodeRare(_ at: Int, _ lead: UInt32) -> (scalar: UInt32, length: Int) {
    func next(_ offset: Int) -> UInt32? {
      guard at + offset < end, byte(at + offset) & 0xC0 == 0x80 else { return nil }
      return byte(at + offset) & 63
    }
    if lead >= 0xC2, lead < 0xE0, let a = next(1) { return ((lead & 31) << 6 | a, 2) }
    if lead >= 0xF0, lead < 0xF5, let a = next(1), let b = next(2), let c = next(3) {
      let scalar = (lead & 7) << 18 | a << 12 | b << 6 | c
      if scalar >= 0x1_0000, scalar < 0x11_0000 { return (scalar, 4) }
    }
    return (0xFFFD, 1)
  }

  private mutating func loop(from first: Int) {
    let bmp = FoldTable.bmp
    let plain = FoldEntry.han
    let unusual = FoldEntry.kindMask | FoldEntry.repaired | FoldEntry.joinsBefore | FoldEntry.han
    var at = first
    while at < end, !sink.isFull {
      let (scalar, length) = decode(at)
      let entry = scalar < 0x1_0000 ? FoldEntry(bits: bmp[Int(scalar)]) : FoldTable.astral(scalar)
      let next = at &+ length
      if entry.bits & unusual == plain {
        // A Han character, three times in four.
        if runScalars > 0 { flushRun() }
        if next < end, mayJoin(next), let after = compose(at, next) {
          at = after
          continue
        }
        sink.scalar(entry.scalar, entry: entry, start: at, end: next, state: state)
        lastHanEnd = next
        lastHan = entry.scalar
        lastHanSource = scalar
        state.endsSentence = false
        at = next
        continue
      }
      at = other(scalar, entry, at, next)
    }
  }

  /// Whether the scalar at `at` may compose with the one before it, told by its first byte: Han, ASCII, general
  /// and full-width punctuation do not.
  @inline(__always)
  private func mayJoin(_ at: Int) -> Bool {
    let lead = byte(at)
    if lead < 0xC0 || (lead >= 0xE4 && lead <= 0xE9) { return false }
    if lead != 0xEF { return true }
    // Of the block of widths only the half-width voiced marks join, EF BE 9E and EF BE 9F.
    return at &+ 1 < end && byte(at &+ 1) == 0xBE
  }

  /// Everything but plain Han.
  /// - Returns: where to go on.
  @inline(never)
  private mutating func other(_ scalar: UInt32, _ entry: FoldEntry, _ at: Int, _ next: Int) -> Int {
    switch entry.kind {
    case FoldKind.symbol:
      if next < end, mayJoin(next), let after = compose(at, next) {
        flushRun()
        return after
      }
      flushRun()
      note(scalar, entry)
      emit(entry.scalar, entry, at, next)
      if entry.isHan {
        lastHanEnd = next
        lastHan = entry.scalar
        lastHanSource = scalar
      }
    case FoldKind.punctuation:
      return punctuation(entry, at, next)
    case FoldKind.letter, FoldKind.digit:
      appendToRun(entry, at, next)
      if scalar < 0x80 { return asciiRun(next) }
    case FoldKind.space:
      flushRun()
    case FoldKind.newline:
      flushRun()
      return lineEnd(at)
    case FoldKind.ignorable:
      repairs.invisibles += 1
      if lastHanEnd == at { lastHanEnd = next }
    case FoldKind.control:
      repairs.controls += 1
      if lastHanEnd == at { lastHanEnd = next }
    default:
      if entry.bits & FoldEntry.repaired != 0 { repairs.radicals += 1 }
      expand(entry, at, next)
    }
    return next
  }

  private mutating func note(_ scalar: UInt32, _ entry: FoldEntry) {
    if entry.bits & FoldEntry.repaired != 0 {
      repairs.radicals += 1
    } else if scalar == 0xFFFD {
      repairs.replacements += 1
    } else if (0xE000...0xF8FF).contains(scalar) || scalar >= 0xF_0000 {
      repairs.privateUse += 1
    }
  }

  @inline(__always)
  private mutating func emit(_ scalar: UInt32, _ entry: FoldEntry, _ start: Int, _ stop: Int) {
    sink.scalar(scalar, entry: entry, start: start, end: stop, state: state)
    switch scalar {
    case 0x3002, 0x21, 0x3F: state.endsSentence = true
    case 0x22, 0x27, 0x29, 0x5D, 0x300B, 0x3009: break  // a closer keeps what it closes
    default: state.endsSentence = false
    }
  }

  // MARK: Alphanumeric runs

  private mutating func asciiRun(_ from: Int) -> Int {
    var at = from
    while at < end {
      let next = byte(at)
      guard next < 0x80 else { return at }
      let entry = FoldEntry(bits: FoldTable.bmp[Int(next)])
      guard entry.kind == FoldKind.letter || entry.kind == FoldKind.digit else { return at }
      appendToRun(entry, at, at + 1)
      at += 1
    }
    return at
  }

  private mutating func appendToRun(_ entry: FoldEntry, _ start: Int, _ stop: Int) {
    if runScalars == 0 {
      runStart = start
      groupDigits = 0
      isFirstGroup = true
      runNeedsComposition = false
    }
    lastIsDigit = entry.kind == FoldKind.digit
    if lastIsDigit, groupDigits >= 0 { groupDigits += 1 } else { groupDigits = -1 }
    if entry.bits & FoldEntry.joinsBefore != 0 { runNeedsComposition = true }
    appendToRun(scalar: entry.scalar)
    runEnd = stop
    state.endsSentence = false
    if runScalars >= Self.runScalarLimit { flushRun() }
  }

  private mutating func appendToRun(scalar: UInt32) {
    if scalar < 0x80 {
      run[runBytes] = UInt8(truncatingIfNeeded: scalar)
      runBytes += 1
    } else {
      runBytes += encode(scalar, to: run + runBytes)
    }
    runScalars += 1
  }

  private mutating func flushRun() {
    guard runScalars > 0 else { return }
    if runNeedsComposition { composeRun() }
    sink.run(
      UnsafeRawBufferPointer(start: run, count: runBytes), start: runStart, end: runEnd, state: state)
    runBytes = 0
    runScalars = 0
  }

  /// A run with combining marks is normalised as a whole, so that é is found however it was written.
  private mutating func composeRun() {
    let scalars = String(decoding: UnsafeRawBufferPointer(start: run, count: runBytes), as: UTF8.self)
      .unicodeScalars.map(\.value)
    // ICU fails only for want of memory; then the run stays as it is, which only this spelling finds.
    guard let composed = try? nfkcCasefold(scalars), composed.count <= scalars.count + 16 else { return }
    runBytes = 0
    for scalar in composed { runBytes += encode(scalar, to: run + runBytes) }
  }

  /// Whether the digit group before a comma and the three digits behind it make a thousands separator.
  private func isThousandsSeparator(_ at: Int, _ next: Int) -> Bool {
    guard lastIsDigit, groupDigits > 0, isFirstGroup ? groupDigits <= 3 : groupDigits == 3 else {
      return false
    }
    // A full-width comma lists numbers unless the digits are full-width as well.
    let isPlain = next - at == 1
    var place = next
    for _ in 0..<3 {
      guard place < end else { return false }
      let (scalar, length) = decode(place)
      guard FoldTable.entry(scalar).kind == FoldKind.digit, isPlain == (scalar < 0x80) else {
        return false
      }
      place += length
    }
    guard place < end else { return true }
    return FoldTable.entry(decode(place).scalar).kind != FoldKind.digit
  }

  private func isDigit(_ at: Int) -> Bool {
    at < end && FoldTable.entry(decode(at).scalar).kind == FoldKind.digit
  }

  // MARK: Punctuation

  private mutating func punctuation(_ entry: FoldEntry, _ at: Int, _ next: Int) -> Int {
    let scalar = entry.scalar
    if runScalars > 0, lastIsDigit, runEnd == at {
      if scalar == 0x2E, isDigit(next) {
        appendToRun(scalar: scalar)
        runEnd = next
        lastIsDigit = false
        groupDigits = -1
        return next
      }
      if scalar == 0x2C, isThousandsSeparator(at, next) {
        isFirstGroup = false
        groupDigits = 0
        runEnd = next
        return next
      }
    }
    if lastHanEnd == at {
      if scalar == 0x28, let after = annotationEnd(next) {
        repairs.pinyinAnnotations += 1
        return after
      }
      if scalar == 0x26, next < end, byte(next) == 0x26, next + 1 < end,
        FoldTable.entry(decode(next + 1).scalar).isHan
      {
        repairs.ampersands += 1
        sink.keepTogether(upTo: next + 2)
        return next + 1
      }
    }
    flushRun()
    emit(scalar, entry, at, next)
    return next
  }

  /// If a pinyin annotation of the last Han character starts at `start` (behind its bracket), where it ends.
  private func annotationEnd(_ start: Int) -> Int? {
    var at = start
    var letters = 0
    while at < end, letters <= 6 {
      let (scalar, length) = decode(at)
      if scalar == 0x29 || scalar == 0xFF09 {
        guard letters > 0 else { return nil }
        let syllable = UnsafeRawBufferPointer(start: base + start, count: at - start)
        let isReading =
          PinyinTable.isReading(syllable, of: lastHanSource)
          || (lastHan != lastHanSource && PinyinTable.isReading(syllable, of: lastHan))
        return isReading ? at + length : nil
      }
      guard (0x61...0x7A).contains(scalar) || (0xE0...0x1DC).contains(scalar) || scalar == 0x1E3F
      else { return nil }
      letters += 1
      at += length
    }
    return nil
  }

  // MARK: Compositions and expansions

  private mutating func expand(_ entry: FoldEntry, _ at: Int, _ next: Int) {
    FoldTable.forEachExpanded(entry) { scalar in feed(scalar, at, next) }
  }

  /// One folded scalar of an expansion or a composition.
  private mutating func feed(_ scalar: UInt32, _ at: Int, _ next: Int) {
    let entry = FoldTable.entry(scalar)
    switch entry.kind {
    case FoldKind.letter, FoldKind.digit: appendToRun(entry, at, next)
    case FoldKind.symbol, FoldKind.punctuation:
      flushRun()
      emit(entry.scalar, entry, at, next)
    case FoldKind.space: flushRun()
    default: break
    }
  }

  /// If scalars that may compose follow the one at `at`, folds the sequence as a whole.
  /// - Returns: where it ends, or nil when nothing composes.
  @inline(never)
  private mutating func compose(_ at: Int, _ next: Int) -> Int? {
    var place = next
    var sequence: [UInt32] = []
    while place < end, sequence.count < 32 {
      let (scalar, length) = decode(place)
      guard FoldTable.entry(scalar).bits & FoldEntry.joinsBefore != 0 else { break }
      sequence.append(scalar)
      place += length
    }
    guard !sequence.isEmpty, let composed = try? nfkcCasefold([decode(at).scalar] + sequence)
    else { return nil }
    flushRun()
    for scalar in composed {
      let entry = FoldTable.entry(scalar)
      if entry.kind == FoldKind.expansion {
        expand(entry, at, place)
      } else {
        feed(scalar, at, place)
      }
    }
    flushRun()
    lastHanEnd = -1
    return place
  }

  // MARK: Lines

  private func skipBlank(_ from: Int) -> Int {
    var at = from
    while at < end {
      let (scalar, length) = decode(at)
      guard (FoldKind.space...FoldKind.control).contains(FoldTable.entry(scalar).kind) else { break }
      at += length
    }
    return at
  }

  private mutating func noteLineHead(_ at: Int) {
    let (head, lookedUpTo) = LineHead.read(UnsafeRawBufferPointer(start: base, count: end), at: at)
    sink.keepTogether(upTo: lookedUpTo)
    state.isHeading = head == .heading
    state.isListItem = head == .listItem
    state.isWrappedLine = state.isListItem && isAsLongAsWrapped(at)
  }

  /// Whether the line at `at` is 50 to 90 columns wide: what is shorter ends a paragraph, what is longer holds
  /// a whole one. (The laws of Taiwan wrap at 62 to 70.)
  private func isAsLongAsWrapped(_ from: Int) -> Bool {
    var columns = 0
    var at = from
    while at < end, columns <= 90 {
      let lead = byte(at)
      if lead == 0x0A || lead == 0x0D { return columns >= 50 }
      if lead < 0x80 { columns += 1 } else if lead >= 0xC0 { columns += 2 }
      at += 1
    }
    return at == end && columns >= 50 && columns <= 90
  }

  /// At a line end: reads over it and all white space behind, and decides whether a paragraph ends there.
  private mutating func lineEnd(_ from: Int) -> Int {
    var at = from
    var lines = 0
    var lineStart = from
    while at < end {
      let (scalar, length) = decode(at)
      let kind = FoldTable.entry(scalar).kind
      if kind == FoldKind.newline {
        if !(scalar == 0x0A && at > from && byte(at - 1) == 0x0D) { lines += 1 }
        lineStart = at + length
      } else if kind == FoldKind.ignorable {
        repairs.invisibles += 1
      } else if kind == FoldKind.control {
        repairs.controls += 1
      } else if kind != FoldKind.space {
        break
      }
      at += length
    }
    guard hasBarriers, at < end else { return at }
    let (head, lookedUpTo) = LineHead.read(UnsafeRawBufferPointer(start: base, count: end), at: at)
    sink.keepTogether(upTo: lookedUpTo)
    let isTitleEnd = state.awaitsTitleEnd && from >= titleEnd
    let isBarrier =
      lines > 1 || state.endsSentence || state.isHeading || head != .text || isTitleEnd
      || isIndented(lineStart, at)
    if isTitleEnd { state.awaitsTitleEnd = false }
    if isBarrier {
      sink.barrier(at: from)
      state.isListItem = head == .listItem
      state.endsSentence = false
      lastHanEnd = -1
    } else {
      repairs.joinedLines += 1
    }
    state.isHeading = head == .heading
    state.isWrappedLine = state.isListItem && isAsLongAsWrapped(lineStart)
    return at
  }

  /// Whether the white space at a line's head is a paragraph's indent. Below a full line of a list item it is
  /// not: that is how wrapped lines hang from their number.
  private func isIndented(_ lineStart: Int, _ contentStart: Int) -> Bool {
    if state.isListItem, state.isWrappedLine { return false }
    var blanks = 0
    var at = lineStart
    while at < contentStart {
      let (scalar, length) = decode(at)
      if scalar == 0x3000 || scalar == 0x09 { return true }
      if FoldTable.entry(scalar).kind == FoldKind.space { blanks += 1 }
      at += length
    }
    return blanks >= 2
  }
}

/// Writes the UTF-8 of a scalar.
/// - Returns: its length.
func encode(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
  if scalar < 0x80 {
    target[0] = UInt8(scalar)
    return 1
  }
  if scalar < 0x800 {
    target[0] = UInt8(0xC0 | scalar >> 6)
    target[1] = UInt8(0x80 | scalar & 63)
    return 2
  }
  if scalar < 0x1_0000 {
    target[0] = UInt8(0xE0 | scalar >> 12)
    target[1] = UInt8(0x80 | (scalar >> 6) & 63)
    target[2] = UInt8(0x80 | scalar & 63)
    return 3
  }
  target[0] = UInt8(0xF0 | (scalar >> 18) & 7)
  target[1] = UInt8(0x80 | (scalar >> 12) & 63)
  target[2] = UInt8(0x80 | (scalar >> 6) & 63)
  target[3] = UInt8(0x80 | scalar & 63)
  return 4
}
