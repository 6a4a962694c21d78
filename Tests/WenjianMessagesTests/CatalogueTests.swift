// What every entry of the catalogues must be.

import Testing
import WenjianMessages
import WenjianStream
import WenjianUnicode

@Suite("The catalogue of messages")
struct CatalogueTests {
  private static let areas = Catalogue.wenjian.areas + Catalogue.argumentParser.areas
  private var entries: [Catalogue.Entry] { Self.areas.flatMap(\.entries) }

  private func places(_ format: String) -> [Int] {
    let scalars = Array(format.unicodeScalars)
    return scalars.indices.dropLast().compactMap { index in
      scalars[index] == "%" && ("1"..."9").contains(scalars[index + 1]) ? Int(scalars[index + 1].value) - 0x30 : nil
    }
  }

  @Test("has each message once")
  func noDoubles() {
    for group in [Self.areas.filter(\.isMatched), Self.areas.filter { !$0.isMatched }] {
      var seen: Set<String> = []
      for entry in group.flatMap(\.entries) {
        #expect(seen.insert(entry.english).inserted, "\(entry.english)")
      }
    }
  }

  @Test("has the same places in every language, each once")
  func placesAgree() {
    for entry in entries {
      let english = places(entry.english)
      #expect(english == Array(1..<(english.count + 1)), "\(entry.english)")
      for format in [entry.simplified, entry.traditional] {
        #expect(places(format).sorted() == english, "\(format)")
      }
      #expect(entry.nested.allSatisfy { english.contains($0) }, "\(entry.english)")
    }
  }

  @Test("keeps what begins and ends a text, and what people type")
  func wholeTexts() {
    for entry in entries {
      for format in [entry.simplified, entry.traditional] {
        #expect(!format.isEmpty, "\(entry.english)")
        #expect(format.first?.isWhitespace == entry.english.first?.isWhitespace, "\(format)")
        #expect(format.last?.isWhitespace == entry.english.last?.isWhitespace, "\(format)")
        // Commands and options are in it as they are in English.
        for word in entry.english.split(separator: " ") where word.hasPrefix("--") {
          let option = word.prefix { $0 == "-" || $0.isASCII && ($0.isLetter || $0.isNumber) }
          #expect(format.contains(option), "\(option): \(format)")
        }
        let quoted = entry.english.split(separator: "`", omittingEmptySubsequences: false)
        for (index, command) in quoted.enumerated() where index % 2 == 1 {
          #expect(format.contains("`\(command)`"), "\(command): \(format)")
        }
      }
    }
  }

  /// The 5,401 characters that Taiwan's Big5 lists as frequent; no simplified one that differs is among them.
  private static func frequentTraditional() throws -> Set<Unicode.Scalar> {
    var bytes: [UInt8] = []
    for lead in UInt8(0xA4)...0xC6 {
      for trail in Array(UInt8(0x40)...0x7E) + Array(UInt8(0xA1)...0xFE) where lead < 0xC6 || trail < 0x7F {
        bytes += [lead, trail]
      }
    }
    let text = try bytes.withUnsafeBytes { try StrictDecoder.decode($0, from: "Big5").text }
    return Set(String(decoding: text, as: UTF8.self).unicodeScalars)
  }

  @Test("has simplified characters and quotation marks in one script, and traditional ones in the other")
  func scripts() throws {
    let traditional = try Self.frequentTraditional()
    #expect(traditional.count == 5401 && traditional.isDisjoint(with: "们为个机与体".unicodeScalars))
    for entry in entries {
      // Examples are the same in every language.
      let english = Set(entry.english.unicodeScalars)
      for scalar in entry.simplified.unicodeScalars where !english.contains(scalar) {
        #expect(!isHan(scalar) || !foldEntry(of: scalar.value).isScriptChanged, "\(scalar): \(entry.simplified)")
        #expect(!"「」『』".unicodeScalars.contains(scalar), "\(entry.simplified)")
      }
      for scalar in entry.traditional.unicodeScalars where !english.contains(scalar) {
        #expect(!isHan(scalar) || traditional.contains(scalar), "\(scalar): \(entry.traditional)")
        #expect(!"“”‘’".unicodeScalars.contains(scalar), "\(entry.traditional)")
      }
    }
  }

  @Test("has Chinese punctuation beside Chinese characters")
  func punctuation() {
    for entry in entries {
      let english = Array(entry.english.unicodeScalars)
      let pairs = Set(zip(english, english.dropFirst()).map { "\($0)\($1)" })
      for format in [entry.simplified, entry.traditional] {
        let scalars = Array(format.unicodeScalars)
        for (left, right) in zip(scalars, scalars.dropFirst()) where !pairs.contains("\(left)\(right)") {
          let isWrong =
            isHan(left) && ",.;:!?()".unicodeScalars.contains(right)
            || isHan(right) && ",;!?()".unicodeScalars.contains(left)
          #expect(!isWrong, "\(left)\(right): \(format)")
        }
      }
    }
  }

  private func isHan(_ scalar: Unicode.Scalar) -> Bool { foldEntry(of: scalar.value).isHan }
}
