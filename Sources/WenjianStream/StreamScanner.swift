package import WenjianModel
import WenjianText

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
  /// Whether it looks at scalars, entries and states, and not only at where elements are.
  static var readsElements: Bool { get }
  /// Takes characters of the main block of ideographs, one element each, when it does not look at them.
  /// - Parameters:
  ///   - base: the text.
  ///   - range: of its bytes.
  /// - Returns: where the first character begins that is none, or may compose with what follows it.
  mutating func passIdeographs(_ base: UnsafeRawPointer, _ range: Range<Int>) -> Int
}

extension StreamSink where Self: ~Copyable {
  package static var readsElements: Bool { true }
  package mutating func passIdeographs(_ base: UnsafeRawPointer, _ range: Range<Int>) -> Int { range.lowerBound }
  package mutating func keepTogether(upTo byteOffset: Int) {}
  package var isFull: Bool { false }
}

/// Turns original text into the search stream (DESIGN section 2): folds each scalar by table, joins
/// alphanumeric runs, reads over white space, hard line ends and pinyin annotations, and sets barriers between
/// paragraphs. The only code that knows the rules of the stream; index, query, snippet and test all scan.
///
/// - Complexity: linear; about 1 ns a byte of Chinese text. Looks ahead only within a line head, a bracket of
///   at most 10 bytes, three digits or the digits of a year, so a text can be cut before any element that the sink was
///   not told to keep with what stands before it, and scanned on from there.
// SAFETY, of its extensions too: the text is the caller's for the length of a scan, and no offset is read that was not
// compared with its end; a run is flushed before it has more scalars than there is room for, of four bytes each.
@safe
package struct StreamScanner<Sink: StreamSink & ~Copyable>: ~Copyable {
  package var sink: Sink
  package var repairs = Repairs()
  package internal(set) var state = ScanState.query

  var base = unsafe UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
  var end = 0
  var hasBarriers = true

  let run: UnsafeMutablePointer<UInt8>
  var runBytes = 0
  var runScalars = 0
  var runStart = 0
  var runEnd = 0
  /// The same with the invisible characters and the marks behind it: what stands there may go on with the run.
  var runReach = 0
  /// Digits since the start of the run or its last thousands separator; -1 once the run holds anything else.
  var groupDigits = 0
  var isFirstGroup = true
  var lastIsDigit = false
  var runNeedsComposition = false
  /// Where the line begins of which `state.isWrappedLine` was not found out yet; -1 for none.
  var unmeasuredLine = -1

  /// Where the last element ended, if it was Han: the only place where an annotation can stand.
  var lastHanEnd = -1
  var lastHan: UInt32 = 0
  var lastHanSource: UInt32 = 0

  /// A run is cut here, so that a text without spaces cannot make one of any size.
  package static var runScalarLimit: Int { 256 }

  package init(_ sink: consuming Sink) {
    self.sink = sink
    unsafe run = .allocate(capacity: (Self.runScalarLimit + 20) * 4)
  }

  deinit { unsafe run.deallocate() }

  /// Scans a stretch of a document.
  /// - Parameters:
  ///   - text: the bytes of the document, or a block of it; what is not valid UTF-8 reads as U+FFFD.
  ///   - state: `.documentStart`, or what was kept where the stretch was cut.
  ///   - endsDocument: whether the document ends with the stretch, so that a barrier closes it.
  package mutating func scan(
    _ text: UnsafeRawBufferPointer, state: ScanState = .documentStart, endsDocument: Bool = true
  ) {
    self.state = state
    hasBarriers = true
    unsafe start(text)
    if endsDocument, !sink.isFull { sink.barrier(at: text.count) }
  }

  /// Scans what somebody typed: the same rules, but no barriers, because they cannot be typed.
  package mutating func scanQuery(_ text: UnsafeRawBufferPointer) {
    state = .query
    hasBarriers = false
    unsafe start(text)
  }

  mutating func start(_ text: UnsafeRawBufferPointer) {
    guard let address = text.baseAddress, text.count > 0 else { return }
    unsafe base = address
    end = text.count
    runBytes = 0
    runScalars = 0
    lastHanEnd = -1
    unmeasuredLine = -1
    var at = 0
    if state.isDocumentStart, hasBarriers {
      state.isDocumentStart = false
      at = skipBlank(0)
      beginFirstLine(at: at)
    }
    loop(from: at)
    // A run that the sink's having enough left open is not whole: it is dropped, not given with a wrong end.
    if sink.isFull { runScalars = 0 } else { flushRun() }
  }

  @inline(__always)
  func byte(_ at: Int) -> UInt32 { unsafe UInt32(base.load(fromByteOffset: at, as: UInt8.self)) }

  /// The scalar at `at` and its length in bytes; U+FFFD and 1 for anything that is not UTF-8.
  @inline(__always)
  func decode(_ at: Int) -> (scalar: UInt32, length: Int) {
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
  func decodeRare(_ at: Int, _ lead: UInt32) -> (scalar: UInt32, length: Int) {
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

  mutating func loop(from first: Int) {
    let bmp = unsafe FoldTable.bmp
    let plain = FoldEntry.han
    let unusual = FoldEntry.kindMask | FoldEntry.repaired | FoldEntry.joinsBefore | FoldEntry.han
    var at = first
    while at < end, !sink.isFull {
      if !Sink.readsElements, runScalars == 0 {
        passIdeographs(&at)
        guard at < end, !sink.isFull else { break }
      }
      let (scalar, length) = decode(at)
      let entry = unsafe scalar < 0x1_0000 ? FoldEntry(bits: bmp[Int(scalar)]) : FoldTable.astral(scalar)
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
        state.passElement()
        at = next
        continue
      }
      at = other(scalar, entry, at, next)
    }
  }

  /// Whether the scalar at `at` may compose with the one before it, told by its first bytes: Han, ASCII, general, Chinese
  /// and full-width punctuation do not.
  @inline(__always)
  func mayJoin(_ at: Int) -> Bool {
    let lead = byte(at)
    if lead < 0xC0 || (lead >= 0xE4 && lead <= 0xE9) { return false }
    if lead != 0xEF && (lead != 0xE2 && lead != 0xE3 || at &+ 2 >= end) { return true }
    switch lead {
    // U+2000 to U+203F, which holds Chinese quotation marks and dashes.
    case 0xE2: return byte(at &+ 1) != 0x80
    // U+3000 to U+3029; above are tone marks.
    case 0xE3: return byte(at &+ 1) != 0x80 || byte(at &+ 2) >= 0xAA
    // Of the block of widths only the half-width voiced marks join, EF BE 9E and EF BE 9F.
    default: return at &+ 1 < end && byte(at &+ 1) == 0xBE
    }
  }

  /// Everything but plain Han.
  /// - Returns: where to go on.
  @inline(never)
  mutating func other(_ scalar: UInt32, _ entry: FoldEntry, _ at: Int, _ next: Int) -> Int {
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
      if scalar == UInt32(TextMark.pageBreak) { return lineEnd(at) }
    case FoldKind.newline:
      flushRun()
      return lineEnd(at)
    case FoldKind.ignorable:
      repairs.invisibleCharacters += 1
      passOver(at, next)
    case FoldKind.control:
      return control(scalar, at, next)
    default:
      if entry.bits & FoldEntry.repaired != 0 { repairs.radicals += 1 }
      expand(entry, at, next)
    }
    return next
  }

  /// What nobody sees parts nothing: what follows it follows what stands before it.
  @inline(__always)
  mutating func passOver(_ at: Int, _ next: Int) {
    if lastHanEnd == at { lastHanEnd = next }
    if runReach == at { runReach = next }
  }

  mutating func note(_ scalar: UInt32, _ entry: FoldEntry) {
    if entry.bits & FoldEntry.repaired != 0 {
      repairs.radicals += 1
    } else if scalar == 0xFFFD {
      repairs.replacementCharacters += 1
    } else if (0xE000...0xF8FF).contains(scalar) || scalar >= 0xF_0000 {
      repairs.privateUseCharacters += 1
    }
  }

  @inline(__always)
  mutating func emit(_ scalar: UInt32, _ entry: FoldEntry, _ start: Int, _ stop: Int) {
    sink.scalar(scalar, entry: entry, start: start, end: stop, state: state)
    switch scalar {
    case "。", "!", "?":
      state.passElement()
      state.endsSentence = true
    case "\"", "'":
      // The fold makes both sides one; what was written tells them apart. A closer keeps what it closes.
      switch decode(start).scalar {
      case "“", "‘", "「", "『", "﹁", "﹃":
        state.passElement()
        state.opensQuotation = true
      default: state.opensQuotation = false
      }
    case ")", "]", "》", "〉": state.opensQuotation = false
    case "(", "[", "《", "〈":
      state.passElement()
      state.opensQuotation = true
    default: state.passElement()
    }
  }
}
