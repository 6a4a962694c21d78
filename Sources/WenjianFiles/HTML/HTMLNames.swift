// What the attributes of an element say of it.

import WenjianText

/// What the names of an element, `class` and `id`, and its style say of its place on a page.
struct HTMLNames {
  var isHinted = false
  var isTitled = false
  var visibility = HTMLVisibility.unsaid
  /// Set above the line by its style.
  var isRaised = false
  /// Named as the mark of a note, by class, role or type.
  var isNoteReference = false
  /// Its link leads to a place on a page, not to a page.
  var leadsToPlace = false
  /// The offsets of these attributes, for the style sheets of the page.
  private(set) var classRange: Range<Int>?
  private(set) var idRange: Range<Int>?
  private(set) var styleRange: Range<Int>?

  static func read(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> HTMLNames {
    var names = HTMLNames()
    // Most elements have no attributes.
    guard range.count > 5 else { return names }
    var attributes = HTMLAttributes(source, range)
    while let (name, value) = attributes.next() {
      switch name {
      case "class": names.classRange = value
      case "id": names.idRange = value
      case "style": names.styleRange = value
      default: break
      }
      switch name {
      case "class", "id", "role":
        names.readWords(source, value)
        if name != "id" { names.readNoteReference(source, value) }
      case "epub:type": names.readNoteReference(source, value)
      case "href": names.leadsToPlace = source[value].contains(UInt8(ascii: "#"))
      case "style": names.readStyle(source, value)
      case "hidden": names.visibility = .hidden
      default: break
      }
    }
    return names
  }

  /// Cuts `pcHeader_wrap`, `hn-share-box` into words and asks for each of them.
  private mutating func readWords(_ source: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) {
    var word = ""
    var previousIsLower = false
    for at in value.prefix(200) {
      let byte = source[at]
      let isUpper = "A"..."Z" ~= byte
      if HTMLTokenizer.isLetter(byte) {
        if isUpper, previousIsLower {
          judge(word)
          word = ""
        }
        if word.utf8.count < 24 { word.unicodeScalars.append(Unicode.Scalar(byte | 0x20)) }
        previousIsLower = !isUpper
      } else {
        judge(word)
        word = ""
        previousIsLower = false
      }
    }
    judge(word)
  }

  private mutating func judge(_ word: String) {
    if word.isEmpty { return }
    if Self.hints.contains(word) { isHinted = true }
    if Self.titles.contains(word) { isTitled = true }
    if word.utf8.count > 4 {
      for suffix in ["nav", "menu", "footer", "sidebar", "crumb", "crumbs", "share"] where word.hasSuffix(suffix) {
        isHinted = true
      }
      if word.hasPrefix("share") || word.hasPrefix("bdshare") || word.hasPrefix("footer") { isHinted = true }
    }
  }

  private mutating func readNoteReference(_ source: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) {
    guard value.count >= 7 else { return }
    let words = String(decoding: UnsafeBufferPointer(rebasing: source[value.prefix(200)]), as: UTF8.self)
      .lowercased()
    isNoteReference =
      isNoteReference
      || ["noteref", "footnote-ref", "footnoteref", "footnotereference"].contains { words.contains($0) }
  }

  private mutating func readStyle(_ source: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) {
    switch HTMLStyle.glance(source, value) {
    case .says(let said):
      if said != .unsaid, visibility != .hidden { visibility = said }
      return
    case .mustBeParsed: break
    }
    let style = HTMLStyle(source, value)
    isRaised = style["vertical-align"] == "super"
    if visibility != .hidden { visibility = style.visibility }
  }

  private static let hints: Set<String> = [
    "nav", "navbar", "navigation", "menu", "menus", "crumb", "crumbs", "breadcrumb", "breadcrumbs", "breadcrumbnav",
    "position", "location", "path", "dqwz", "weizhi", "wz", "footer", "foot", "ft", "ftr", "bottom", "copyright",
    "cr",
    "share", "fenxiang", "toolbar", "tools", "tool", "related", "relate", "relation", "recommend", "tuijian", "hot",
    "rank", "ranking", "sidebar", "aside", "comment", "comments", "cmt", "message", "login", "search", "qr",
    "qrcode",
    "ewm", "erweima", "pager", "pagination", "paging", "banner", "ad", "ads", "advert", "advertisement", "gg",
    "friendlink", "links", "skip", "topbar", "top", "topnav", "header", "hd", "head", "masthead", "widget",
    "subscribe",
    "newsletter", "statement", "mask", "popup", "weather", "contentinfo", "complementary",
  ]

  private static let titles: Set<String> = [
    "title", "tit", "bt", "biaoti", "headline", "hed", "subject", "h", "arti", "ti", "tt", "thread",
  ]
}
