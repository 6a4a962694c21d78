import CTables

/// What one scalar becomes in the search stream, and what kind of element it makes: a read of the tables in
/// `CTables`, which `Tools/fold-table` writes.
package struct FoldEntry: Equatable, Sendable {
  package let bits: UInt32

  @inline(__always) package init(bits: UInt32) { self.bits = bits }

  /// The folded scalar; for class `expansion` the place of the scalars in the expansion table.
  @inline(__always) package var scalar: UInt32 { bits & 0x1F_FFFF }
  @inline(__always) package var kind: UInt32 { (bits >> 24) & 15 }
  @inline(__always) package var isHan: Bool { bits & Self.han != 0 }
  /// Changed by the script table: the traditional or variant side of a pair.
  @inline(__always) package var isScriptChanged: Bool { bits & Self.scriptChanged != 0 }

  static let han: UInt32 = 1 << 28
  static let scriptChanged: UInt32 = 1 << 29
  /// A radical, a compatibility ideograph or a mapped private-use code point.
  static let repaired: UInt32 = 1 << 30
  /// May compose with what stands before it.
  static let joinsBefore: UInt32 = 1 << 31
  static let kindMask: UInt32 = 15 << 24
}

/// The classes of `FoldEntry.kind`.
package enum FoldKind {
  package static let symbol: UInt32 = 0
  package static let punctuation: UInt32 = 1
  package static let letter: UInt32 = 2
  package static let digit: UInt32 = 3
  package static let space: UInt32 = 4
  package static let newline: UInt32 = 5
  package static let ignorable: UInt32 = 6
  package static let control: UInt32 = 7
  package static let expansion: UInt32 = 8
}

// SAFETY: the tables of `CTables` are constant and checked when they are generated: 65,536 entries, of which those of
// expansions tell where theirs begin, with their number in front.
package enum FoldTable {
  /// Stored in every index: streams made with different tables do not match each other.
  package static let version = Int(WENJIAN_FOLD_TABLE_VERSION)

  @inline(__always)
  static var bmp: UnsafePointer<UInt32> { unsafe wenjian_fold_bmp_base() }

  @inline(__always)
  static func entry(_ scalar: UInt32) -> FoldEntry {
    unsafe scalar < 0x1_0000 ? FoldEntry(bits: bmp[Int(scalar)]) : astral(scalar)
  }

  /// The entry of a scalar above the BMP: a search in some thousand ranges; they are rare.
  @inline(never)
  static func astral(_ scalar: UInt32) -> FoldEntry {
    FoldEntry(bits: wenjian_fold_astral_entry(scalar))
  }

  /// Calls `body` with the folded scalars of an expansion.
  static func forEachExpanded(_ entry: FoldEntry, _ body: (UInt32) -> Void) {
    let table = unsafe wenjian_fold_expansions_base().unsafelyUnwrapped + Int(entry.scalar)
    for index in unsafe 0..<Int(table[0]) { unsafe body(table[1 + index]) }
  }
}

/// Readings of Han characters, to tell a pinyin annotation from an ordinary bracket.
enum PinyinTable {
  // SAFETY: the syllable is the caller's for the call, and its count is told.
  /// Whether `syllable` (lower-case UTF-8 with a tone mark) is a reading of the scalar.
  static func isReading(_ syllable: UnsafeRawBufferPointer, of scalar: UInt32) -> Bool {
    let index = unsafe wenjian_syllable_index(
      syllable.baseAddress?.assumingMemoryBound(to: CChar.self), syllable.count)
    return index >= 0 && wenjian_is_reading(scalar, UInt32(index)) != 0
  }
}

/// The table's entry for a scalar, for callers that ask about single characters.
package func foldEntry(of scalar: UInt32) -> FoldEntry { FoldTable.entry(scalar) }
