// A string with wildcards, folded.

import WenjianQuery
import WenjianStream

/// What a string with wildcards looks for: stretches of a fixed number of elements, with up to so many elements between
/// two of them.
struct WildcardPattern: Equatable, Sendable {
  enum Part: Equatable, Sendable {
    case element(AnalyzedElement)
    /// A run that begins with these bytes.
    case prefix([UInt8])
    /// Any one element.
    case any
  }

  /// Parts one behind the other; the first and the last are no `any`.
  struct Stretch: Equatable, Sendable {
    var parts: [Part] = []
    /// The typed characters behind each part, to compare with the original; only of exact strings.
    var sources: [[UInt8]] = []
  }

  /// One or more.
  private(set) var stretches: [Stretch] = []
  /// How many elements may be between a stretch and the next one; one less than there are stretches.
  private(set) var gaps: [ClosedRange<Int>] = []
  private(set) var isTraditional = false

  /// - Returns: nil when a wildcard is at an edge once the string is folded.
  init?(_ string: QueryString, exact: Bool, scanner: inout QueryScanner) {
    let utf8 = Array(string.text.utf8)
    var stretch = Stretch()
    // Of the wildcards since the last part: how many elements at least, and whether there may be more.
    var least = 0
    var hasMore = false
    var start = 0
    for index in 0...string.wildcards.count {
      let wildcard = index < string.wildcards.count ? string.wildcards[index] : nil
      let end = wildcard?.byteRange.lowerBound ?? utf8.count
      let piece = Array(utf8[start..<end])
      start = wildcard?.byteRange.upperBound ?? end
      let folded = scanner.fold(String(decoding: piece, as: UTF8.self), keepsSources: true)
      var parts = folded.codes.map { code -> Part in
        code < StreamElement.firstRun
          ? .element(.scalar(code)) : .element(.run(folded.runs[Int(code - StreamElement.firstRun)]))
      }
      if folded.isScriptChanged { isTraditional = true }
      var isRest = false
      if wildcard?.kind == .some, case .element(.run(let bytes))? = parts.last,
        folded.sources.last?.upperBound == piece.count
      {
        parts[parts.count - 1] = .prefix(bytes)
        isRest = true
      }
      if !parts.isEmpty {
        if stretches.isEmpty, stretch.parts.isEmpty, least > 0 || hasMore { return nil }
        if hasMore {
          stretches.append(stretch)
          gaps.append(least...(least + QueryLimits.wildcardReach))
          stretch = Stretch()
        } else {
          stretch.parts += Array(repeating: .any, count: least)
          if exact { stretch.sources += Array(repeating: [], count: least) }
        }
        (least, hasMore) = (0, false)
        stretch.parts += parts
        if exact { stretch.sources += folded.sources.map { Array(piece[$0]) } }
      }
      switch wildcard?.kind {
      case .one?: least += 1
      case .some? where !isRest: hasMore = true
      default: break
      }
    }
    if least > 0 || hasMore || stretch.parts.isEmpty { return nil }
    stretches.append(stretch)
  }

  /// Whether occurrences differ in length.
  var hasGaps: Bool { !gaps.isEmpty }
  /// Whether an element of an occurrence may be anything.
  var hasSlots: Bool { hasGaps || stretches.contains { $0.parts.contains(.any) } }

  /// Each part as people read it.
  var texts: [String] {
    var texts: [String] = []
    for (index, stretch) in stretches.enumerated() {
      if index > 0 {
        texts += Array(repeating: "?", count: gaps[index - 1].lowerBound)
        texts.append("*")
      }
      texts += stretch.parts.map { part in
        switch part {
        case .element(let element): element.text
        case .prefix(let bytes): AnalyzedElement.run(bytes).text + "*"
        case .any: "?"
        }
      }
    }
    return texts
  }
}
