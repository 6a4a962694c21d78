import WenjianBytes
package import WenjianStream

/// A commit: the segments that make up the index, and with which rules their streams were made.
///
/// A text of a few lines, so that it can be read when something went wrong:
///
///     wenjian index 1
///     generation 7
///     analyzer fold 1 stream 1 icu 72.1
///     segment 0123456789abcdef documents 10 deletions 0
///     …
///     relations 7                          only when documents are copies or versions of each other
///     sources 7                            only when it is known of which files the index was made
///     checksum 0123456789abcdef            XXH64 of every byte before this line
package struct Manifest: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package var segmentID: UInt64
    package var documentCount: Int
    /// The generation that wrote the segment's deletions; 0 when it has none.
    package var deletionsGeneration: Int
  }

  package static let fileName = IndexDirectory.manifest
  static let version = 1
  /// The commits of an index: a number that is larger is damaged, and its successor might be none.
  private static let generationLimit = 1 << 53

  package var generation: Int
  package var analyzer: AnalyzerFingerprint
  package var segments: [Entry]
  /// The generation that wrote the groups of copies and versions; 0 when there are none.
  package var relationsGeneration = 0

  /// The generation that wrote what the index was made of; 0 when that is not known.
  package var sourcesGeneration = 0

  var bytes: [UInt8] {
    var text = "wenjian index \(Self.version)\ngeneration \(generation)\n"
    text += "analyzer fold \(analyzer.foldVersion) stream \(analyzer.streamVersion)"
    text += " icu \(analyzer.icuVersion)\n"
    for entry in segments {
      text += "segment \(hex(entry.segmentID)) documents \(entry.documentCount)"
      text += " deletions \(entry.deletionsGeneration)\n"
    }
    if relationsGeneration > 0 { text += "relations \(relationsGeneration)\n" }
    if sourcesGeneration > 0 { text += "sources \(sourcesGeneration)\n" }
    let sum = hash64(text.utf8.span)
    return Array((text + "checksum \(hex(sum))\n").utf8)
  }

  /// - Throws: `IndexError` that says what is wrong with it.
  static func read(_ bytes: [UInt8], path: String) throws(IndexError) -> Manifest {
    func damaged(_ what: String) -> IndexError { IndexError(.damagedManifest(what: what), path: path) }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: true)
    guard let head = lines.first.map(words), head.count == 3, head[0] == "wenjian", head[1] == "index",
      let version = Int(head[2])
    else { throw IndexError(.notAnIndex, path: path) }
    guard version <= Self.version else { throw IndexError(.tooNew(version: version), path: path) }
    guard let last = lines.last, words(last).count == 2, words(last)[0] == "checksum",
      let sum = UInt64(words(last)[1], radix: 16)
    else { throw damaged("it is cut off") }
    let body = bytes[..<last.startIndex]
    guard hash64(body.span) == sum else {
      throw damaged("its checksum is wrong")
    }
    var manifest = Manifest(
      generation: 0,
      analyzer: AnalyzerFingerprint(foldVersion: 0, streamVersion: 0, icuVersion: ""), segments: [])
    for line in lines.dropFirst().dropLast() {
      let parts = words(line)
      switch parts.first {
      case "generation":
        guard parts.count == 2, let number = Int(parts[1]), (0...generationLimit).contains(number) else {
          throw damaged("generation")
        }
        manifest.generation = number
      case "analyzer":
        guard parts.count == 7, let fold = Int(parts[2]), let stream = Int(parts[4]) else {
          throw damaged("analyzer")
        }
        manifest.analyzer = AnalyzerFingerprint(
          foldVersion: fold, streamVersion: stream, icuVersion: parts[6])
      case "segment":
        guard parts.count == 6, let id = UInt64(parts[1], radix: 16), let documents = Int(parts[3]),
          let deletions = Int(parts[5])
        else { throw damaged("segment") }
        manifest.segments.append(
          Entry(segmentID: id, documentCount: documents, deletionsGeneration: deletions))
      case "relations":
        guard parts.count == 2, let relations = Int(parts[1]), relations > 0 else { throw damaged("relations") }
        manifest.relationsGeneration = relations
      case "sources":
        guard parts.count == 2, let sources = Int(parts[1]), sources > 0 else { throw damaged("sources") }
        manifest.sourcesGeneration = sources
      default: break  // a later version may add lines
      }
    }
    return manifest
  }

  private static func words(_ line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
  }
}

func hex(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
