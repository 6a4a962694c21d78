import Wenjian
public import WenjianJSONText

extension FileUpdate: JSONWritable {
  /// Writes an object, as `update` of `index` in JSON.md.
  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.strings("added", added)
      json.strings("changed", changed)
      json.objects("moved", moved) { json, move in
        json.field("from", move.from)
        json.field("to", move.to)
      }
      json.strings("removed", removed)
      json.field("unchanged", unchanged)
      json.objects("kept", kept) { json, file in
        json.field("path", file.path)
        json.field("reason", file.reason)
        json.field("documents", file.documents)
      }
    }
  }
}
