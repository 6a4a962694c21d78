// Text on its way in and out.

import CWenjian
import Glibc

extension wj_string {
  /// - Parameter name: what the text is, for the message.
  /// - Returns: "" for one without bytes.
  /// - Throws: `CallFailure` for a length that cannot be, NULL with a length, and bytes that are not UTF-8.
  func text(_ name: String) throws(CallFailure) -> String {
    let isTerminated = length == Self.terminatedLength
    guard let bytes else {
      if length == 0 || isTerminated { return "" }
      throw .argument("\(name) is NULL with a length of \(UInt(bitPattern: length))")
    }
    let count = isTerminated ? strlen(bytes) : length
    guard count >= 0 else { throw .argument("\(name) has an impossible length: \(UInt(bitPattern: length))") }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: count)
    guard let text = String(validating: buffer, as: UTF8.self) else {
      throw .argument("\(name) is not UTF-8")
    }
    return text
  }

  /// WJ_TERMINATED.
  static let terminatedLength = -1
}

/// A text that must be there, given by pointer and length.
/// - Throws: `CallFailure` also for NULL.
func text(_ bytes: UnsafePointer<CChar>?, _ length: Int, _ name: String) throws(CallFailure) -> String {
  guard bytes != nil else { throw .argument("\(name) is NULL") }
  return try wj_string(bytes: bytes, length: length).text(name)
}

/// Hands out a text with a zero byte behind it; C frees it.
/// - Throws: `CallFailure` when there is no memory for it.
func write(
  _ text: String, to output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
  length: UnsafeMutablePointer<Int>?
) throws(CallFailure) {
  try write(Array(text.utf8), to: output, length: length)
}

/// The same for the bytes of a text.
func write(
  _ text: [UInt8], to output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, length: UnsafeMutablePointer<Int>?
) throws(CallFailure) {
  guard let copy = malloc(text.count + 1) else {
    throw CallFailure(status: .inputOutput, code: "memory", message: "there is no memory for the answer")
  }
  let bytes = UnsafeMutableRawBufferPointer(start: copy, count: text.count + 1)
  bytes.copyBytes(from: text)
  bytes[text.count] = 0
  output.pointee = copy.assumingMemoryBound(to: CChar.self)
  length?.pointee = text.count
}

/// The path of a file or directory.
/// - Throws: `CallFailure` also for what is empty or has a zero byte, which no path has.
func fileName(_ bytes: UnsafePointer<CChar>?, _ length: Int, _ name: String) throws(CallFailure) -> String {
  let path = try text(bytes, length, name)
  if path.isEmpty { throw .argument("\(name) is empty") }
  if path.utf8.contains(0) { throw .argument("\(name) has a zero byte in it") }
  return path
}

/// Texts that are given as an array.
func texts(_ strings: UnsafePointer<wj_string>?, _ count: Int, _ name: String) throws(CallFailure) -> [String] {
  if count == 0 { return [] }
  // More could not be addressed.
  guard count > 0, count <= Int.max / MemoryLayout<wj_string>.stride else {
    throw .argument("the number of \(name) is impossible: \(UInt(bitPattern: count))")
  }
  guard let strings else { throw .argument("\(name) is NULL with a count of \(count)") }
  var texts: [String] = []
  for number in 0..<count { texts.append(try strings[number].text("\(name)[\(number)]")) }
  return texts
}
