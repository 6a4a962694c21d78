import WenjianBytes

/// Opens and asks an index one of whose small files holds something else, with the right checksum.
///
/// An input is a byte that chooses the file, and its content without the checksum.
package struct CommitPartsFuzz: FuzzTarget {
  private static let prefixes = ["manifest", "deletions-", "relations-", "sources-"]
  private let index = FuzzIndex()
  private let files: [(path: String, sound: [UInt8])]

  package init() {
    let index = index
    files = Self.prefixes.map { prefix in
      let path = index.file(prefix)
      return (path, index.read(path))
    }
  }

  package func run(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let number = Int(choice) % files.count
    let (path, sound) = files[number]
    var content = Array(bytes.dropFirst())
    let sum = content.withUnsafeBytes { hash64($0) }
    switch Self.prefixes[number] {
    case "manifest":
      let digits = String(sum, radix: 16)
      content += "checksum \(String(repeating: "0", count: 16 - digits.count))\(digits)\n".utf8
    case "sources-": break
    default: withUnsafeBytes(of: sum.littleEndian) { content += $0 }
    }
    index.replace(path, with: content)
    index.ask()
    index.replace(path, with: sound)
  }

  package func seeds() -> [[UInt8]] {
    files.enumerated().map { number, file in
      let checksum =
        switch Self.prefixes[number] {
        case "manifest": "checksum 0123456789abcdef\n".utf8.count
        case "sources-": 0
        default: 8
        }
      return [UInt8(number)] + file.sound.dropLast(checksum)
    }
  }
}
