// The languages that messages are in, and which of them is wanted.

/// A language of the messages.
package enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case simplifiedChinese = "zh-Hans"
  case traditionalChinese = "zh-Hant"
}

extension Language {
  /// The language of a BCP 47 tag or of the name of a locale: `zh-Hant`, `zh_TW.UTF-8`, `C`.
  ///
  /// Chinese without a script is in that of its region, and in simplified characters when that is not told either.
  ///
  /// - Parameter tag: in either case, with hyphens or underscores; an encoding and a modifier behind it do not count.
  /// - Returns: nil for a language that there are no messages in.
  package init?(tag: some StringProtocol) {
    let parts = tag.prefix { $0 != "." && $0 != "@" }.split { $0 == "-" || $0 == "_" }.map { $0.lowercased() }
    switch parts.first {
    case "en", "c", "posix": self = .english
    case "zh":
      let isTraditional =
        parts.contains("hant") || !parts.contains("hans") && !parts.isDisjoint(with: ["tw", "hk", "mo"])
      self = isTraditional ? .traditionalChinese : .simplifiedChinese
    default: return nil
    }
  }

  /// The language of the user's messages by the variables that POSIX names: the first of `LC_ALL`, `LC_MESSAGES` and
  /// `LANG` that is set and not empty counts. English where there are no messages in that language.
  ///
  /// - Parameter variable: the value of an environment variable.
  package init(environment variable: (String) -> String?) {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty }
    self = value.flatMap { Language(tag: $0) } ?? .english
  }
}

extension [String] {
  fileprivate func isDisjoint(with others: [String]) -> Bool { !contains { others.contains($0) } }
}
