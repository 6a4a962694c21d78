// The oracle on cases small enough to count by hand.

import Testing
import WenjianTestSupport

@Suite("The oracle")
struct OracleTests {
  private var index: BruteForceIndex {
    var index = BruteForceIndex()
    index.add(key: "a", text: "农村农村农村。乡镇")
    index.add(key: "b", text: "農(nóng)村")
    index.add(key: "c", text: "鄉鎮。\n農\n村")
    return index
  }

  @Test("counts overlapping places")
  func overlapping() {
    #expect(index.find("农村农村").map(\.count) == [2, 0, 0])
  }

  @Test("gives the bytes of the original, an annotation in the middle included")
  func ranges() {
    #expect(index.find("农村")[1].map(\.byteRange) == [0..<13])
    #expect(index.find("农村")[2].map(\.byteRange) == [10..<17])
    #expect(index.find("农村")[2].map(\.position) == [4])
  }

  @Test("tells scripts apart in exact mode only")
  func exact() {
    #expect(index.find("乡镇").map(\.count) == [1, 0, 1])
    #expect(index.find("乡镇", exact: true).map(\.count) == [1, 0, 0])
  }

  @Test("evaluates trees, and counts a string that stands twice once")
  func trees() {
    let village = OracleQuery.string(OracleString("农村"))
    let township = OracleQuery.string(OracleString("乡镇"))
    #expect(index.answer(.and([village, township])).occurrencesByKey == ["a": 4, "c": 2])
    #expect(index.answer(.or([village, township, village])).occurrences == 7)
    #expect(index.answer(.without(village, township)).occurrencesByKey == ["b": 1])
  }

  @Test(
    "counts an occurrence near another once, and none that overlaps its partner",
    arguments: [
      ("农村", "乡镇", 0, false, [:]), ("农村", "乡镇", 1, false, ["a": 2]), ("农村", "乡镇", 3, true, ["a": 3]),
      ("乡镇", "农村", 3, true, ["c": 2]), ("农村", "农村", 0, true, ["a": 3]), ("农村农村", "农村", 0, false, ["a": 4]),
      ("农村农村", "农村农村", 5, false, [:]), ("村", "乡", 3, false, ["a": 3]),
    ] as [(String, String, Int, Bool, [String: Int])])
  func nearness(
    first: String, second: String, distance: Int, isOrdered: Bool, expected: [String: Int]
  ) {
    let query = OracleQuery.near(
      OracleString(first), OracleString(second), distance: distance, isOrdered: isOrdered)
    #expect(index.answer(query).occurrencesByKey == expected)
  }

  @Test("replaces and removes by key")
  func updates() {
    var index = index
    index.add(key: "a", text: "书记")
    index.remove(key: "c")
    #expect(index.documents.map(\.key) == ["b", "a"])
    #expect(index.find("农村").map(\.count) == [1, 0])
  }

  @Test("quotes with marks that the text does not hold")
  func quoting() {
    #expect(OracleQuery.quoted("a b") == "\"a b\"")
    #expect(OracleQuery.quoted("a\"b") == "“a\"b”")
    #expect(OracleQuery.quoted("\"“「『") == nil)
  }
}
