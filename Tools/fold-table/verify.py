"""Proves the laws that the tables promise, on the arrays as they are written.

Each check returns the list of what it found wrong; empty means that the law holds.
"""

import bisect
import re
import unicodedata

import readings as reading_rules
import scalar_fold as rules
import sources

LIMIT = 20


class Tables:
    """The arrays as the C side reads them: ranges are searched, not looked up in the generator."""

    def __init__(self, table, pairs, astral_standard, syllables, readings):
        self.table = table
        self.pairs = pairs
        self.astral_standard = astral_standard
        self.ranges = table.astral_ranges()
        self.firsts = [first for first, _, _ in self.ranges]
        self.syllable_index = {item: number for number, item in enumerate(syllables)}
        self.readings = readings

    def entry(self, scalar):
        if scalar < 0x10000:
            return self.table.entries[scalar]
        place = bisect.bisect_right(self.firsts, scalar) - 1
        if place < 0 or self.ranges[place][1] < scalar:
            return scalar
        entry = self.ranges[place][2]
        if entry & rules.SCALAR_MASK == rules.SCALAR_MASK:
            return entry & ~rules.SCALAR_MASK | scalar
        return entry

    def fold(self, scalar):
        """(folded scalars, class)."""
        return self.table.decode(self.entry(scalar))

    def is_reading(self, scalar, syllable):
        number = self.syllable_index.get(syllable)
        if number is None:
            return False
        key = scalar << reading_rules.SYLLABLE_BITS | number
        place = bisect.bisect_left(self.readings, key)
        return place < len(self.readings) and self.readings[place] == key

    def without_annotations(self, text):
        """The text with pinyin annotations removed: Han, bracket, a reading of it, bracket."""

        def replace(match):
            han, syllable = match[1], unicodedata.normalize("NFC", match[2]).lower()
            folded, _ = self.fold(ord(han))
            known = self.is_reading(ord(han), syllable) or self.is_reading(folded[0], syllable)
            return han if known and self.entry(ord(han)) & rules.HAN else match[0]

        return re.sub(r"(\S)[(（]([^\W\d_][^()（）\s]{0,11})[)）]", replace, text)

    def stream(self, text):
        """A simple search stream: folded scalars, white space and dropped scalars left out."""
        result = []
        for character in self.without_annotations(text):
            parts, _ = self.fold(ord(character))
            for part in parts:
                if self.fold(part)[1] not in (
                        rules.SPACE, rules.NEWLINE, rules.IGNORABLE, rules.CONTROL):
                    result.append(chr(part))
        return "".join(result)


def scalars():
    return (item for item in range(sources.SCALAR_LIMIT) if not sources.is_surrogate(item))


def shown(scalar):
    return f"U+{scalar:04X} {chr(scalar)}"


def check_idempotence(tables, _):
    """Every folded scalar folds to itself, with the class that its source's entry carries."""
    wrong = []
    for scalar in scalars():
        parts, kind = tables.fold(scalar)
        for part in parts:
            again, own = tables.fold(part)
            if again != (part,) or (kind != rules.EXPANSION and own != kind):
                wrong.append(f"{shown(scalar)} gives {shown(part)}, which is not final")
        if kind == rules.EXPANSION and len(parts) < 2:
            wrong.append(f"{shown(scalar)} is an expansion to {len(parts)} scalars")
    return wrong


def check_ranges(tables, _):
    """Astral ranges are sorted, do not overlap, and agree with the fold of each scalar."""
    wrong = []
    previous = 0xFFFF
    for first, last, _ in tables.ranges:
        if not previous < first <= last:
            wrong.append(f"range U+{first:04X}-{last:04X} follows U+{previous:04X}")
        previous = last
    for scalar in range(0x10000, sources.SCALAR_LIMIT):
        if tables.entry(scalar) != tables.table.entries[scalar]:
            wrong.append(f"{shown(scalar)} is found with another entry")
    return wrong


def check_entry_bits(tables, _):
    """Bits 21 to 23 are zero and the class is one of nine."""
    return [
        shown(scalar) for scalar in scalars()
        if tables.entry(scalar) >> 21 & 7 or tables.entry(scalar) >> 24 & 15 > rules.EXPANSION
    ]


def check_script_pairs(tables, _):
    """Script pairs are one scalar to one, targets never sources, and the entries follow."""
    wrong = []
    origins = {pair.source for pair in tables.pairs}
    if len(origins) != len(tables.pairs):
        wrong.append("a source stands twice")
    for source, target, _ in tables.pairs:
        entry = tables.entry(ord(source))
        if len(source) != 1 or len(target) != 1:
            wrong.append(f"{source} {target} is not one scalar to one")
        if target in origins:
            wrong.append(f"{source} {target}: the target is a source")
        if tables.fold(ord(source)) != ((ord(target),), rules.SYMBOL):
            wrong.append(f"{source} does not fold to {target}")
        if not entry & rules.SCRIPT_CHANGED or tables.entry(ord(target)) & rules.SCRIPT_CHANGED:
            wrong.append(f"{source} {target}: the mark of the script table is wrong")
    return wrong


