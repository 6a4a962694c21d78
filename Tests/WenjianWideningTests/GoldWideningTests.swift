import Testing
import WenjianDocument
import WenjianModel
import WenjianTestSupport
import WenjianWidening

// The tables lie beside the project and are no part of it; without them these tests are skipped.
@Suite("Gold widening", .enabled(if: SharedFiles.root != nil, "needs ../shared"))
struct GoldWideningTests {
  @Test("numerals are equated as the rows say, and not by default where an option is named")
  func numerals() throws {
    let rows = try #require(SharedFiles.gold("numeral_equivalence.tsv"))
    #expect(rows.count > 35)
    for row in rows {
      let relation = try #require(WideningRelation(rawValue: row[2]))
      #expect(WideningRelation.of(row[0], row[1]) == relation, "\(row[0]) and \(row[1])")
      #expect(WideningRelation.of(row[1], row[0]) == relation, "\(row[1]) and \(row[0])")
      if relation == .no { #expect(!WideningRelation.areOne(row[0], row[1], WideningRelation.all)) }
    }
  }

  @Test("numbers of documents are one with their normal form")
  func documentNumbers() throws {
    let rows = try #require(SharedFiles.gold("document_numbers.tsv"))
    #expect(rows.count > 15)
    for row in rows {
      #expect(DocumentNumber.normalForm(of: row[0]) == row[1], "\(row[0])")
      // A number in brackets is read as a group of a query.
      let typed = row[0].hasPrefix("(") ? String(row[0].dropFirst().dropLast()) : row[0]
      #expect(WideningRelation.of(typed, row[1]) == .eq, "\(row[0]) and \(row[1])")
    }
  }

  @Test("words of the regions are equated as their policy says")
  func regional() throws {
    let rows = try #require(SharedFiles.gold("regional_synonyms.tsv"))
    #expect(rows.count > 80)
    func finds(_ a: String, _ b: String, _ level: Widening.Regional) -> Bool {
      let other = forms(b, .none)
      return forms(a, Widening(regional: level)).contains { other.contains($0) }
    }
    for row in rows {
      let (mainland, taiwan) = (row[0], row[1])
      #expect(!finds(mainland, taiwan, .none) && !finds(taiwan, mainland, .none), "\(row)")
      switch row[2] {
      case "safe":
        #expect(finds(mainland, taiwan, .safe) && finds(taiwan, mainland, .safe), "\(row)")
      case "one-way":
        #expect(finds(taiwan, mainland, .safe), "\(row)")
        #expect(!finds(mainland, taiwan, .safe), "\(row)")
      case "weak", "opt-in":
        #expect(!finds(mainland, taiwan, .safe) && !finds(taiwan, mainland, .safe), "\(row)")
        #expect(finds(mainland, taiwan, .weak) && finds(taiwan, mainland, .weak), "\(row)")
      case "never":
        #expect(!finds(mainland, taiwan, .weak) && !finds(taiwan, mainland, .weak), "\(row)")
      default: Issue.record("unknown policy \(row)")
      }
    }
  }
}
