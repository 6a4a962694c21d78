import Glibc
import Synchronization
import Wenjian
import WenjianConcordance
import WenjianSearch

/// What holds up a cancellation: the longest CPU time of some hostile queries between two looks whether they have to end.
func printStretches(index path: String) throws {
  let calls: [(name: String, call: (Index) throws -> Void)] =
    [
      "的", "乡村振兴", "县级以上地方人民政府", "的 NEAR/1000 一", "的 NEAR/1000 。 NEAR/1000 一", "的*一", "第?条", "1*", "exact:的",
      "exact:(的 OR 。 OR ，)", "PARAGRAPH(的 一)", "SENTENCE(的 NEAR/9 一)", "ARTICLE(的 一)", "第十三条 NEAR/1000 的",
      "的 NOTBEFORE 一", "path:a", "title:?*", thousandStrings, thirtyNears,
    ].map { query in (query.utf8.count > 60 ? "\(query.prefix(12))…" : query, { _ = try $0.count(query) }) }
    + [
      (
        "search 的, all, collapsed",
        {
          _ = try $0.search("的", options: SearchOptions(limit: .max, collapsesCopies: true))
        }
      ),
      (
        "search 的 OR 一, all by date",
        {
          _ = try $0.search("的 OR 一", options: SearchOptions(limit: .max, order: .date(newestFirst: true)))
        }
      ),
      ("search 怎么办理乡村振兴贷款, related", { _ = try $0.search("怎么办理乡村振兴贷款") }),
      ("suggestions", { _ = try $0.search("乡村振兴书计").suggestions() }),
      ("strings by sound", { _ = try $0.strings(soundingLike: "xczx") }),
      ("facets by key", { _ = try $0.facets("的", by: .field(.key)) }),
      ("facets by year", { _ = try $0.facets("的 OR 。", by: .year) }),
      ("facets by match", { _ = try $0.facets("第?条", by: .match) }),
      (
        "every passage",
        { index in
          for hit in try index.search("的", options: SearchOptions(limit: 20, order: .occurrences)).hits {
            _ = try hit.snippets(.everyMatch())
          }
        }
      ),
      ("concordance of 的 OR 。 OR ，", { _ = try $0.concordance("的 OR 。 OR ，") }),
      (
        "concordance by context",
        {
          _ = try $0.concordance("的", options: ConcordanceOptions(order: .leftContext))
        }
      ),
      (
        "collocates by sentence",
        {
          _ = try $0.collocates(of: "人民政府", options: CollocateOptions(window: .sentence))
        }
      ),
      ("keywords", { _ = try $0.keywords(of: "的", against: "。") }),
      ("keywords, strings", { _ = try $0.keywords(of: "民族", options: KeywordOptions(unit: .strings)) }),
      ("trend", { _ = try $0.trend(of: ["的", "。"], by: .month) }),
      ("dispersion", { _ = try $0.dispersion(of: "的 OR 。 OR ，") }),
    ]
  print("| call | ms of CPU | looks | longest stretch, ms |")
  print("| --- | ---: | ---: | ---: |")
  for (name, call) in calls {
    // The least of three: other processes only add time. Nothing is remembered from one to the next.
    var best: (total: Double, looks: Int, longest: Double)?
    for _ in 0..<3 {
      let longest = Mutex(0.0)
      let begin = Micro.cpuSeconds()
      let last = Mutex(begin)
      let control = SearchControl(looksAlways: false) { _ in
        let now = Micro.cpuSeconds()
        let before = last.withLock { last in
          defer { last = now }
          return last
        }
        longest.withLock { $0 = max($0, now - before) }
        return false
      }
      try call(try Index(at: path).with(control))
      let end = Micro.cpuSeconds()
      let stretch = max(longest.withLock { $0 }, end - last.withLock { $0 })
      if stretch < best?.longest ?? .infinity { best = (end - begin, control.lookCount, stretch) }
    }
    guard let best else { continue }
    func milliseconds(_ seconds: Double) -> String { String(Double(Int(seconds * 100_000)) / 100) }
    print("| \(name) | \(milliseconds(best.total)) | \(best.looks) | \(milliseconds(best.longest)) |")
  }
}

private let thousandStrings = (0..<1_000).map { String(UnicodeScalar(0x4E00 + UInt32($0) * 7) ?? "的") }.joined(
  separator: " OR ")
private let thirtyNears = (0..<30).map { "(的 NEAR/1000 \(UnicodeScalar(0x4E00 + UInt32($0)) ?? "一"))" }.joined(
  separator: " ")
