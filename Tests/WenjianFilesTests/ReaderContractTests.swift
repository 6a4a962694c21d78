// What every reader must do, whatever its format.

import Testing
import WenjianDocument
import WenjianTestSupport

@testable import WenjianFiles

@Suite("Every reader")
struct ReaderContractTests {
  @Test("gives the same text", arguments: SampleFiles.all)
  func text(sample: SampleFile) {
    let reading = Reading(sample.name, sample.bytes)
    #expect(reading.failure == nil && reading.skipped.isEmpty)
    #expect(reading.lines == sample.lines || reading.documents.flatMap(\.bodyLines) == sample.lines)
    #expect(reading.documents.first?.damage == [])
  }

  @Test("gives valid UTF-8, and ranges on scalars inside it", arguments: SampleFiles.all)
  func soundness(sample: SampleFile) {
    for document in Reading(sample.name, sample.bytes).documents {
      #expect(String(validating: document.text, as: UTF8.self) != nil)
      var end = 0
      for range in document.lowWeightRanges {
        #expect(range.lowerBound >= end && range.upperBound <= document.text.count && !range.isEmpty)
        end = range.upperBound
      }
      for property in document.properties { #expect(!property.value.isEmpty) }
    }
  }

  @Test("is found by the content when the name says another format", arguments: SampleFiles.all)
  func wrongEnding(sample: SampleFile) {
    // A text of no format has only its name.
    let isText = ["txt", "md", "xml", "json", "jsonl", "csv", "tsv"].contains(
      DocumentFormats.ending(of: sample.name))
    for ending in ["pdf", "docx", "doc", "zip"] where !isText && DocumentFormats.endings.contains(ending) {
      let reading = Reading("wrong." + ending, sample.bytes)
      #expect(reading.lines == sample.lines, "as .\(ending): \(String(describing: reading.failure))")
    }
  }

  /// Places to damage: all in a long run, a few where each costs a process, which may turn in circles for a second.
  private func places(in sample: SampleFile) -> StrideTo<Int> {
    let isConverted = ["pdf", "doc", "wps"].contains(DocumentFormats.ending(of: sample.name))
    let count = sample.bytes.count
    let step =
      isConverted
      ? max(1, count / (SharedFiles.isLongRun ? 100 : 7)) : SharedFiles.isLongRun ? 1 : max(1, count / 60)
    return stride(from: 0, to: count, by: step)
  }

  private var hurried: ReadLimits {
    var limits = ReadLimits()
    limits.programSeconds = 1
    return limits
  }

  @Test("gives less text, or a reason, when the file is cut short, and never crashes", arguments: SampleFiles.all)
  func truncated(sample: SampleFile) {
    for count in places(in: sample) {
      let reading = Reading(sample.name, Array(sample.bytes[..<count]), limits: hurried)
      #expect(reading.failure != nil || !reading.documents.isEmpty || !reading.skipped.isEmpty || count < 1024)
      for document in reading.documents { #expect(String(validating: document.text, as: UTF8.self) != nil) }
    }
  }

  @Test("survives flipped bits", arguments: SampleFiles.all)
  func flipped(sample: SampleFile) {
    for place in places(in: sample) {
      var bytes = sample.bytes
      bytes[place] ^= UInt8(1 << (place % 8))
      for document in Reading(sample.name, bytes, limits: hurried).documents {
        #expect(String(validating: document.text, as: UTF8.self) != nil)
      }
    }
  }

  @Test("names a reason for an empty file and for data of another kind", arguments: SampleFiles.all)
  func otherContent(sample: SampleFile) {
    #expect(Reading(sample.name, []).failure == .empty)
    let picture: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + (0..<200).map { UInt8($0) }
    let failure = Reading(sample.name, picture).failure
    switch failure {
    case .binary, .contradiction: break
    default: Issue.record("\(sample.name): \(String(describing: failure))")
    }
  }

  @Test("stops when nobody wants more", arguments: SampleFiles.all)
  func stopping(sample: SampleFile) {
    var count = 0
    #expect(throws: ReadFailure.stopped) {
      try DocumentFormats.read(
        SourceFile(path: sample.name, content: .bytes(sample.bytes)), ReadContext(fileBytes: sample.bytes.count)
      ) { _ throws(ReadFailure) in
        count += 1
        throw .stopped
      }
    }
    #expect(count == 1)
  }

  @Test("reads from a file as from memory", arguments: SampleFiles.all)
  func file(sample: SampleFile) throws {
    let directory = TemporaryDirectory()
    defer { withExtendedLifetime(directory) {} }
    TestFile.write(sample.bytes, to: directory(sample.name))
    var lines: [String] = []
    var bodyLines: [String] = []
    try DocumentFormats.read(
      try SourceFile(path: sample.name, at: directory(sample.name)), ReadContext(fileBytes: sample.bytes.count)
    ) { event in
      guard case .document(let document) = event else { return }
      lines += document.lines
      bodyLines += document.bodyLines
    }
    #expect(lines == sample.lines || bodyLines == sample.lines)
    #expect(TestFile.names(in: directory.path) == [sample.name])
  }

  @Test("tells of damage once, however many archives are around it")
  func damageInArchives() {
    var bytes = Array("农村\u{FFFD}工作\u{E001}".utf8)
    let damage = Reading("a.txt", bytes).documents.first?.damage
    #expect(damage?.map(\.kind) == [.replacementCharacters, .privateUseCharacters])
    bytes = ZipBytes.make([ZipBytes.Member("a.txt", bytes)])
    #expect(Reading("a.zip", bytes).documents.first?.damage == damage)
    bytes = ZipBytes.deflated(TarBytes.make([("a.zip", bytes)]), isGzip: true)
    #expect(Reading("a.tar.gz", bytes).documents.first?.damage == damage)
  }

  @Test("no two formats share an ending")
  func endings() {
    let endings = DocumentFormats.readers.flatMap { type(of: $0).format.endings }
    #expect(Set(endings).count == endings.count)
  }
}
