// The tutorial of the documentation, step by step.

import Wenjian

func firstSteps(in directory: String) throws -> [String] {
  var printed: [String] = []
  func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

  let path = directory + "/policies.index"
  try IndexWriter.write(to: path) { writer in
    try writer.add(Document(key: "notice", text: "关于选派驻村第一书记的通知\n各县选派第一書記到村任职，驻村工作两年。"))
    try writer.add(Document(key: "rules", text: "驻村工作办法\n第一条 驻村工作队由第一书记带领。", kind: "办法"))
  }

  let index = try Index(at: path)
  let counts = try index.count("第一书记")
  print(counts.documents, counts.occurrences)

  for hit in try index.search("第一书记 驻村").hits {
    print(hit.key, hit.title, hit.occurrences)
    for snippet in try hit.snippets(SnippetStyle(maximumCount: 1)) {
      for range in snippet.highlightRanges { print(snippet.text[range]) }
    }
  }

  let typed = "第一书记"
  let rules = try Query("kind:\("办法") \(typed)")
  print(try index.search(rules).hits.map(\.key))

  try IndexWriter.write(to: path) { writer in try writer.remove(key: "notice") }
  let newer = try index.refreshed()
  print(index.documentCount, newer.documentCount)
  return printed
}
