import Testing
import WenjianStream
import WenjianTestSupport

private func rows(_ name: String) -> [[String]] { SharedFiles.gold(name) ?? [] }

@Suite(
  "Gold tables of the stream",
  // Skipped where the shared tables are not beside the package and WENJIAN_SHARED does not name them.
  .enabled(if: SharedFiles.gold("pinyin_noise.tsv") != nil, "needs ../shared or WENJIAN_SHARED"))
struct GoldStreamTests {
  @Test("texts that must match have the same stream")
  func mustMatch() {
    let rows = rows("fold_must_match.tsv")
    #expect(rows.count > 400)
    for row in rows { #expect(queryStream(row[0]) == queryStream(row[1]), "\(row)") }
  }

  @Test("texts that must not match have different streams")
  func mustNotMatch() {
    let rows = rows("fold_must_not_match.tsv")
    #expect(rows.count > 50)
    for row in rows { #expect(queryStream(row[0]) != queryStream(row[1]), "\(row)") }
  }

  @Test("annotations are read over, glosses are kept")
  func pinyin() {
    let rows = rows("pinyin_noise.tsv")
    #expect(rows.count > 50)
    for row in rows { #expect(stream(row[0]) == stream(row[1]), "\(row)") }
  }
}
