// libFuzzer's entry points. `WENJIAN_FUZZ_TARGET` names the target; with `WENJIAN_FUZZ_SEEDS` its seeds are written into
// that directory and nothing is run.

import Glibc
import WenjianFuzzTargets
import WenjianTestSupport

private func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

// SAFETY: libFuzzer calls its entries from one thread.
nonisolated(unsafe) private var target: (any FuzzTarget)?

@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ argumentCount: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutableRawPointer
) -> Int32 {
  guard let name = environment("WENJIAN_FUZZ_TARGET"), let type = FuzzTargets.named(name) else {
    preconditionFailure("WENJIAN_FUZZ_TARGET must be one of \(FuzzTargets.all.map(\.key))")
  }
  let made = type.init()
  if let directory = environment("WENJIAN_FUZZ_SEEDS") {
    for (number, seed) in made.seeds().enumerated() { TestFile.write(seed, to: directory + "/seed-\(number)") }
    exit(0)
  }
  target = made
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  target?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
