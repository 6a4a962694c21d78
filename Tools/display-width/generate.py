"""Writes DisplayWidthTable.swift from Debian's unicode-data (UAX #11 and UAX #29 data)."""
import os, sys
root = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
def ranges(name):
    for line in open(os.path.join(root, name), encoding="utf-8"):
        line = line.split("#")[0].strip()
        if not line: continue
        span, value = [f.strip() for f in line.split(";")[:2]]
        lo, _, hi = span.partition("..")
        yield int(lo, 16), int(hi or lo, 16), value
N = 0x110000
width = bytearray([1]) * N
for lo, hi in ((0x3400,0x4DBF),(0x4E00,0x9FFF),(0xF900,0xFAFF),(0x20000,0x2FFFD),(0x30000,0x3FFFD)):
    for c in range(lo, hi+1): width[c] = 2
for lo, hi, v in ranges("EastAsianWidth.txt"):
    for c in range(lo, hi+1): width[c] = 2 if v in ("W", "F") else 1
category = {}
zero = bytearray(N)
for lo, hi, v in ranges("extracted/DerivedGeneralCategory.txt"):
    if v in ("Mn", "Me", "Cf", "Cc", "Zl", "Zp"):
        for c in range(lo, hi+1): zero[c] = 1
control = bytearray(N)
for lo, hi, v in ranges("extracted/DerivedGeneralCategory.txt"):
    if v == "Cc":
        for c in range(lo, hi+1): control[c] = 1
for lo, hi, v in ranges("PropList.txt"):
    if v == "Prepended_Concatenation_Mark":
        for c in range(lo, hi+1): zero[c] = 0
zero[0xAD] = 0
extends = bytearray(N)
for c in range(N):
    if zero[c] and not control[c] and c not in (0x2028, 0x2029): extends[c] = 1
extends[0xAD] = 1
for lo, hi, v in ranges("auxiliary/GraphemeBreakProperty.txt"):
    if v in ("V", "T"):
        for c in range(lo, hi+1): zero[c] = 1
    if v in ("V", "T", "Extend", "SpacingMark", "ZWJ"):
        for c in range(lo, hi+1): extends[c] = 1
points = []; last = None
for c in range(N):
    value = (0 if zero[c] else width[c]) | (4 if extends[c] else 0)
    if value != last: points.append(c << 3 | value); last = value
rows = []
line = "   "
for p in points:
    s = " 0x%X," % p
    if len(line) + len(s) > 100: rows.append(line); line = "   "
    line += s
rows.append(line)
print("""// Generated: the display width of every scalar and whether it continues the character before it.
//
// Source: UAX #11 and UAX #29 data of Unicode 15.0.0 as packaged by Debian (unicode-data 15.0.0-1):
// EastAsianWidth.txt, extracted/DerivedGeneralCategory.txt, auxiliary/GraphemeBreakProperty.txt,
// PropList.txt. Unicode licence (https://www.unicode.org/license.txt).

/// Change points, ascending: `scalar << 3 | facts` holds from that scalar to the next row's.
///
/// Facts: bits 0 and 1 are the width in columns, 2 for East Asian Wide and Fullwidth (unassigned
/// scalars of the ideograph blocks included), 0 for Mn, Me, Cf, Cc, Zl, Zp and Hangul vowels and
/// finals; else 1, ambiguous ones too. The soft hyphen and the prepended marks are 1. Bit 2: the
/// scalar belongs to the character before it (Extend, SpacingMark, ZWJ, V, T of UAX #29, and every
/// other zero-width format character: gluing more than UAX #29 does never splits a cluster).
let displayFacts: [UInt32] = [""")
print("\n".join(rows)); print("]")
print(len(points), file=sys.stderr)
