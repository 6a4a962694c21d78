// Grades every edge between two units by how well the text can be cut there.

import WenjianText

/// Sets `edge` of every unit, the sentinel's included.
///
/// - Parameters:
///   - isDocumentStart: the first unit opens the document.
///   - isDocumentEnd: the sentinel closes it.
///   - longestPair: bracket pairs with more characters than this are not kept whole.
/// - Complexity: O(units); open brackets are a list threaded through them, nothing is allocated.
func gradeEdges(
  _ units: inout MutableSpan<TextUnit>, isDocumentStart: Bool, isDocumentEnd: Bool,
  longestPair: Int
) {
  pairBracketsAndMarkParagraphs(&units, longestPair: longestPair)
  let end = units.count - 1
  units[0].edge = isDocumentStart ? .paragraph : .awkward
  var insidePairUntil = Int(units[0].partner)
  var wordLength = units[0].kind == .word ? 1 : 0
  var sentenceEnds = end > 0 && endsSentence(units, at: 0)
  for index in stride(from: 1, through: end, by: 1) {
    let previous = units[index - 1]
    let next = units[index]
    // Nine edges in ten stand between two ideographs and keep the grade they were made with.
    if previous.kind == .plain, next.kind == .plain, !sentenceEnds, index > insidePairUntil {
      wordLength = 0
      continue
    }
    wordLength = next.kind == .word ? wordLength + 1 : 0
    var edge = characterEdge(units, at: index, wordLength: wordLength)
    if previous.kind == .space, previous.scalar & Whitespace.newline != 0 { edge = .clause }
    let isInsidePair = index <= insidePairUntil
    if sentenceEnds {
      if absorbsIntoSentence(next, after: previous) {
        // 《谁来领导？》 is a title, not the end of a sentence; （详见附件。） is one.
        if isInsidePair, index == insidePairUntil, bracketFamily(of: next.scalar) != 3 {
          sentenceEnds = false
        }
        edge = .awkward
      } else {
        if !isInsidePair { edge = .sentence }
        sentenceEnds = false
      }
    }
    if isInsidePair { edge = .awkward }
    if next.kind == .space, next.scalar & Whitespace.paragraphEdge != 0 { edge = .paragraph }
    // What follows the last unit is not known: a closing quote may.
    if next.kind == .end { edge = isDocumentEnd ? .paragraph : .awkward }
    // The edge behind whitespace is as good as the one before it: nothing visible is between.
    if previous.kind == .space, units[index - 1].edge >= .sentence {
      edge = max(edge, units[index - 1].edge)
    }
    units[index].edge = edge
    insidePairUntil = max(insidePairUntil, Int(next.partner))
    if next.kind != .end, endsSentence(units, at: index) { sentenceEnds = true }
  }
  if isDocumentEnd, end > 0, units[end - 1].kind == .space { units[end - 1].edge = .paragraph }
}

/// True for what stands after a sentence end and still belongs to it.
private func absorbsIntoSentence(_ unit: TextUnit, after previous: TextUnit) -> Bool {
  switch unit.kind {
  case .terminator, .closing, .ellipsis: return true
  case .neutralQuote: return previous.kind != .space
  default: return false
  }
}

/// True when the mark at `index` ends a sentence by itself; what absorbs into it may follow.
private func endsSentence(_ units: borrowing MutableSpan<TextUnit>, at index: Int) -> Bool {
  let unit = units[index]
  let next = units[index + 1].kind
  switch unit.kind {
  case .terminator:
    // `?id=3` and `&amp;` inside addresses and markup are no sentence ends.
    return unit.scalar >= 0x80 || !(next == .word || next == .connector)
  case .ellipsis:
    return index > 0 && units[index - 1].kind == .ellipsis
  case .fullStop:
    if next == .closing || next == .neutralQuote { return index + 2 < units.count }
    if next == .end { return true }
    if next != .space || index == 0 { return false }
    // Followed by a small letter it closed an abbreviation; behind one letter, an initial; behind
    // one or two digits, a list number.
    let following = index + 2 < units.count ? units[index + 2].scalar : 0
    if "a"..."z" ~= following { return false }
    let before = units[index - 1]
    if before.kind == .closing || before.kind == .neutralQuote || before.kind == .trailing {
      return true
    }
    if before.kind != .word { return before.kind == .plain }
    if index < 2 || units[index - 2].kind != .word { return false }
    let isDigit = "0"..."9" ~= before.scalar
    return !isDigit || (index >= 3 && units[index - 3].kind == .word)
  default: return false
  }
}

