// What is said when nothing was found, for people.

import Wenjian
import WenjianMessages
import WenjianText

struct SuggestionsListing {
  let suggestions: Suggestions

  /// Writes nothing when there is nothing to say.
  func write(to output: Output) {
    for relaxed in suggestions.relaxed where relaxed.counts.documents > 0 {
      output.writeLine(
        localized("\(relaxed.relaxation.phrase): \(summary(relaxed.counts))  \(displayText(of: relaxed.query))"))
    }
    if suggestions.parts.count > 1 {
      output.writeLine(localized("each on its own:"))
      for part in suggestions.parts {
        output.writeLine("  \(displayText(of: part.query))  \(summary(part.counts))")
      }
    }
    for missing in suggestions.missing where !missing.alternatives.isEmpty {
      output.writeLine(localized("no document holds \(displayText(of: missing.text)); there are:"))
      for found in missing.alternatives {
        output.writeLine(
          "  \(displayText(of: found.text))  \(summary(found.counts))  \(localized("(\(found.reason.phrase))"))")
      }
    }
  }

  private func summary(_ counts: MatchCounts) -> String {
    matchSummary(documents: counts.documents, occurrences: counts.occurrences)
  }
}

extension Suggestions.Relaxation {
  fileprivate var phrase: Message {
    switch self {
    case .fields: "without its fields"
    case .exclusions: "without what it excludes"
    case .nearness: "anywhere in a document"
    case .filter: "without the filter"
    }
  }
}

extension Suggestions.Reason {
  fileprivate var phrase: Message {
    switch self {
    case .marks: "other marks"
    case .order: "other order"
    case .sound: "same sound"
    case .character: "one character"
    }
  }
}
