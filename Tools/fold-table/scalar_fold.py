"""Folds one scalar as the search stream does, and says what kind of element comes out.

The seven steps are those of the design's section 2. A scalar is folded alone, and its result again
until nothing changes, so that fold(xy) = fold(x)fold(y) and fold(fold(x)) = fold(x).
"""

import sources

# What a folded scalar is in the stream. ctables.h.in documents the same numbers.
SYMBOL = 0
PUNCTUATION = 1
LETTER = 2
DIGIT = 3
SPACE = 4
NEWLINE = 5
IGNORABLE = 6
CONTROL = 7
EXPANSION = 8

CLASS_SHIFT = 24
HAN = 1 << 28
SCRIPT_CHANGED = 1 << 29
REPAIRED = 1 << 30
NO_BOUNDARY_BEFORE = 1 << 31
SCALAR_MASK = 0x1FFFFF

NEWLINES = {0x0A, 0x0D, 0x85, 0x2028, 0x2029}
BLANK_CONTROLS = {0x09, 0x0B, 0x0C}
ASCII_SYMBOLS = set(map(ord, "$+<=>^`|~"))
REPLACEMENT = 0xFFFD

# Scripts written without spaces: one scalar is one element, or a search for a part of a sentence
# would have to guess the run. The wide East Asian scripts (Han, kana, Bopomofo, Hangul, Yi, Tangut,
# Nushu, Khitan) are also found by their width; the others are those of the line-break class SA.
SCALAR_SCRIPTS = {
    "Ahom", "Bopomofo", "Han", "Hangul", "Hiragana", "Katakana", "Khitan_Small_Script", "Khmer",
    "Lao", "Myanmar", "New_Tai_Lue", "Nushu", "Tai_Le", "Tai_Tham", "Tai_Viet", "Tangut", "Thai",
    "Yi",
}
# ScriptExtensions.txt names scripts by their short names.
SCALAR_SCRIPT_CODES = {
    "Ahom", "Bopo", "Hani", "Hang", "Hira", "Kana", "Kits", "Khmr", "Laoo", "Mymr", "Talu", "Nshu",
    "Tale", "Lana", "Tavt", "Tang", "Thai", "Yiii",
}


def read_punctuation(path):
    """{source: target}, after checking that the readable column says what the code points say."""
    result = {}
    for line in path.open(encoding="utf-8"):
        if line.startswith("#"):
            continue
        target, named, shown, _ = line.rstrip("\n").split("\t")
        code_points = [int(code_point, 16) for code_point in named.split()]
        expected = f"{chr(int(target, 16))} {''.join(map(chr, code_points))}"
        if shown != expected:
            raise ValueError(f"{path.name}: {shown!r} stands beside code points of {expected!r}")
        for code_point in code_points:
            if code_point in result:
                raise ValueError(f"{path.name}: U+{code_point:04X} is named twice")
            result[code_point] = int(target, 16)
    return result


def read_private_use(path):
    result = {}
    for line in path.open(encoding="utf-8"):
        if not line.startswith("#"):
            source, target, _ = line.split("\t")
            result[int(source, 16)] = int(target, 16)
    return result


