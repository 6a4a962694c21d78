// Records as lines of JSON.

struct JSONLinesShape: OutputShape {
  func write<Target: Answer>(_ answer: Target, to output: Output) throws {
    let fields = Target.fields
    try answer.forEachRecord(to: output) { record in
      try JSONWriter.write(to: output) { try $0.record(record, fields) }
    }
  }
}
