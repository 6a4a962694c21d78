// What is on a page, a template, in a composite or an annotation of OFD.

/// Something that is drawn.
enum OFDItem {
  case text(OFDText)
  /// A composite unit by its number.
  case composite(String, OFDMatrix)
}

/// A TextObject.
struct OFDText {
  struct Code {
    var x: Double
    var y: Double
    var deltaX: String?
    var deltaY: String?
    var text = ""
  }

  var matrix: OFDMatrix
  var size: Double
  /// How wide characters are drawn, 1 as the font has them.
  var widthScale: Double
  var codes: [Code] = []
}

/// Gathers items from the events of a part; what is not visible is left out.
struct OFDContent {
  private(set) var items: [OFDItem] = []
  private var text: OFDText?
  private var code: OFDText.Code?
  /// Of the element that is not visible.
  private var hiddenDepth: Int?

  mutating func take(_ event: MarkupEvent, _ element: MarkupElement) {
    if let hiddenDepth {
      if case .end = event, element.depth <= hiddenDepth { self.hiddenDepth = nil }
      return
    }
    switch event {
    case .start(let name): start(name, element)
    case .end("TextCode"):
      if let code { text?.codes.append(code) }
      code = nil
    case .end("TextObject"):
      if let text { items.append(.text(text)) }
      text = nil
    case .text(let bytes):
      if code != nil { code?.text += String(decoding: bytes, as: UTF8.self) }
    case .end: break
    }
  }

  private mutating func start(_ name: String, _ element: MarkupElement) {
    // What is drawn without text, by far the most, is asked for one thing alone.
    let hasText = name == "TextObject" || name == "TextCode" || name == "CompositeObject"
    let attributes = hasText ? element.attributes : [:]
    if let visible = hasText ? attributes["Visible"] : element.attribute("Visible"),
      visible == "false" || visible == "0"
    {
      hiddenDepth = element.depth
      return
    }
    guard hasText else { return }
    let matrix = OFDMatrix(boundary: attributes["Boundary"]).around(OFDMatrix(attributes["CTM"]))
    switch name {
    case "TextObject":
      text = OFDText(
        matrix: matrix, size: number(attributes["Size"]) ?? 1, widthScale: number(attributes["HScale"]) ?? 1)
    case "TextCode":
      // What is not said is as before.
      let last = text?.codes.last
      code = OFDText.Code(
        x: number(attributes["X"]) ?? last?.x ?? 0, y: number(attributes["Y"]) ?? last?.y ?? 0,
        deltaX: attributes["DeltaX"], deltaY: attributes["DeltaY"])
    case "CompositeObject":
      if let resource = attributes["ResourceID"] { items.append(.composite(resource, matrix)) }
    default: break
    }
  }

  private func number(_ text: String?) -> Double? { text.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }
}
