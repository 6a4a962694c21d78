// Names, paths and keys are bytes: two of them are one when their bytes are. `String` compares by canonical equivalence,
// for which `é` is one string whether it is one scalar or two, and U+F95C is U+6A02; a file system tells them apart.

import Glibc

/// Whether two strings are the same bytes in UTF-8.
package func hasSameBytes(_ one: String, _ other: String) -> Bool { ByteString(one) == ByteString(other) }

/// Whether a string is before another in the order of their bytes in UTF-8.
package func precedesInBytes(_ one: String, _ other: String) -> Bool {
  compareBytes(one.utf8, other.utf8) { one, other in
    guard let a = one.baseAddress, let b = other.baseAddress else { return one.count < other.count }
    let order = memcmp(a, b, min(one.count, other.count))
    return order == 0 ? one.count < other.count : order < 0
  } ?? one.utf8.lexicographicallyPrecedes(other.utf8)
}

/// - Returns: nil when the bytes of a string do not lie together.
private func compareBytes(
  _ one: String.UTF8View, _ other: String.UTF8View,
  _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
) -> Bool? {
  one.withContiguousStorageIfAvailable { one in other.withContiguousStorageIfAvailable { body(one, $0) } } ?? nil
}

/// A string that is equal to those with its bytes alone.
private struct ByteString: Hashable {
  let string: String

  init(_ string: String) { self.string = string }

  static func == (one: Self, other: Self) -> Bool {
    let (one, other) = (one.string.utf8, other.string.utf8)
    guard one.count == other.count else { return false }
    return compareBytes(one, other) { one, other in
      guard let a = one.baseAddress, let b = other.baseAddress else { return true }
      return memcmp(a, b, one.count) == 0
    } ?? one.elementsEqual(other)
  }

  func hash(into hasher: inout Hasher) {
    if string.utf8.withContiguousStorageIfAvailable({ hasher.combine(bytes: UnsafeRawBufferPointer($0)) }) == nil {
      for byte in string.utf8 { hasher.combine(byte) }
    }
  }
}

/// Values by strings that are compared as bytes.
package struct ByteStringDictionary<Value> {
  private var values: [ByteString: Value] = [:]

  package init() {}

  /// - Parameter pairs: of those with one key the first stays.
  package init(_ pairs: some Sequence<(String, Value)>) {
    values = Dictionary(pairs.lazy.map { (ByteString($0), $1) }) { first, _ in first }
  }

  package var isEmpty: Bool { values.isEmpty }
  package var count: Int { values.count }

  package mutating func reserveCapacity(_ count: Int) { values.reserveCapacity(count) }

  package subscript(key: String) -> Value? {
    get { values[ByteString(key)] }
    _modify { yield &values[ByteString(key)] }
  }

  package subscript(key: String, default value: @autoclosure () -> Value) -> Value {
    get { values[ByteString(key)] ?? value() }
    _modify { yield &values[ByteString(key), default: value()] }
  }

  /// In no order.
  package var elements: some Collection<(key: String, value: Value)> {
    values.lazy.map { (key: $0.key.string, value: $0.value) }
  }

  /// In no order.
  package var keys: some Collection<String> { values.keys.lazy.map(\.string) }

  /// The values of another in the place of those here with the same keys.
  package mutating func merge(_ other: Self) { values.merge(other.values) { _, new in new } }
}

/// Strings that are compared as bytes.
package struct ByteStringSet {
  private var members: Set<ByteString> = []

  package init() {}

  package init(_ strings: some Sequence<String>) { members = Set(strings.lazy.map(ByteString.init)) }

  package var isEmpty: Bool { members.isEmpty }
  package var count: Int { members.count }

  package func contains(_ string: String) -> Bool { members.contains(ByteString(string)) }

  /// - Returns: whether it is new.
  @discardableResult
  package mutating func insert(_ string: String) -> Bool { members.insert(ByteString(string)).inserted }

  package mutating func formUnion(_ strings: some Sequence<String>) {
    members.formUnion(strings.lazy.map(ByteString.init))
  }
}

extension ByteStringDictionary: Sendable where Value: Sendable {}
extension ByteStringSet: Sendable {}
extension ByteString: Sendable {}