class ScalarFold:
    """The fold of every scalar, and the table entry that stands for it."""

    def __init__(self, data_directory, icu, script_pairs):
        self.icu = icu
        self.punctuation = read_punctuation(data_directory / "punctuation.tsv")
        self.punctuation_targets = set(self.punctuation.values())
        self.private_use = read_private_use(data_directory / "private-use.tsv")
        self.radicals = sources.equivalent_ideographs()
        self.script_table = {ord(pair.source): ord(pair.target) for pair in script_pairs}
        self.ignorable = sources.property_set(
            "DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
        self.category = sources.general_categories()
        self.han = sources.property_set("Scripts.txt", "Han")
        self.compatibility = {
            ord(character)
            for character in sources.unihan("IRGSources", ["kCompatibilityVariant"])[
                "kCompatibilityVariant"]
        }
        self._scalar_elements = self._make_scalar_elements()
        self._folded = {}

    @staticmethod
    def _make_scalar_elements():
        """Letters and marks that are an element each: by script, by script extension, by width."""
        script = sources.property_map("Scripts.txt")
        extensions = sources.property_map("ScriptExtensions.txt")
        result = {item for item, name in script.items() if name in SCALAR_SCRIPTS}
        for code_point, codes in extensions.items():
            if script.get(code_point) in ("Common", "Inherited"):
                if set(codes.split()) <= SCALAR_SCRIPT_CODES:
                    result.add(code_point)
        result |= sources.property_set("EastAsianWidth.txt", "W")
        return result

    # --- Steps -------------------------------------------------------------------------------

    def is_dropped(self, scalar):
        return self.class_of(scalar) in (IGNORABLE, CONTROL)

    def _once(self, scalar):
        """One pass of steps 2 to 7 over a scalar that is not dropped."""
        scalar = self.private_use.get(scalar, scalar)
        scalar = self.radicals.get(scalar, scalar)
        if scalar in self.punctuation:
            return (self.punctuation[scalar],)
        if scalar in self.punctuation_targets:
            return (scalar,)
        cased = tuple(map(ord, self.icu.nfkc_casefold(chr(scalar))))
        cased = (self.punctuation.get(item, item) for item in cased)
        return tuple(self.script_table.get(item, item) for item in cased)

    def fold(self, scalar):
        """The folded scalars; a dropped scalar is its own fold, its class says that it goes."""
        if scalar not in self._folded:
            if sources.is_surrogate(scalar):
                result = (REPLACEMENT,)
            elif self.is_dropped(scalar) or self.class_of(scalar) == NEWLINE:
                result = (scalar,)
            else:
                result = self._once(scalar)
                if result != (scalar,):
                    result = tuple(item for part in result for item in self.fold(part))
            self._folded[scalar] = result
        return self._folded[scalar]

    def changed_by_script_table(self, scalar):
        """Whether a pair of the script table was used on the way."""
        if scalar in self.script_table:
            return True
        parts = self.fold(scalar)
        if parts == (scalar,) or sources.is_surrogate(scalar):
            return False
        scalar = self.private_use.get(scalar, scalar)
        scalar = self.radicals.get(scalar, scalar)
        steps = {scalar, *map(ord, self.icu.nfkc_casefold(chr(scalar)))}
        return any(step in self.script_table for step in steps)

    def is_repaired(self, scalar):
        if scalar in self.radicals or scalar in self.private_use:
            return True
        return scalar in self.compatibility and self.fold(scalar) != (scalar,)

    # --- Classes -----------------------------------------------------------------------------

    def class_of(self, scalar):
        """The class of a scalar as it stands, without folding it."""
        if scalar in NEWLINES:
            return NEWLINE
        if scalar in BLANK_CONTROLS:
            return SPACE
        if scalar in self.ignorable:
            return IGNORABLE
        category = self.category.get(scalar, "Cn")
        if category == "Cc":
            return CONTROL
        if category == "Zs":
            return SPACE
        if category[0] == "P" or scalar in ASCII_SYMBOLS:
            return PUNCTUATION
        if category == "Nd":
            return DIGIT
        if category[0] in "LM" and scalar not in self._scalar_elements:
            return LETTER
        return SYMBOL

    def is_han(self, scalar):
        return scalar in self.han and self.category.get(scalar) in ("Lo", "Nl")

    def flags(self, scalar):
        """Bits 28 to 31 of the scalar's entry."""
        bits = 0
        parts = self.fold(scalar)
        if len(parts) == 1 and self.is_han(parts[0]):
            bits |= HAN
        if self.changed_by_script_table(scalar):
            bits |= SCRIPT_CHANGED
        if self.is_repaired(scalar):
            bits |= REPAIRED
        # A dropped scalar composes with nothing: without this, every variation selector would send
        # its neighbours down the slow path, because ICU sees that it vanishes.
        if not (sources.is_surrogate(scalar) or self.is_dropped(scalar)):
            if not self.icu.has_boundary_before(scalar):
                bits |= NO_BOUNDARY_BEFORE
        return bits


class FoldTable:
    """Entries for every scalar, with the expansions that entries of class 8 point to."""

    def __init__(self, fold):
        self.fold = fold
        self.expansions = []
        self._offsets = {}
        self.entries = [self._entry(scalar) for scalar in range(sources.SCALAR_LIMIT)]

    def _entry(self, scalar):
        parts = self.fold.fold(scalar)
        flags = self.fold.flags(scalar)
        if len(parts) == 1:
            return flags | self.fold.class_of(parts[0]) << CLASS_SHIFT | parts[0]
        if parts not in self._offsets:
            self._offsets[parts] = len(self.expansions)
            self.expansions += [len(parts), *parts]
        return flags | EXPANSION << CLASS_SHIFT | self._offsets[parts]

    def astral_ranges(self):
        """(first, last, entry) of every astral scalar that is not an unmarked class 0 of its own.

        A scalar that folds to itself carries SCALAR_MASK in the low bits, so that one range holds
        thousands of them.
        """
        ranges = []
        for scalar in range(0x10000, sources.SCALAR_LIMIT):
            entry = self.entries[scalar]
            if entry >> CLASS_SHIFT & 0xF != EXPANSION and entry & SCALAR_MASK == scalar:
                if entry == scalar:
                    continue
                entry |= SCALAR_MASK
            if ranges and ranges[-1][1] == scalar - 1 and ranges[-1][2] == entry:
                ranges[-1][1] = scalar
            else:
                ranges.append([scalar, scalar, entry])
        return ranges

    def decode(self, entry):
        """(folded scalars, class) of a table entry, read as the C side reads it."""
        kind = entry >> CLASS_SHIFT & 0xF
        low = entry & SCALAR_MASK
        if kind == EXPANSION:
            return tuple(self.expansions[low + 1 : low + 1 + self.expansions[low]]), kind
        return (low,), kind
