// Which lines of a page are its text, and which of them is its headline.

import WenjianDocument
import WenjianModel
import WenjianText

/// A line is judged by four things: whether it is prose (sentences, not links), whether its element is named like
/// navigation, whether it lies in the element that holds most of the prose, and whether its words are those of
/// buttons. No single one decides: an article may stand in a `div class="header"`, and a footer has sentences too.
struct HTMLZones {
  /// As it is shown.
  private let text: [UInt8]
  private var marked: [UInt8]
  private let lines: [HTMLLine]
  private let nodes: [HTMLNode]
  private let properties: [MetadataProperty]
  private var furniture: [Bool] = []
  private var prose: [Int] = []
  /// Below or at a node that is named like navigation and does not hold most of the prose after all.
  private var isBeside: [Bool] = []
  private var main = 0

  static func zoned(_ builder: HTMLBuilder) -> HTMLText {
    var zones = HTMLZones(builder)
    return zones.result(isTooDeep: builder.isTooDeep)
  }

  private init(_ builder: HTMLBuilder) {
    marked = builder.text
    text = MarkedText.shown(builder.text)
    lines = builder.lines
    nodes = builder.nodes
    properties = builder.properties
  }

  private mutating func result(isTooDeep: Bool) -> HTMLText {
    readFurniture()
    findMain()
    let headline = HTMLHeadlineSearch(
      text: text, lines: lines, nodes: nodes, properties: properties, furniture: furniture, isBeside: isBeside,
      firstProse: prose.firstIndex { $0 > 0 }
    ).find()
    let isLow = lowLines(headline)
    var page = HTMLText()
    if let headline { joinHeadline(headline.byteRange) }
    page.text = marked
    page.properties = properties
    page.isTooDeep = isTooDeep
    page.headings = headings()
    for (index, line) in lines.enumerated() where isLow[index] {
      if let last = page.lowWeightRanges.last, index > 0, isLow[index - 1] {
        page.lowWeightRanges[page.lowWeightRanges.count - 1] = last.lowerBound..<line.byteRange.upperBound
      } else {
        page.lowWeightRanges.append(line.byteRange)
      }
    }
    page.title = headline?.text ?? properties.first { $0.name == "title" }?.value
    page.titleByteRange = headline?.byteRange
    if let headline {
      page.properties.insert(MetadataProperty(name: "headline", value: headline.text), at: 0)
    }
    return page
  }

  /// The parts of one title are one string, however the page sets them.
  private mutating func joinHeadline(_ range: Range<Int>) {
    for index in range where marked[index] == UInt8(ascii: "\n") || marked[index] == TextMark.paragraphEnd {
      marked[index] = TextMark.softBreak
    }
  }

  /// One that was never closed has the rest of the page in it, so only its first line counts.
  private func headings() -> [HeadingLine] {
    var found: [HeadingLine] = []
    var last: Int32 = -1
    for line in lines where line.headingLevel > 0 {
      var node = line.node
      while node > 0, nodes[Int(node)].element.headingLevel == 0 { node = nodes[Int(node)].parent }
      if node > last { found.note(byteOffset: line.byteRange.lowerBound, level: line.headingLevel) }
      last = Swift.max(last, node)
    }
    return found
  }

  private mutating func readFurniture() {
    furniture = [Bool](repeating: false, count: lines.count)
    prose = [Int](repeating: 0, count: lines.count)
    var folded = FoldedLine()
    TextBytes.lend(text) { bytes in
      for (index, line) in lines.enumerated() {
        let isSentence = line.marks > 0 && line.han >= 12 && line.linked * 3 < line.visible
        if line.byteRange.count <= 400 {
          folded.read(bytes, line.byteRange)
          let words = LineFurniture.read(folded)
          // 用手机扫码上传照片: a sentence may tell of what buttons are for.
          let tellsOfIt =
            isSentence && line.han >= 24 && words.strong <= 1 && words.own == 0 && words.covered * 5 <= line.han
          furniture[index] =
            line.han <= 60 && words.isFurniture(folded) && !(words.strong == 0 && line.han > 24) && !tellsOfIt
          if words.isDisclaimer { furniture[index] = true }
        }
        if isSentence, !furniture[index] { prose[index] = line.han }
      }
    }
  }

