// From tags to lines: the text of a page, the lines it falls into, and the tree of elements they stand in.

import WenjianDocument
import WenjianText

/// A place in the tree of a page: an element that begins and ends lines.
struct HTMLNode {
  var parent: Int32
  var element: HTMLElement
  /// Named like navigation, a footer, a share bar, comments, or hidden by its style.
  var isHinted: Bool
  /// Named like a headline.
  var isTitled: Bool
}

/// A line of the text.
struct HTMLLine {
  var byteRange: Range<Int>
  var node: Int32
  var han = 0
  /// Han and letters below a link.
  var linked = 0
  /// Han and letters.
  var visible = 0
  /// Marks of sentences: ，。；！？
  var marks = 0
  var headingLevel = 0
}

/// Reads a page token by token.
struct HTMLBuilder {
  private(set) var text: [UInt8] = []
  private(set) var lines: [HTMLLine] = []
  private(set) var nodes: [HTMLNode] = [
    HTMLNode(parent: -1, element: .html, isHinted: false, isTitled: false)
  ]
  private(set) var properties: [MetadataProperty] = []
  private(set) var isTooDeep = false

  /// What stands between the text so far and the next character, from weak to strong.
  /// `wrap` is a line end of the source, which stands for a blank, but not between two wide characters: there it would
  /// be a blank that nobody wrote.
  private enum Gap: Int { case none, wrap, space, cell, line, block }

  private struct Open {
    var element: HTMLElement
    var node: Int32
  }

