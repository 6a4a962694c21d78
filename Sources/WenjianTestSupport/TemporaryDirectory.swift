// Directories for tests, gone when the test is.

import Glibc

/// A new directory that removes itself with everything in it when it is released.
package final class TemporaryDirectory: Sendable {
  package let path: String

  package init() {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array((base + "/wenjian-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      preconditionFailure("cannot make a directory in \(base): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { TestFile.removeAll(path) }

  package func appending(_ name: String) -> String { path + "/" + name }

  package func callAsFunction(_ name: String) -> String { appending(name) }
}

/// Files of tests, read and written without the engine's file layer, which tests make fail.
package enum TestFile {
  package static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  package static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { preconditionFailure("cannot write \(path)") }
    let written = fwrite(bytes, 1, bytes.count, file)
    precondition(fclose(file) == 0 && written == bytes.count, "cannot write \(path)")
  }

  package static func write(_ text: String, to path: String) { write(Array(text.utf8), to: path) }

  package static func makeDirectory(_ path: String) { mkdir(path, 0o755) }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The names in a directory, sorted; empty when there is none.
  package static func names(in path: String) -> [String] {
    guard let handle = opendir(path) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The files below a directory with an ending, as paths below it, sorted; hidden ones left out.
  package static func files(below root: String, ending: String) -> [String] {
    var found: [String] = []
    func enter(_ prefix: String) {
      for name in names(in: root + "/" + prefix) where !name.hasPrefix(".") {
        if name.hasSuffix(ending) { found.append(prefix + name) } else { enter(prefix + name + "/") }
      }
    }
    enter("")
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Copies the files of a directory, not those of directories in it.
  package static func copyDirectory(_ from: String, to: String) {
    makeDirectory(to)
    for name in names(in: from) { if let bytes = read(from + "/" + name) { write(bytes, to: to + "/" + name) } }
  }

  package static func removeAll(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      chmod(path, 0o755)
      for name in names(in: path) { removeAll(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
