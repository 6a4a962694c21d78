// Which documents are copies of each other.

public import Wenjian

/// The other documents that a document is a copy of, as `copies` with a key in JSON.md.
public struct CopiesAnswer: JSONWritable {
  let key: String
  let copies: [IndexedDocument]

  public init(of key: String, _ copies: [IndexedDocument]) {
    self.key = key
    self.copies = copies
  }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("key", key)
      json.documents("copies", copies)
    }
  }
}

/// All groups of copies, as `copies` without a key in JSON.md.
public struct CopyGroupsAnswer: JSONWritable {
  let groups: [[IndexedDocument]]

  public init(_ groups: [[IndexedDocument]]) { self.groups = groups }

  public func write(to json: inout JSONWriter) throws {
    json.object { json in
      json.field("documents", groups.reduce(0) { $0 + $1.count })
      json.objects("groups", groups) { json, group in
        json.field("count", group.count)
        json.documents("documents", group)
      }
    }
  }
}
