import CCurl
import Testing
import WenjianBytes
import WenjianTestSupport

@Suite("The interface of libcurl")
struct CurlNumbersTests {
  /// Debian's, and where others put it.
  private static let directory = [
    "/usr/include/x86_64-linux-gnu", "/usr/include/aarch64-linux-gnu", "/usr/include",
  ]
  .map { $0 + "/curl/" }.first { FileOperations.kind(of: $0 + "curl.h") != nil }

  @Test(
    "is declared with the numbers of its header",
    .enabled(if: directory != nil, "libcurl4-openssl-dev is not installed"))
  func numbers() throws {
    let directory = try #require(Self.directory)
    let text = try ["curl.h", "multi.h"].map {
      String(decoding: try FileOperations.read(directory + $0), as: UTF8.self)
    }.joined()
    let types = [
      "CURLOPTTYPE_LONG": 0, "CURLOPTTYPE_VALUES": 0, "CURLOPTTYPE_OBJECTPOINT": 10_000,
      "CURLOPTTYPE_STRINGPOINT": 10_000, "CURLOPTTYPE_SLISTPOINT": 10_000, "CURLOPTTYPE_CBPOINT": 10_000,
      "CURLOPTTYPE_FUNCTIONPOINT": 20_000, "CURLOPTTYPE_OFF_T": 30_000,
    ]
    let codes = Self.codes(in: text)
    var count = 0
    let numbers = ccurl_numbers(&count)
    #expect(count > 30)
    for index in 0..<count {
      let name = String(cString: numbers[index].name)
      let value = numbers[index].value
      if name.hasPrefix("CURLOPT_") {
        // CURLOPT(CURLOPT_URL, CURLOPTTYPE_STRINGPOINT, 2),
        let line = text.split(separator: "\n").first { $0.contains("CURLOPT(\(name),") }
        let parts = try #require(line, "\(name)").split(separator: ",").map { $0.filter { !" )".contains($0) } }
        let base = try #require(types[parts[1]], "\(name)")
        #expect(base + (Int(parts[2]) ?? -1) == value, "\(name)")
      } else if name.hasPrefix("CURLE_") {
        #expect(codes[name] == value, "\(name)")
      }
    }
    // The rest is written in words there.
    #expect(text.contains("CURLINFO_RESPONSE_CODE    = CURLINFO_LONG   + 2"))
    #expect(text.contains("#define CURLINFO_LONG     0x200000"))
    #expect(text.contains("CURLMSG_NONE, /* first, not used */\n  CURLMSG_DONE"))
    #expect(text.contains("#define CURL_GLOBAL_SSL (1<<0)") && text.contains("#define CURL_GLOBAL_WIN32 (1<<1)"))
  }

  /// The members of `CURLcode`, which the header numbers from 0 on.
  private static func codes(in text: String) -> [String: Int] {
    var codes: [String: Int] = [:]
    var next = 0
    var isInside = false
    for line in text.split(separator: "\n") {
      let word = line.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if word == "CURLE_OK" { isInside = true }
      guard isInside, line.hasPrefix("  CURL") else {
        if isInside, line.hasPrefix("}") { break }
        continue
      }
      codes[String(word)] = next
      next += 1
    }
    return codes
  }
}
