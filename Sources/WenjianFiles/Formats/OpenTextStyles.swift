// What the styles of an OpenDocument text decide about what is read: lists, outline numbers, hidden text.

struct OpenTextStyles {
  private(set) var lists: [String: ListCounter] = [:]
  /// The numbers of headings that stand in no list.
  private(set) var outline = ListCounter(levels: [:])
  private(set) var hidden = Set<String>()

  private var list: String?
  private var isOutline = false
  private var levels: [Int: ListLevel] = [:]
  private var level: Int?
  private var style: String?

  mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    switch event {
    case .start(let name):
      switch name {
      case "style": style = element.attribute("name")
      case "text-properties":
        if let style, element.attribute("display") == "none" { hidden.insert(style) }
      case "list-style", "outline-style":
        list = element.attribute("name") ?? ""
        isOutline = name == "outline-style"
        levels = [:]
      case "list-level-style-number", "outline-level-style": startLevel(element, numbered: true)
      case "list-level-style-bullet", "list-level-style-image": startLevel(element, numbered: false)
      case "list-level-label-alignment":
        if let level, element.attribute("label-followed-by") == "nothing" { levels[level]?.isTight = true }
      default: break
      }
    case .end(let name):
      switch name {
      case "style": style = nil
      case "list-level-style-number", "outline-level-style", "list-level-style-bullet", "list-level-style-image":
        level = nil
      case "list-style", "outline-style":
        if isOutline {
          outline = ListCounter(levels: levels)
        } else if let list {
          lists[list] = ListCounter(levels: levels)
        }
        list = nil
      default: break
      }
    case .text: break
    }
  }

  private mutating func startLevel(_ element: MarkupElement, numbered: Bool) {
    guard list != nil, let number = element.attribute("level").flatMap({ Int($0) }),
      (1...ListCounter.depthLimit).contains(number)
    else { return }
    var found = ListLevel()
    if numbered {
      let format = element.attribute("num-format") ?? ""
      found.style = NumberStyle(openDocument: format) ?? .decimal
      found.start = element.attribute("start-value").flatMap { Int($0) } ?? 1
      if !format.isEmpty {
        let shown = element.attribute("display-levels").flatMap { Int($0) } ?? 1
        let first = max(1, number - max(1, shown) + 1)
        // LibreOffice also writes the whole of it, for numbers that are not parted by full stops.
        let template = element.attribute("num-list-format").map { Self.template($0) }
        found.template =
          template ?? (element.attribute("num-prefix") ?? "")
          + (first...number).map { "%\($0)" }.joined(separator: ".")
          + (element.attribute("num-suffix") ?? "")
      } else {
        found.template = (element.attribute("num-prefix") ?? "") + (element.attribute("num-suffix") ?? "")
      }
    } else {
      found.template = ListCounter.bullet(element.attribute("bullet-char") ?? "")
    }
    level = number - 1
    levels[number - 1] = found
  }

  /// `第%1%章` to `第%1章`.
  private static func template(_ format: String) -> String {
    var text = ""
    var isInside = false
    for character in format {
      if character == "%" {
        if !isInside { text.append(character) }
        isInside.toggle()
      } else {
        text.append(character)
      }
    }
    return text
  }

  // MARK: Counting

  mutating func restart(_ list: String) { lists[list]?.restart() }

  mutating func restart(_ list: String, _ level: Int, at number: Int) { lists[list]?.restart(level, at: number) }

  mutating func next(_ list: String, _ level: Int) -> String? { lists[list]?.next(level) }

  mutating func nextHeading(_ level: Int) -> String? { outline.next(level) }
}
