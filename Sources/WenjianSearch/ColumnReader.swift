// The one place where a search reads what a segment stores of documents besides their text.

import WenjianModel
import WenjianSegment

extension DocumentTable {
  /// A date as `CivilDate.number` gives it; 0 for none, and for a field that is no date.
  /// - Complexity: constant.
  func number(_ field: DocumentField, of document: Int) -> UInt32 {
    switch field {
    case .publicationDate: date(of: document)
    case .signatureDate: signatureDate(of: document)?.number ?? 0
    default: 0
    }
  }

  /// The distinct values of a field and which document has which.
  /// - Returns: nil when no document of the segment has one, and for fields whose values are not numbered.
  func column(_ field: DocumentField) -> ValueColumn? { values(of: field) }
}
