// Streams as text: 第|13|条 for three elements, ¶ for a barrier.

import Testing
import WenjianModel
import WenjianStream
import WenjianText

/// The elements of a document; the barrier that closes it is left out.
func scanned(
  _ text: [UInt8], state: ScanState = .documentStart
) -> (items: [AnalysisSink.Item], repairs: Repairs) {
  var scanner = StreamScanner(AnalysisSink())
  text.withUnsafeBytes { scanner.scan($0, state: state) }
  var items = scanner.sink.items
  if items.last?.element == .barrier { items.removeLast() }
  return (items, scanner.repairs)
}

func notation(_ items: some Sequence<AnalysisSink.Item>) -> String {
  items.map { $0.element == .barrier ? "¶" : $0.element.text }.joined(separator: "|")
}

func stream(_ text: String) -> String { notation(scanned(Array(text.utf8)).items) }

func queryStream(_ text: String) -> String { notation(analyzeQuery(text)) }

/// `{…}` is a stretch that is read over.
func marked(_ notation: String) -> [UInt8] {
  var text: [UInt8] = []
  var stretches: [Range<Int>] = []
  var start = 0
  for byte in notation.utf8 {
    switch byte {
    case UInt8(ascii: "{"): start = text.count
    case UInt8(ascii: "}"): stretches.append(start..<text.count)
    default: text.append(byte)
    }
  }
  for stretch in stretches { #expect(MarkedText.readOver(stretch, in: &text)) }
  return text
}
