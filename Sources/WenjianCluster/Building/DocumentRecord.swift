// What is kept of a document besides its text and what is searched: enough to make the document again.

package import WenjianJSONText
import WenjianModel
package import WenjianSegment
import WenjianStream

/// A document as a cluster stores it.
package struct DocumentRecord: Sendable, Equatable {
  package var fields: DocumentFields
  /// With its marks, as a local index stores it.
  package var text: [UInt8]

  /// The parts of `_source` that it is made of.
  package static let sourceFields = [
    ClusterField.key, ClusterField.title, ClusterField.publicationDate, ClusterField.signatureDate,
    ClusterField.work, ClusterField.about, ClusterField.text,
  ]

  /// - Parameter source: of a hit, `sourceFields` of it at least.
  /// - Throws: `ClusterError` with reason `answer` for what this version did not write.
  package init(source: JSONValue) throws(ClusterError) {
    guard let key = source[ClusterField.key]?.text, let title = source[ClusterField.title]?.text,
      let text = source[ClusterField.text]?.text, let about = source[ClusterField.about]
    else {
      throw ClusterError(.answer, "a document of the cluster lacks its key, title or text; build the index anew")
    }
    self.text = Array(text.utf8)
    func range(_ value: JSONValue?) -> Range<Int>? {
      guard let ends = value?.values.compactMap(\.integer), ends.count == 2, 0 <= ends[0], ends[0] <= ends[1] else {
        return nil
      }
      return ends[0]..<ends[1]
    }
    fields = DocumentFields(
      key: key, title: title, titleByteRange: range(about["titleRange"]) ?? 0..<0,
      lowWeightRanges: about["low"]?.values.compactMap(range) ?? [])
    fields.work = source[ClusterField.work]?.text.flatMap { UInt64($0, radix: 16) } ?? 0
    for pair in about["headings"]?.values ?? [] {
      let numbers = pair.values.compactMap(\.integer)
      guard numbers.count == 2 else { continue }
      fields.headings.append(HeadingLine(byteOffset: numbers[0], level: numbers[1]))
    }
    for member in about["metadata"]?.members ?? [] {
      guard let field = DocumentField.known.first(where: { $0.name == member.name }) else { continue }
      let origin = Self.origin(member.value)
      let confidence = member.value["confidence"]?.number ?? 0
      if field.isDate,
        let date = member.value["value"]?.integer.flatMap({ CivilDate(number: UInt32(clamping: $0)) })
      {
        fields.metadata[date: field] = Finding(date, origin, confidence)
      } else if let value = member.value["value"]?.text {
        fields.metadata[text: field] = Finding(value, origin, confidence)
      }
    }
    for member in about["fields"]?.members ?? [] {
      fields.metadata.fields.set(member.value.values.compactMap(\.text), for: member.name)
    }
  }

  /// Writes `about`.
  static func append(_ fields: DocumentFields, to json: inout JSONWriter) {
    func pair(_ a: Int, _ b: Int, to json: inout JSONWriter) {
      json.array { json in
        json.value(a)
        json.value(b)
      }
    }
    json.object { json in
      if !fields.titleByteRange.isEmpty {
        json.name("titleRange")
        pair(fields.titleByteRange.lowerBound, fields.titleByteRange.upperBound, to: &json)
      }
      if !fields.lowWeightRanges.isEmpty {
        json.array("low") { json in
          for range in fields.lowWeightRanges { pair(range.lowerBound, range.upperBound, to: &json) }
        }
      }
      if !fields.headings.isEmpty {
        json.array("headings") { json in
          for heading in fields.headings { pair(heading.byteOffset, heading.level, to: &json) }
        }
      }
      json.object("metadata") { json in
        for field in DocumentField.known {
          if let found = fields.metadata[text: field] {
            json.object(field.name) { json in
              json.field("value", found.value)
              append(found.origin, found.confidence, to: &json)
            }
          } else if let found = fields.metadata[date: field] {
            json.object(field.name) { json in
              json.field("value", Int(found.value.number))
              append(found.origin, found.confidence, to: &json)
            }
          }
        }
      }
      let own = fields.metadata.fields
      if !own.isEmpty {
        json.object("fields") { json in for name in own.names { json.strings(name, own.values(of: name)) } }
      }
    }
  }

  private static func append(_ origin: FieldOrigin, _ confidence: Double, to json: inout JSONWriter) {
    switch origin {
    case .text(let range): json.integers("at", [range.lowerBound, range.upperBound])
    case .fileName: json.field("origin", "fileName")
    case .frontMatter: json.field("origin", "frontMatter")
    case .property(let name): json.field("property", name)
    case .given: json.field("origin", "given")
    case .unrecorded: break
    }
    // In hundredths, as a local index keeps it.
    json.field("confidence", (confidence * 100).rounded() / 100)
  }

  private static func origin(_ value: JSONValue) -> FieldOrigin {
    if let at = value["at"]?.values.compactMap(\.integer), at.count == 2, 0 <= at[0], at[0] <= at[1] {
      return .text(at[0]..<at[1])
    }
    if let name = value["property"]?.text { return .property(name) }
    switch value["origin"]?.text {
    case "fileName": return .fileName
    case "frontMatter": return .frontMatter
    case "given": return .given
    default: return .unrecorded
    }
  }
}
