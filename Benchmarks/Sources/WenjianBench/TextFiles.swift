// Reads and writes the few files that the program needs besides the index.

import Glibc

/// Why a measurement could not be made.
struct BenchError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

func bytes(of path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw BenchError("cannot read \(path): \(reason())") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  guard ferror(file) == 0 else { throw BenchError("cannot read \(path): \(reason())") }
  return bytes
}

/// The lines of a text file that are not empty.
func lines(of path: String) throws -> [String] {
  try bytes(of: path).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
}

func write(_ lines: [String], to path: String) throws {
  guard let file = fopen(path, "wb") else { throw BenchError("cannot write \(path): \(reason())") }
  var failed = false
  for line in lines { failed = fputs(line + "\n", file) < 0 || failed }
  failed = fclose(file) != 0 || failed
  if failed { throw BenchError("cannot write \(path): \(reason())") }
}

/// The names in a directory, in byte order, so that nothing depends on the file system.
func names(in directory: String) throws -> [String] {
  guard let handle = opendir(directory) else {
    throw BenchError("cannot read the directory \(directory): \(reason())")
  }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The .txt files below a directory, as paths from there.
func textFiles(below directory: String) throws -> [String] {
  var found: [String] = []
  for name in try names(in: directory) {
    var status = stat()
    guard stat(directory + "/" + name, &status) == 0 else { continue }
    if status.st_mode & S_IFMT == S_IFDIR {
      found += try textFiles(below: directory + "/" + name).map { name + "/" + $0 }
    } else if name.hasSuffix(".txt") {
      found.append(name)
    }
  }
  return found
}

/// Bytes on disk and bytes of content of all files below a directory.
func size(ofFilesIn directory: String) throws -> (allocated: Int, apparent: Int) {
  var total = (allocated: 0, apparent: 0)
  for name in try names(in: directory) {
    var status = stat()
    guard lstat(directory + "/" + name, &status) == 0 else {
      throw BenchError("cannot look at \(directory)/\(name): \(reason())")
    }
    if status.st_mode & S_IFMT == S_IFREG {
      total.allocated += Int(status.st_blocks) * 512
      total.apparent += Int(status.st_size)
    } else if status.st_mode & S_IFMT == S_IFDIR {
      let inner = try size(ofFilesIn: directory + "/" + name)
      total.allocated += inner.allocated
      total.apparent += inner.apparent
    }
  }
  return total
}

private func reason() -> String { String(cString: strerror(errno)) }
