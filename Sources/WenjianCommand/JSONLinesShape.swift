// Records as lines of JSON.

import WenjianJSON

struct JSONLinesShape: OutputShape {
  func write(_ answer: some Answer, to output: Output, listing: () throws -> Void) throws {
    try output.write { try answer.writeLines(to: &$0) }
  }
}
