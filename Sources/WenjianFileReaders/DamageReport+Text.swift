// What readers found wrong in a text, as callers see it.

import Wenjian
import WenjianFiles

extension DamageReport {
  init(_ damage: TextDamage, path: String) {
    let kind: Kind =
      switch damage.kind {
      case .undecodableBytes: .undecodableBytes
      case .mixedEncodings: .mixedEncodings
      case .guessedEncoding: .guessedEncoding
      case .replacementCharacters: .replacementCharacters
      case .privateUseCharacters: .privateUseCharacters
      case .mojibake: .mojibake
      case .brokenMarkup: .brokenMarkup
      case .missingParts: .missingParts
      case .zeroBytes: .zeroBytes
      }
    self.init(
      path: path, kind: kind, count: damage.count, byteOffsets: damage.byteOffsets, lines: damage.lines,
      detail: damage.detail)
    // In thousandths, as they are kept.
    func rounded(_ share: Double) -> Double { (min(max(share, 0), 1) * 1000).rounded() / 1000 }
    score = damage.score.map(rounded)
    encoding = damage.doubt.map {
      GuessedEncoding(
        name: $0.encoding.name, confidence: rounded($0.confidence), runnerUp: $0.runnerUp?.name,
        runnerUpConfidence: rounded($0.runnerUpConfidence))
    }
  }
}
