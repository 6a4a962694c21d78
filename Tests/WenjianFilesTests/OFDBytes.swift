// An OFD written by hand.

@testable import WenjianFiles

struct OFDBytes {
  var parts: [(String, String)] = []
  private var pages: [String] = []
  var commonData = ""
  var behindPages = ""

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
  private static let namespace = "xmlns:ofd=\"http://www.ofdspec.org/2016\""

  static func text(
    _ text: String, _ left: Double, _ top: Double, size: Double = 5, object: String = "", code: String = ""
  ) -> String {
    "<ofd:TextObject Boundary=\"\(left) \(top) 150 \(size)\" Font=\"1\" Size=\"\(size)\" \(object)>"
      + "<ofd:TextCode X=\"0\" Y=\"\(size * 0.88)\" \(code)>\(text)</ofd:TextCode></ofd:TextObject>"
  }

  static func page(_ objects: [String], before: String = "", layer: String = "") -> String {
    "\(head)<ofd:Page \(namespace)>\(before)<ofd:Content><ofd:Layer \(layer)>\(objects.joined())</ofd:Layer>"
      + "</ofd:Content></ofd:Page>"
  }

  mutating func add(_ page: String) { pages.append(page) }

  mutating func add(_ objects: [String]) { pages.append(Self.page(objects)) }

  /// The archive; each document holds the same pages.
  func bytes(documents: Int = 1) -> [UInt8] {
    let roots = (0..<documents).map {
      "<ofd:DocBody><ofd:DocInfo><ofd:DocID>\($0)</ofd:DocID></ofd:DocInfo>"
        + "<ofd:DocRoot>Doc_\($0)/Document.xml</ofd:DocRoot></ofd:DocBody>"
    }
    var members = [ZipBytes.Member("OFD.xml", "\(Self.head)<ofd:OFD \(Self.namespace)>\(roots.joined())</ofd:OFD>")]
    for document in 0..<documents {
      let list = pages.indices.map { "<ofd:Page ID=\"\($0 + 1)\" BaseLoc=\"Pages/Page_\($0)/Content.xml\"/>" }
      members.append(
        ZipBytes.Member(
          "Doc_\(document)/Document.xml",
          "\(Self.head)<ofd:Document \(Self.namespace)><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            + "</ofd:PhysicalBox></ofd:PageArea>\(commonData)</ofd:CommonData><ofd:Pages>\(list.joined())</ofd:Pages>"
            + "\(behindPages)</ofd:Document>"))
      for (number, page) in pages.enumerated() {
        members.append(ZipBytes.Member("Doc_\(document)/Pages/Page_\(number)/Content.xml", page))
      }
      for (name, content) in parts { members.append(ZipBytes.Member("Doc_\(document)/\(name)", content)) }
    }
    return ZipBytes.make(members)
  }
}

extension Reading {
  /// The paragraphs and cells of the only document, as its marks part them, without line ends inside.
  var stretches: [String] {
    guard documents.count == 1 else { return [] }
    return String(decoding: documents[0].text, as: UTF8.self).split { $0 == "\u{1E}" || $0 == "\u{1F}" }.map {
      stretch in
      String(stretch.filter { $0 != "\u{1D}" && $0 != "\u{C}" })
    }
  }

  /// What is of low weight in the only document.
  var lowWeightLines: [String] {
    guard documents.count == 1 else { return [] }
    let document = documents[0]
    return document.lowWeightRanges.flatMap { range in
      String(decoding: document.text[range], as: UTF8.self).split { $0 == "\u{1E}" || $0 == "\u{1F}" }.map(
        String.init)
    }
  }
}
