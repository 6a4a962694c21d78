// Where tests find text that is not part of the project.

import Glibc

enum TestFiles {
  /// The directory of shared material: `WENJIAN_SHARED`, or `shared` beside the package. nil when
  /// there is none; tests that need it are then skipped.
  static let shared: String? = {
    if let path = environment("WENJIAN_SHARED") { return path }
    var directory = #filePath
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      if access(directory + "/Package.swift", F_OK) == 0 {
        let path = directory + "/../shared"
        return access(path, R_OK) == 0 ? path : nil
      }
    }
    return nil
  }()

  /// A directory of unpacked `.txt` files, or of such directories; nil when not set.
  static let corpora: String? = environment("WENJIAN_CORPORA")

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The `.txt` files in a directory and the directories below, sorted by path.
  static func texts(in directory: String) -> [String] {
    guard let handle = opendir(directory) else { return [] }
    defer { closedir(handle) }
    var paths: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      let path = directory + "/" + name
      if name.hasSuffix(".txt") {
        paths.append(path)
      } else {
        paths += texts(in: path)
      }
    }
    return paths.sorted()
  }

  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  /// The shared script table (source and target in hexadecimal, tab-separated), or an empty one.
  static func foldTable() -> [UInt32: UInt32] {
    guard let shared else { return [:] }
    var table: [UInt32: UInt32] = [:]
    for line in read(shared + "/fold/fold_bmp.tsv").split(separator: 10) {
      let fields = String(decoding: line, as: UTF8.self).split(separator: "\t")
      if fields.count >= 2, let from = UInt32(fields[0], radix: 16),
        let to = UInt32(fields[1], radix: 16)
      {
        table[from] = to
      }
    }
    return table
  }
}
