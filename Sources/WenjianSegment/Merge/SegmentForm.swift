import WenjianStore

/// What a merged segment is written for.
package enum SegmentForm: Sendable {
  /// To be searched quickly and made quickly.
  case usual
  /// To be small: all blocks of positions in `GapCode`, text in larger blocks and compressed longer.
  case compact

  /// Level of zstd for text that is written anew.
  var compressionLevel: Int32 { self == .compact ? 12 : StoreCoder.level }

  /// How many bytes of text a block has that is written anew.
  func blockBytes(_ usual: Int) -> Int { self == .compact ? 2 * usual : usual }
}
