import Testing
import Wenjian
import WenjianConcordance
import WenjianTestSupport

@Suite("Dispersion")
struct DispersionTests {
  @Test("is what the formulas give over every text", arguments: 0..<8)
  func oracle(round: Int) throws {
    var generator = SeededGenerator("dispersion", round: round)
    let (trial, strings) = try ConcordanceTrial.random(&generator)
    defer { withExtendedLifetime(trial.directory) {} }
    for string in strings {
      guard let query = quotedQuery(string) else { continue }
      let partCount = generator.int(1...12)
      let comment = Comment(rawValue: "\(query) \(partCount); \(RunSeed.replay)")
      let found = try trial.index.dispersion(of: query, parts: partCount, widening: .none)
      var parts = Array(repeating: (occurrences: 0, documents: 0), count: partCount)
      let counts = trial.texts.map { $0.occurrences(of: string) }
      for (text, occurrences) in zip(trial.texts, counts) {
        let inParts = occurrences.map { min(partCount - 1, $0.lowerBound * partCount / text.items.count) }
        for part in inParts { parts[part].occurrences += 1 }
        for part in Set(inParts) { parts[part].documents += 1 }
      }
      let sum = counts.reduce(0) { $0 + $1.count }
      #expect(found.parts.map(\.occurrences) == parts.map(\.occurrences) && found.occurrences == sum, comment)
      #expect(found.parts.map(\.documents) == parts.map(\.documents), comment)
      #expect(found.documents == counts.count { !$0.isEmpty } && found.allDocuments == trial.texts.count, comment)
      guard sum > 0 else {
        #expect(found.dp == nil && found.normalizedDP == nil && found.juillandD == nil, comment)
        continue
      }
      let elements = trial.texts.reduce(0) { $0 + $1.items.count }
      var dp = 0.0
      for (text, occurrences) in zip(trial.texts, counts) {
        dp += abs(Double(occurrences.count) / Double(sum) - Double(text.items.count) / Double(elements)) / 2
      }
      let smallest = Double(trial.texts.map(\.items.count).min() ?? 0) / Double(elements)
      #expect(abs((found.dp ?? -1) - dp) < 1e-9, comment)
      #expect(abs((found.normalizedDP ?? -1) - dp / (1 - smallest)) < 1e-9, comment)
      if partCount > 1 {
        let mean = Double(sum) / Double(partCount)
        var squares = 0.0
        for part in parts { squares += (Double(part.occurrences) - mean) * (Double(part.occurrences) - mean) }
        let variation = (squares / Double(partCount)).squareRoot() / mean
        let expected = 1 - variation / Double(partCount - 1).squareRoot()
        #expect(abs((found.juillandD ?? -9) - expected) < 1e-9, comment)
      } else {
        #expect(found.juillandD == nil, comment)
      }
    }
  }

  @Test("is even where every document has as many, and uneven where one has all")
  func extremes() throws {
    let even = try ConcordanceTrial((0..<10).map { Document(key: "\($0)", text: "改革甲乙丙丁戊己庚辛", title: "") })
    let one = try ConcordanceTrial(
      (0..<10).map { Document(key: "\($0)", text: $0 == 3 ? "改革甲乙丙丁戊己庚辛" : "壬癸甲乙丙丁戊己庚辛", title: "") })
    defer { withExtendedLifetime((even.directory, one.directory)) {} }
    let flat = try even.index.dispersion(of: "改革")
    #expect(abs(flat.dp ?? 1) < 1e-9 && flat.juillandD.map { abs($0) < 1e-9 } == true)
    let steep = try one.index.dispersion(of: "改革")
    #expect(abs((steep.dp ?? 0) - 0.9) < 1e-9 && abs((steep.normalizedDP ?? 0) - 1) < 1e-9)
    #expect(steep.allDocuments == 10 && steep.documents == 1)
    // A field of the query takes the other documents away.
    #expect(try one.index.dispersion(of: "改革 path:3").allDocuments == 1)
    #expect(try one.index.dispersion(of: "改革 path:3").normalizedDP == nil)
  }
}
