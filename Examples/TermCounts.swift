// Thousands of terms counted by year, as a table.

import Wenjian

/// - Returns: a line for each term and year that has it: term, year, documents, occurrences, with tabs between.
func termCounts(of terms: [String], in index: Index) throws -> [String] {
  // A term is a string, whatever characters it has.
  let queries = try terms.map { try Query.literal($0) }
  var lines: [String] = []
  for (term, counts) in zip(terms, try index.counts(of: queries, by: .year)) {
    for group in try counts.get().groups {
      lines.append("\(term)\t\(group.value ?? "")\t\(group.documents)\t\(group.occurrences)")
    }
  }
  return lines
}
