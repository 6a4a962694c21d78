import Wenjian
package import WenjianJSONText

/// What an index of a cluster says of itself, in the `_meta` of its mapping.
package struct ClusterMeta: Sendable, Equatable {
  /// Of the mapping and the tokens; raised when one changes.
  static let currentFormat = 1
  /// The member of `_meta` that is ours.
  static let name = "wenjian"

  package var format = Self.currentFormat
  package var version: String
  package var fold: Int
  package var stream: Int
  /// Told apart from those of all other builds.
  package var build: String
  /// Whether all documents were sent. An index of which that is not so is one that is being built, or was left.
  package var isComplete = false
  /// How often it was written: 1 when it was built.
  package var generation = 1
  /// The directory and options that the documents come from; empty when they come from elsewhere.
  package var options: [String] = []

  /// Of this version.
  init(build: String, options: [String]) {
    version = LibraryVersion.version
    fold = LibraryVersion.fold
    stream = LibraryVersion.stream
    self.build = build
    self.options = options
  }

  /// - Parameter mapping: of an index, as the engine gives it.
  /// - Returns: nil for an index that is none of ours.
  package init?(mapping: JSONValue?) {
    guard let own = mapping?["_meta"]?[Self.name], let format = own["format"]?.integer,
      let version = own["version"]?.text, let fold = own["fold"]?.integer, let stream = own["stream"]?.integer,
      let build = own["build"]?.text
    else { return nil }
    self.format = format
    self.version = version
    self.fold = fold
    self.stream = stream
    self.build = build
    isComplete = own["isComplete"]?.truth ?? false
    generation = own["generation"]?.integer ?? 1
    options = own["options"]?.values.compactMap(\.text) ?? []
  }

  /// The members of `_meta`.
  func append(to json: inout JSONWriter) {
    json.object(Self.name) { json in
      json.field("format", format)
      json.field("version", version)
      json.field("fold", fold)
      json.field("stream", stream)
      json.field("build", build)
      json.field("isComplete", isComplete)
      json.field("generation", generation)
      json.strings("options", options)
    }
  }

  /// Why it cannot be searched; nil when it can.
  package func refusal(of address: ClusterAddress) -> ClusterError? {
    if format != Self.currentFormat {
      return ClusterError(
        .otherVersion,
        "\(address) was written by version \(version) of wenjian, in format \(format), and this one reads "
          + "\(Self.currentFormat); build it anew with `wenjian index`")
    }
    if fold != LibraryVersion.fold || stream != LibraryVersion.stream {
      return ClusterError(
        .otherVersion,
        "\(address) was made with other text rules (fold \(fold), stream \(stream); this version has fold "
          + "\(LibraryVersion.fold), stream \(LibraryVersion.stream)); build it anew with `wenjian index`")
    }
    return nil
  }
}
