// One document of an OFD: its pages, templates, resources and annotations by name.

/// What Document.xml says.
struct OFDDocument {
  struct Page {
    var id: String
    var part: String
  }

  private(set) var pages: [Page] = []
  /// Parts by the number of the template.
  private(set) var templates: [String: String] = [:]
  private(set) var resources: [String] = []
  private(set) var annotations: [String] = []
  private(set) var attachments: [String] = []
  private(set) var width = 210.0

  /// - Parameter folder: of Document.xml, what it names is below it.
  init(_ bytes: [UInt8], folder: String) throws(ReadFailure) {
    var found = OFDDocument()
    var open: String?
    var value = ""
    _ = try MarkupPull.read(bytes) { event, element in
      switch event {
      case .start(let name):
        open = name
        value = ""
        let attributes = element.attributes
        guard let place = attributes["BaseLoc"] else { return }
        if name == "Page" {
          found.pages.append(Page(id: attributes["ID"] ?? "", part: partName(place, from: folder)))
        }
        if name == "TemplatePage", let id = attributes["ID"] { found.templates[id] = partName(place, from: folder) }
      case .text(let text): value += String(decoding: text.prefix(1024), as: UTF8.self)
      case .end(let name):
        guard name == open else { return }
        open = nil
        let place = String(value.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        guard !place.isEmpty else { return }
        switch name {
        case "PublicRes", "DocumentRes": found.resources.append(partName(place, from: folder))
        case "Annotations": found.annotations.append(partName(place, from: folder))
        case "Attachments": found.attachments.append(partName(place, from: folder))
        case "PhysicalBox":
          let box = OFDNumbers.values(place)
          if box.count == 4, box[2].isFinite, box[2] > 0 { found.width = box[2] }
        default: break
        }
      }
    }
    self = found
  }

  private init() {}
}

/// The folder that a part is in, with its slash.
func folder(of part: String) -> String { part.lastIndex(of: "/").map { String(part[...$0]) } ?? "" }
