// What people read is in their language, and what programs read is the same in each.

import Testing
import WenjianTestSupport
import WenjianText

@Suite("The language of what the command says")
struct LanguageTests {
  private static let chinese = ["zh_CN.UTF-8", "zh_TW.UTF-8"]

  private static func indexed() throws -> TestDirectory {
    let directory = try TestDirectory()
    try directory.write("documents/通知/a.txt", "关于脱贫攻坚的通知\n\n第一条　第一书记负责。\n\n第二条　脱贫之后不脱政策。\n")
    try directory.write("documents/b.txt", "第一書記的三本賬。\n")
    try directory.write("documents/picture.png", "\u{89}PNG")
    _ = try directory.wenjian("index", "documents", "--quiet")
    return directory
  }

  /// Words that are in nearly every English sentence, and are no name of an option or field.
  private static let englishWords: Set<Substring> = [
    "the", "of", "is", "are", "and", "with", "that", "which", "it", "this", "be", "has", "for", "cannot",
    "what",
  ]

  /// The lines that are English, besides commands, usages and names.
  private func english(in text: String) -> [Substring] {
    text.split(separator: "\n").filter { line in
      let words = line.split { " ,.;:()（），。；：".contains($0) }
      return !line.contains("wenjian ") && words.contains { Self.englishWords.contains($0) }
    }
  }

  private func subcommands(_ directory: TestDirectory) throws -> [String] {
    let lines = try directory.wenjian("--help").lines
    let start = try #require(lines.firstIndex(of: "SUBCOMMANDS:"))
    return lines[(start + 1)...].prefix { !$0.isEmpty }.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
  }

  @Test("help is whole in Chinese, and no line is wider than a terminal", arguments: chinese)
  func help(locale: String) throws {
    let directory = try TestDirectory()
    let commands = try subcommands(directory)
    #expect(commands.count >= 27)
    // Each page takes half a second in a debug build, so all of them belong to the long run; others are looked at each time.
    var random = SeededGenerator("help in \(locale)")
    let chosen = SharedFiles.isLongRun ? commands[...] : commands.shuffled(using: &random).prefix(8)
    for command in [nil] + chosen.map(Optional.some) {
      let page = try directory.wenjian(
        "--help", before: command, environment: ["LC_ALL": locale])
      #expect(page.status == 0 && page.output.hasPrefix("概述："), "\(command ?? ""); \(random.replay)")
      #expect(english(in: page.output) == [], "\(command ?? "")")
      #expect(!page.output.contains("(default"), "\(command ?? "")")
      for line in page.lines where displayWidth(of: line) > 80 {
        // A command that is typed is not cut where it has no blank.
        #expect(!line.contains("  ") || line.hasPrefix("  wenjian"), "\(line)")
      }
      let inEnglish = try directory.wenjian("--help", before: command)
      // The same options, commands and examples, in the same order.
      #expect(names(in: page.output) == names(in: inEnglish.output), "\(command ?? "")")
    }
  }

  /// What is at the left of a page: options, arguments and examples.
  private func names(in text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap { line in
      let name = line.drop { $0 == " " }.prefix { $0 != " " }
      return ["-", "<", "wenjian"].contains { name.hasPrefix($0) } ? name : nil
    }
  }