  private let source: UnsafeBufferPointer<UInt8>
  private var tokens: HTMLTokenizer
  private var stack: [Open] = []
  private var openCounts = [Int](repeating: 0, count: 256)
  private var gap = Gap.block
  /// Blanks since the last character that push a line in: U+3000 and no-break spaces.
  private var indent = 0
  private var line: HTMLLine?
  /// Lines begun since the cell began.
  private var linesInCell = 0
  private var linkedInOneLink = 0
  private var ruby: [UInt8] = []
  private var hasTitle = false

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    tokens = HTMLTokenizer(source)
    text.reserveCapacity(source.count / 3)
  }

  mutating func read() {
    while let token = tokens.next() {
      switch token {
      case .text(let range): append(range)
      case .startTag(let element, let attributes): start(element, attributes)
      case .endTag(let element): end(element)
      }
    }
    endLine()
  }

  private var node: Int32 { stack.last?.node ?? 0 }
  private func isOpen(_ element: HTMLElement) -> Bool { openCounts[Int(element.rawValue)] > 0 }

  private mutating func start(_ element: HTMLElement, _ range: Range<Int>) {
    switch element {
    case .script:
      let isData = attribute("type", range)?.hasPrefix("application/ld+json") ?? false
      let data = tokens.rawText(of: "script", endsAtMarkup: false)
      if isData { properties += LinkedData.read(source, data) }
      return
    case .style:
      _ = tokens.rawText(of: "style", endsAtMarkup: true)
      return
    case .template:
      _ = tokens.rawText(of: "template", endsAtMarkup: false)
      return
    case .title:
      let raw = tokens.rawText(of: "title", endsAtMarkup: true)
      if !hasTitle { property("title", plain(raw)) }
      hasTitle = true
      return
    case .meta:
      readMeta(range)
      return
    case .br:
      gapAtBreak()
      return
    case .hr:
      raise(.block)
      return
    case .time:
      if let value = attribute("datetime", range) { property("time", value) }
    case .link, .frame, .head, .other: break
    default: break
    }
    if element.isVoid || element == .html || element == .head { return }
    closeImplied(by: element)
    if element == .td {
      // Cells stand in one line, unless the one before had several: then the table only lays out the page.
      if gap.rawValue < Gap.cell.rawValue || (gap != .block && linesInCell <= 1) { gap = .cell }
      linesInCell = 0
    } else if element.isBlock, !(gap == .cell && (element == .p || element == .div || element == .block)) {
      raise(.block)
    }
    if element == .a { linkedInOneLink = 0 }
    if element == .rt { ruby.removeAll() }
    guard stack.count < HTMLReader.depthLimit else {
      isTooDeep = true
      return
    }
    var place = node
    if element.isBlock || element == .inline || element == .other {
      let names = HTMLNames.read(source, range)
      // An inline element is a place of its own only as a headline: a share button in a line is part of the line.
      if element.isBlock || names.isTitled {
        nodes.append(
          HTMLNode(
            parent: place, element: element,
            isHinted: element.isBlock && (names.isHinted || names.isHidden || element.isAside),
            isTitled: names.isTitled))
        place = Int32(nodes.count - 1)
      }
    }
    stack.append(Open(element: element, node: place))
    openCounts[Int(element.rawValue)] += 1
  }

  private mutating func end(_ element: HTMLElement) {
    if element == .br || (element == .p && !isOpen(.p)) {
      raise(.block)
      return
    }
    guard element != .html, element != .body, isOpen(element) else {
      if element.isBlock { raise(.block) }
      return
    }
    var depth = stack.count - 1
    while depth >= 0, stack[depth].element != element {
      if stack[depth].element.stops(endTagOf: element) { return }
      depth -= 1
    }
    guard depth >= 0 else { return }
    close(to: depth)
    switch element {
    case .rt: endRuby()
    case .td: if gap != .block || linesInCell <= 1 { gap = max(gap == .block ? .cell : gap, .cell) }
    case _ where element.isBlock: raise(.block)
    default: break
    }
  }

  private func max(_ a: Gap, _ b: Gap) -> Gap { a.rawValue > b.rawValue ? a : b }

  private mutating func close(to depth: Int) {
    while stack.count > depth {
      let open = stack.removeLast()
      openCounts[Int(open.element.rawValue)] -= 1
    }
  }

  /// Ends what the page left open: a paragraph before the next block, an item before the next item.
  private mutating func closeImplied(by element: HTMLElement) {
    let closed: [HTMLElement]
    switch element {
    case .li: closed = [.li, .p]
    case .dd, .dt: closed = [.dd, .dt, .p]
    case .td: closed = [.td, .p, .li]
    case .tr: closed = [.td, .tr, .p, .li]
    case .option: closed = [.option]
    case .a: closed = [.a]
    case _ where element.isBlock: closed = [.p]
    default: return
    }
    var outermost: Int?
    var depth = stack.count - 1
    while depth >= 0 {
      let open = stack[depth].element
      if closed.contains(open) {
        outermost = depth
      } else if open == .table || (element == .li && open == .list)
        || (open.isBlock && element != .tr && element != .td)
        || (open.isBlock && open != .block && open != .div && open != .list)
      {
        break
      }
      depth -= 1
    }
    if let outermost { close(to: outermost) }
  }

  /// A single break stays one; a second one or an indented line behind it begins a paragraph.
  private mutating func gapAtBreak() {
    indent = 0
    gap = gap == .line || gap == .block ? .block : .line
    endLine()
  }

  private mutating func raise(_ stronger: Gap) {
    if stronger.rawValue > gap.rawValue { gap = stronger }
    if gap == .block || gap == .line { endLine() }
  }

  private mutating func endLine() {
    guard var ended = line else { return }
    ended.byteRange = ended.byteRange.lowerBound..<text.count
    if !ended.byteRange.isEmpty { lines.append(ended) }
    line = nil
  }

  private mutating func append(_ range: Range<Int>) {
    let isLink = isOpen(.a)
    let keepsLines = isOpen(.pre)
    if isOpen(.rp) { return }
    let isRuby = isOpen(.rt)
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = source[at]
      if byte == 0x26, let (scalar, end) = HTMLEntities.read(source, at: at, before: range.upperBound) {
        at = end
        add(scalar, isLink: isLink, keepsLines: keepsLines, isRuby: isRuby)
        continue
      }
      let (scalar, end) = UTF8Reader.scalar(source, at: at)
      at = end
      add(scalar, isLink: isLink, keepsLines: keepsLines, isRuby: isRuby)
    }
  }

  private mutating func add(_ scalar: UInt32, isLink: Bool, keepsLines: Bool, isRuby: Bool) {
    switch scalar {
    case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
      if keepsLines, scalar == 0x0A {
        gapAtBreak()
      } else if scalar == 0x0A || scalar == 0x0D {
        if gap.rawValue <= Gap.space.rawValue { gap = .wrap }
      } else if gap == .none {
        gap = .space
      }
      return
    case 0xA0, 0x3000:
      indent += 1
      if gap == .line, indent >= 2 { gap = .block }
      if gap.rawValue <= Gap.space.rawValue { gap = .space }
      return
    case 0...0x1F, 0x7F, 0x200B, 0xFEFF: return
    default: break
    }
    if isRuby {
      UTF8Reader.append(scalar, to: &ruby)
      return
    }
    fillGap(before: scalar)
    UTF8Reader.append(scalar, to: &text)
    let isHan = (0x4E00...0x9FFF).contains(scalar) || (0x3400...0x4DBF).contains(scalar) || scalar > 0x1_FFFF
    if isHan || HTMLBuilder.isLetterOrDigit(scalar) {
      line?.visible += 1
      if isHan { line?.han += 1 }
      if isLink, linkedInOneLink < Self.linkLimit {
        line?.linked += 1
        linkedInOneLink += 1
      }
    } else if Self.isMark(scalar) {
      line?.marks += 1
    }
  }

  /// A longer link is one that was never closed.
  private static let linkLimit = 120

  private static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (scalar < 0x80 && HTMLTokenizer.isLetter(UInt8(scalar)))
      || (0xC0...0x24F).contains(scalar)
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xFF0C, 0x3002, 0xFF1B, 0xFF01, 0xFF1F, 0x2C: true
    default: false
    }
  }

  private mutating func fillGap(before next: UInt32) {
    if text.isEmpty {
      gap = .none
    } else {
      switch gap {
      case .none: break
      // Wide characters take three bytes and more; those of two and one (Latin, Greek) want their blank.
      case .wrap: if next < 0x2E80 || !endsWide { text.append(0x20) }
      case .space:
        // Two or more wide blanks are a place where the page sets one thing apart from the next.
        text.append(contentsOf: indent >= 2 ? [0xE3, 0x80, 0x80] : [0x20])
      case .cell: text.append(contentsOf: [0x20, 0x7C, 0x20])
      case .line: text.append(0x0A)
      case .block: text.append(contentsOf: [0x0A, 0x0A])
      }
    }
    gap = .none
    indent = 0
    if line == nil {
      var level = 0
      for open in stack.reversed() where open.element.headingLevel > 0 {
        level = open.element.headingLevel
        break
      }
      line = HTMLLine(byteRange: text.count..<text.count, node: node, headingLevel: level)
      linesInCell += 1
    }
  }

  /// The text ends in a character from U+3000 on.
  private var endsWide: Bool {
    guard let lead = text.last(where: { $0 & 0xC0 != 0x80 }) else { return false }
    return lead >= 0xE3
  }

  private mutating func endRuby() {
    let hasHan = ruby.contains { (0xE4...0xE9).contains($0) }
    if hasHan {
      let gloss = Array("（".utf8) + ruby + Array("）".utf8)
      if gap.rawValue <= Gap.space.rawValue { gap = .none }
      fillGap(before: 0xFF08)
      text += gloss
    }
    ruby.removeAll()
  }

  private mutating func readMeta(_ range: Range<Int>) {
    var name = ""
    var content = ""
    var attributes = HTMLAttributes(source, range)
    while let (key, value) = attributes.next() {
      switch key {
      case "name", "property", "itemprop": if name.isEmpty { name = plain(value) }
      case "content": content = plain(value)
      default: break
      }
    }
    property(name, content)
  }

  private mutating func property(_ name: String, _ value: String) {
    guard !name.isEmpty, !value.isEmpty, properties.count < 256, value.utf8.count < 2048 else { return }
    properties.append(MetadataProperty(name: name, value: value))
  }

  private func attribute(_ name: String, _ range: Range<Int>) -> String? {
    var attributes = HTMLAttributes(source, range)
    while let (key, value) = attributes.next() { if key == name { return plain(value) } }
    return nil
  }

  /// Entities resolved, white space in one blank each, none at the ends.
  private func plain(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    var at = range.lowerBound
    var isBlank = false
    while at < range.upperBound {
      var (scalar, end) = UTF8Reader.scalar(source, at: at)
      if source[at] == 0x26, let reference = HTMLEntities.read(source, at: at, before: range.upperBound) {
        (scalar, end) = reference
      }
      at = end
      if scalar <= 0x20 || scalar == 0xA0 || scalar == 0x3000 {
        isBlank = true
        continue
      }
      if isBlank, !bytes.isEmpty { bytes.append(0x20) }
      isBlank = false
      UTF8Reader.append(scalar, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