def check_astral_standard(tables, _):
    """Every standard character outside the basic plane meets its traditional forms."""
    return [
        f"{traditional} {simplified} do not fold to the same"
        for traditional, simplified in tables.astral_standard
        if tables.fold(ord(traditional)) != tables.fold(ord(simplified))
    ]


def check_against_icu(tables, fold):
    """A scalar that no other step touches folds as ICU's NFKC_Casefold and the parts of that."""
    wrong = []
    touched = set(fold.punctuation) | set(fold.punctuation_targets) | set(fold.radicals)
    touched |= set(fold.private_use) | set(fold.script_table)
    for scalar in scalars():
        if scalar in touched:
            continue
        cased = tuple(map(ord, fold.icu.nfkc_casefold(chr(scalar))))
        parts, kind = tables.fold(scalar)
        if kind == rules.IGNORABLE:
            if cased:
                wrong.append(f"{shown(scalar)} is dropped, ICU keeps it")
        else:
            expected = tuple(final for item in cased for final in tables.fold(item)[0])
            if parts != expected:
                wrong.append(f"{shown(scalar)} gives {parts}, ICU leads to {expected}")
            if not touched & set(cased) and parts != cased:
                wrong.append(f"{shown(scalar)} gives {parts}, ICU {cased}")
    return wrong


SAMPLES = [
    ("\u56FD", "\u56FD", rules.SYMBOL, rules.HAN),
    ("\u570B", "\u56FD", rules.SYMBOL, rules.HAN | rules.SCRIPT_CHANGED),
    ("\uF914", "\u4E50", rules.SYMBOL, rules.HAN | rules.SCRIPT_CHANGED | rules.REPAIRED),
    ("\u2EC4", "\u897F", rules.SYMBOL, rules.HAN | rules.REPAIRED),
    ("\u92D0", "\U0002CB4E", rules.SYMBOL, rules.HAN | rules.SCRIPT_CHANGED),
    ("\U0002CB4E", "\U0002CB4E", rules.SYMBOL, rules.HAN),
    ("\U00020005", "\U00020005", rules.SYMBOL, rules.HAN),
    ("\U00021A34", "\u5B81", rules.SYMBOL, rules.HAN | rules.SCRIPT_CHANGED),
    ("\u25CB", "\u3007", rules.SYMBOL, rules.HAN),
    ("\u3005", "\u3005", rules.SYMBOL, 0),
    ("\uFF76", "\u30AB", rules.SYMBOL, 0),
    ("\uFF9E", "\u3099", rules.SYMBOL, rules.NO_BOUNDARY_BEFORE),
    ("\uAC00", "\uAC00", rules.SYMBOL, 0),
    ("\u0E01", "\u0E01", rules.SYMBOL, 0),
    ("\U0001F600", "\U0001F600", rules.SYMBOL, 0),
    ("\uE000", "\uE000", rules.SYMBOL, 0),
    ("\uE81E", "\u9FB4", rules.SYMBOL, rules.HAN | rules.REPAIRED),
    ("\uFFFD", "\uFFFD", rules.SYMBOL, 0),
    ("\u201C", '"', rules.PUNCTUATION, 0),
    ("\u300D", '"', rules.PUNCTUATION, 0),
    ("\u3014", "[", rules.PUNCTUATION, 0),
    ("\u2014", "-", rules.PUNCTUATION, 0),
    ("\uFF0C", ",", rules.PUNCTUATION, 0),
    ("\uFE30", ":", rules.PUNCTUATION, 0),
    ("\u2026", "\u2026", rules.PUNCTUATION, 0),
    ("\u22EF", "\u2026", rules.PUNCTUATION, 0),
    ("\u02D9", "\u00B7", rules.PUNCTUATION, 0),
    ("\uFF0B", "+", rules.PUNCTUATION, 0),
    ("\u300A", "\u300A", rules.PUNCTUATION, 0),
    ("\uFF21", "a", rules.LETTER, 0),
    ("\u0416", "\u0436", rules.LETTER, 0),
    ("\u06D5", "\u06D5", rules.LETTER, 0),
    ("\u0F40", "\u0F40", rules.LETTER, 0),
    ("\u0301", "\u0301", rules.LETTER, rules.NO_BOUNDARY_BEFORE),
    ("\uFF15", "5", rules.DIGIT, 0),
    ("\u2460", "1", rules.DIGIT, 0),
    ("\u0663", "\u0663", rules.DIGIT, 0),
    ("\u3000", " ", rules.SPACE, 0),
    ("\u00A0", " ", rules.SPACE, 0),
    ("\t", "\t", rules.SPACE, 0),
    ("\uE5E5", " ", rules.SPACE, rules.REPAIRED),
    ("\n", "\n", rules.NEWLINE, 0),
    ("\u2028", "\u2028", rules.NEWLINE, 0),
    ("\u0085", "\u0085", rules.NEWLINE, 0),
    ("\u200B", "\u200B", rules.IGNORABLE, 0),
    ("\uFEFF", "\uFEFF", rules.IGNORABLE, 0),
    ("\U000E0100", "\U000E0100", rules.IGNORABLE, 0),
    ("\u3164", "\u3164", rules.IGNORABLE, 0),
    ("\0", "\0", rules.CONTROL, 0),
    ("\u0080", "\u0080", rules.CONTROL, 0),
    ("\u33A1", "m2", rules.EXPANSION, 0),
    ("\u3220", "(\u4E00)", rules.EXPANSION, 0),
    ("\u2488", "1.", rules.EXPANSION, 0),
    ("\u2162", "iii", rules.EXPANSION, 0),
    ("\u00BD", "1\u20442", rules.EXPANSION, 0),
    ("\u00DF", "ss", rules.EXPANSION, 0),
]


