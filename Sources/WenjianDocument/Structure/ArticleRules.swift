// Where an article begins and where it ends, by what stands before it.

import WenjianText

extension OutlineScanner {
  /// A line that begins with the number of an article.
  mutating func takeArticle(
    _ number: LineNumber, _ reader: LineReader, _ found: (HeadingEntry) -> Void
  ) -> Bool {
    // In a law of 第 13 條 a line that begins with 第十三條 speaks of another.
    if lastArticle.number > 0, !spelling.agrees(with: number) { return false }
    let (m, n) = (number.number, lastArticle.number)
    let resumesLaw = n == 0 && interrupted.article > 0 && m == interrupted.article + 1
    let isNext =
      m == n + 1 && number.insertion == 0 || m == n && number.insertion > lastArticle.insertion
      || m == 1 && number.insertion == 0 || resumesLaw
    if !last.isEnd, !(isNext && begins(number, reader)) { return false }
    if number.isDoubtful, m != n + 1 { return false }
    if number.isListed, !(isNext && last.isEnd) { return false }
    // 第三条国家…, without a blank, could go on a sentence that ended with the line.
    if !number.isApart, !number.isListed, !isNext, !(m > n && m <= n + 5) { return false }
    if record.isRecord, !number.isApart { return false }
    // 《甲法》第三条规定： with the article in the next line quotes it.
    if last.mark == .colon, !isNext, number.depth == 0 { return false }
    if resumesLaw { open = interrupted.open }
    openArticle(number, reader, resumesLaw: resumesLaw, found)
    return true
  }

  /// Whether a line that stands below an unfinished one begins with its own number all the same. The laws of Taiwan are
  /// wrapped, and have blanks in 第 13 條 wherever it stands, but each number on a line of its own.
  private func begins(_ number: LineNumber, _ reader: LineReader) -> Bool {
    guard number.isApart, !number.isSpokenOf else { return false }
    return !(number.isArabic && number.isSpaced) || number.end >= reader.line.upperBound || number.depth > 0
  }

  /// - Parameter reader: from the number on.
  private mutating func openArticle(
    _ number: LineNumber, _ reader: LineReader, resumesLaw: Bool = false, _ found: (HeadingEntry) -> Void
  ) {
    var caption = number.caption ?? reader.caption(from: number.end)
    // Of the heading 第一条 目的 the rest is a name, and the first paragraph stands below it.
    let isNamed = number.depth > 0 && caption.isEmpty && reader.endsInName
    if isNamed { caption = number.end..<reader.line.upperBound }
    push(.article, number, at: reader, name: caption, resumesLaw: resumesLaw, found)
    interrupted.article = 0
    spelling.note(number)
    lastArticle = (number.number, number.insertion)
    lastSeparation = number.isListed ? .comma : number.isApart ? .blank : .nothing
    // （刪除） behind the number is no paragraph, nor is a name in brackets.
    if !isNamed, max(caption.upperBound, number.end) < reader.line.upperBound, !reader.isBracketed(from: number.end)
    {
      nextParagraph(at: reader.line.lowerBound, found)
    }
  }

  /// What is open from the article on ends, and nothing begins.
  mutating func endArticle(at byteOffset: Int, _ found: (HeadingEntry) -> Void) {
    push(
      HeadingEntry(
        level: .articleEnd, number: 0, insertion: 0, byteOffset: byteOffset,
        numberByteRange: byteOffset..<byteOffset,
        nameByteRange: byteOffset..<byteOffset, markdownDepth: 0),
      found)
  }

