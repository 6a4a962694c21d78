// How each element takes part in the word break rules, asked of ICU once for each scalar.

internal import CICU
internal import Glibc

/// What an element may do to its neighbours: `cicu_word_class`, renumbered so that the loops need
/// one test, with 0 for "not asked yet".
enum WordClass {
  static let ideograph: UInt8 = 1
  /// In the dictionary's range and Katakana: the dictionary engine has a rule for it.
  static let katakana: UInt8 = 2
  static let solo: UInt8 = 4
  /// A whole alphanumeric run.
  static let run: UInt8 = 8
  /// The classes from here on, those with the top bit, may join with neighbours.
  static let middle: UInt8 = 0x90
  static let quote: UInt8 = 0xA0
  /// Whatever only the break iterator knows.
  static let odd: UInt8 = 0xC0

  @inline(__always)
  static func isDictionary(_ kind: UInt8) -> Bool { kind & 3 != 0 }

  /// 1 for the classes that may join with neighbours, else 0.
  @inline(__always)
  static func joins(_ kind: UInt8) -> Int { Int(kind &>> 7) }

  /// The class of a Unicode scalar that stands alone as an element. (A letter or digit is odd then;
  /// those in runs are never classified.)
  ///
  /// - Precondition: not a surrogate.
  static func of(_ scalar: UInt32) -> UInt8 {
    precondition(scalar &- 0xD800 >= 0x800, "an element is a Unicode scalar, not a surrogate")
    return switch Int(cicu_word_class(scalar)) {
    case CICU_WORD_CLASS_IDEOGRAPH: ideograph
    case CICU_WORD_CLASS_KATAKANA: katakana
    case CICU_WORD_CLASS_SOLO: solo
    case CICU_WORD_CLASS_MIDDLE: middle
    case CICU_WORD_CLASS_QUOTE: quote
    default: odd
    }
  }
}

/// The index of an element in tables of classes and symbols: a BMP scalar itself, then one entry
/// for all runs, then one for all scalars above the BMP. Selected without a branch: runs come too
/// irregularly to be predicted.
enum ElementIndex {
  static let run = 0x10000
  static let astral = 0x10001
  static let count = 0x10002

  @inline(__always)
  static func of(_ element: UInt32) -> Int {
    let narrow = Int(min(element, 0x10000))
    return element &- 0x10000 < 0x100000 ? astral : narrow
  }
}

/// The class of every element, filled in as scalars are met: the table of a query stays nearly
/// empty.
final class WordClasses {
  // SAFETY: ElementIndex.count entries; the entry for scalars above the BMP stays 0, so that each
  // of them is asked for.
  private let table: UnsafeMutablePointer<UInt8>

  init() {
    // calloc leaves the pages of scripts that do not occur untouched: a query's first 16 page
    // faults.
    guard let memory = calloc(ElementIndex.count, 1) else { preconditionFailure("out of memory") }
    table = memory.bindMemory(to: UInt8.self, capacity: ElementIndex.count)
    table[ElementIndex.run] = WordClass.run
  }

  deinit {
    free(table)
  }

  @inline(__always)
  subscript(element: UInt32) -> UInt8 { self[element, at: ElementIndex.of(element)] }

  /// The same for who knows the element's index already.
  @inline(__always)
  subscript(element: UInt32, at index: Int) -> UInt8 {
    let kind = table[index]
    return kind != 0 ? kind : classify(element)
  }

  @inline(never)
  private func classify(_ scalar: UInt32) -> UInt8 {
    let kind = WordClass.of(scalar)
    if scalar < 0x10000 { table[Int(scalar)] = kind }
    return kind
  }
}
