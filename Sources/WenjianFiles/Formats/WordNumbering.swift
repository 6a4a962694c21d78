// Which paragraphs of a Word document are numbered, and how, and which are headings: word/numbering.xml and
// word/styles.xml (ECMA-376, 17.9 and 17.3.1.20).

/// The lists of a document, with the numbers they have come to.
struct WordNumbering {
  /// By `abstractNumId`.
  private var lists: [String: ListCounter] = [:]
  /// The list that a `numId` stands for, and the levels it begins otherwise.
  private var instances: [String: (list: String, starts: [Int: Int])] = [:]
  private var styles: [String: Style] = [:]
  /// Instances whose own beginnings were used.
  private var begun = Set<String>()

  private struct Style {
    var base: String?
    var instance: String?
    var level: Int?
    var outline: Int?
    /// By its name: files of other programs have styles of headings that say no more.
    var namedOutline: Int?
    var isTitle = false
  }

  /// What a paragraph says of itself.
  struct Paragraph {
    var style: String?
    var instance: String?
    var level: Int?
    /// From 0 on; 9 for text.
    var outline: Int?
  }

  init(numbering: [UInt8]?, styles: [UInt8]?) {
    // One that is broken numbers what it can.
    if let numbering {
      var reader = NumberingReader()
      _ = try? MarkupPull.read(numbering) { event, element in reader.take(event, element) }
      lists = reader.lists.mapValues { ListCounter(levels: $0) }
      instances = reader.instances
      self.styles = reader.levelStyles.mapValues { Style(base: nil, instance: nil, level: $0) }
    }
    if let styles { readStyles(styles) }
  }

  /// Counts a paragraph.
  /// - Returns: what stands before it.
  mutating func next(_ paragraph: Paragraph) -> String? {
    var instance = paragraph.instance
    var level = paragraph.level
    var name = paragraph.style
    // Styles stand on styles; a ring of them has no end.
    for _ in 0..<20 {
      guard instance == nil || level == nil, let style = name.flatMap({ styles[$0] }) else { break }
      instance = instance ?? style.instance
      level = level ?? style.level
      name = style.base
    }
    guard let instance, let place = instances[instance], lists[place.list] != nil else { return nil }
    let depth = level ?? 0
    guard (0..<ListCounter.depthLimit).contains(depth) else { return nil }
    if !place.starts.isEmpty, begun.insert(instance).inserted {
      for (level, number) in place.starts { lists[place.list]?.restart(level, at: number) }
    }
    return lists[place.list]?.next(depth)
  }

  /// The level of a paragraph as a heading, from 1 on; nil for text.
  func headingLevel(of paragraph: Paragraph) -> Int? {
    var outline = paragraph.outline
    var name = paragraph.style
    for _ in 0..<20 {
      guard outline == nil, let id = name else { break }
      let style = styles[id]
      outline = style?.outline ?? style?.namedOutline ?? (style == nil ? HeadingStyleName.outline(id) : nil)
      name = style?.base
    }
    return outline.flatMap { (0..<9).contains($0) ? $0 + 1 : nil }
  }

  /// Whether a paragraph has the style of titles.
  func isTitle(_ paragraph: Paragraph) -> Bool {
    guard let id = paragraph.style else { return false }
    return styles[id]?.isTitle ?? (id.lowercased() == "title")
  }

  private mutating func readStyles(_ bytes: [UInt8]) {
    var name: String?
    var style = Style()
    _ = try? MarkupPull.read(bytes) { event, element in
      switch event {
      case .start("style"):
        name = element.attribute("styleId")
        style = Style(level: name.flatMap { styles[$0]?.level })
      case .start("name"):
        let called = element.attribute("val") ?? ""
        style.namedOutline = HeadingStyleName.outline(called)
        style.isTitle = ["title", "标题", "標題"].contains(called.lowercased())
      case .start("outlineLvl"): style.outline = element.attribute("val").flatMap { Int($0) }
      case .start("basedOn"): style.base = element.attribute("val")
      case .start("numId"): style.instance = element.attribute("val")
      case .start("ilvl"): style.level = element.attribute("val").flatMap { Int($0) }
      case .end("style"): if let name { styles[name] = style }
      default: break
      }
    }
  }
}

private struct NumberingReader {
  var lists: [String: [Int: ListLevel]] = [:]
  var instances: [String: (list: String, starts: [Int: Int])] = [:]
  /// The level of the paragraphs of a style.
  var levelStyles: [String: Int] = [:]

  private var list: String?
  private var instance: String?
  private var level: Int?
  private var current = ListLevel()
  private var isBullet = false

  mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    switch event {
    case .start(let name):
      let value = { element.attribute("val") ?? "" }
      switch name {
      case "abstractNum": list = element.attribute("abstractNumId")
      case "num": instance = element.attribute("numId")
      case "abstractNumId": if let instance { instances[instance] = (value(), [:]) }
      case "lvl", "lvlOverride":
        level = element.attribute("ilvl").flatMap { Int($0) }.flatMap {
          (0..<ListCounter.depthLimit).contains($0) ? $0 : nil
        }
        current = ListLevel()
        isBullet = false
      case "startOverride":
        if let instance, let level { instances[instance]?.starts[level] = Int(value()) ?? 1 }
      case "start": current.start = Int(value()) ?? 1
      case "numFmt":
        isBullet = value() == "bullet"
        current.style = NumberStyle(word: value()) ?? .decimal
      case "lvlText": current.template = value()
      case "suff": current.isTight = value() == "nothing"
      case "isLgl": current.isAllDecimal = true
      case "pStyle": if let level { levelStyles[value()] = level }
      default: break
      }
    case .end("lvl"):
      // A level that an instance has of its own is rare, and would need a list of its own.
      if isBullet { current.template = ListCounter.bullet(current.template) }
      if let list, let level { lists[list, default: [:]][level] = current }
    case .end("abstractNum"): list = nil
    case .end("num"): instance = nil
    default: break
    }
  }
}
