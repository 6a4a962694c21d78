import Wenjian
import WenjianJSON
import WenjianService
import WenjianTestSupport

/// Asks a service whatever comes in a line: an answer in JSON, with a result or an error.
package struct RequestFuzz: FuzzTarget {
  private let service: Service
  private let directory: TemporaryDirectory

  package init() {
    let written = FuzzIndex()
    directory = written.directory
    guard let service = try? Service(at: written.path) else { preconditionFailure("the sound index does not open") }
    self.service = service
  }

  package func run(_ bytes: [UInt8]) {
    let answer = service.answer(bytes)
    guard let value = try? JSONValue(answer, nesting: 70) else { preconditionFailure("an answer that is no JSON") }
    precondition(
      value["id"] != nil && (value["result"] == nil) != (value["error"] == nil), "neither result nor error")
    precondition(!answer.contains(0x0A), "an answer of two lines")
  }

  package func seeds() -> [[UInt8]] {
    [
      #"{"id":1,"op":"search","query":"农村","limit":3,"snippets":1,"timeout":2.5}"#,
      #"{"id":[{}],"op":"search","query":"农村 date:2020..","sort":"-date","snippets":"all","maxBytes":50}"#,
      #"{"op":"counts","queries":["农村","OR"],"by":"path/2","widen":["roc","weak"],"filter":"kind:通知"}"#,
      #"{"op":"kwic","query":"农?","width":5,"sort":"random","seed":7,"limit":"all"}"#,
      #"{"op":"facets","query":"a","by":"year"}"#,
      #"{"op":"trend","queries":["a"],"by":null}"#, #"{"op":"keys","prefix":"d","after":"d1","limit":2}"#,
      #"{"op":"text","key":"d1","article":"13-1"}"#, #"{"op":"versions","key":"d1","asOf":"2016-07-01"}"#,
      #"{"op":"diff","old":"d1","new":"d2","by":"paragraph"}"#, #"{"op":"help","id":"\ud842\udfb7\u0000"}"#, "[[[[",
      "",
    ].map { Array($0.utf8) }
  }
}
