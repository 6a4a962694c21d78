// Where things are on a page of OFD.

import Glibc

/// A map of the plane, as the attribute CTM writes it: a b c d e f.
struct OFDMatrix {
  var a = 1.0
  var b = 0.0
  var c = 0.0
  var d = 1.0
  var e = 0.0
  var f = 0.0

  init() {}

  /// The identity where six numbers are not there.
  init(_ text: String?) {
    let values = OFDNumbers.values(text)
    guard values.count == 6, values.allSatisfy(\.isFinite) else { return }
    (a, b, c, d, e, f) = (values[0], values[1], values[2], values[3], values[4], values[5])
  }

  /// Moves to the corner of a boundary.
  init(boundary: String?) {
    let values = OFDNumbers.values(boundary)
    guard values.count == 4, values.allSatisfy(\.isFinite) else { return }
    (e, f) = (values[0], values[1])
  }

  func callAsFunction(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (a * x + c * y + e, b * x + d * y + f)
  }

  /// The map that applies `inner` first.
  func around(_ inner: OFDMatrix) -> OFDMatrix {
    var result = OFDMatrix()
    result.a = a * inner.a + c * inner.b
    result.b = b * inner.a + d * inner.b
    result.c = a * inner.c + c * inner.d
    result.d = b * inner.c + d * inner.d
    (result.e, result.f) = self(inner.e, inner.f)
    return result
  }

  /// How much higher things become.
  var heightScale: Double { hypot(c, d) }
  var widthScale: Double { hypot(a, b) }

  /// Whether lines stay level and run to the right.
  var isUpright: Bool { a > 0 && d > 0 && abs(b) < abs(a) / 8 && abs(c) < abs(d) / 2 }
}

enum OFDNumbers {
  static func values(_ text: String?) -> [Double] {
    words(text).map { Double($0) ?? .nan }
  }

  /// The tokens between the white space of XML.
  private static func words(_ text: String?) -> [Substring] {
    (text ?? "").utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }.map { Substring($0) }
  }

  /// The distances of characters: numbers, of which `g 3 5` is 5 5 5.
  /// - Parameter limit: more are not needed.
  static func distances(_ text: String?, limit: Int) -> [Double] {
    var distances: [Double] = []
    var words = words(text)[...]
    while let word = words.popFirst(), distances.count < limit {
      if word == "g" {
        guard let count = words.popFirst().flatMap({ Int($0) }),
          let value = words.popFirst().flatMap({ Double($0) })
        else { break }
        distances += [Double](repeating: value, count: max(0, min(count, limit - distances.count)))
      } else if let value = Double(word), value.isFinite {
        distances.append(value)
      } else {
        break
      }
    }
    return distances
  }
}
