// Where tests find the material that lies beside the project and is no part of it.

import Glibc
import Synchronization
import WenjianThreads

package enum SharedFiles {
  /// The directory of shared material: `WENJIAN_SHARED`, or `shared` beside the package. nil when there is none;
  /// tests that need it are skipped then.
  package static let root: String? = {
    if let path = environment("WENJIAN_SHARED") { return path }
    return packageRoot.map { $0 + "/../shared" }.flatMap { TestFile.exists($0) ? $0 : nil }
  }()

  /// The directory of Package.swift.
  package static let packageRoot: String? = {
    var directory = #filePath
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      if TestFile.exists(directory + "/Package.swift") { return directory }
    }
    return nil
  }()

  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether the tests that take minutes are wanted: `WENJIAN_LONG=1`.
  package static var isLongRun: Bool { environment("WENJIAN_LONG") == "1" }

  /// The rows of a table in the shared gold directory, escapes resolved, without its header; nil when absent.
  package static func gold(_ name: String) -> [[String]]? {
    guard let root, let bytes = TestFile.read(root + "/gold/" + name) else { return nil }
    return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
      .filter { !$0.hasPrefix("#") }
      .map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map { unescaped(String($0)) }
      }
  }

  /// `\n`, `\t`, `\\` and `\u{HEX}`.
  static func unescaped(_ field: String) -> String {
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
        if let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16),
          let escaped = Unicode.Scalar(value)
        {
          result.append(escaped)
        }
      default: result.append(kind)
      }
    }
    return String(result)
  }

  /// The pairs of the shared script table: source, target.
  package static func scriptTable() -> [(UInt32, UInt32)] {
    guard let root, let bytes = TestFile.read(root + "/fold/fold_bmp.tsv") else { return [] }
    return bytes.split(separator: 0x0A).compactMap { line in
      let fields = String(decoding: line, as: UTF8.self).split(separator: "\t")
      guard fields.count >= 2, let from = UInt32(fields[0], radix: 16),
        let to = UInt32(fields[1], radix: 16)
      else { return nil }
      return (from, to)
    }
  }

  private static let unpacked = Locked<[String: String]>([:])
  private static let unpackRoot = TemporaryDirectory()

  /// The directory of an unpacked corpus, such as `laws_cn`: below `WENJIAN_CORPORA` when set, else unpacked from
  /// the shared archive, once a run. nil when there is neither.
  /// - Parameters:
  ///   - directory: the name of the directory in the archive.
  ///   - archive: the archive's name without `.tar.xz`.
  package static func corpus(_ directory: String, archive: String) -> String? {
    if let corpora = environment("WENJIAN_CORPORA"), TestFile.exists(corpora + "/" + directory) {
      return corpora + "/" + directory
    }
    return unpacked.withLock { known in
      if let path = known[archive] { return path }
      guard let root, TestFile.exists(root + "/corpora/" + archive + ".tar.xz"),
        run("tar", "-xJf", root + "/corpora/" + archive + ".tar.xz", "-C", unpackRoot.path) == 0
      else { return nil }
      known[archive] = unpackRoot.path + "/" + directory
      return known[archive]
    }
  }

  /// Runs a program and waits for it.
  /// - Returns: its exit status; nil when it could not be started or was killed.
  private static func run(_ words: String...) -> Int32? {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, words[0], nil, nil, arguments, environ) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return nil } }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }
}
