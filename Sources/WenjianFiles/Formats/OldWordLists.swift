// The lists and the styles of Word 97 files, by which paragraphs are numbered ([MS-DOC] 2.9.131, 2.9.147, 2.9.271).

import WenjianText

/// The lists of a file, with the numbers they have come to.
struct OldWordLists {
  /// By their identifier.
  private var lists: [Int: ListCounter] = [:]
  /// What a paragraph names, from 1 on: a list, and the levels that it begins otherwise.
  private var instances: [(list: Int, starts: [Int: Int])] = []
  private var styles: [OldWordParagraph?] = []
  private var bases: [Int] = []
  /// Instances whose own beginnings were used.
  private var begun = Set<Int>()

  init(lists: LenientBytes, levels: ArraySlice<UInt8>, overrides: LenientBytes, styles: LenientBytes) {
    readLists(lists, LenientBytes(bytes: Array(levels)))
    readOverrides(overrides)
    readStyles(styles)
  }

  /// Counts a paragraph.
  /// - Returns: what stands before it.
  mutating func next(_ paragraph: OldWordParagraph) -> String? {
    guard let number = paragraph.list, number > 0, number <= instances.count else { return nil }
    let instance = instances[number - 1]
    let level = paragraph.level ?? 0
    guard lists[instance.list] != nil, (0..<9).contains(level) else { return nil }
    if !instance.starts.isEmpty, begun.insert(number).inserted {
      for (level, start) in instance.starts { lists[instance.list]?.restart(level, at: start) }
    }
    return lists[instance.list]?.next(level)
  }

  /// What a style says of its paragraphs, with what the styles say that it stands on.
  func style(_ index: Int) -> OldWordParagraph? {
    var found: OldWordParagraph?
    var next = index
    for _ in 0..<12 {
      guard styles.indices.contains(next), let style = styles[next] else { break }
      if var upper = found {
        upper.list = upper.list ?? style.list
        upper.level = upper.level ?? style.level
        upper.outline = upper.outline ?? style.outline ?? ((1...9).contains(next) ? next - 1 : nil)
        found = upper
      } else {
        found = style
      }
      next = bases[next]
    }
    return found
  }

  private mutating func readLists(_ table: LenientBytes, _ levels: LenientBytes) {
    var at = 0
    let count = min(table.word16(0), table.bytes.count / 28)
    for index in 0..<count {
      let list = 2 + index * 28
      let isSimple = table.byte(list + 26) & 1 == 1
      var found: [Int: ListLevel] = [:]
      for level in 0..<(isSimple ? 1 : 9) {
        guard at < levels.bytes.count else { return }
        found[level] = Self.level(levels, &at)
      }
      lists[table.word32(list)] = ListCounter(levels: found)
    }
  }

  private static func level(_ table: LenientBytes, _ at: inout Int) -> ListLevel {
    var level = ListLevel()
    level.start = min(table.word32(at), 1 << 20)
    let format = table.byte(at + 4)
    level.style = NumberStyle(oldWord: format) ?? .decimal
    level.isAllDecimal = table.byte(at + 5) & 0x04 != 0
    level.isTight = table.byte(at + 15) == 2
    at += 28 + table.byte(at + 24) + table.byte(at + 25)
    let length = min(table.word16(at), 256)
    for index in 0..<length {
      let unit = UInt16(table.word16(at + 2 + index * 2))
      if unit < 9 {
        level.template += "%\(unit + 1)"
      } else {
        level.template += String(decoding: [unit], as: UTF16.self)
      }
    }
    if format == 23 { level.template = ListCounter.bullet(level.template) }
    at += 2 + table.word16(at) * 2
    return level
  }

  private mutating func readOverrides(_ table: LenientBytes) {
    let count = min(table.word32(0), table.bytes.count / 16)
    var at = 4 + count * 16
    for index in 0..<count {
      let override = 4 + index * 16
      var starts: [Int: Int] = [:]
      let levels = table.byte(override + 12)
      if at < table.bytes.count { at += 4 }
      for _ in 0..<levels {
        guard at < table.bytes.count else { break }
        let start = table.word32(at)
        let flags = table.word32(at + 4)
        at += 8
        if flags & 0x20 != 0 {
          let level = Self.level(table, &at)
          starts[flags & 0x0F] = level.start
        } else if flags & 0x10 != 0 {
          starts[flags & 0x0F] = min(start, 1 << 20)
        }
      }
      instances.append((table.word32(override), starts))
    }
  }

  private mutating func readStyles(_ table: LenientBytes) {
    let headBytes = table.word16(0)
    let count = min(table.word16(2), 4096)
    let baseBytes = table.word16(4)
    var at = 2 + headBytes
    for _ in 0..<count {
      let byteCount = table.word16(at)
      let start = at + 2
      guard start < table.bytes.count else { return }
      at = start + byteCount
      guard byteCount > baseBytes, baseBytes >= 10, table.word16(start + 2) & 0x0F == 1 else {
        styles.append(nil)
        bases.append(0xFFF)
        continue
      }
      bases.append(table.word16(start + 2) >> 4)
      let name = start + baseBytes
      // Behind the name and its zero, at an even byte.
      var properties = name + 2 + table.word16(name) * 2 + 2
      properties += (properties - start) & 1
      var style = OldWordParagraph()
      style.style = styles.count
      let length = table.word16(properties)
      if length > 2, properties + 2 + length <= at { style.apply(table.slice(properties + 4, count: length - 2)) }
      styles.append(style)
    }
  }
}

extension NumberStyle {
  /// By its number in Word 97 ([MS-OSHARED] 2.2.1.3); nil for those of other scripts.
  init?(oldWord format: Int) {
    switch format {
    case 0, 5, 22: self = .decimal
    case 1: self = .upperRoman
    case 2: self = .lowerRoman
    case 3: self = .upperLetter
    case 4: self = .lowerLetter
    case 10, 17, 36: self = .chineseDigits
    case 11, 33, 35, 37, 39: self = .chinese
    case 14, 19: self = .wideDecimal
    case 18, 28: self = .circled
    case 30: self = .stems
    case 31: self = .branches
    case 34: self = .financialTraditional
    case 16, 38: self = .financialSimplified
    case 23, 255: self = .none
    default: return nil
    }
  }
}
