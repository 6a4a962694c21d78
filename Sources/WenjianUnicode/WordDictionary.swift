// ICU's Chinese dictionary, in the form that suits who asks.

import Synchronization

/// ICU's dictionary of Chinese and Japanese words (cjdict) with its costs, read from the data of
/// the ICU in use, so that the words are always those of the break iterator. Immutable.
package final class WordDictionary: Sendable {
  enum Form: Sendable {
    case serialized(SerializedTrie)
    case doubleArray(DoubleArrayTrieStorage)
  }

  let form: Form

  init(_ form: Form) {
    self.form = form
  }

  /// The dictionary for a few short texts: nothing is built. The same for the whole process.
  ///
  /// - Throws: `ICUError` when ICU's data has no such dictionary, the first time and always.
  package static func forQueries() throws(ICUError) -> WordDictionary {
    try queries.get()
  }

  /// The dictionary for much text: the first call of a process builds a double array (about 5 MB)
  /// from the dictionary; others wait for it, then share it.
  ///
  /// - Throws: `ICUError` when ICU's data has no such dictionary, the first time and always.
  package static func forIndexing() throws(ICUError) -> WordDictionary {
    try indexing.get()
  }

  /// The dictionary for so many more elements of text. The double array takes 1.04 G instructions to build; an element
  /// takes some 85 ns without it and a tenth of that with it. So it is built when a process has marked enough text to
  /// earn it back, and not for an update of a few documents. Both give the same boundaries.
  ///
  /// - Throws: as above.
  package static func forText(elementCount: Int) throws(ICUError) -> WordDictionary {
    let before = markedElements.add(elementCount, ordering: .relaxed).oldValue
    return before + elementCount < leastForIndexing ? try forQueries() : try forIndexing()
  }

  /// Of all calls in this process.
  private static let markedElements = Atomic<Int>(0)

  /// Some 3 MB of text.
  private static let leastForIndexing = 1_000_000

  // Static properties are made once, by the first thread that asks.
  private static let queries = Result { () throws(ICUError) in
    WordDictionary(.serialized(try SerializedTrie.ofICU()))
  }

  private static let indexing = Result { () throws(ICUError) in
    WordDictionary(.doubleArray(try DoubleArrayTrieBuilder.build(try SerializedTrie.ofICU())))
  }
}
