// Reads the places of one law that a sentence names: 第三条第一款、第二款，第五条至第八条和第十条第（一）、（三）项.

import WenjianText

/// The places that are behind the name of a law, or alone.
struct PlaceList {
  struct Found {
    var place: CitedPlace
    /// In scalars of the line.
    var range: Range<Int>
  }

  fileprivate(set) var places: [Found] = []
  /// Behind the last of them.
  private(set) var end: Int

  /// From the whole to the part.
  private enum Level: Int {
    case article, paragraph, item, point

    init(_ unit: DivisionUnit, _ order: LawOrder) {
      switch unit {
      case .paragraph: self = order == .taiwan ? .item : .paragraph
      case .item: self = order == .taiwan ? .paragraph : .item
      case .point: self = .point
      default: self = .article
      }
    }
  }

  /// Numbers and the unit that they share: 第三条, 第一、二款, 第（一）至（五）项.
  private struct Step {
    var numbers: [(value: Int, endsRange: Bool, range: Range<Int>)]
    var unit: DivisionUnit
    var insertion: Int
    var end: Int
  }

  /// - Parameters:
  ///   - start: of 第.
  ///   - order: by whose rules 款 and 项 are named.
  init(_ line: FoldedLine, at start: Int, _ order: LawOrder) {
    end = start
    var at = start
    var current = CitedPlace()
    /// How the next step hangs on what was read.
    var isChained = false
    var isRange = false
    while let step = Self.step(line, at: at) {
      let level = Level(step.unit, order)
      for (number, part) in step.numbers.enumerated() {
        let smallest = Self.smallest(of: current)
        Self.set(level, part.value, in: &current)
        if level == .article, number == step.numbers.count - 1 { current.insertion = step.insertion }
        let isEnd = part.endsRange || number == 0 && isRange
        if let last = places.indices.last, number == 0 && isChained {
          places[last].place = current
          places[last].range = places[last].range.lowerBound..<part.range.upperBound
        } else if let last = places.indices.last, isEnd, smallest == level, current.insertion == 0 {
          places[last].place.through = part.value
          places[last].range = places[last].range.lowerBound..<part.range.upperBound
        } else {
          let rangeStart = number == 0 ? at : part.range.lowerBound
          places.append(Found(place: current, range: rangeStart..<part.range.upperBound))
        }
      }
      if let last = places.indices.last { places[last].range = places[last].range.lowerBound..<step.end }
      end = step.end
      let behind = line.skippingBlanks(end)
      if let next = Self.step(line, at: behind), Level(next.unit, order).rawValue > level.rawValue {
        (at, isChained, isRange) = (behind, true, false)
      } else if let next = Self.connector(line, at: behind), Self.step(line, at: next.end) != nil {
        (at, isChained, isRange) = (next.end, false, next.isRange)
      } else {
        return
      }
    }
  }

  private static func smallest(of place: CitedPlace) -> Level? {
    if place.point > 0 { return .point }
    if place.item > 0 { return .item }
    if place.paragraph > 0 { return .paragraph }
    return place.article > 0 ? .article : nil
  }

  /// Parts of what was named before are forgotten.
  private static func set(_ level: Level, _ value: Int, in place: inout CitedPlace) {
    place.through = 0
    if level.rawValue <= Level.item.rawValue { place.point = 0 }
    if level.rawValue <= Level.paragraph.rawValue { place.item = 0 }
    if level == .article { (place.paragraph, place.insertion) = (0, 0) }
    switch level {
    case .article: place.article = value
    case .paragraph: place.paragraph = value
    case .item: place.item = value
    case .point: place.point = value
    }
  }

  /// Whether a number of a division is at an index: 第三条, and not 第三章 or 第一书记.
  static func begins(_ line: FoldedLine, at index: Int) -> Bool { step(line, at: index) != nil }

  private static func step(_ line: FoldedLine, at start: Int) -> Step? {
    guard line[start] == "第" else { return nil }
    var at = line.skippingBlanks(start + 1)
    var numbers: [(value: Int, endsRange: Bool, range: Range<Int>)] = []
    var endsRange = false
    while let number = number(line, at: at) {
      numbers.append((number.value, endsRange, at..<number.end))
      at = line.skippingBlanks(number.end)
      var insertion = 0
      // 第 13-1 條
      if line[at] == "-", let part = ChineseNumeral.read(line, at: at + 1), part.isArabic, part.value < 1000 {
        insertion = part.value
        at = line.skippingBlanks(part.end)
      }
      if let unit = DivisionUnit.read(line[at]) {
        guard unit == .article || unit.isPartOfArticle, !isWord(line, unit: at) else { return nil }
        at += 1
        let behind = line.skippingBlanks(at)
        if unit == .article, line[behind] == "之",
          let part = ChineseNumeral.read(line, at: line.skippingBlanks(behind + 1)), part.value > 0,
          part.value < 100
        {
          insertion = part.value
          at = part.end
        }
        return Step(numbers: numbers, unit: unit, insertion: insertion, end: at)
      }
      guard insertion == 0, let next = connector(line, at: at), line[next.end] != "第" else { return nil }
      endsRange = next.isRange
      at = next.end
    }
    return nil
  }

  /// 十三, 13, （三）.
  private static func number(_ line: FoldedLine, at start: Int) -> (value: Int, end: Int)? {
    guard line[start] == "(" else {
      guard let number = ChineseNumeral.read(line, at: start), number.value > 0, number.value < 10_000 else {
        return nil
      }
      return (number.value, number.end)
    }
    guard let number = ChineseNumeral.read(line, at: line.skippingBlanks(start + 1)), number.value > 0,
      number.value < 1000
    else { return nil }
    let close = line.skippingBlanks(number.end)
    return line[close] == ")" ? (number.value, close + 1) : nil
  }

  /// 条例, 条件, 项目: words that begin with a unit.
  private static func isWord(_ line: FoldedLine, unit: Int) -> Bool {
    switch (line[unit], line[unit + 1]) {
    case ("条", "例"), ("条", "件"), ("条", "约"), ("项", "目"), ("目", "标"), ("目", "录"), ("目", "的"), ("款", "式"): true
    default: false
    }
  }

  /// What parts the places of a list.
  private static func connector(_ line: FoldedLine, at index: Int) -> (isRange: Bool, end: Int)? {
    guard index < line.count, let (tag, count) = connectors.match(line, at: index) else { return nil }
    return (tag == 1, line.skippingBlanks(index + count))
  }

  private static let connectors = FoldedLexicon([
    (0, "、 , ， 和 及 与 或 以及 或者 并 、和 、或 、及 ,以及"), (1, "至 到 - － — —— ~ ～"),
  ])
}

extension PlaceList {
  func withPlaces(_ change: (CitedPlace) -> CitedPlace) -> PlaceList {
    var result = self
    for index in result.places.indices { result.places[index].place = change(result.places[index].place) }
    return result
  }
}
