// What groups of documents are called: what most documents of the index write.

import WenjianBytes
import WenjianModel

/// The names of the groups of one field.
struct GroupNames: Sendable {
  private var names = ByteStringDictionary<(name: String, documents: Int)>()

  /// Notes that a spelling of a group is in so many documents. Of equally frequent ones the first in byte order counts.
  mutating func add(_ spelling: String, to group: String, documents: Int) {
    if let known = names[group],
      known.documents > documents || known.documents == documents && !precedesInBytes(spelling, known.name)
    {
      return
    }
    names[group] = (spelling, documents)
  }

  /// - Returns: nil for a group of which no spelling was noted.
  subscript(group: String) -> String? { names[group]?.name }
}

extension ClusterIndex {
  /// The names of all groups of a field, of which an engine has to tell them: the first time, then they are kept.
  func groupNames(_ facet: FacetField) throws -> GroupNames {
    try snapshot.names(of: facet.key) {
      var names = GroupNames()
      if let spellings = facet.spellings {
        try GroupAggregation(snapshot: snapshot, field: spellings).forEach(of: .all, self) { value, documents, _ in
          guard let text = value.text.flatMap(facet.withoutPrefix) else { return }
          names.add(text, to: ClusterField.form(text), documents: documents)
        }
      } else if facet.name == nil, facet.key != .field(.key) {
        var counts = ByteStringDictionary<Int>()
        if facet.source != nil {
          for spelling in try hits(of: .all, facet).flatMap(\.groups) { counts[spelling, default: 0] += 1 }
        } else {
          for key in try snapshot.keys(control) {
            if let (_, spelling) = facet.group(ofKey: key) { counts[spelling, default: 0] += 1 }
          }
        }
        for (spelling, documents) in counts.elements {
          names.add(spelling, to: ClusterField.form(spelling), documents: documents)
        }
      }
      return names
    }
  }
}
