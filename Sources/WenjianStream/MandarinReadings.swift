import CTables

/// Which characters are read as which syllables, without tones: to find what was typed by its sound.
///
/// Syllables are lower-case ASCII, `v` for ü. Characters are folded ones, ascending.
package enum MandarinReadings {
  /// Letters of the longest syllable (`zhuang`).
  package static let longest = 6

  package static func isSyllable(_ letters: ArraySlice<UInt8>) -> Bool { table[Array(letters)] != nil }

  /// A consonant that syllables begin with, or the first letter of any.
  package static func isInitial(_ letters: ArraySlice<UInt8>) -> Bool {
    switch letters.count {
    case 1: table.keys.contains { $0[0] == letters[letters.startIndex] }
    case 2: [Array("zh".utf8), Array("ch".utf8), Array("sh".utf8)].contains(Array(letters))
    default: false
    }
  }

  /// The characters of a syllable; none for letters that are no syllable.
  /// - Complexity: the first call of a process sorts the table, some milliseconds.
  package static func characters(ofSyllable letters: ArraySlice<UInt8>) -> [UInt32] { table[Array(letters)] ?? [] }

  /// The characters of all syllables that begin with an initial.
  /// - Complexity: linear in the readings.
  package static func characters(ofInitial letters: ArraySlice<UInt8>) -> [UInt32] {
    var found = Set<UInt32>()
    for (syllable, characters) in table where syllable.starts(with: letters) { found.formUnion(characters) }
    return found.sorted()
  }

  /// The characters that share a reading with one, itself among them where it has any.
  package static func homophones(of scalar: UInt32) -> [UInt32] {
    var found = Set<UInt32>()
    for syllable in syllables(of: scalar) { found.formUnion(table[syllable] ?? []) }
    return found.sorted()
  }

  /// The readings of a character.
  package static func syllables(of scalar: UInt32) -> Set<[UInt8]> {
    var found = Set<[UInt8]>()
    unsafe readings.withUnsafe { readings in
      var low = 0
      var high = readings.count
      while low < high {
        let middle = (low + high) / 2
        if unsafe readings[middle] >> 11 < scalar { low = middle + 1 } else { high = middle }
      }
      while low < readings.count, unsafe readings[low] >> 11 == scalar {
        unsafe found.insert(plainSyllables[Int(readings[low] & 0x7FF)])
        low += 1
      }
    }
    return found
  }

  /// A letter without its mark of tone, `v` for ü in all its tones; nil for what is no letter of pinyin.
  package static func plainLetter(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "a"..."z": UInt8(scalar.value)
    case "ā", "á", "ǎ", "à": UInt8(ascii: "a")
    case "ē", "é", "ě", "è", "ê", "ế", "ề": UInt8(ascii: "e")
    case "ī", "í", "ǐ", "ì": UInt8(ascii: "i")
    case "ō", "ó", "ǒ", "ò": UInt8(ascii: "o")
    case "ū", "ú", "ǔ", "ù": UInt8(ascii: "u")
    case "ü", "ǖ", "ǘ", "ǚ", "ǜ": UInt8(ascii: "v")
    case "ń", "ň", "ǹ": UInt8(ascii: "n")
    case "ḿ": UInt8(ascii: "m")
    default: nil
    }
  }

  // SAFETY, here and where they are read: the tables of `CTables` are constant, as long as their counts say, and the number of
  // a syllable in a reading is one of a syllable.
  private struct Readings: Sendable {
    func withUnsafe(_ body: (UnsafeBufferPointer<UInt32>) -> Void) {
      unsafe body(UnsafeBufferPointer(start: wenjian_readings_base(), count: Int(wenjian_reading_count)))
    }
  }

  private static let readings = Readings()

  /// By the number of the syllable with its tone.
  private static let plainSyllables: [[UInt8]] = (0..<wenjian_syllable_count).map { number in
    unsafe String(cString: wenjian_syllable(number)).unicodeScalars.compactMap { plainLetter($0) }
  }

  private static let table: [[UInt8]: [UInt32]] = {
    var table: [[UInt8]: [UInt32]] = [:]
    unsafe readings.withUnsafe { readings in
      // Ascending by character, so that each syllable's are.
      for index in 0..<readings.count {
        let reading = unsafe readings[index]
        let character = reading >> 11
        guard foldEntry(of: character).scalar == character else { continue }
        let syllable = plainSyllables[Int(reading & 0x7FF)]
        if table[syllable]?.last != character { table[syllable, default: []].append(character) }
      }
    }
    return table
  }()
}
