// A web page as lines of text: blocks become lines, scripts and styles are left out, nothing is judged.

import CXML

enum HTMLText {
  /// Reads a page in any encoding.
  ///
  /// The place where finding the main text begins: `lowWeightRanges` stay empty here.
  /// - Throws: `empty`, `binary`, `undecodable`.
  static func read(_ bytes: [UInt8]) throws(ReadFailure) -> ExtractedDocument {
    let decoded = try TextDecoder.decode(bytes, declared: MarkupPull.declaredEncoding(bytes))
    var page = PageWalk()
    page.read(decoded.text)
    var document = ExtractedDocument(text: page.lines.finish())
    document.properties = page.properties
    document.damage = decoded.damage
    return document
  }
}

/// Walks the tree that libxml2 makes of a page. Not recursive: pages nest as deeply as they like.
private struct PageWalk {
  var lines = TextLines()
  var properties: [DocumentProperty] = []

  private static let hidden: Set<String> = [
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "datalist",
  ]
  private static let inline: Set<String> = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "input", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p",
  ]

  mutating func read(_ text: [UInt8]) {
    guard text.count <= Int32.max else { return }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    let document = text.withUnsafeBytes {
      htmlReadMemory(
        $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count), nil, "UTF-8", Int32(options))
    }
    guard let document else { return }
    defer { xmlFreeDoc(document) }
    var next = xmlDocGetRootElement(document)
    var tableDepth = 0
    while let node = next {
      let name = node.pointee.type == XML_ELEMENT_NODE ? Self.name(node) : ""
      if name == "head" { readHead(node) }
      let isHidden = Self.hidden.contains(name)
      if !isHidden { enter(node, name, &tableDepth) }
      if !isHidden, let child = node.pointee.children, node.pointee.type == XML_ELEMENT_NODE {
        next = child
        continue
      }
      next = following(node, &tableDepth)
    }
  }

  /// The node behind one whose content is done, and behind those that end with it.
  private mutating func following(_ node: xmlNodePtr, _ tableDepth: inout Int) -> xmlNodePtr? {
    var node = node
    while true {
      if node.pointee.type == XML_ELEMENT_NODE { leave(Self.name(node), &tableDepth) }
      if let sibling = node.pointee.next { return sibling }
      guard let parent = node.pointee.parent, parent.pointee.type == XML_ELEMENT_NODE else { return nil }
      node = parent
    }
  }

  private mutating func enter(_ node: xmlNodePtr, _ name: String, _ tableDepth: inout Int) {
    switch node.pointee.type {
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
      guard let content = node.pointee.content else { return }
      let text = UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content)))
      if tableDepth == 0, isPreformatted(node) { lines.append(text) } else { lines.appendCollapsed(text) }
    case XML_ELEMENT_NODE:
      if name == "br" {
        if tableDepth == 0 { lines.breakLine() } else { lines.space() }
      } else if !Self.inline.contains(name), name != "td", name != "th" {
        breakBlock(tableDepth)
      }
      if name == "tr" { lines.breakLine() }
      // Pages are laid out with tables; only one without blocks in its cells is a table of data.
      if name == "table", isData(node) { tableDepth += 1 }
    default: break
    }
  }

  private mutating func leave(_ name: String, _ tableDepth: inout Int) {
    switch name {
    case "td", "th": if tableDepth > 0 { lines.tab() } else { lines.breakLine() }
    case "tr": lines.breakLine()
    case "table":
      tableDepth = max(0, tableDepth - 1)
      lines.breakLine()
    case _ where Self.inline.contains(name) || Self.hidden.contains(name) || name == "br": break
    default: breakBlock(tableDepth)
    }
  }

  private mutating func breakBlock(_ tableDepth: Int) {
    if tableDepth == 0 { lines.breakLine() } else { lines.space() }
  }

  private func isPreformatted(_ node: xmlNodePtr) -> Bool {
    guard let parent = node.pointee.parent, parent.pointee.type == XML_ELEMENT_NODE else { return false }
    let name = Self.name(parent)
    return name == "pre" || name == "textarea"
  }

  /// Whether a table has no table inside, and little in each cell.
  private func isData(_ table: xmlNodePtr) -> Bool {
    var paragraphs = 0
    var cells = 0
    var next = table.pointee.children
    while let node = next {
      if node.pointee.type == XML_ELEMENT_NODE {
        switch Self.name(node) {
        case "table", "h1", "h2", "h3", "ul", "ol": return false
        case "p", "div": paragraphs += 1
        case "td", "th": cells += 1
        default: break
        }
        if let child = node.pointee.children {
          next = child
          continue
        }
      }
      var behind: xmlNodePtr? = node
      while let at = behind, at.pointee.next == nil {
        behind = at.pointee.parent == table ? nil : at.pointee.parent
      }
      next = behind?.pointee.next
    }
    return cells > 1 && paragraphs <= cells
  }

  private mutating func readHead(_ head: xmlNodePtr) {
    var next = head.pointee.children
    while let node = next {
      next = node.pointee.next
      guard node.pointee.type == XML_ELEMENT_NODE else { continue }
      switch Self.name(node) {
      case "title": add(.title, Self.content(node))
      case "meta":
        let name = (Self.attribute("name", node) ?? Self.attribute("property", node) ?? "").lowercased()
        guard let field = Self.metaFields[name], let value = Self.attribute("content", node) else { continue }
        add(field, value)
      default: break
      }
    }
  }

  private static let metaFields: [String: DocumentProperty.Field] = [
    "title": .title, "og:title": .title, "articletitle": .title, "author": .author, "pubdate": .published,
    "publishdate": .published, "article:published_time": .published, "contentsource": .source,
    "source": .source, "keywords": .keywords, "description": .description,
  ]

  private mutating func add(_ field: DocumentProperty.Field, _ value: String) {
    if let property = DocumentProperty(field, trimming: value, .htmlHead) { properties.append(property) }
  }

  private static func name(_ node: xmlNodePtr) -> String {
    node.pointee.name.map { string($0).lowercased() } ?? ""
  }

  private static func string(_ text: UnsafePointer<xmlChar>) -> String {
    String(decoding: UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))), as: UTF8.self)
  }

  private static func content(_ node: xmlNodePtr) -> String {
    guard let text = xmlNodeGetContent(node) else { return "" }
    defer { wenjian_xml_free(text) }
    return string(text)
  }

  private static func attribute(_ name: String, _ node: xmlNodePtr) -> String? {
    guard let value = xmlGetProp(node, name) else { return nil }
    defer { wenjian_xml_free(value) }
    return string(value)
  }
}
