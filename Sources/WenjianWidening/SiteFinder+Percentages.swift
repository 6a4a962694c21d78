import WenjianModel
import WenjianStream
import WenjianText

// Parts of a hundred or a thousand.

extension SiteFinder {
  /// 百分之九十, 百分之90, 90%; 千分之三 and 3‰.
  func percentageSite(at index: Int) -> WideningSite? {
    for (name, sign) in [("百分之", "%" as Unicode.Scalar), ("千分之", "‰")] {
      if holds(name, at: index) {
        let start = index + 3
        if let number = WrittenNumber.read(elements, at: start) {
          guard number.notation != .figures, !number.hasTens || options.numericValues else { return nil }
          return site(number.text, name, sign, index..<number.range.upperBound)
        }
        // 百分之百
        if name == "百分之", isScalar("百", at: start), element(at: start + 1)?.isNumeral != true {
          return site("100", name, sign, index..<(start + 1))
        }
        return nil
      }
      if isScalar(sign, at: index + 1), let number = WrittenNumber.read(elements, at: index) {
        return site(number.text, name, sign, index..<(index + 2))
      }
    }
    return nil
  }

  private func site(
    _ number: String, _ name: String, _ sign: Unicode.Scalar, _ range: Range<Int>
  ) -> WideningSite? {
    guard number == "0" || !number.hasPrefix("0") || number.hasPrefix("0."), number.utf8.count <= 9 else {
      return nil
    }
    let spellings: [String]
    if number.contains(".") {
      spellings = NumeralSpellings.all(decimal: number)
    } else {
      guard let value = Int(number) else { return nil }
      spellings = NumeralSpellings.all(value, []) + (value == 0 ? ["零", "〇"] : []) + (value == 100 ? ["百"] : [])
    }
    return WideningSite(
      range, of: elements,
      [.init(number + String(sign), .percentage)] + spellings.dropFirst().map { .init(name + $0, .percentage) }
        + [.init(name + number, .percentage)])
  }
}
