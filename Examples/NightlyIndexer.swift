// What a program does every night: take what changed in a database or a web site into an index.

import Wenjian

/// A page as its database has it.
struct Article {
  var address: String
  var title: String
  var body: String
  var publishedOn: CivilDate?
  var section = ""
  var isWithdrawn = false
}

struct NightlyIndexer {
  let path: String

  /// All changes of a night become one commit: a reader sees none of them or all.
  func run(_ changes: [Article]) throws -> CommitResult {
    try IndexWriter.write(to: path) { writer in
      for article in changes {
        if article.isWithdrawn {
          try writer.remove(key: article.address)
          continue
        }
        try writer.add(
          Document(
            key: article.address, text: article.body, title: article.title, date: article.publishedOn,
            fields: ["栏目": article.section]))
      }
    }
  }
}
