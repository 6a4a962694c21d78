// A disk that forgets: what a power cut leaves of the files below a directory when only what was synced is safe.

import Glibc
package import WenjianBytes

/// Lies under the engine's file layer, over a real directory that the engine reads and writes, and models what of it is
/// durable.
///
/// The model is the one that POSIX allows, not the kinder one of a file system: bytes of a file are durable when the file
/// was synced, names when their directory was. At a power cut each 512 bytes that were written since may be there or not,
/// whatever the others do, and the length of the file may be any up to the one it had; each creation, renaming and removal
/// of a name since the last sync of its directory may have happened or not, each for itself. Renaming is one step. A sync
/// that fails with EIO may leave bytes that no later sync writes, as Linux does.
///
/// For one thread at a time: for that of the test, or those of a `SeededSchedule`.
package final class SimulatedDisk: FileProbe, @unchecked Sendable {
  /// A file, whatever its names.
  private final class File {
    /// As readers see it.
    var bytes: [UInt8] = []
    /// As of the last sync.
    var durable: [UInt8] = []
    /// The sectors that were written since.
    var dirty: Set<Int> = []
  }

  private final class Directory {
    var entries: [String: Node] = [:]
    var durable: [String: Node] = [:]
    var pending: [EntryChange] = []
  }

  private enum Node {
    case file(File)
    case directory(Directory)
  }

  /// What happens to names, in one step.
  private struct EntryChange {
    var removed: String?
    var added: (name: String, node: Node)?

    func apply(to entries: inout [String: Node]) {
      if let removed { entries[removed] = nil }
      if let added { entries[added.name] = added.node }
    }
  }

  private static let sectorBytes = 512

  /// The directory whose files are modelled; it is durable.
  package let root: String
  private let top = Directory()
  private var generator: SeededGenerator
  private let schedule: SeededSchedule?

  /// The operations so far.
  package private(set) var operations = 0
  /// How many of them were made to fail before the power went.
  package private(set) var faults = 0
  /// XXH64-like digest of the operations, their names and results: equal for two runs that did the same.
  package private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
  /// The power is off: nothing happens any more, every operation fails.
  package private(set) var isOff = false
  /// Whether faults and power cuts are held back, for a test that looks at the index itself.
  package var isHeld = false

  /// Whether the next sync of a directory that comes right behind a renaming fails.
  package var failsSyncBehindRename = false
  /// Whether the next sync of a file fails.
  package var failsSyncOfFile = false
  private var hasJustRenamed = false

  private var cutIn: Int?
  private var faultIn: Int?
  /// The bytes that files may have together; nil: no limit.
  private var capacity: Int?

  /// - Parameters:
  ///   - root: a directory; what is in it is durable.
  ///   - schedule: gives threads their turn at each operation.
  package init(root: String, generator: SeededGenerator, schedule: SeededSchedule? = nil) {
    self.root = root
    self.generator = generator
    self.schedule = schedule
    read(top, root)
  }

  private func read(_ directory: Directory, _ path: String) {
    for name in TestFile.names(in: path) {
      let child = path + "/" + name
      if FileOperations.kind(of: child) == .directory {
        let node = Directory()
        read(node, child)
        directory.entries[name] = .directory(node)
      } else if let bytes = TestFile.read(child) {
        let file = File()
        (file.bytes, file.durable) = (bytes, bytes)
        directory.entries[name] = .file(file)
      }
    }
    directory.durable = directory.entries
  }

  // MARK: What goes wrong

  /// The power goes at the `index`-th operation from now; 0 is the next one.
  package func cutPower(in index: Int) { cutIn = index }

  /// The power goes now.
  package func cutPower() { isOff = true }

  /// The `index`-th operation from now fails, it alone.
  package func fail(in index: Int) { faultIn = index }

  /// Files may grow by so many bytes together; nil: without limit.
  package func limit(toFree bytes: Int?) { capacity = bytes.map { usedBytes + $0 } }

  package var isFull: Bool { capacity != nil }

  private var usedBytes: Int { usedBytes(in: top) }

  private func usedBytes(in directory: Directory) -> Int {
    directory.entries.values.reduce(0) { sum, node in
      switch node {
      case .file(let file): sum + file.bytes.count
      case .directory(let directory): sum + usedBytes(in: directory)
      }
    }
  }

  // MARK: The probe

  package var simulatesDisk: Bool { true }

  package func fileNumber() -> UInt64? { generator.next() }

  package func failure(before operation: String, _ path: String, _ change: FileChange?) -> Int32? {
    schedule?.yield()
    // Files of the machine, such as the fold table or /proc, are on another disk.
    guard path == root || path.hasPrefix(root + "/") else { return nil }
    if isOff { return EIO }
    if isHeld { return nil }
    operations += 1
    note(operation, path)
    if let left = cutIn {
      cutIn = left - 1
      if left == 0 {
        isOff = true
        // Of a write that the power cut meets, any part may be on its way.
        if case .write(let bytes)? = change { write(bytes.prefix(generator.int(0...bytes.count)), path) }
        return EIO
      }
    }
    if let capacity, let change, isGrowing(change) {
      let free = capacity - usedBytes
      var wanted = 0
      if case .write(let bytes) = change { wanted = bytes.count }
      if free < max(wanted, 1) {
        // A full disk takes what fits, and then says that it is full.
        if case .write(let bytes) = change, free > 0 { appendForReal(bytes.prefix(free), path) }
        return fault(ENOSPC)
      }
    }
    if failsSyncBehindRename, hasJustRenamed, case .syncDirectory? = change {
      failsSyncBehindRename = false
      return fault(EIO)
    }
    if failsSyncOfFile, case .syncFile? = change {
      failsSyncOfFile = false
      loseUnsynced(path)
      return fault(EIO)
    }
    if let left = faultIn {
      faultIn = left - 1
      if left == 0 {
        faultIn = nil
        if case .syncFile? = change { loseUnsynced(path) }
        return fault(EIO)
      }
    }
    return nil
  }

  private func isGrowing(_ change: FileChange) -> Bool {
    switch change {
    case .create, .write, .makeDirectory: true
    default: false
    }
  }

  private func fault(_ number: Int32) -> Int32 {
    faults += 1
    note("fails with \(number)", "")
    return number
  }

  private func note(_ operation: String, _ path: String) {
    for byte in operation.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for byte in path.utf8.dropFirst(root.utf8.count) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  package func didPerform(_ change: FileChange, _ path: String) {
    guard path == root || path.hasPrefix(root + "/") else { return }
    if case .rename = change { hasJustRenamed = true } else { hasJustRenamed = false }
    switch change {
    case .write(let bytes): write(bytes, path)
    case .syncFile: if let file = file(path) { sync(file) }
    case .syncDirectory: if let directory = directory(path) { sync(directory) }
    case .create: apply(EntryChange(added: (Self.name(path), .file(File()))), path)
    case .makeDirectory: apply(EntryChange(added: (Self.name(path), .directory(Directory()))), path)
    case .remove, .removeDirectory: apply(EntryChange(removed: Self.name(path)), path)
    case .rename(let to):
      guard let node = node(path) else { return }
      apply(EntryChange(removed: Self.name(path), added: (Self.name(to), node)), path)
    }
  }

  private func apply(_ change: EntryChange, _ path: String) {
    guard let parent = directory(Self.parent(path)) else { return }
    change.apply(to: &parent.entries)
    parent.pending.append(change)
  }

  private func write(_ bytes: some Collection<UInt8>, _ path: String) {
    // The file of a name that is gone meanwhile cannot become durable.
    guard let file = file(path), !bytes.isEmpty else { return }
    let first = file.bytes.count / Self.sectorBytes
    file.bytes += bytes
    file.dirty.formUnion(first...((file.bytes.count - 1) / Self.sectorBytes))
  }

  /// What a write puts into a file before it fails.
  private func appendForReal(_ bytes: some Collection<UInt8>, _ path: String) {
    let descriptor = open(path, O_WRONLY | O_APPEND)
    precondition(descriptor >= 0, "cannot open \(path)")
    let bytes = Array(bytes)
    precondition(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
    write(bytes, path)
  }

  private func sync(_ file: File) {
    // Sectors that an earlier failed sync gave up stay as they are on the disk.
    file.durable += [UInt8](repeating: 0, count: file.bytes.count - file.durable.count)
    for sector in file.dirty { copy(sector, of: file, to: &file.durable) }
    file.dirty = []
  }

  private func copy(_ sector: Int, of file: File, to bytes: inout [UInt8]) {
    let start = sector * Self.sectorBytes
    let end = min(start + Self.sectorBytes, file.bytes.count, bytes.count)
    if start < end { bytes.replaceSubrange(start..<end, with: file.bytes[start..<end]) }
  }

  /// After a sync that failed Linux counts pages as written which are not.
  private func loseUnsynced(_ path: String) {
    guard let file = file(path), generator.oneIn(2) else { return }
    file.dirty = file.dirty.filter { _ in generator.oneIn(2) }
  }

  private func sync(_ directory: Directory) {
    directory.durable = directory.entries
    directory.pending = []
  }

  // MARK: Paths

  private static func name(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  private static func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private func node(_ path: String) -> Node? {
    var node = Node.directory(top)
    for name in path.dropFirst(root.count).split(separator: "/") {
      guard case .directory(let directory) = node, let next = directory.entries[String(name)] else { return nil }
      node = next
    }
    return node
  }

  private func file(_ path: String) -> File? {
    if case .file(let file)? = node(path) { file } else { nil }
  }

  private func directory(_ path: String) -> Directory? {
    if case .directory(let directory)? = node(path) { directory } else { nil }
  }

  // MARK: The power cut

  /// How much of what was not synced is there after a cut.
  private enum Remains: CaseIterable {
    case nothing, everything, namesOnly, bytesOnly, some
  }

  /// Writes what is on the disk when the power is back. Each call chooses anew what that is.
  /// - Parameter root: a new directory.
  /// - Returns: how many sectors and changes of names were lost.
  package func writeRemains(to root: String) -> Int {
    TestFile.makeDirectory(root)
    var lost = 0
    write(top, to: root, generator.pick(Remains.allCases), &lost)
    return lost
  }

  private func write(_ directory: Directory, to path: String, _ remains: Remains, _ lost: inout Int) {
    var entries = directory.durable
    for change in directory.pending {
      let happened =
        switch remains {
        case .nothing, .bytesOnly: false
        case .everything, .namesOnly: true
        case .some: generator.oneIn(2)
        }
      if happened { change.apply(to: &entries) } else { lost += 1 }
    }
    for (name, node) in entries.sorted(by: { $0.key < $1.key }) {
      switch node {
      case .directory(let directory):
        TestFile.makeDirectory(path + "/" + name)
        write(directory, to: path + "/" + name, remains, &lost)
      case .file(let file): TestFile.write(bytes(of: file, remains, &lost), to: path + "/" + name)
      }
    }
  }

  private func bytes(of file: File, _ remains: Remains, _ lost: inout Int) -> [UInt8] {
    guard !file.dirty.isEmpty else { return file.durable }
    var bytes = file.durable
    let longest = file.bytes.count
    let byteCount =
      switch remains {
      case .nothing, .namesOnly: bytes.count
      case .everything, .bytesOnly: longest
      case .some: generator.int(bytes.count...longest)
      }
    // What is counted to the file and was not written: zeros, or what stood on the disk before.
    let filler: UInt8 = generator.oneIn(2) ? 0 : 0xA5
    bytes += [UInt8](repeating: filler, count: byteCount - bytes.count)
    for sector in file.dirty.sorted() {
      let isThere =
        switch remains {
        case .nothing, .namesOnly: false
        case .everything, .bytesOnly: true
        case .some: generator.oneIn(2)
        }
      if isThere { copy(sector, of: file, to: &bytes) } else { lost += 1 }
    }
    return bytes
  }
}