  @Test("help in English goes on below the column that a line began in, and keeps the blank before a default")
  func englishHelp() throws {
    let page = try TestDirectory().wenjian("--help", before: "search", environment: ["LC_ALL": "C.UTF-8"])
    #expect(page.output.contains("  --limit <n>             The most documents to show. (default: 10)\n"))
    #expect(page.output.contains("BEFORE/10: in\n                            this order\n"))
    for line in page.lines { #expect(displayWidth(of: line) <= 80, "\(line)") }
  }

  @Test("summaries and errors are in the language of the environment, or that of --lang")
  func messages() throws {
    let directory = try Self.indexed()
    func firstLine(_ arguments: [String], _ environment: [String: String]) throws -> String {
      let result = try directory.run(arguments, environment: environment)
      return (result.lines.first.flatMap { $0.isEmpty ? nil : $0 })
        ?? String(result.errors.split(separator: "\n").first ?? "")
    }
    let search = ["search", "第一书记"]
    let missing = ["search", "第一书记", "--index", "nowhere"]
    for (environment, found, error) in [
      (["LC_ALL": "zh_CN.UTF-8"], "2 份文档，出现 2 处", "wenjian: nowhere 处没有索引"),
      (
        ["LC_ALL": "", "LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"], "2 份文件，出現 2 處",
        "wenjian: nowhere 處沒有索引"
      ),
      (["LC_ALL": "", "LANG": "zh_HK"], "2 份文件，出現 2 處", "wenjian: nowhere 處沒有索引"),
      (
        ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"], "2 documents, 2 occurrences",
        "wenjian: there is no index at nowhere"
      ),
      (["LC_ALL": "fr_FR.UTF-8"], "2 documents, 2 occurrences", "wenjian: there is no index at nowhere"),
    ] {
      #expect(try firstLine(search, environment) == found)
      #expect(try firstLine(missing, environment).hasPrefix(error))
      #expect(try firstLine(search + ["--lang", "en"], environment) == "2 documents, 2 occurrences")
      #expect(try firstLine(["--lang=zh-Hant"] + search, environment) == "2 份文件，出現 2 處")
    }
    let unreadable = try directory.wenjian("search", "改革 NEAR/x 开放 -", "--lang", "zh-Hans")
    #expect(unreadable.status == 64)
    #expect(unreadable.errors.hasPrefix("wenjian: 第 "))
    #expect(english(in: unreadable.errors) == [])
    let wrong = try directory.wenjian("search", "--limit", "many", "a", "--lang", "zh-Hans")
    #expect(wrong.status == 64 && wrong.errors.contains("值 'many' 对 '--limit <n>' 无效"))
    #expect(english(in: wrong.errors) == [])
    for arguments in [["search", "a", "--lang", "tlh"], ["search", "a", "--lang"], ["--lang="]] {
      let result = try directory.run(arguments)
      #expect(result.status == 64 && result.errors.contains("--lang"))
    }
    // Behind the terminator it is text.
    let text = try directory.wenjian("search", "--", "--lang", "zh-Hans")
    #expect(text.status == 64 && text.errors.contains("column 1: An exclusion is excluded."))
  }

  @Test("a report says in Chinese why files were left out", arguments: chinese)
  func report(locale: String) throws {
    let directory = try Self.indexed()
    try directory.write("documents/c.rtf", "{\\rtf1 ")
    for arguments in [
      ["index", "documents", "--verbose"], ["report", "--verbose"], ["info", "--sizes"], ["verify"],
    ] {
      let result = try directory.run(arguments, environment: ["LC_ALL": locale])
      #expect(result.status == 0 || result.status == 2, "\(arguments): \(result.errors)")
      #expect(english(in: result.output) == [], "\(arguments)")
    }
  }

  @Test("scripts of completions are whole in every language", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let directory = try TestDirectory()
    let english = try directory.wenjian("--generate-completion-script", shell)
    let chinese = try directory.wenjian(
      "--generate-completion-script", shell, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.status == 0 && chinese.lines.count == english.lines.count)
    #expect(english.lines.count > 100 && chinese.lines.first == english.lines.first)
    let version = try directory.wenjian("--version", "--lang", "zh-Hans")
    #expect(version.lines.count == 2 && version.output.hasPrefix("wenjian "))
  }

  @Test("what programs read is the same in every language")
  func programs() throws {
    let directory = try Self.indexed()
    for arguments in [
      ["search", "第一书记", "--json"], ["search", "第一书记", "--jsonl"], ["search", "第一书记", "--csv"],
      ["search", "第一书记", "--tsv"], ["search", "第一书记", "--keys"],
      ["search", "脱贫", "--format", "{key}\\t{title}\\t{date}"], ["facets", "第一书记", "--by", "kind", "--csv"],
      ["facets", "第一书记", "--by", "kind", "--json"], ["report", "--json"], ["info", "--json"],
      ["trend", "脱贫", "--by", "year", "--csv"], ["kwic", "脱贫", "--csv"], ["copies", "--json"],
      ["search", "nowhere found", "--json"], ["search", "脱贫 NEAR/x", "--json"],
      ["search", "a", "--sort", "b", "--json"],
      ["count", "--json", "--by", "kind", "a"], ["show", "nowhere", "--metadata", "--json"],
      ["show", "b.txt", "--metadata", "--json"],
    ] {
      let english = try directory.run(arguments)
      #expect(!english.output.isEmpty, "\(arguments)")
      for locale in Self.chinese {
        let chinese = try directory.run(arguments, environment: ["LC_ALL": locale])
        #expect(chinese.output == english.output && chinese.status == english.status, "\(arguments)")
        if arguments.contains("--json") { #expect(chinese.errors == english.errors, "\(arguments)") }
      }
    }
  }
}

extension TestDirectory {
  /// `wenjian COMMAND --help`.
  fileprivate func wenjian(
    _ option: String, before command: String?, environment: [String: String] = [:]
  ) throws -> CommandResult {
    try run((command.map { [$0] } ?? []) + [option], environment: environment)
  }
}
