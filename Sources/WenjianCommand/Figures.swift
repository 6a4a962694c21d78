// Numbers, sizes and times for people.

import WenjianMessages
import WenjianText

/// `12,345`.
func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var groups: [String] = []
  while digits.count > 3 {
    groups.insert(String(digits.suffix(3)), at: 0)
    digits.removeLast(3)
  }
  return (number < 0 ? "-" : "") + ([digits] + groups).text(separator: ",")
}

/// `1 document`, `12 documents`.
func counted(_ number: Int, _ noun: String) -> String { counted(number, grouped(number), noun) }

/// The same without commas, where scripts read the line: `12345 documents`.
func plainlyCounted(_ number: Int, _ noun: String) -> String { counted(number, String(number), noun) }

private func counted(_ number: Int, _ digits: String, _ noun: String) -> String {
  if messageLanguage == .english { return number == 1 ? "1 " + noun : digits + " " + noun + "s" }
  return localized(
    number == 1
      ? Message(format: "1 " + noun, arguments: [])
      : Message(format: "%1 " + noun + "s", arguments: [.text(digits)]))
}

/// The number with so many decimals.
func decimal(_ number: Double, places: Int) -> String {
  guard number.isFinite, number.magnitude < 1e15 else { return "\(number)" }
  var factor = 1.0
  for _ in 0..<places { factor *= 10 }
  let scaled = Int((number.magnitude * factor).rounded())
  let whole = grouped(scaled / Int(factor))
  let sign = number < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return sign + whole }
  let fraction = String(scaled % Int(factor))
  return sign + whole + "." + String(repeating: "0", count: places - fraction.count) + fraction
}

/// `512 bytes`, `8.4 kB`, `120 MB`.
func byteSize(_ count: Int) -> String {
  if count < 1000 { return counted(count, "byte") }
  var size = Double(count)
  for unit in ["kB", "MB", "GB"] {
    size /= 1000
    if size < 999.5 || unit == "GB" {
      return decimal(size, places: size < 99.95 ? 1 : 0) + " " + unit
    }
  }
  return "\(count)"
}

/// `340 ns`, `17.3 µs`, `4.1 ms`, `12.0 s`.
func duration(nanoseconds: Int) -> String {
  if nanoseconds < 1000 { return "\(nanoseconds) ns" }
  var time = Double(nanoseconds)
  for unit in ["µs", "ms", "s"] {
    time /= 1000
    if time < 999.5 || unit == "s" {
      return decimal(time, places: time < 99.95 ? 1 : 0) + " " + unit
    }
  }
  return "\(nanoseconds) ns"
}