def check_samples(tables, _):
    """Named scalars have the fold, class and marks written beside them."""
    wrong = []
    for source, target, kind, flags in SAMPLES:
        entry = tables.entry(ord(source))
        found = "".join(map(chr, tables.fold(ord(source))[0]))
        if (found, entry >> 24 & 15, entry & 0xF0000000) != (target, kind, flags):
            wrong.append(f"{shown(ord(source))} gives {found!r}, entry {entry:08X}")
    return wrong


def check_readings(tables, _):
    """Readings are sorted, single, in range, and stand under the fold as well."""
    wrong = []
    if any(a >= b for a, b in zip(tables.readings, tables.readings[1:])):
        wrong.append("readings are not strictly ascending")
    names = list(tables.syllable_index)
    if [item.encode() for item in names] != sorted(item.encode() for item in names):
        wrong.append("syllables are not sorted by their bytes")
    for name in names:
        if len(name.encode()) > 7 or unicodedata.normalize("NFC", name).lower() != name:
            wrong.append(f"{name} is too long or not in normal form")
    for reading in tables.readings:
        scalar, number = reading >> reading_rules.SYLLABLE_BITS, reading & 0x7FF
        parts, _ = tables.fold(scalar)
        if number >= len(names) or not tables.is_reading(parts[0], names[number]):
            wrong.append(f"{shown(scalar)} has a reading that its fold lacks")
    return wrong


# --- Gold cases outside the project ---------------------------------------------------------------


def rows(path):
    """Tab-separated rows with \\n, \\t, \\\\ and \\u{HEX} undone."""
    plain = {"n": "\n", "t": "\t", "\\": "\\"}

    def undo(match):
        return chr(int(match[1], 16)) if match[1] else plain[match[2]]

    for line in path.open(encoding="utf-8"):
        if not line.startswith("#"):
            yield [
                re.sub(r"\\(?:u\{([0-9A-Fa-f]+)\}|([nt\\]))", undo, field)
                for field in line.rstrip("\n").split("\t")
            ]


def check_gold(tables, gold_directory):
    """The gold rows for folding and for pinyin, read from a directory beside the project."""
    wrong, count = [], 0
    for a, b, *_ in rows(gold_directory / "fold_must_match.tsv"):
        count += 1
        if tables.stream(a) != tables.stream(b):
            wrong.append(f"{a} and {b} must match: {tables.stream(a)}, {tables.stream(b)}")
    for a, b, *_ in rows(gold_directory / "fold_must_not_match.tsv"):
        count += 1
        if tables.stream(a) == tables.stream(b):
            wrong.append(f"{a} and {b} must not match")
    for text, expected, *_ in rows(gold_directory / "pinyin_noise.tsv"):
        count += 1
        if tables.without_annotations(text) != expected:
            wrong.append(f"{text} gives {tables.without_annotations(text)}")
    return wrong, count


CHECKS = [
    check_idempotence, check_ranges, check_entry_bits, check_script_pairs, check_astral_standard,
    check_against_icu, check_samples, check_readings,
]


def run(tables, fold, gold_directory):
    """Prints one line per law; returns the number of laws that do not hold."""
    failures = 0

    def report(sentence, wrong):
        nonlocal failures
        print(f"{'FAIL' if wrong else 'ok  '} {sentence}")
        for item in wrong[:LIMIT]:
            print(f"       {item}")
        if len(wrong) > LIMIT:
            print(f"       and {len(wrong) - LIMIT} more")
        failures += bool(wrong)

    for check in CHECKS:
        report(check.__doc__.split("\n")[0], check(tables, fold))
    if gold_directory is None:
        print("skip Gold rows: no directory given (--gold, WENJIAN_SHARED or ../shared)")
    else:
        wrong, count = check_gold(tables, gold_directory)
        report(f"Gold rows: {count}", wrong)
    return failures
