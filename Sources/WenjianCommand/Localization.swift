// What people read, in their language. What programs read is the same in every language.

import ArgumentParser
import WenjianMessages

/// The language of messages: that of `--lang`, or else that of the environment. A program that asked for JSON gets all of
/// them in English, in which errors are JSON too.
let messageLanguage: Language =
  asksForJSON(CommandLine.arguments)
  ? .english : LanguageOption.language(in: CommandLine.arguments) ?? Language { environment($0) }

/// A message in the user's language.
func localized(_ message: Message) -> String { message.text(in: messageLanguage) }

/// A message that comes as English text, from the library or from an index, in the user's language; each line by itself.
func localized(english text: String) -> String {
  if messageLanguage == .english { return text }
  return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    Catalogue.wenjian.translation(of: String(line), in: messageLanguage)
  }.joined(separator: "\n")
}

/// Several names in one line: `a, b, c`.
func listed(_ names: [String]) -> String { names.joined(separator: messageLanguage == .english ? ", " : "、") }

/// Several things that are said in one line: `3 added, 2 changed`.
func clauses(_ texts: [String]) -> String { texts.joined(separator: messageLanguage == .english ? ", " : "，") }

extension ArgumentHelp {
  /// The help of an argument in the user's language.
  /// - Parameter valueName: the same in every language, as options are.
  static func localized(_ message: Message, valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp(message.text(in: messageLanguage), valueName: valueName)
  }
}

/// The option `--lang`, which every command takes, anywhere before `--`.
enum LanguageOption {
  private static let name = "--lang"

  /// The language that the arguments ask for; nil when they ask for none, or for one that there is not.
  static func language(in arguments: [String]) -> Language? {
    values(in: arguments).last.flatMap { Language(tag: $0) }
  }

  /// The arguments without the option.
  /// - Throws: `CommandFailure` when its value is missing, or no language that there is.
  static func removed(from arguments: [String]) throws(CommandFailure) -> [String] {
    var rest: [String] = []
    var isValue = false
    var isBehindTerminator = false
    for argument in arguments {
      if isValue {
        isValue = false
      } else if isBehindTerminator || !argument.utf8.starts(with: name.utf8) {
        isBehindTerminator = isBehindTerminator || argument == "--"
        rest.append(argument)
      } else if argument == name {
        isValue = true
      } else if !argument.utf8.starts(with: (name + "=").utf8) {
        rest.append(argument)
      }
    }
    for value in values(in: arguments) where Language(tag: value) == nil {
      throw CommandFailure(localized("--lang is en, zh-Hans or zh-Hant; it is '\(value)'"), .usage)
    }
    if isValue { throw CommandFailure(localized("--lang needs a language: en, zh-Hans or zh-Hant"), .usage) }
    return rest
  }

  private static func values(in arguments: [String]) -> [String] {
    var values: [String] = []
    var isValue = false
    for argument in arguments {
      if isValue {
        values.append(argument)
        isValue = false
      } else if argument == "--" {
        break
      } else if argument == name {
        isValue = true
      } else if argument.utf8.starts(with: (name + "=").utf8) {
        values.append(String(argument.dropFirst(name.count + 1)))
      }
    }
    return values
  }
}
