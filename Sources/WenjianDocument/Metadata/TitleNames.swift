import WenjianText

/// What the head of a page, or the properties of a file, call its title.
package struct TitleNames {
  /// Squeezed; the sure ones without the name of the site.
  private var sure: [[UInt32]] = []
  private var loose: [[UInt32]] = []
  private var looseParts: [String] = []
  /// The first part without what stands in brackets behind it, and the last of several.
  private var core: [UInt32] = []
  private var site: [UInt32]?

  package init(_ properties: [MetadataProperty]) {
    for property in properties {
      switch property.name.lowercased() {
      case "articletitle", "ld:headline", "dc.title": sure.append(Self.squeezed(property.value))
      case "title", "og:title":
        loose.append(Self.squeezed(property.value))
        looseParts += Self.parts(property.value)
      default: break
      }
    }
    if let first = looseParts.first { core = Self.squeezed(String(first.prefix { $0 != "（" && $0 != "(" })) }
    if looseParts.count > 1, let last = looseParts.last { site = Self.squeezed(last) }
    sure.removeAll { $0.count < 2 }
    loose.removeAll { $0.count < 2 }
  }

  /// Han, letters and digits only, folded.
  package static func squeezed(_ text: String) -> [UInt32] {
    FoldedLine(text).scalars.filter { FoldedLine.isHan($0) || "0"..."9" ~= $0 || "a"..."z" ~= $0 }
  }

  /// What stands between the marks that part a title from a column and a site.
  package static func parts(_ title: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var dashes = 0
    func ends(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "_", "|", "｜", "–", "»", "«": true
      default: false
      }
    }
    let scalars = Array(title.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isDash =
        scalar == "-"
        && (dashes > 0 || (index + 1 < scalars.count && scalars[index + 1] == "-")
          || (index > 0 && scalars[index - 1].value > 0x2E80)
          || (index > 0 && [" ", "…", "."].contains(scalars[index - 1])))
      dashes = scalar == "-" ? dashes + 1 : 0
      if ends(scalar) || isDash {
        if !part.isEmpty { parts.append(part) }
        part = ""
      } else {
        part.unicodeScalars.append(scalar)
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }.filter {
      !$0.isEmpty
    }
  }

  package var firstPart: String? { looseParts.first }

  /// The part that names the document: 云麓市人民政府 | 关于…的通知 begins with the site.
  package static func mainPart(of title: String) -> String? {
    let parts = parts(title)
    return parts.first { DocumentKind.find(inTitle: $0) != nil } ?? parts.first
  }

  /// Whether the head of the page has these words as its title, or as one part of it.
  func isName(_ words: [UInt32]) -> Bool {
    sure.contains(words) || loose.contains(words) || looseParts.contains { Self.squeezed($0) == words }
  }

  /// How much the head of the page speaks for a line: 100 for the title word for word.
  package func support(_ line: [UInt32]) -> Int {
    guard line.count >= 4 else { return 0 }
    for name in sure where name == line { return 110 }
    var best = 0
    for name in sure + loose where line.count <= name.count {
      if name.starts(with: line) {
        best = max(best, 40 + 60 * line.count / name.count)
      } else if line.count >= 6, Self.contains(name, line) {
        best = max(best, 30 + 60 * line.count / name.count)
      }
    }
    guard best == 0 else { return best }
    if core.count >= 6, line.count * 10 <= core.count * 16, Self.contains(line, core) { return 60 }
    return 0
  }

  /// Whether the head of the page calls just this its title, with or without a column and a site behind it.
  package func namesWhole(_ line: [UInt32]) -> Bool {
    guard line.count >= 6 else { return false }
    return sure.contains(line) || loose.contains(line) || looseParts.contains { Self.squeezed($0) == line }
  }

  /// Whether a line is the last part of a title that has more than one.
  package func isSiteName(_ line: [UInt32]) -> Bool {
    site.map { $0 == line } ?? false
  }

  /// The parts of a broken headline as one: spelled as in the head of the page when it stands there.
  package func spelled(_ parts: [String]) -> String {
    guard parts.count > 1 else { return parts.first ?? "" }
    let joined = parts.joined()
    let squeezed = Self.squeezed(joined)
    return looseParts.first { Self.squeezed($0) == squeezed } ?? joined
  }

  package static func contains(_ text: [UInt32], _ part: [UInt32]) -> Bool {
    guard let first = part.first, part.count <= text.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }
}
