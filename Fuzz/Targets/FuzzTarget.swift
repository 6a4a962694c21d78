// What is fuzzed: functions of bytes that must return, whatever the bytes are.

/// One entry to the engine that takes bytes from outside. `run` stops the process when something is wrong; what it may
/// refuse, by an error of its type, is fine.
package protocol FuzzTarget {
  /// Prepares what all runs share.
  init()
  func run(_ bytes: [UInt8])
  /// Inputs to begin with, all made here.
  func seeds() -> [[UInt8]]
}

package enum FuzzTargets {
  /// By the name that `make fuzz TARGETS=` takes and that `Fuzz/Cases` has as a directory.
  package static let all: KeyValuePairs<String, any (FuzzTarget & SendableMetatype).Type> = [
    "segment": SegmentFuzz.self, "parts": CommitPartsFuzz.self, "query": QueryFuzz.self, "stream": StreamFuzz.self,
    "readers": ReadersFuzz.self, "requests": RequestFuzz.self, "mcp": MCPFuzz.self,
  ]

  package static func named(_ name: String) -> (any FuzzTarget.Type)? { all.first { $0.key == name }?.value }
}
