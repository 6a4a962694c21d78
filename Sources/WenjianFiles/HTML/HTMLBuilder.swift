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
  var isInCell = false
}

/// Reads a page token by token.
struct HTMLBuilder {
  /// With the marks of `TextMark`.
  var text: [UInt8] = []
  var lines: [HTMLLine] = []
  private(set) var nodes: [HTMLNode] = [
    HTMLNode(parent: -1, element: .html, isHinted: false, isTitled: false)
  ]
  var properties: [MetadataProperty] = []
  private(set) var isTooDeep = false

  /// What stands between the text so far and the next character, from weak to strong.
  /// `wrap` is a line end of the source, which stands for a blank, but not between two wide characters: there it would
  /// be a blank that nobody wrote.
  enum Gap: Int { case none, wrap, space, cell, soft, line, block }

  struct Open {
    var element: HTMLElement
    var node: Int32
    var visibility: HTMLVisibility
  }

  let source: UnsafeBufferPointer<UInt8>
  var tokens: HTMLTokenizer
  var stack: [Open] = []
  var openCounts = [Int](repeating: 0, count: 256)
  var gap = Gap.block
  /// Blanks since the last character that push a line in: U+3000 and no-break spaces.
  var indent = 0
  var line: HTMLLine?
  /// Lines begun since the cell began.
  var linesInCell = 0
  var linkedInOneLink = 0
  var ruby: [UInt8] = []
  var hasTitle = false
  /// Marks of notes that are open, the innermost last.
  var noteMarks: [OpenNoteMark] = []
  /// Text that is not seen is taken over too.
  let keepsHidden: Bool
  /// The line ends of the source are those of the text.
  let keepsLines: Bool
  /// What was left out as not seen.
  var hidden = HiddenText()
  /// Of the whole page once it is read.
  private(set) var styles: HTMLStyleSheet
  /// Whether a style sheet that hides something comes after elements that it may hide.
  private(set) var hasLateStyles = false
  private let readsStyles: Bool

  init(
    _ source: UnsafeBufferPointer<UInt8>, styles: HTMLStyleSheet = HTMLStyleSheet(), keepsHidden: Bool = false,
    keepsLines: Bool = false
  ) {
    self.source = source
    self.styles = styles
    readsStyles = !styles.hidesAny
    self.keepsHidden = keepsHidden
    self.keepsLines = keepsLines
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
    joinShortCells()
  }

  var node: Int32 { stack.last?.node ?? 0 }
  func isOpen(_ element: HTMLElement) -> Bool { openCounts[Int(element.rawValue)] > 0 }

  private mutating func start(_ element: HTMLElement, _ range: Range<Int>) {
    let name = tokens.name
    switch element {
    case .script:
      let isData = attribute("type", range)?.hasPrefix("application/ld+json") ?? false
      let data = tokens.rawText(of: "script", endsAtMarkup: false)
      if isData { properties += LinkedData.read(source, data) }
      return
    case .style:
      let sheet = tokens.rawText(of: "style", endsAtMarkup: true)
      if readsStyles {
        styles.read(source, sheet)
        if styles.hidesAny, !text.isEmpty { hasLateStyles = true }
      }
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
      if gap != .block { gap = .cell }
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
    var visibility = stack.last?.visibility ?? .unsaid
    if element.isBlock || element == .inline || element == .sup || element == .other
      || styles.hidesAny || (element == .a && mayMatter(range))
    {
      var names = HTMLNames.read(source, range)
      if styles.hidesAny, names.visibility != .hidden, styles.hides(name, names, source) {
        names.visibility = .hidden
      }
      // A headline that a script moves elsewhere is a name of the page all the same.
      if names.visibility != .unsaid, visibility != .hidden, element != .h1 { visibility = names.visibility }
      openNoteMark(element, names)
      // An inline element is a place of its own only as a headline: a share button in a line is part of the line.
      if element.isBlock || names.isTitled {
        nodes.append(
          HTMLNode(
            parent: place, element: element,
            isHinted: element.isBlock
              && (names.isHinted || names.visibility == .hidden || element.isAside),
            isTitled: names.isTitled))
        place = Int32(nodes.count - 1)
      }
    }
    stack.append(Open(element: element, node: place, visibility: visibility))
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
    case .td: if gap != .block || linesInCell <= 1 { gap = .cell }
    case _ where element.isBlock: raise(.block)
    default: break
    }
  }

  private mutating func close(to depth: Int) {
    while let mark = noteMarks.last, mark.depth >= depth { closeNoteMark() }
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

  /// A single break stays one; a second one or an indented line behind it begins a paragraph. In a heading all of them
  /// only make it fit.
  mutating func gapAtBreak() {
    indent = 0
    if gap == .cell {
      // Nothing is in the cell yet.
    } else if isInHeading {
      if gap.rawValue < Gap.soft.rawValue { gap = .soft }
    } else {
      gap = gap == .line || gap == .block ? .block : .line
    }
    endLine()
  }

  private var isInHeading: Bool {
    (HTMLElement.h1.rawValue...HTMLElement.h6.rawValue).contains { openCounts[Int($0)] > 0 }
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
}