  /// The rest of a line: the paragraph that it is, and the articles inside it.
  /// - Parameter opened: a division begins with it.
  mutating func readOn(
    _ reader: LineReader, opened: Bool, endsIn mark: LineReader.EndMark, _ speaker: LineReader.Speaker?,
    _ found: (HeadingEntry) -> Void
  ) {
    var divisions = DivisionsInLine(reader, isHeadRead: opened)
    var candidate = divisions.next()
    if opened, candidate?.byteOffset == reader.line.lowerBound { candidate = divisions.next() }
    if !opened {
      if let candidate, !record.isRecord, reader.opensLaw(candidate, divisions) {
        if isInArticle { endArticle(at: reader.line.lowerBound, found) }
        lastArticle = (0, 0)
        isBehindChapter = true
      } else if let candidate, beginsChapter(candidate, reader) {
        isBehindChapter = true
      } else if isInArticle {
        readParagraph(reader, speaker, found)
      }
    }
    while let inner = candidate {
      take(inner, reader, found)
      candidate = divisions.next()
    }
    isBehindChapter = false
    if mark == .none, isInArticle, let cut = reader.cutOrdinal { endArticle(at: cut, found) }
  }

  /// 第六章附则第十条本条例…: a line that begins with a chapter and goes on with its first article.
  private func beginsChapter(_ candidate: DivisionsInLine.Candidate, _ reader: LineReader) -> Bool {
    guard candidate.byteOffset == reader.line.lowerBound, candidate.number.form != .article, last.isEnd else {
      return false
    }
    return candidate.number.number == sister(of: Self.divisionLevel(candidate.number.form)) + 1
  }

  private mutating func take(
    _ candidate: DivisionsInLine.Candidate, _ reader: LineReader, _ found: (HeadingEntry) -> Void
  ) {
    let number = candidate.number
    let rest = LineReader(text: reader.text, line: candidate.byteOffset..<reader.line.upperBound)
    if number.form == .article {
      guard continuesLaw(candidate) else { return }
      openArticle(number, rest, found)
      isBehindChapter = false
    } else if candidate.isBehindSentence && isInArticle || isBehindChapter {
      let level = Self.divisionLevel(number.form)
      guard number.number == sister(of: level) + 1 || number.number == 1 else { return }
      push(level, number, at: rest, name: number.caption ?? number.end..<number.end, found)
      isBehindChapter = true
    }
  }

  /// Whether the number of an article inside a line begins the next article: it is the next one, is set apart from its words
  /// as those before it were, and stands behind a sentence.
  private func continuesLaw(_ candidate: DivisionsInLine.Candidate) -> Bool {
    let number = candidate.number
    let (m, n) = (number.number, lastArticle.number)
    if n == 0 { return isBehindChapter && m == 1 && number.insertion == 0 }
    guard candidate.isBehindSentence || isBehindChapter, isInArticle || isBehindChapter || isBehindArticle,
      !record.isRecord, !number.isSpokenOf, spelling.agrees(with: number)
    else { return false }
    guard number.separation == lastSeparation || isBehindChapter && m == n + 1 else { return false }
    if number.insertion > 0 { return m == n && number.insertion == lastArticle.insertion + 1 }
    // Behind a blank one or two that are not there were left out of the law; without, the order alone tells.
    return m == n + 1 || number.isApart && !number.isArabic && m > n && m <= n + 3
  }

  /// A line without a number inside an article is its next paragraph, unless it goes on with what stands before it, or
  /// ends the article.
  private mutating func readParagraph(
    _ reader: LineReader, _ speaker: LineReader.Speaker?, _ found: (HeadingEntry) -> Void
  ) {
    if reader.isTable || reader.continuesSentence { return }
    let start = reader.line.lowerBound
    if let speaker, speaker.kind == .office || record.isRecord && speaker.hasText {
      return endArticle(at: start, found)
    }
    let isFirst = open.last?.level == .article
    if !isFirst, last.isParagraphEnd || last.hasGap,
      reader.endsArticle(isFinished: last.mark == .fullStop || last.hasGap && last.mark == .bracket)
    {
      return endArticle(at: start, found)
    }
    guard isFirst || last.isParagraphEnd || record.isRecord && last.hasGap else { return }
    // （刪除） alone.
    if isFirst, reader.isBracketed(from: start) { return }
    // What is read out ends with its paragraph, unless the next speaks of it.
    if record.isRecord, !isFirst, !reader.continuesArticle { return endArticle(at: start, found) }
    nextParagraph(at: start, found)
  }
}
