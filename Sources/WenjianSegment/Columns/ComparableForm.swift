import WenjianBytes
package import WenjianStream

/// What two values must share to be one for a filter or a facet: script, width, case and blanks do not part 國務院辦公廳
/// from 国务院 办公厅.
///
/// It is the folded text of the value's elements in UTF-8, with a zero on either side of each alphanumeric run: so one
/// form is a part of another exactly where its elements are a part of the other's, and 16 is no part of 2016.
package struct ComparableForm: Hashable, Sendable {
  package let bytes: [UInt8]

  /// A value that is compared as it is.
  package init(bytes: [UInt8]) { self.bytes = bytes }

  package init(_ value: String) {
    var scanner = QueryScanner()
    self.init(value, &scanner)
  }

  /// - Parameter scanner: reused from value to value.
  package init(_ value: String, _ scanner: inout QueryScanner) {
    let folded = scanner.fold(value, keepsSources: false)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.utf8.count + 2)
    for code in folded.codes {
      if code >= StreamElement.firstRun {
        bytes.append(0)
        bytes.append(contentsOf: folded.runs[Int(code - StreamElement.firstRun)])
        bytes.append(0)
      } else {
        appendUTF8(of: code, to: &bytes)
      }
    }
    self.bytes = bytes
  }

  /// What is stored of it: XXH64. Among a million forms two have one hash once in some 30 million cases.
  package var hash: UInt64 { bytes.withUnsafeBytes { hash64($0) } }

  /// Whether this form has the elements of another in a row.
  package func contains(_ part: ComparableForm) -> Bool {
    guard !part.bytes.isEmpty, part.bytes.count <= bytes.count else { return part.bytes.isEmpty }
    return (0...(bytes.count - part.bytes.count)).contains { bytes[$0...].starts(with: part.bytes) }
  }
}
