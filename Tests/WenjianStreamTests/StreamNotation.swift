// Streams as text: 第|13|条 for three elements, ¶ for a barrier.

import WenjianStream

/// The elements of a document; the barrier that closes it is left out.
func scanned(
  _ text: [UInt8], state: ScanState = .documentStart
) -> (items: [AnalysisSink.Item], repairs: RepairCounts) {
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
