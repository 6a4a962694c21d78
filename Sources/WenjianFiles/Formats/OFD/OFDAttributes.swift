// What the elements of OFD say of themselves.

extension MarkupElement {
  /// The attributes that say what is drawn where, by their names.
  var attributes: [String: String] {
    var values: [String: String] = [:]
    for name in Self.names {
      if let value = attribute(name) { values[name] = value }
    }
    return values
  }

  private static let names = [
    "Boundary", "CTM", "Size", "HScale", "X", "Y", "DeltaX", "DeltaY", "Visible", "ResourceID", "BaseLoc", "ID",
  ]
}
