// Runs of WordprocessingML: characters, breaks, signs and fields.

/// A field that is open.
struct WordField {
  var isInstruction = true
  var instruction = ""
  /// Whether its result has shown something.
  var hasResult = false
  /// Of a box in a form, whether it is ticked.
  var isChecked: Bool?
}

extension WordText {
  struct Run {
    var isHidden = false
    /// In half points.
    var size: Int?
    var font: String?
    /// Of letters, where the two differ.
    var latinFont: String?
  }

  mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.contains(where: { $0 > 0x20 }) else {
      lines.append(text)
      return
    }
    beginText()
    if let last = fields.indices.last, !fields[last].isInstruction { fields[last].hasResult = true }
    if let last = paragraphs.indices.last {
      paragraphs[last].byteCount += text.count
      paragraphs[last].endsPage = false
    }
    let isSign = run.latinFont.map { SymbolFonts.isOne($0) } ?? false
    if isSign || SymbolFonts.mayHold(text) {
      lines.append(SymbolFonts.shown(String(decoding: text, as: UTF8.self), in: isSign ? run.latinFont : nil))
    } else if text.contains(UInt8(ascii: "\n")) {
      lines.appendCollapsed(text)
    } else {
      lines.append(text)
    }
    noteHeading()
  }

  mutating func appendText(_ text: String) {
    var text = text
    text.withUTF8 { appendText($0) }
  }

  mutating func startInline(_ name: String, _ element: MarkupElement) {
    switch name {
    case "vanish":
      guard runDepth > 0, formerDepth == 0 else { return }
      run.isHidden = !["0", "false", "off"].contains(element.attribute("val") ?? "")
    case "sz": if formerDepth == 0 { run.size = element.attribute("val").flatMap { Int($0) } }
    case "rFonts":
      guard formerDepth == 0, runDepth > 0 else { return }
      run.latinFont = element.attribute("ascii") ?? element.attribute("hAnsi") ?? element.attribute("h-ansi")
      run.font = element.attribute("eastAsia") ?? element.attribute("fareast") ?? run.latinFont
    case "tab", "ptab": if isShown, runDepth > 0, propertyDepth == 0 { lines.tab() }
    case "br": if isShown { startBreak(element.attribute("type")) }
    case "cr": if isShown { lines.breakSoftly() }
    case "noBreakHyphen": if isShown { appendText("-") }
    case "sym":
      guard isShown,
        let scalar = element.attribute("char").flatMap({ UInt32($0, radix: 16) }).flatMap(Unicode.Scalar.init)
      else { return }
      let font = element.attribute("font") ?? run.latinFont
      appendText(SymbolFonts.shown(String(scalar), in: font))
    case "fldChar": changeField(element.attribute("fldCharType"))
    case "checked", "default":
      guard let last = fields.indices.last, fields[last].isInstruction else { return }
      fields[last].isChecked = !["0", "false", "off"].contains(element.attribute("val") ?? "")
    default: break
    }
  }

  private mutating func startBreak(_ kind: String?) {
    guard kind == "page" || kind == "column" else { return lines.breakSoftly() }
    if paragraphs.last?.isTextless == true { former.endsPage = true }
    if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].endsPage = true }
    lines.breakPage()
  }

  // MARK: Fields

  /// Whether the text is part of an instruction: the result of a field within one.
  var isInsideInstruction: Bool {
    guard fields.count > 1, let last = fields.last else { return false }
    return !last.isInstruction && fields.dropLast().contains { $0.isInstruction }
  }

  mutating func addInstruction(_ text: String) {
    guard let last = fields.indices.last, fields[last].isInstruction, hidden == 0 else { return }
    // Longer ones are no instructions.
    if fields[last].instruction.utf8.count < 4096 { fields[last].instruction += text }
  }

  private mutating func changeField(_ kind: String?) {
    guard hidden == 0 else { return }
    switch kind {
    case "begin": if fields.count < 64 { fields.append(WordField()) }
    case "separate": if !fields.isEmpty { fields[fields.count - 1].isInstruction = false }
    case "end":
      guard let field = fields.popLast(), !field.hasResult, isShown else { return }
      if let text = field.shown, !text.isEmpty { appendText(text) }
    default: break
    }
  }

  /// Instructions end within their paragraph: one that does not would hide what comes.
  mutating func dropOpenInstructions() {
    if fields.first?.isInstruction == true { fields.removeAll() }
  }
}

extension WordField {
  /// What a field shows that has no result.
  var shown: String? {
    let words = instruction.split { $0 == " " || $0 == "\"" }.map(String.init)
    switch words.first?.uppercased() {
    case "FORMCHECKBOX": return isChecked == true ? "☒" : "□"
    case "SYMBOL":
      guard words.count > 1,
        let code = Int(words[1].hasPrefix("0x") ? "\(Int(words[1].dropFirst(2), radix: 16) ?? -1)" : words[1]),
        let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
      else { return nil }
      let font = words.firstIndex(of: "\\f").map {
        words[($0 + 1)...].prefix { !$0.hasPrefix("\\") }.joined(separator: " ")
      }
      return SymbolFonts.shown(String(scalar), in: font)
    default: return EquationField.text(instruction)
    }
  }
}
