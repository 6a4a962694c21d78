// Where in a document a byte lies: 第二章 › 第十三条 › 第二款, or 二、 › （三）.
//
// Computed from the text when a place is asked for, and not stored: one pass over the lines, of which all but their first
// characters are skipped, costs less than unpacking the text, and both together less than a passage does.

package import WenjianModel
import WenjianText

/// The divisions of a text, as far as it has been read.
package struct DocumentOutline: Sendable {
  private struct Node {
    var entry: HeadingEntry
    /// In `nodes`; -1 at the top.
    var parent: Int
    /// Divisions around it.
    var depth: Int
  }

  private var nodes: [Node] = []
  private var open: [Int] = []
  /// The chapters around the article before an annex.
  private var interrupted: [Int] = []
  private var scanner: OutlineScanner
  private var isWhole = false

  /// An outline that has read nothing.
  /// - Parameter headings: lines that are headings by their markup, ascending; those that Markdown marks need not be named.
  package init(headings: [HeadingLine] = []) { scanner = OutlineScanner(headings: headings) }

  /// - Parameter text: valid UTF-8, the whole document.
  package init(_ text: [UInt8], headings: [HeadingLine] = []) {
    self.init(headings: headings)
    read(text, isWhole: true)
  }

  /// Reads on.
  /// - Parameters:
  ///   - text: valid UTF-8 from the document's start as far as it is known; what was read before is unchanged.
  ///   - isWhole: nothing follows.
  /// - Complexity: linear in the lines that were not read before, mostly the search for line ends.
  package mutating func read(_ text: [UInt8], isWhole: Bool) {
    TextBytes.lend(text) { bytes in
      scanner.scan(bytes, isWhole: isWhole) { entry in
        if entry.level == .annex {
          if !open.contains(where: { nodes[$0].entry.level == .annex }) {
            interrupted = open.filter { nodes[$0].entry.level < .article }
          }
          // What is open ends, chapters that are headings of Markdown too.
          if let first = open.firstIndex(where: { nodes[$0].entry.level >= .annex }) {
            open.removeSubrange(first...)
          }
        }
        if entry.resumesLaw { open = interrupted }
        while let last = open.last, nodes[last].entry.ends(before: entry) { open.removeLast() }
        nodes.append(Node(entry: entry, parent: open.last ?? -1, depth: open.count))
        open.append(nodes.count - 1)
      }
    }
    self.isWhole = isWhole
  }

  /// Where the first division begins that is no heading without a number; nil where there is none.
  package var bodyByteOffset: Int? { nodes.first { $0.entry.level >= .annex }?.entry.byteOffset }

  /// By whose rules the parts of articles are named.
  package var order: LawOrder { scanner.spelling.order }

  /// All divisions in the order of the text, but for those that say nothing: the only paragraph of an article, and what
  /// `isHidden` names.
  /// - Complexity: linear in them.
  package func divisions(in text: [UInt8], isHidden: (HeadingEntry) -> Bool = { _ in false }) -> [Division] {
    var depths = [Int](repeating: 0, count: nodes.count)
    var isShown = [Bool](repeating: false, count: nodes.count)
    var result: [Division] = []
    for (index, node) in nodes.enumerated() {
      if node.parent >= 0 { depths[index] = depths[node.parent] + (isShown[node.parent] ? 1 : 0) }
      isShown[index] = isDivision(index) && !isHidden(node.entry)
      guard isShown[index] else { continue }
      result.append(
        Division(
          entry: node.entry, depth: depths[index], endByteOffset: endByteOffset(of: index),
          citation: citation(of: index, in: text)))
    }
    return result
  }

  /// Whether it says where a place is: an article's only paragraph does not.
  private func isDivision(_ index: Int) -> Bool {
    switch nodes[index].entry.level {
    case .none, .articleEnd: false
    case .paragraph: article(around: index).map(hasOtherParagraphs) ?? true
    default: true
    }
  }

  /// A division with what it lies in and what lies in it.
  package struct Division: Equatable, Sendable {
    package var entry: HeadingEntry
    /// How many divisions lie around it.
    package var depth: Int
    /// Where in the text it ends: where the next begins that does not lie in it, or where the text ends.
    package var endByteOffset: Int
    /// How it is cited; nil without a number.
    package var citation: String?
  }

  /// Whether nothing that follows can change the path or the citation of a place.
  package func isSettled(at byteOffset: Int) -> Bool {
    if isWhole { return true }
    guard scanner.byteOffset > byteOffset else { return false }
    guard let place = index(at: byteOffset), let article = article(around: place) else { return true }
    // 第一款 is named when the article has another; it has been read when something else has begun.
    return scanner.spelling.isDecided && (end(of: article) < nodes.count || hasOtherParagraphs(article))
  }

  private func index(at byteOffset: Int) -> Int? {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle].entry.byteOffset <= byteOffset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// The divisions that a place lies in, the largest first. The only paragraph of an article is none.
  /// - Parameter byteOffset: in the text.
  package func path(at byteOffset: Int) -> [HeadingEntry] { index(at: byteOffset).map { path(to: $0) } ?? [] }

  private func path(to place: Int) -> [HeadingEntry] {
    var path: [HeadingEntry] = []
    var index = place
    while index >= 0 {
      if isDivision(index) { path.append(nodes[index].entry) }
      index = nodes[index].parent
    }
    return path.reversed()
  }

  /// 第二款, 第2項: what a paragraph is called, which has no number in the text.
  package func name(ofParagraph number: Int) -> String {
    let unit = order == .mainland ? "款" : scanner.spelling.isTraditional ? "項" : "项"
    return "第\(scanner.spelling.isArabic ? String(number) : ChineseNumeral.spelled(number))\(unit)"
  }

  /// Behind the last division that lies in one.
  private func end(of index: Int) -> Int {
    var end = index + 1
    while end < nodes.count, nodes[end].depth > nodes[index].depth { end += 1 }
    return end
  }

  private func endByteOffset(of index: Int) -> Int {
    let end = end(of: index)
    return end < nodes.count ? nodes[end].entry.byteOffset : max(scanner.byteOffset, nodes[index].entry.byteOffset)
  }

  private func article(around index: Int) -> Int? {
    var index = index
    while index >= 0, nodes[index].entry.level != .article { index = nodes[index].parent }
    return index >= 0 ? index : nil
  }

  private func hasOtherParagraphs(_ article: Int) -> Bool {
    var index = article + 1
    while index < nodes.count, nodes[index].depth > nodes[article].depth {
      if nodes[index].entry.level == .paragraph, nodes[index].entry.number > 1 { return true }
      index += 1
    }
    return false
  }

  /// How a place is cited, without the name of the document: 第十三条第二款第（三）项 on the mainland, 第13條第2項第3款 in
  /// Taiwan, and by the numbers of its lists, 二、（一）, where there are no articles.
  /// - Parameter text: what was read.
  /// - Returns: nil where the place lies in no numbered division.
  package func citation(at byteOffset: Int, in text: [UInt8]) -> String? {
    index(at: byteOffset).flatMap { citation(of: $0, in: text) }
  }

  private func citation(of index: Int, in text: [UInt8]) -> String? {
    if nodes[index].entry.level == .articleEnd { return nil }
    let path = path(to: index)
    var result = ""
    if let annex = path.first(where: { $0.level == .annex }) { result += spelled(annex.numberByteRange, text) }
    if let article = article(around: index) { return result + cite(path, article, text) }
    for entry in path where entry.level >= .part { result += spelled(entry.numberByteRange, text) }
    if result.unicodeScalars.last == "、" { result.unicodeScalars.removeLast() }
    return result.isEmpty ? nil : result
  }

  /// The number as it is written, without blanks.
  private func spelled(_ range: Range<Int>, _ text: [UInt8]) -> String {
    guard range.upperBound <= text.count else { return "" }
    let scalars = String(decoding: text[range], as: UTF8.self).unicodeScalars
    return String(String.UnicodeScalarView(scalars.filter { !isBlank($0.value) }))
  }

  private func cite(_ path: [HeadingEntry], _ index: Int, _ text: [UInt8]) -> String {
    let isTaiwan = order == .taiwan
    let spelling = scanner.spelling
    func number(_ value: Int) -> String { spelling.isArabic ? String(value) : ChineseNumeral.spelled(value) }
    let article = nodes[index].entry
    var result = spelled(article.numberByteRange, text)
    // 第 13-1 條 is cited as 第13條之1.
    if spelling.isArabic, article.insertion > 0 {
      result = "第\(article.number)\(spelling.isTraditional ? "條" : "条")之\(article.insertion)"
    }
    for entry in path {
      switch entry.level {
      case .paragraph: result += name(ofParagraph: entry.number)
      case .item where isTaiwan: result += "第\(number(entry.number))款"
      case .item:
        var figures = spelled(entry.numberByteRange, text)
        // 一、 and 1. have a mark behind the number.
        if let last = figures.unicodeScalars.last, last == "、" || last == "." || last == "．" {
          figures.unicodeScalars.removeLast()
        }
        result += "第\(figures)\(spelling.isTraditional ? "項" : "项")"
      case .point: result += "第\(isTaiwan ? number(entry.number) : String(entry.number))目"
      default: break
      }
    }
    return result
  }
}