/// A word longer than this (an address, a key, base64) may be broken like Han text.
private let longestWholeWord = 32

/// The grade that the two neighbours alone give, sentences and pairs aside.
private func characterEdge(
  _ units: borrowing MutableSpan<TextUnit>, at index: Int, wordLength: Int
) -> CutQuality {
  let previous = units[index - 1].kind
  let next = units[index].kind
  switch next {
  case .terminator, .ellipsis, .fullStop, .comma, .enumerationComma, .closing, .trailing:
    return .awkward
  case .word:
    switch previous {
    case .word: return wordLength > longestWholeWord ? .character : .awkward
    case .connector, .fullStop, .comma, .trailing:
      if index >= 2, units[index - 2].kind == .word, units[index - 1].scalar < 0x80 {
        return .awkward
      }
    default: break
    }
  case .connector:
    if previous == .word, index + 1 < units.count, units[index + 1].kind == .word {
      return .awkward
    }
  default: break
  }
  switch previous {
  case .ordinalPrefix, .opening: return .awkward
  case .comma: return .clause
  case .enumerationComma: return .enumeration
  default: return .character
  }
}

/// Pairs the brackets and turns the newlines that open a paragraph or a list item into paragraph
/// edges, which no pair crosses. Other newlines are hard wraps and mean nothing.
private func pairBracketsAndMarkParagraphs(
  _ units: inout MutableSpan<TextUnit>, longestPair: Int
) {
  // The innermost open bracket; each open bracket's `partner` names the one around it.
  var innermost = -1
  for index in 0..<(units.count - 1) {
    switch units[index].kind {
    case .space:
      let bits = units[index].scalar
      if bits & Whitespace.newline == 0 { continue }
      if bits & (Whitespace.paragraphEdge | Whitespace.ideographicIndent) != 0
        || lineEndsSentence(units, before: index) || listItemStarts(units, at: index + 1)
        || (bits & Whitespace.plainIndent != 0 && !lineIsFull(units, before: index))
      {
        units[index].scalar |= Whitespace.paragraphEdge
        abandonOpenBrackets(&units, &innermost)
      }
    case .opening:
      if bracketFamily(of: units[index].scalar) == 0 { continue }
      units[index].partner = Int32(innermost)
      innermost = index
    case .closing:
      let family = bracketFamily(of: units[index].scalar)
      if family == 0 { continue }
      var opening = innermost
      while opening >= 0, bracketFamily(of: units[opening].scalar) != family {
        opening = Int(units[opening].partner)
      }
      if opening < 0 { continue }
      // Brackets opened inside this pair and never closed are no pairs.
      while innermost != opening {
        let outer = Int(units[innermost].partner)
        units[innermost].partner = -1
        innermost = outer
      }
      innermost = Int(units[opening].partner)
      units[opening].partner = index - opening < longestPair ? Int32(index) : -1
    default: continue
    }
  }
  abandonOpenBrackets(&units, &innermost)
}

private func abandonOpenBrackets(_ units: inout MutableSpan<TextUnit>, _ innermost: inout Int) {
  while innermost >= 0 {
    let outer = Int(units[innermost].partner)
    units[innermost].partner = -1
    innermost = outer
  }
}

/// True when the text before `index` ends in 。！？, closing marks aside. A line that ends in ；is a
/// list item only if the next one begins like one.
private func lineEndsSentence(
  _ units: borrowing MutableSpan<TextUnit>, before index: Int
) -> Bool {
  var last = index - 1
  while last >= 0, units[last].kind == .closing || units[last].kind == .neutralQuote { last -= 1 }
  if last < 0 || units[last].kind != .terminator { return false }
  return units[last].scalar != "；" && units[last].scalar != ";"
}

/// Characters from which a line that ends without a mark is taken for wrapped. Taiwan's laws come
/// wrapped at 32, their list items and histories with hanging indents.
private let fullLine = 20

/// True when the line before `index` looks cut by a margin, not by its author.
private func lineIsFull(_ units: borrowing MutableSpan<TextUnit>, before index: Int) -> Bool {
  if index == 0 || units[index - 1].kind == .terminator { return false }
  var start = index
  while start > 0, index - start < fullLine {
    let before = units[start - 1]
    if before.kind == .space, before.scalar & Whitespace.newline != 0 { return false }
    start -= 1
  }
  return index - start >= fullLine
}
