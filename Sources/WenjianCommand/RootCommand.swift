// The command `wenjian`: reads the arguments, runs the subcommand and ends with its status.

import ArgumentParser
import CSignals
import Glibc
import WenjianJSON
import WenjianMessages
import WenjianText

@main
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wenjian",
    abstract: localized("Full-text search for Chinese policy documents, in every script."),
    discussion: localized(
      """
      EXAMPLES:
        wenjian index Documents             build the index Index from Documents, or bring it up to date
        wenjian search 第一书记             find it, also written 第一書記
        wenjian search 脱贫 产业 -旅游      both strings, and not the third
        wenjian search '"两学一做" OR 三严三实'
        wenjian search 脱贫 issuer:国务院 date:2016..2018 --sort -date
        wenjian count 乡村振兴 --json
        wenjian facets 乡村振兴 --by year
        wenjian show 通知/2016-64.txt --query 第一书记

      EXIT STATUS:
      \(ExitStatus.table)
      """),
    version: versionText,
    subcommands: [
      IndexCommand.self, AddCommand.self, RemoveCommand.self, OptimizeCommand.self, SearchCommand.self,
      CountCommand.self, FacetsCommand.self, KwicCommand.self, TrendCommand.self,
      DispersionCommand.self, CollocatesCommand.self, KeywordsCommand.self,
      ShowCommand.self,
      CopiesCommand.self, VersionsCommand.self, DiffCommand.self, CitationsCommand.self,
      CitesCommand.self, CitedByCommand.self, VerifyCitationsCommand.self, InfoCommand.self, ReportCommand.self,
      VerifyCommand.self, RepairCommand.self, BackupCommand.self, ExplainCommand.self, AnalyzeCommand.self,
      PipeCommand.self, ServeCommand.self, MCPCommand.self,
    ])

  /// For the page of help and for completions: it is taken out of the arguments before they are parsed.
  @Option(
    name: .customLong("lang"),
    help: .localized(
      "The language of messages: en, zh-Hans or zh-Hant; else that of the environment.", valueName: "language"))
  var language: String?

  static var _errorPrefix: String { "wenjian: " }

  static func main() {
    keepStandardDescriptors()
    // A reader that has seen enough, such as `head`, closes the pipe: `Output` then sees EPIPE.
    signal(SIGPIPE, SIG_IGN)
    csignals_explain_traps(ExitStatus.inputOutput.rawValue)
    Glibc.exit(status(of: Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func status(of arguments: [String]) -> ExitStatus {
    do {
      if let argument = argumentThatIsNotUTF8() {
        throw CommandFailure(
          localized(
            "the argument \u{201C}\(displayText(of: argument))\u{201D} is not in UTF-8; set the terminal to it, or rename the "
              + "file"), .usage)
      }
      let arguments = try LanguageOption.removed(from: arguments)
      if let request = SearchRequest(plain: arguments) {
        try request.run()
        return .done
      }
      if let request = CountRequest(plain: arguments) {
        try request.run()
        return .done
      }
      var command = try parseAsRoot(protectingMinusTerms(arguments))
      try command.run()
      return .done
    } catch {
      return end(with: error, asJSON: asksForJSON(arguments))
    }
  }

  /// Prints what an error has to say and tells how the process ends.
  private static func end(with error: any Error, asJSON: Bool = false) -> ExitStatus {
    if let status = error as? ExitStatus { return status }
    if let failure = CommandFailure(error) {
      report(failure.text)
      if asJSON, let answer = ErrorAnswer(error) { reportJSON(answer) }
      return failure.status
    }
    // What is left is the argument parser's: help and version are success, the rest wrong
    // arguments.
    let text = withoutMarks(text(of: error))
    guard exitCode(for: error).isSuccess else {
      report(text)
      if asJSON { reportJSON(ErrorAnswer(code: ExitStatus.usage.errorCode, message: message(for: error))) }
      return .usage
    }
    do {
      let output = Output()
      output.write(text)
      if !text.hasSuffix("\n") { output.write("\n") }
      try output.finish()
      return .done
    } catch {
      return end(with: error)
    }
  }

  /// What the argument parser has to say.
  private static func text(of error: any Error) -> String {
    let texts = HelpText(language: messageLanguage)
    guard exitCode(for: error).isSuccess else { return texts.error(fullMessage(for: error)) }
    // The parser cuts lines at spaces, which Chinese does not have, and without regard to columns of examples.
    let text = fullMessage(for: error, columns: 100_000)
    // Scripts of completions and the version are no pages.
    guard text.hasPrefix("OVERVIEW: ") || text.hasPrefix("USAGE: ") else { return text }
    return texts.page(text, columnCount: max(60, Terminal().columnCount ?? 80))
  }

  private static func report(_ text: String) {
    let output = Output(descriptor: STDERR_FILENO)
    output.write(text)
    output.write("\n")
    try? output.finish()  // There is nowhere left to say it.
  }
}

/// Writes an error as JSON on standard output.
private func reportJSON(_ answer: ErrorAnswer) {
  let output = Output()
  // There is nowhere left to say it.
  try? output.write(FailureAnswer(error: answer))
  try? output.finish()
}

/// Occupies standard descriptors that the caller closed: otherwise a file of the index could get
/// number 1, and the summary would be written into it.
private func keepStandardDescriptors() {
  for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
    // Read-only, so that writing to it fails as it would to a closed one.
    _ = openForReading("/dev/null", 0)
  }
}
