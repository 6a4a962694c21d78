import WenjianSegment
import WenjianStream

/// What this build is, and what it writes.
public enum LibraryVersion {
  /// Semantic version of the library and the command.
  public static let version = "0.2.0"
  /// The format of the segments it writes; it reads this one.
  public static var format: Int { Int(SegmentFormat.version) }
  /// The version of its fold tables.
  public static var fold: Int { AnalyzerFingerprint.current.foldVersion }
  /// The version of its rules for search streams.
  public static var stream: Int { AnalyzerFingerprint.current.streamVersion }
  /// The ICU it runs with, whose words rank.
  public static var icu: String { AnalyzerFingerprint.current.icuVersion }
}
