import Glibc
import Testing
import WenjianStream

/// The gold tables lie beside the package, not in it.
private let gold: String? = {
  if let shared = getenv("WENJIAN_SHARED") { return String(cString: shared) + "/gold" }
  var directory = #filePath
  while let slash = directory.lastIndex(of: "/") {
    directory = String(directory[..<slash])
    if access(directory + "/Package.swift", F_OK) == 0 { return directory + "/../shared/gold" }
  }
  return nil
}()

private func rows(_ name: String) -> [[String]] {
  guard let file = fopen((gold ?? "") + "/" + name, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
  return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    .filter { !$0.hasPrefix("#") }
    .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped) }
}

/// \n \t \\ and \u{HEX}.
private func unescaped(_ field: Substring) -> String {
  var result = String.UnicodeScalarView()
  var rest = field.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    guard scalar == "\\", let kind = rest.popFirst() else {
      result.append(scalar)
      continue
    }
    switch kind {
    case "n": result.append("\n")
    case "t": result.append("\t")
    case "u":
      let digits = rest.dropFirst().prefix { $0 != "}" }
      rest = rest.dropFirst(digits.count + 2)
      if let value = UInt32(String(digits), radix: 16), let made = Unicode.Scalar(value) {
        result.append(made)
      }
    default: result.append(kind)
    }
  }
  return String(result)
}

@Suite(
  "Gold tables of the stream",
  // Skipped where the shared tables are not beside the package and WENJIAN_SHARED does not name them.
  .enabled(if: access((gold ?? "") + "/pinyin_noise.tsv", F_OK) == 0, "needs ../shared or WENJIAN_SHARED"))
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
