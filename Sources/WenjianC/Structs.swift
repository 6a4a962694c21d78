// Structs that begin with their size: a caller that was compiled with an earlier header has a shorter one, and with a
// later header a longer one.

import CWenjian

/// A struct of the header whose first member is `size_t size`. Zeros are its defaults.
protocol SizedStruct {
  init()
}

extension wj_options: SizedStruct {}
extension wj_writer_options: SizedStruct {}
extension wj_file_options: SizedStruct {}
extension wj_document: SizedStruct {}
extension wj_commit: SizedStruct {}
extension wj_file_report: SizedStruct {}

/// No header will have one as large: what says so was not set.
private let largestStruct = 4096

/// The size that a struct says it has.
private func size<Struct: SizedStruct>(
  of pointer: UnsafePointer<Struct>, _ name: StaticString
) throws(CallFailure) -> Int {
  let size = UnsafeRawPointer(pointer).load(as: Int.self)
  guard (MemoryLayout<Int>.size...largestStruct).contains(size) else {
    throw .argument("\(name)->size is \(UInt(bitPattern: size)); set it to sizeof(\(Struct.self))")
  }
  return size
}

/// A copy of a caller's struct; what his header does not have is zero.
/// - Returns: the defaults for NULL.
/// - Throws: `CallFailure` for a size that was not set, and where a member is used that this library does not have.
func copy<Struct: SizedStruct>(
  _ pointer: UnsafePointer<Struct>?, _ name: StaticString
) throws(CallFailure) -> Struct {
  var copy = Struct()
  guard let pointer else { return copy }
  let size = try size(of: pointer, name)
  let known = MemoryLayout<Struct>.size
  let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
  guard bytes.dropFirst(known).allSatisfy({ $0 == 0 }) else {
    throw .argument("\(name) has members that this version of the library does not know")
  }
  withUnsafeMutableBytes(of: &copy) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(known))) }
  return copy
}

/// Fills a caller's struct, as far as his header has it; its size stays.
/// - Throws: `CallFailure` for a size that was not set.
func fill<Struct: SizedStruct>(
  _ pointer: UnsafeMutablePointer<Struct>, with value: Struct, _ name: StaticString
) throws(CallFailure) {
  let size = try size(of: UnsafePointer(pointer), name)
  withUnsafeBytes(of: value) { bytes in
    let written = bytes[MemoryLayout<Int>.size..<min(size, bytes.count)]
    UnsafeMutableRawBufferPointer(start: pointer, count: size)[written.indices].copyBytes(from: written)
  }
}
