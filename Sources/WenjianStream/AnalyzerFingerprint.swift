import WenjianUnicode

/// What a stream depends on. Two indexes with the same fingerprint hold the same stream for the same text.
package struct AnalyzerFingerprint: Equatable, Sendable {
  /// The version of the fold tables.
  package var foldVersion: Int
  /// The version of the rules in `StreamScanner` and `LineHead`; raised when a rule changes.
  package var streamVersion: Int
  /// The ICU whose words rank.
  package var icuVersion: String

  package static let streamVersion = 2

  package init(foldVersion: Int, streamVersion: Int, icuVersion: String) {
    self.foldVersion = foldVersion
    self.streamVersion = streamVersion
    self.icuVersion = icuVersion
  }

  /// Of this build, on this machine.
  package static var current: AnalyzerFingerprint {
    AnalyzerFingerprint(
      foldVersion: FoldTable.version, streamVersion: streamVersion,
      icuVersion: ICULibrary.version)
  }

  /// Whether streams made with the two match each other. Words may differ: they only rank.
  package func matches(_ other: AnalyzerFingerprint) -> Bool {
    foldVersion == other.foldVersion && streamVersion == other.streamVersion
  }
}
