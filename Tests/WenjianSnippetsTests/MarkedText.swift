// Writes slices and passages as one line: ⟦hits of the core⟧, ⟨other hits⟩, … where text was cut.

import WenjianSnippets

struct MarkedText {
  var text = ""
  var highlights: [SnippetHighlight] = []
  var core = 0..<0

  /// Hits get the terms 0, 1, … in the order of their opening marks. Marks may nest.
  init(_ marked: String) {
    var openHits: [Int] = []
    var coreStart: Int?
    var coreEnd = 0
    for scalar in marked.unicodeScalars {
      let place = text.utf8.count
      switch scalar {
      case "⟦", "⟨":
        openHits.append(highlights.count)
        highlights.append(SnippetHighlight(byteRange: place..<place, term: highlights.count))
        if scalar == "⟦", coreStart == nil { coreStart = place }
      case "⟧", "⟩":
        let hit = openHits.removeLast()
        highlights[hit].byteRange = highlights[hit].byteRange.lowerBound..<place
        if scalar == "⟧" { coreEnd = place }
      default: text.unicodeScalars.append(scalar)
      }
    }
    core = (coreStart ?? 0)..<max(coreEnd, coreStart ?? 0)
  }

  var slice: SnippetSlice {
    SnippetSlice(
      bytes: Array(text.utf8), touchesDocumentStart: true, touchesDocumentEnd: true,
      highlights: highlights, core: core)
  }
}

/// The passage's original text with its merged highlights marked and … where it is cut.
func marked(_ passage: Passage, in slice: SnippetSlice) -> String {
  var bytes: [UInt8] = []
  for place in passage.byteRange.lowerBound...passage.byteRange.upperBound {
    for highlight in passage.highlights where highlight.upperBound == place {
      bytes.append(contentsOf: "⟧".utf8)
    }
    for highlight in passage.highlights where highlight.lowerBound == place {
      bytes.append(contentsOf: "⟦".utf8)
    }
    if place < passage.byteRange.upperBound { bytes.append(slice.bytes[place - slice.byteOffset]) }
  }
  return (passage.cutAtStart ? "…" : "") + String(decoding: bytes, as: UTF8.self)
    + (passage.cutAtEnd ? "…" : "")
}
