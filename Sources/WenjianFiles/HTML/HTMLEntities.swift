// Character references in HTML: &amp; &#20013; &#x4E2D; with or without the semicolon.

import WenjianText

enum HTMLEntities {
  /// Resolves the reference that begins with the `&` at `start`.
  /// - Returns: the scalar and where the reference ends; nil when it is only an ampersand. A number that is no scalar
  ///   is U+FFFD.
  static func read(_ source: UnsafeBufferPointer<UInt8>, at start: Int, before end: Int) -> (
    scalar: UInt32, end: Int
  )? {
    var at = start + 1
    guard at < end else { return nil }
    if source[at] == "#" { return number(source, at: at + 1, before: end) }
    let nameStart = at
    while at < end, at - nameStart < 12, isNameByte(source[at]) { at += 1 }
    guard at - nameStart >= 2 else { return nil }
    let isClosed = at < end && source[at] == ";"
    // &copy2019
    if !isClosed { while at - nameStart > 2, source[at - 1] < 0x3A { at -= 1 } }
    let name = String(decoding: UnsafeBufferPointer(rebasing: source[nameStart..<at]), as: UTF8.self)
    // Without a semicolon only the old names count: `&copy 2019` is a sign, `&period` in an address is not.
    guard let scalar = scalars[name], isClosed || scalar < 0x100 else { return nil }
    return (scalar, isClosed ? at + 1 : at)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    HTMLTokenizer.isLetter(byte) || "0"..."9" ~= byte
  }

  private static func number(
    _ source: UnsafeBufferPointer<UInt8>, at first: Int, before end: Int
  ) -> (scalar: UInt32, end: Int)? {
    var at = first
    var value: UInt32 = 0
    let isHexadecimal = at < end && source[at] | 0x20 == "x"
    if isHexadecimal { at += 1 }
    let digits = at
    while at < end {
      let byte = source[at]
      let digit: UInt32
      switch byte {
      case "0"..."9": digit = UInt32(byte & 15)
      case "A"..."F" where isHexadecimal, "a"..."f" where isHexadecimal: digit = UInt32((byte | 0x20) - 0x57)
      default: digit = 16
      }
      if digit == 16 { break }
      value = Swift.min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
      at += 1
    }
    guard at > digits else { return nil }
    if at < end, source[at] == ";" { at += 1 }
    // 0x80 to 0x9F are what Windows shows there, as in every browser.
    if (0x80...0x9F).contains(value) { value = windows1252[Int(value - 0x80)] }
    return (Unicode.Scalar(value) == nil || value == 0 ? 0xFFFD : MarkedText.cleaned(value), at)
  }

  /// By the low bits; 81, 8D, 8F, 90 and 9D are not used.
  private static let windows1252 =
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars.map(\.value)

  /// The names of HTML 4, and those of HTML 5 that stand for a sign of Chinese pages. The others stay as they are.
  private static let scalars: [String: UInt32] = {
    let words = names.split { $0 == " " || $0 == "\n" }
    return Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: words.count - 1, by: 2).compactMap { index in
        UInt32(words[index + 1], radix: 16).map { (String(words[index]), $0) }
      })
  }()

  private static let names = """
    Tab 9 NewLine a excl 21 quot 22 num 23 dollar 24 percnt 25 amp 26 apos 27 lpar 28 rpar 29 ast 2a
    plus 2b comma 2c period 2e sol 2f colon 3a semi 3b lt 3c equals 3d gt 3e quest 3f commat 40 lsqb 5b
    bsol 5c rsqb 5d lowbar 5f grave 60 lcub 7b verbar 7c vert 7c rcub 7d nbsp a0 iexcl a1 cent a2 pound a3
    curren a4 yen a5 brvbar a6 sect a7 uml a8 copy a9 ordf aa laquo ab not ac shy ad reg ae macr af deg b0
    plusmn b1 sup2 b2 sup3 b3 acute b4 micro b5 para b6 centerdot b7 middot b7 cedil b8 sup1 b9 ordm ba
    raquo bb frac14 bc frac12 bd half bd frac34 be iquest bf Agrave c0 Aacute c1 Acirc c2 Atilde c3 Auml c4
    Aring c5 AElig c6 Ccedil c7 Egrave c8 Eacute c9 Ecirc ca Euml cb Igrave cc Iacute cd Icirc ce Iuml cf
    ETH d0 Ntilde d1 Ograve d2 Oacute d3 Ocirc d4 Otilde d5 Ouml d6 times d7 Oslash d8 Ugrave d9 Uacute da
    Ucirc db Uuml dc Yacute dd THORN de szlig df agrave e0 aacute e1 acirc e2 atilde e3 auml e4 aring e5
    aelig e6 ccedil e7 egrave e8 eacute e9 ecirc ea euml eb igrave ec iacute ed icirc ee iuml ef eth f0
    ntilde f1 ograve f2 oacute f3 ocirc f4 otilde f5 ouml f6 divide f7 oslash f8 ugrave f9 uacute fa
    ucirc fb uuml fc yacute fd thorn fe yuml ff OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192
    circ 2c6 tilde 2dc Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398
    Iota 399 Kappa 39a Lambda 39b Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 Sigma 3a3 Tau 3a4
    Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9 ohm 3a9 alpha 3b1 beta 3b2 gamma 3b3 delta 3b4
    epsilon 3b5 zeta 3b6 eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu 3bc nu 3bd xi 3be omicron 3bf
    pi 3c0 rho 3c1 sigmaf 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8 omega 3c9 thetasym 3d1
    upsih 3d2 piv 3d6 ensp 2002 emsp 2003 emsp13 2004 emsp14 2005 numsp 2007 puncsp 2008 thinsp 2009
    hairsp 200a zwnj 200c zwj 200d lrm 200e rlm 200f hyphen 2010 ndash 2013 mdash 2014 horbar 2015
    lsquo 2018 rsquo 2019 sbquo 201a ldquo 201c rdquo 201d bdquo 201e dagger 2020 Dagger 2021 bull 2022
    nldr 2025 hellip 2026 mldr 2026 permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203a oline 203e
    frasl 2044 NoBreak 2060 euro 20ac celsius 2103 incare 2105 image 2111 numero 2116 copysr 2117
    weierp 2118 real 211c trade 2122 alefsym 2135 larr 2190 uarr 2191 rarr 2192 darr 2193 harr 2194
    crarr 21b5 lArr 21d0 uArr 21d1 rArr 21d2 dArr 21d3 hArr 21d4 forall 2200 part 2202 exist 2203
    empty 2205 nabla 2207 isin 2208 notin 2209 ni 220b prod 220f sum 2211 minus 2212 lowast 2217 radic 221a
    prop 221d infin 221e ang 2220 and 2227 or 2228 cap 2229 cup 222a int 222b there4 2234 sim 223c
    cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 ge 2265 sub 2282 sup 2283 nsub 2284 sube 2286 supe 2287
    oplus 2295 otimes 2297 perp 22a5 sdot 22c5 lceil 2308 rceil 2309 lfloor 230a rfloor 230b lang 2329
    rang 232a blk34 2593 squ 25a1 square 25a1 utrif 25b4 utri 25b5 rtrif 25b8 dtrif 25be dtri 25bf
    ltrif 25c2 loz 25ca cir 25cb xcirc 25ef bigstar 2605 starf 2605 star 2606 phone 260e spades 2660
    clubs 2663 hearts 2665 diams 2666 check 2713 cross 2717
    """
}
