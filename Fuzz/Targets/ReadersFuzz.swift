import WenjianFiles
import WenjianTestSupport

/// Reads a file of any format that needs no other program.
///
/// An input is a byte that chooses the ending, and the file.
package struct ReadersFuzz: FuzzTarget {
  private let endings: [String]
  private let limits: ReadLimits

  package init() {
    endings = DocumentFormats.readers.map { type(of: $0).format }.filter { $0.program == nil }.flatMap(\.endings)
    var limits = ReadLimits()
    limits.maximumFileBytes = 4 << 20
    limits.maximumUnpackedBytes = 8 << 20
    self.limits = limits
  }

  package func run(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let source = SourceFile(
      path: "file." + endings[Int(choice) % endings.count], content: .bytes(Array(bytes.dropFirst())))
    do throws(ReadFailure) {
      try DocumentFormats.read(source, ReadContext(limits: limits, fileBytes: bytes.count - 1)) {
        event throws(ReadFailure) in
        guard case .document(let document) = event else { return }
        precondition(String(validating: document.text, as: UTF8.self) != nil, "the text is no UTF-8")
        var end = 0
        for range in document.lowWeightRanges {
          precondition(
            range.lowerBound >= end && range.upperBound <= document.text.count && !range.isEmpty,
            "a stretch of low weight lies outside")
          end = range.upperBound
        }
      }
    } catch {
      // A reason by its name.
    }
  }

  package func seeds() -> [[UInt8]] {
    DocumentWriter.all.flatMap { writer -> [[UInt8]] in
      var generator = DocumentGenerator(SeededGenerator(seed: 3), features: writer.features)
      return (0..<3).compactMap { _ in
        let file = writer.write(generator.document())
        guard let ending = DocumentFormats.ending(of: file.name), let choice = endings.firstIndex(of: ending),
          choice < 256
        else { return nil }
        return [UInt8(choice)] + file.bytes
      }
    }
  }
}
