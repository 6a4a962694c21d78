package import WenjianModel

/// Something that a file says of itself: a `<meta>` of a page, a property of an Office document, a field of a record.
package struct MetadataProperty: Equatable, Sendable {
  /// Its name in the file, of those that `MetadataProperties` knows; empty where `field` says what it is.
  package var name: String
  package var value: String
  /// What it is, where its file is sure.
  package var field: DocumentField?
  /// The field of a record that holds it, when that is where it comes from: it was put there for what it is, so it is
  /// sure, and it is called by that name.
  package var recordField: String?

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  package init(_ field: DocumentField, value: String, recordField: String?) {
    name = ""
    self.value = value
    self.field = field
    self.recordField = recordField
  }

  /// What the file calls it.
  package var ownName: String { recordField ?? (name.isEmpty ? field?.name ?? "" : name) }
}
