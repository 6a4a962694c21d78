// Makes a corpus of any size from the corpora at hand, for the curves over size.

import Glibc

/// The documents of some directories in a fixed mixed order, and again with salted text once they run out.
///
/// Mixed, by a hash of the path: otherwise a small size would hold one corpus and a large one several, and the curve
/// would show how their texts differ. Salted: in the k-th repetition one Han character in fifty is replaced by the one
/// that is k places rarer. Repetitions would otherwise be found by every query that finds their original, in lists of
/// equal stretches, which no larger corpus has; replacing more would bring in grams that no text has. A string of two
/// characters survives 96 times in a hundred, one of ten 82 times.
struct GrownCorpus {
  private let paths: [String]
  /// For the UTF-16 unit of a Han character, its rank by frequency; -1 for everything else.
  private var rank = [Int32](repeating: -1, count: 1 << 16)
  private var byRank: [UInt16] = []
  private static let oneIn: UInt64 = 50

  init(directories: [String]) throws {
    var keyed: [(key: UInt64, path: String)] = []
    for directory in directories {
      for name in try textFiles(below: directory) {
        // Of the path below the directory: the order does not depend on where the corpora lie.
        keyed.append((fnv(name), directory + "/" + name))
      }
    }
    guard !keyed.isEmpty else {
      throw BenchError("there is no .txt file in \(directories.joined(separator: ", "))")
    }
    paths = keyed.sorted { ($0.key, $0.path) < ($1.key, $1.path) }.map(\.path)
    try rankCharacters()
  }

  private mutating func rankCharacters() throws {
    var counts = [Int](repeating: 0, count: 1 << 16)
    for path in paths {
      let text = try bytes(of: path)
      forEachHan(of: text) { _, unit in counts[Int(unit)] += 1 }
    }
    byRank = (0..<1 << 16).filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
      .map(UInt16.init)
    for (place, unit) in byRank.enumerated() { rank[Int(unit)] = Int32(place) }
  }

  /// Writes documents of `size` bytes in all, the last one cut at a character, as numbered files.
  ///
  /// - Returns: how many documents, and how many bytes they hold.
  func write(to directory: String, bytes size: Int) throws -> (documents: Int, bytes: Int) {
    var written = 0
    var number = 0
    var copy = 0
    while written < size {
      for path in paths {
        var text = try bytes(of: path)
        if copy > 0 { salt(&text, copy, seed: fnv(path) &+ UInt64(copy) &* 0x9E37_79B9_7F4A_7C15) }
        if written + text.count > size {
          var end = size - written
          while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
          text.removeSubrange(end...)
        }
        if !text.isEmpty {
          let digits = String(number)
          let name = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
          // A thousand files a directory: no file system is asked for more.
          let folder = directory + "/" + name.prefix(5)
          if number % 1000 == 0 { try makeDirectory(folder) }
          try write(text, to: "\(folder)/\(name).txt")
          number += 1
        }
        written += text.count
        // What is left is less than a character.
        if size - written < 4 { return (number, written) }
      }
      copy += 1
    }
    return (number, written)
  }

  private func salt(_ text: inout [UInt8], _ copy: Int, seed: UInt64) {
    var state = seed
    var replaced: [(at: Int, unit: UInt16)] = []
    forEachHan(of: text) { at, unit in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      guard (mixed ^ (mixed >> 31)) % Self.oneIn == 0 else { return }
      replaced.append((at, byRank[(Int(rank[Int(unit)]) + copy) % byRank.count]))
    }
    for (at, unit) in replaced {
      text[at] = UInt8(0xE0 | unit >> 12)
      text[at + 1] = UInt8(0x80 | unit >> 6 & 0x3F)
      text[at + 2] = UInt8(0x80 | unit & 0x3F)
    }
  }

  /// The characters of U+4E00 to U+9FFF, three bytes each in UTF-8.
  private func forEachHan(of text: [UInt8], _ body: (Int, UInt16) -> Void) {
    var at = 0
    while at + 2 < text.count {
      guard text[at] & 0xF0 == 0xE0 else {
        at += 1
        continue
      }
      let unit = UInt16(text[at] & 15) << 12 | UInt16(text[at + 1] & 63) << 6 | UInt16(text[at + 2] & 63)
      if (0x4E00...0x9FFF).contains(unit) { body(at, unit) }
      at += 3
    }
  }

  private func write(_ text: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw BenchError("cannot write \(path)") }
    let isWritten = fwrite(text, 1, text.count, file) == text.count
    guard fclose(file) == 0, isWritten else { throw BenchError("cannot write \(path)") }
  }

  private func makeDirectory(_ path: String) throws {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw BenchError("cannot make \(path)") }
  }
}

/// FNV-1a: `Hasher` gives other numbers in every process.
private func fnv(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return hash
}
