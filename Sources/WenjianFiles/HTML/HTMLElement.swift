// The elements that matter to a reader of text, and what each of them does to lines.

/// An element by what it does to the text. Elements that do nothing are `other`.
enum HTMLElement: UInt8 {
  case other
  case a, article, aside, body, br, button, caption, dd, div, dl, dt, fieldset, figcaption, footer, form
  case frame, h1, h2, h3, h4, h5, h6, head, header, hr, html, inline, label, li, link, list, main, meta, nav,
    noscript
  case block, option, p, pre, rp, rt, ruby, script, select, style, sup, table, td, template, textarea, time, title,
    tr

  /// - Parameter name: the hash of its letters in lower case. A string for each tag was a third of the time.
  static func named(_ name: UInt64) -> HTMLElement { byName[name] ?? .other }

  /// Whether HTML has an element of this name, also one that does nothing to text.
  static func isKnown(_ name: UInt64) -> Bool { byName[name] != nil || withoutText.contains(name) }

  private static let withoutText = Set(
    ["img", "wbr", "col", "colgroup", "iframe", "video", "audio", "source", "input", "embed", "object", "center"]
      .map { $0.utf8.reduce(hashStart, hash) })

  static let hashStart: UInt64 = 0xCBF2_9CE4_8422_2325
  /// FNV-1a, a letter further.
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  private static let byName: [UInt64: HTMLElement] = {
    var table: [String: HTMLElement] = [
      "a": .a, "article": .article, "aside": .aside, "body": .body, "br": .br, "button": .button,
      "caption": .caption, "dd": .dd, "div": .div, "dl": .dl, "dt": .dt, "fieldset": .fieldset,
      "figcaption": .figcaption, "footer": .footer, "form": .form, "frame": .frame, "h1": .h1, "h2": .h2,
      "h3": .h3, "h4": .h4, "h5": .h5, "h6": .h6, "head": .head, "header": .header, "hr": .hr, "html": .html,
      "label": .label, "li": .li, "link": .link, "ul": .list, "ol": .list, "dir": .list, "menu": .list,
      "main": .main, "meta": .meta, "nav": .nav, "noscript": .noscript, "option": .option, "p": .p, "pre": .pre,
      "listing": .pre, "rp": .rp, "rt": .rt, "rtc": .rt, "ruby": .ruby, "script": .script, "select": .select,
      "style": .style, "sup": .sup, "table": .table, "td": .td, "th": .td, "template": .template,
      "textarea": .textarea,
      "time": .time, "title": .title, "tr": .tr,
    ]
    for name in [
      "address", "blockquote", "center", "details", "dialog", "figure", "hgroup", "section", "summary", "tbody",
      "thead", "tfoot", "frameset", "noframes", "legend", "multicol", "optgroup", "search",
    ] { table[name] = .block }
    for name in [
      "b", "i", "u", "em", "strong", "span", "font", "big", "small", "sub", "s", "strike", "del", "ins",
      "code", "tt", "kbd", "samp", "var", "cite", "dfn", "q", "abbr", "acronym", "mark", "bdi", "bdo", "rb", "nobr",
      "o:p", "st1:chsdate",
    ] { table[name] = .inline }
    return Dictionary(uniqueKeysWithValues: table.map { ($0.key.utf8.reduce(hashStart, hash), $0.value) })
  }()

  /// Begins and ends a line, and is a place in the tree by which text is told apart.
  var isBlock: Bool {
    switch self {
    case .article, .aside, .block, .body, .caption, .dd, .div, .dl, .dt, .fieldset, .figcaption, .footer, .form,
      .h1, .h2, .h3, .h4, .h5, .h6, .header, .html, .li, .list, .main, .nav, .noscript, .option, .p, .pre, .select,
      .table, .td, .textarea, .tr:
      true
    default: false
    }
  }

  /// Has no content, so that it is never left open.
  var isVoid: Bool {
    switch self {
    case .br, .frame, .hr, .link, .meta: true
    default: false
    }
  }

  var headingLevel: Int {
    switch self {
    case .h1...(.h6): Int(rawValue - HTMLElement.h1.rawValue) + 1
    default: 0
    }
  }

  /// Text that is no text: it is left out.
  var isDropped: Bool { self == .script || self == .style || self == .template }

  /// Text that stands beside the document by the meaning of the element itself.
  var isAside: Bool {
    switch self {
    case .aside, .button, .footer, .form, .nav, .noscript, .option, .select, .textarea: true
    default: false
    }
  }

  /// What an end tag never reaches through when it looks for its start tag.
  func stops(endTagOf element: HTMLElement) -> Bool {
    switch element {
    case .table, .body, .html: false
    case .td, .tr: self == .table
    case .li, .dd, .dt: self == .list || self == .dl || self == .td || self == .table
    default: element.isBlock ? self == .td || self == .table : isBlock
    }
  }
}

extension HTMLElement: Comparable {
  static func < (a: HTMLElement, b: HTMLElement) -> Bool { a.rawValue < b.rawValue }
}