  /// Walks down from the root as long as one child holds most of what its parent has.
  private mutating func findMain() {
    var mass = [Int](repeating: 0, count: nodes.count)
    for (index, line) in lines.enumerated() { mass[Int(line.node)] += prose[index] }
    // Children stand behind their parents.
    for index in stride(from: nodes.count - 1, to: 0, by: -1) { mass[Int(nodes[index].parent)] += mass[index] }
    isBeside = [Bool](repeating: false, count: nodes.count)
    for index in 1..<max(1, nodes.count) {
      let parent = Int(nodes[index].parent)
      isBeside[index] = isBeside[parent] || (nodes[index].isHinted && mass[index] * 2 < mass[0])
    }
    var clean = [Int](repeating: 0, count: nodes.count)
    for (index, line) in lines.enumerated() where !isBeside[Int(line.node)] {
      clean[Int(line.node)] += prose[index]
    }
    for index in stride(from: nodes.count - 1, to: 0, by: -1) { clean[Int(nodes[index].parent)] += clean[index] }
    var best = [Int](repeating: 0, count: nodes.count)
    for index in 1..<max(1, nodes.count) {
      let parent = Int(nodes[index].parent)
      if best[parent] == 0 || clean[index] > clean[best[parent]] { best[parent] = index }
    }
    while best[main] != 0, clean[best[main]] * 4 >= clean[main] * 3, clean[main] > 0 {
      // A paragraph is not the article, even when it is all of it.
      switch nodes[best[main]].element {
      case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .tr, .pre, .inline, .other: return
      default: main = best[main]
      }
    }
  }

  private func lowLines(_ headline: HTMLHeadline?) -> [Bool] {
    let title = headline.map { Array($0.text.utf8) }
    var inMain = [Bool](repeating: main == 0, count: nodes.count)
    inMain[main] = true
    for index in 1..<max(1, nodes.count) where inMain[Int(nodes[index].parent)] { inMain[index] = true }
    let first = lines.indices.first { prose[$0] > 0 && !isBeside[Int(lines[$0].node)] }
    let last = lines.indices.last { prose[$0] > 0 && !isBeside[Int(lines[$0].node)] }
    var isLow = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() {
      if headline?.lines.contains(index) ?? false { continue }
      // The row of a table of labels that says the title.
      if let title, text[line.byteRange].contains(UInt8(ascii: "\t")), title.count >= 12,
        ExtractedDocument.holds(text[line.byteRange], title)
      {
        continue
      }
      let node = Int(line.node)
      if isBeside[node] || furniture[index] {
        isLow[index] = true
      } else if let first, let last, !inMain[node] {
        isLow[index] =
          prose[index] == 0 && (index < first || index > last || isLinks(line)) && !isAttachment(line)
      }
    }
    if first != nil { lowerLinkLists(&isLow) }
    return isLow
  }

  /// 附件, 附加檔案: often below the element that holds the text, and part of it.
  private func isAttachment(_ line: HTMLLine) -> Bool {
    let start = text[line.byteRange].prefix(6)
    return start.elementsEqual("附件".utf8) || start.elementsEqual("附加".utf8) || start.elementsEqual("附檔".utf8)
  }

  private func isLinks(_ line: HTMLLine) -> Bool { line.linked > 0 && line.linked * 10 >= line.visible * 7 }

  /// Lists of links inside the article are of other articles. One or two links are not: they are its attachments.
  private func lowerLinkLists(_ isLow: inout [Bool]) {
    var index = 0
    while index < lines.count {
      guard isLinks(lines[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < lines.count, isLinks(lines[end]) { end += 1 }
      if end - index >= 3 {
        for line in index..<end { isLow[line] = true }
        if index > 0, lines[index - 1].visible <= 12, lines[index - 1].headingLevel > 0 { isLow[index - 1] = true }
      }
      index = end
    }
  }
}
