import WenjianBytes
import WenjianIndex
import WenjianModel
import WenjianSearch
import WenjianWidening

/// The synonyms of an index, as its file was when the index was opened or refreshed.
///
/// A reference: each index that nothing changed for holds the same.
final class OwnWords: Sendable {
  /// nil for none, so that a query has nothing to look at.
  let table: SynonymTable?
  let problems: [SynonymFile.Problem]
  /// What nearly every search asks for.
  let standard: StringReading
  let standardWithRelated: StringReading
  private let identity: FileOperations.Identity?

  /// Those of an index without a directory.
  static let none = OwnWords()

  private init() {
    identity = nil
    table = nil
    problems = []
    standard = Self.reading(.standard, nil, related: false)
    standardWithRelated = Self.reading(.standard, nil, related: true)
  }

  /// Reads the file in the directory of an index; what is wrong with it is no reason not to search.
  /// - Complexity: one system call where there is no file, else linear in the file.
  init(inIndexAt path: String) {
    let file = IndexDirectory(path).file(IndexDirectory.synonyms)
    // Before reading: a change meanwhile is seen by the next look.
    identity = FileOperations.identity(of: file)
    var read = SynonymFile()
    if identity != nil {
      do throws(FileError) {
        read = SynonymFile(try FileOperations.read(file))
      } catch {
        if !error.isMissing { read = SynonymFile(unreadable: "\(error)") }
      }
    }
    table = read.table.isEmpty ? nil : read.table
    problems = read.problems
    standard = Self.reading(.standard, table, related: false)
    standardWithRelated = Self.reading(.standard, table, related: true)
  }

  /// How strings are read with these synonyms.
  func reading(_ widening: Widening, related: Bool) -> StringReading {
    Self.reading(widening, table, related: related)
  }

  private static func reading(_ widening: Widening, _ table: SynonymTable?, related: Bool) -> StringReading {
    let forms = StringWidening(widening, synonyms: table)
    if forms.isNone { return StringReading() }
    let regional = Widening(numerals: false, regional: max(widening.regional, .safe), ownWords: false)
    return StringReading(
      otherForms: OtherForms(forms), relatedForms: related ? OtherForms(StringWidening(regional)) : nil)
  }

  /// These, or those that the file holds by now.
  func refreshed(inIndexAt path: String) -> OwnWords {
    let file = IndexDirectory(path).file(IndexDirectory.synonyms)
    return FileOperations.identity(of: file) == identity ? self : OwnWords(inIndexAt: path)
  }
}

/// What is wrong with a line of an index's synonyms.
public struct SynonymProblem: Sendable, Hashable {
  /// From 1 on; 0 for the file as a whole.
  public var line: Int
  /// What is wrong, and what to do.
  public var message: String
}

extension Index {
  /// The file of the user's synonyms: plain text in UTF-8, a group a line (`放管服, 简政放权`), one way with `=>`. It need
  /// not be there, and is read when the index is opened and by `refreshed()`: no document has to be indexed again.
  public var synonymsPath: String { IndexDirectory(path).file(IndexDirectory.synonyms) }

  /// Lines of the user's synonyms that cannot be read, at most a hundred. They count for nothing; the others count.
  public var synonymProblems: [SynonymProblem] {
    ownWords.problems.map { SynonymProblem(line: $0.line, message: $0.message) }
  }
}
