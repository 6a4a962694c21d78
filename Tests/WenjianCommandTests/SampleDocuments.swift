// The documents that most tests index.

extension TestDirectory {
  /// Writes `documents/`: 第一书记 four times in three files of five, in both scripts.
  func writeSamples() throws {
    try write(
      "documents/通知/选派.txt",
      """
      关于选派第一书记的通知

      各县（市、区）：为推进乡村振兴，现决定选派第一书记到村任职。第一书记任期二年。
      　　请于2016年3月5日前报送名单，电话（0851）12345。
      """)
    try write(
      "documents/訪談.md",
      """
      # 訪談

      他擔任第一書記三年，農(nóng)村的變化很大。
      """)
    try write("documents/概况.txt", "青山县概况\n\n全县耕地面积十二万亩，后来又有增加。她在後山種茶。\n")
    try write("documents/书记.txt", "县委书记调研\n\n县委书记深入乡村调研产业振兴工作。\n")
    try write("documents/工作.txt", "工作要点\n\n“第一书记”要驻村工作，做好防汛-抗旱。covid防控。\n")
  }

  /// Built once: opening ICU's dictionary takes a debug build seconds.
  private static let samples = Result {
    let directory = try TestDirectory()
    try directory.writeSamples()
    let result = try directory.wenjian("index", "documents", "--quiet")
    guard result.status == 0 else { throw TestFailure(result.errors) }
    return try directory.names(in: "Index").map { ($0, try directory.read("Index/" + $0)) }
  }

  /// A directory with the samples and their index.
  static func indexed() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.writeSamples()
    for (name, bytes) in try samples.get() { try directory.write("Index/" + name, bytes) }
    return directory
  }
}
