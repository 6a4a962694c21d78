/// Something that a file says of itself by name: a `<meta>` of a page, a property of an Office document.
package struct MetadataProperty: Equatable, Sendable {
  package var name: String
  package var value: String
  /// The field of a record that holds it, when that is where it comes from: it was put there for what it is, so it is
  /// sure, and it is called by that name.
  package var recordField: String?

  package init(name: String, value: String, recordField: String? = nil) {
    self.name = name
    self.value = value
    self.recordField = recordField
  }
}
