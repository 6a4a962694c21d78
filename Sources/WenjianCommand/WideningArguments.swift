// In which other spellings the strings of a query are found.

import ArgumentParser
import Glibc
import Wenjian
import WenjianMessages
import WenjianText

struct WideningArguments: ParsableArguments {
  /// What is not asked by default.
  enum More: String, CaseIterable {
    case values
    case roc
    case weak
  }

  @Flag(help: .localized("Find strings as they are typed: 第13条 and not 第十三条, and no synonyms."))
  var asTyped = false
  @Flag(help: .localized("Find the words of other regions too: 信息 and 資訊."))
  var regional = false
  @Option(
    help: .localized(
      "Widen further: values (三万五千 and 35000), roc (民國105年 and 2016年), weak (质量 and 品質); several with commas.",
      valueName: "kinds"),
    transform: WideningArguments.kinds)
  var widen: Set<More> = []

  func validate() throws {
    guard !asTyped || !regional && widen.isEmpty else {
      throw ValidationError(
        localized("--as-typed finds no other spellings: it goes without --regional and --widen"))
    }
  }

  var value: Widening {
    if asTyped { return .none }
    return Widening(
      numericValues: widen.contains(.values), republicYears: widen.contains(.roc),
      regional: widen.contains(.weak) ? .weak : regional ? .safe : .none)
  }

  private static func kinds(_ argument: String) throws -> Set<More> {
    Set(
      try argument.split(separator: ",", omittingEmptySubsequences: false).map { name in
        guard let kind = More(rawValue: String(name)) else {
          throw ValidationError(
            localized("there is no kind \(String(name)); there are \(listed(More.allCases.map(\.rawValue)))"))
        }
        return kind
      })
  }
}

extension Index {
  /// Opens an index, and says on standard error what is wrong with the user's synonyms.
  static func openedForQueries(at path: String) throws -> Index {
    let index = try Index(at: path)
    let problems = index.synonymProblems
    if problems.isEmpty { return index }
    let errors = Output(descriptor: STDERR_FILENO)
    for problem in problems {
      let (file, message) = (displayKey(index.synonymsPath), localized(english: problem.message))
      errors.writeLine(
        "wenjian: "
          + (problem.line > 0
            ? localized("line \(problem.line) of \(file): \(message)") : localized("\(file): \(message)")))
    }
    try? errors.finish()  // There is nowhere left to say it.
    return index
  }
}
