// What a part of a Word document embeds: documents of other formats, drawings.

import WenjianDocument

/// Reads the parts that a part refers to.
struct WordParts {
  private let package: OfficePackage?
  private let context: ReadContext
  private var relations: [String: OfficeRelation] = [:]
  /// Parts that were read because another one embeds them.
  private(set) var readParts = Set<String>()
  private(set) var damage: [TextDamage] = []

  init(_ package: OfficePackage?, _ context: ReadContext) {
    self.package = package
    self.context = context
  }

  /// From now on identifiers are those of this part.
  mutating func enter(_ part: String) { relations = package?.relations(of: part, context) ?? [:] }

  /// A document of another format that is part of the text.
  /// - Returns: nil when it is missing or cannot be read, which is noted as damage.
  mutating func chunk(_ id: String) throws(ReadFailure) -> ExtractedDocument? {
    guard let part = relations[id]?.part, readParts.insert(part).inserted else { return nil }
    do throws(ReadFailure) {
      guard context.depth < context.limits.maximumDepth else {
        throw .nestedTooDeeply(limit: context.limits.maximumDepth)
      }
      guard let bytes = try package?.read(part, context) else { throw .noText }
      context.depth += 1
      defer { context.depth -= 1 }
      let source = SourceFile(path: part, content: .bytes(bytes))
      let reader = try DocumentFormats.choose(for: source)
      guard type(of: reader).format.kind != .archive else { throw .otherFormat }
      var found: ExtractedDocument?
      try reader.read(source, context) { event throws(ReadFailure) in
        if case .document(let document) = event, found == nil { found = document }
      }
      damage += found?.damage ?? []
      return found
    } catch {
      try note(error, part)
      return nil
    }
  }

  /// The text of a diagram or a chart.
  mutating func drawing(_ id: String) throws(ReadFailure) -> [UInt8] {
    guard let part = relations[id]?.part else { return [] }
    return try drawing(part: part)
  }

  /// The same by the name of the part; each part is given once.
  mutating func drawing(part: String) throws(ReadFailure) -> [UInt8] {
    guard readParts.insert(part).inserted else { return [] }
    do throws(ReadFailure) {
      guard let bytes = try package?.read(part, context) else { return [] }
      var drawing = DrawingText()
      damage += try MarkupPull.read(bytes) { event, element in drawing.take(event, element) }
      return drawing.lines.finish()
    } catch {
      try note(error, part)
      return []
    }
  }

  private mutating func note(_ failure: ReadFailure, _ part: String) throws(ReadFailure) {
    switch failure {
    case .bomb, .stopped: throw failure
    default: damage.append(TextDamage(.missingParts, count: 1, detail: part))
    }
  }
}

/// The text of a part in DrawingML: the paragraphs of a diagram, the title and the names of a chart.
struct DrawingText {
  var lines = TextLines()
  private var isText = false
  /// Inside the names of a chart, which it keeps beside its figures.
  private var nameDepth = 0

  mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    switch event {
    case .text(let text): if isText { lines.append(text) }
    case .start(let name):
      switch name {
      case "t": isText = true
      case "strCache": nameDepth += 1
      case "v": isText = nameDepth > 0
      case "br": lines.breakSoftly()
      default: break
      }
    case .end(let name):
      switch name {
      case "t": isText = false
      case "strCache": nameDepth -= 1
      case "v":
        if isText { lines.endParagraph() }
        isText = false
      case "p": lines.endParagraph()
      default: break
      }
    }
  }
}
