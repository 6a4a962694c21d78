// The query language as queries of an engine.

import WenjianModel
package import WenjianQuery
package import WenjianSearch
import WenjianSegment
import WenjianStream

/// Documents of an engine that a query finds, or among which those are that it finds.
package struct Candidates: Equatable, Sendable {
  package var query: EngineQuery
  /// Whether they are just those that the query finds. If not, each has to be looked at; never is one missing.
  package var isExact: Bool

  static let all = Candidates(query: .all, isExact: true)
}

/// Translates queries. What an engine cannot know, such as where a sentence or an article begins and which original characters
/// a text has, it is asked for too widely.
package struct QueryTranslation {
  /// How strings are read.
  package let reading: StringReading
  /// The keys that satisfy a test. How keys are compared no field of the engine tells.
  private let keys: (_ isWanted: (String) -> Bool) throws -> [String]
  /// Exclusions are left out: of a part of a document they say nothing about the whole.
  private var ignoresExclusions = false

  package init(_ reading: StringReading, keys: @escaping (_ isWanted: (String) -> Bool) throws -> [String]) {
    self.reading = reading
    self.keys = keys
  }

  /// A query, in the documents that a filter keeps.
  /// - Throws: `SearchError` for a string that holds nothing to search for, and what finding keys throws.
  package func candidates(_ query: ParsedQuery, filter: DocumentFilter? = nil) throws -> Candidates {
    let found = try node(query.root)
    guard let filter else { return found }
    let kept = try self.filter(filter)
    return Candidates(query: .every([found.query, kept.query]), isExact: found.isExact && kept.isExact)
  }

  // MARK: Nodes

  private func node(_ node: QueryNode) throws -> Candidates {
    switch node {
    case .string(let string): return Self.candidates(try .folded(string, reading))
    case .and(let parts):
      let found = try row(parts)
      return Candidates(query: .every(found.map(\.query)), isExact: found.allSatisfy(\.isExact))
    case .or(let parts):
      let found = try row(parts)
      return Candidates(query: .either(found.map(\.query)), isExact: found.allSatisfy(\.isExact))
    case .without(let part, let excluded):
      let kept = try self.node(part)
      guard let excluded = try nodeUnlessEmpty(excluded) else { return kept }
      // Of what is told too widely none may be left out.
      guard excluded.isExact, !ignoresExclusions else { return Candidates(query: kept.query, isExact: false) }
      return Candidates(query: .without(kept.query, excluded: excluded.query), isExact: kept.isExact)
    case .near(let near): return try self.near(near)
    case .context(let context):
      // Both are folded, so that what cannot be searched for is told.
      for exclusion in context.exclusions { _ = try SearchString.folded(exclusion.string, reading) }
      return Candidates(query: Self.candidates(try .folded(context.string, reading)).query, isExact: false)
    case .within(_, let inner):
      var wider = self
      wider.ignoresExclusions = true
      return Candidates(query: try wider.node(inner).query, isExact: false)
    case .field(let condition): return try filter(DocumentFilter(condition))
    }
  }

  /// Strings of nothing that an index keeps ask for nothing beside others.
  private func row(_ parts: [QueryNode]) throws -> [Candidates] {
    let found = try parts.compactMap { try nodeUnlessEmpty($0) }
    if found.isEmpty { throw SearchError(reason: .emptyString, text: parts.first?.description ?? "") }
    return found
  }

  private func nodeUnlessEmpty(_ node: QueryNode) throws -> Candidates? {
    do {
      return try self.node(node)
    } catch let error as SearchError where error.reason == .emptyString && node.isStrings {
      return nil
    }
  }

  // MARK: Strings

  /// The documents that hold a string.
  package static func candidates(_ string: SearchString) -> Candidates {
    if !string.forms.isEmpty {
      let forms = string.forms.map(candidates)
      return Candidates(query: .either(forms.map(\.query)), isExact: forms.allSatisfy(\.isExact))
    }
    let fixed = string.fixedParts
    if !fixed.isEmpty {
      let parts = fixed.compactMap { part -> EngineQuery? in
        switch part {
        case .elements(let elements): query(of: elements)
        case .runPrefix(let bytes):
          ClusterToken.runPrefix(String(decoding: bytes, as: UTF8.self))
            .map { .prefix(field: ClusterField.elements, value: $0) }
        }
      }
      return Candidates(query: .every(parts), isExact: false)
    }
    return Candidates(query: query(of: string.elements), isExact: string.isOneSequence)
  }

  private static func query(of elements: [AnalyzedElement]) -> EngineQuery {
    elements.count == 1
      ? .term(field: ClusterField.elements, value: ClusterToken.element(elements[0]))
      : .tokens(tokens(of: elements), of: ClusterField.grams)
  }

  static func tokens(of elements: [AnalyzedElement]) -> [String] {
    zip(elements, elements.dropFirst()).map(ClusterToken.gram)
  }

  // MARK: Neighbours

  /// Each pair of strings by spans that are a little too wide, in either order: distances and order are checked where the
  /// texts are.
  private func near(_ near: NearStrings) throws -> Candidates {
    let strings = try near.strings.map { try SearchString.folded($0, reading) }
    var parts = strings.map { Self.candidates($0).query }
    for (index, link) in near.links.enumerated() {
      guard let first = Self.spans(strings[index]), let second = Self.spans(strings[index + 1]) else { continue }
      // The span of grams is an element shorter than the string.
      parts.append(.spans(.near([first, second], slop: link.distance + 2, isOrdered: false)))
    }
    return Candidates(query: .every(parts), isExact: false)
  }

  /// - Returns: nil for a string that spans do not tell.
  private static func spans(_ string: SearchString) -> SpanQuery? {
    if !string.forms.isEmpty {
      let forms = string.forms.map(spans)
      return forms.contains(nil) ? nil : .any(forms.compactMap { $0 })
    }
    guard string.fixedParts.isEmpty, !string.elements.isEmpty else { return nil }
    if string.elements.count == 1 {
      return .masked(
        .term(field: ClusterField.elements, value: ClusterToken.element(string.elements[0])), as: ClusterField.grams
      )
    }
    let terms = tokens(of: string.elements).map { SpanQuery.term(field: ClusterField.grams, value: $0) }
    return terms.count == 1 ? terms[0] : .near(terms, slop: 0, isOrdered: true)
  }

  // MARK: Filters

  /// The documents that a filter keeps.
  package func filter(_ filter: DocumentFilter) throws -> Candidates {
    switch filter {
    case .and(let parts):
      let found = try parts.map { try self.filter($0) }
      return Candidates(query: .every(found.map(\.query)), isExact: found.allSatisfy(\.isExact))
    case .or(let parts):
      let found = try parts.map { try self.filter($0) }
      return Candidates(query: .either(found.map(\.query)), isExact: found.allSatisfy(\.isExact))
    case .not(let part):
      let excluded = try self.filter(part)
      guard excluded.isExact, !ignoresExclusions else { return Candidates(query: .all, isExact: false) }
      return Candidates(query: .without(.all, excluded: excluded.query), isExact: true)
    case .dates(let field, let range):
      let numbers = Int(range.numbers.lowerBound)...Int(range.numbers.upperBound)
      return Candidates(query: .range(field: Self.name(ofDates: field), numbers), isExact: true)
    case .path(let pattern):
      let pattern = PathPattern(pattern)
      return try keys { pattern.matches(key: $0) }
    case .exists(let field): return Candidates(query: exists(field), isExact: true)
    case .text(.key, let text, let isWhole):
      let wanted = ComparableForm(text)
      return try keys { key in
        let form = ComparableForm(key)
        return isWhole ? form == wanted : form.contains(wanted)
      }
    case .text(let field, let text, let isWhole): return value(field, text, isWhole: isWhole)
    }
  }

  static func name(ofDates field: DocumentField) -> String {
    field == .signatureDate ? ClusterField.signatureDate : ClusterField.date
  }

  private func keys(_ isWanted: (String) -> Bool) throws -> Candidates {
    let found = try keys(isWanted)
    // An engine takes 65,536 values at once.
    let parts = stride(from: 0, to: found.count, by: 32_768).map { start in
      EngineQuery.terms(field: ClusterField.key, values: Array(found[start..<min(start + 32_768, found.count)]))
    }
    return Candidates(query: .either(parts), isExact: true)
  }

  private func exists(_ field: DocumentField) -> EngineQuery {
    switch field {
    case .key: .all
    case .custom(let name): .term(field: Self.part(ClusterField.Part.names, of: field), value: name)
    case _ where field.isDate: .exists(field: Self.name(ofDates: field))
    default: .exists(field: Self.part(ClusterField.Part.value, of: field))
    }
  }

  private static func part(_ part: String, of field: DocumentField) -> String {
    (ClusterField.name(of: field) ?? "") + "." + part
  }

  /// The documents with a value that is, or holds, a text.
  private func value(_ field: DocumentField, _ text: String, isWhole: Bool) -> Candidates {
    var prefix = ""
    var formPrefix = ""
    if case .custom(let name) = field {
      (prefix, formPrefix) = (ClusterToken.name(name), name + ClusterToken.separator)
    }
    if isWhole {
      let form = formPrefix + ClusterField.form(text)
      return Candidates(
        query: .term(field: Self.part(ClusterField.Part.form, of: field), value: form), isExact: true)
    }
    let elements = analyzeQuery(text).map(\.element)
    switch elements.count {
    // Every value holds nothing.
    case 0: return Candidates(query: exists(field), isExact: true)
    case 1:
      let token = prefix + ClusterToken.element(elements[0])
      return Candidates(
        query: .term(field: Self.part(ClusterField.Part.elements, of: field), value: token), isExact: true)
    default:
      let tokens = Self.tokens(of: elements).map { prefix + $0 }
      return Candidates(query: .tokens(tokens, of: Self.part(ClusterField.Part.grams, of: field)), isExact: true)
    }
  }
}
