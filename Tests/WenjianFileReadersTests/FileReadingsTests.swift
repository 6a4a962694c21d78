// What is read ahead of its turn is what would be read in its turn.

import Testing
import WenjianFiles
import WenjianTestSupport

@testable import WenjianFileReaders

@Suite("Reading files ahead of their turn")
struct FileReadingsTests {
  private let directory = TemporaryDirectory()

  private struct Order: Error {}

  /// The paths in the order they come, what each gave, and whether that was in their turn.
  private func readings(
    _ files: [String], threads: Int, limits: FileReadings.AheadLimits = FileReadings.AheadLimits(),
    stopAt: Int = .max
  ) throws -> [String] {
    let readings = FileReadings(
      files: files, directory: directory.path, options: FileOptions(), walkOptions: WalkOptions(),
      threadCount: threads, aheadLimits: limits)
    var seen: [String] = []
    try readings.forEach { file in
      var line = file.path
      do {
        try file.read { event in
          switch event {
          case .document(let document):
            let damage = document.damage.map { "\($0.kind) \($0.count)" }
            line +=
              ": \(String(decoding: document.text.prefix(60), as: UTF8.self)) \(document.text.count) \(damage)"
          case .skipped(let member, let failure): line += ": \(member) \(failure)"
          }
        }
      } catch {
        line += ": \(error)"
      }
      seen.append(line)
      return seen.count < stopAt
    }
    return seen
  }

  private func write() -> [String] {
    let page = "<html><body><p>驻村第一书记</p></body></html>"
    let part = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>驻村第一书记</w:t></w:r></w:p></w:body></w:document>"
    let long = part.split(separator: "驻村", maxSplits: 1).joined(separator: String(repeating: "农业", count: 1000))
    let files: [(String, [UInt8])] = [
      ("a.txt", Array("第一".utf8)), ("b.html", Array(page.utf8)), ("c.xml", Array("<a>乡村</a>".utf8)),
      ("d.docx", StoredZip.make([("[Content_Types].xml", "<Types/>"), ("word/document.xml", part)])),
      (
        "e.docx",
        StoredZip.make([
          ("[Content_Types].xml", "<Types/>"), ("word/document.xml", part), ("word/footnotes.xml", long),
        ])
      ),
      ("f.docx", StoredZip.make([("[Content_Types].xml", "<Types/>"), ("word/document.xml", long)])),
      ("g.txt", Array("第二".utf8)), ("h.html", []), ("i.docx", Array("PK\u{3}\u{4} broken".utf8)),
      ("j.rtf", Array("{\\rtf1 abc\\par}".utf8)),
      ("k.htm", Array((page + String(repeating: "<p>很长的文件</p>", count: 500)).utf8)),
      ("l.zip", StoredZip.make([("x.txt", "第三"), ("y.html", page)])),
      // An archive under another name gives many documents.
      ("m.docx", StoredZip.make((0..<20).map { ("\($0).txt", "第\($0)") })),
      ("n.txt", Array("末".utf8)),
    ]
    for (name, bytes) in files { TestFile.write(bytes, to: directory(name)) }
    return files.map(\.0)
  }

  @Test(
    "gives the same in the same order with any number of threads, and whatever may wait", arguments: [1, 2, 3, 8])
  func order(threads: Int) throws {
    let files = write()
    let plain = try readings(files, threads: 1)
    #expect(plain.map { String($0.prefix(5)) } == files.map { String($0.prefix(5)) })
    #expect(plain[3].contains("驻村第一书记") && plain[4].contains("农业") && plain[8].contains("damaged"))
    #expect(try readings(files, threads: threads) == plain)
    for limit in [0, 10, 200, 1000, 4000] {
      for limits in [
        FileReadings.AheadLimits(fileBytes: limit), FileReadings.AheadLimits(partBytes: limit),
        FileReadings.AheadLimits(textBytes: limit),
      ] {
        #expect(try readings(files, threads: threads, limits: limits) == plain)
      }
    }
  }

  @Test("stops where it is told to, and throws on what it is thrown", arguments: [1, 3])
  func stopping(threads: Int) throws {
    let files = write()
    let plain = try readings(files, threads: 1)
    for count in 1...files.count {
      #expect(try readings(files, threads: threads, stopAt: count) == Array(plain.prefix(count)))
    }
    let reading = FileReadings(
      files: files, directory: directory.path, options: FileOptions(), walkOptions: WalkOptions(),
      threadCount: threads)
    #expect(throws: Order.self) { try reading.forEach { _ in throw Order() } }
  }
}

/// A ZIP archive whose members are stored as they are.
private enum StoredZip {
  static func make(_ members: [(String, String)]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, text) in members {
      let content = Array(text.utf8)
      let sizes =
        long(checksum(content)) + long(content.count) + long(content.count) + word(name.utf8.count) + word(0)
      directory += [0x50, 0x4B, 1, 2] + word(20) + word(20) + word(0x800) + word(0) + long(0) + sizes + word(0)
      directory += word(0) + word(0) + long(0) + long(file.count) + Array(name.utf8)
      file += [0x50, 0x4B, 3, 4] + word(20) + word(0x800) + word(0) + long(0) + sizes + Array(name.utf8) + content
    }
    let count = word(members.count)
    return file + directory + [0x50, 0x4B, 5, 6] + word(0) + word(0) + count + count + long(directory.count)
      + long(file.count) + word(0)
  }

  private static func word(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
  private static func long(_ value: Int) -> [UInt8] { word(value & 0xFFFF) + word(value >> 16) }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
    }
    return Int(~sum)
  }
}
