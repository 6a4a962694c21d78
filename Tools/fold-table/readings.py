"""Collects the toned Mandarin readings of Han characters, for recognising pinyin annotations."""

import re
import unicodedata

import sources

TONE_MARKS = set("\u0300\u0301\u0304\u030C")
PROPERTIES = ["kMandarin", "kHanyuPinyin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983"]
SYLLABLE_BITS = 11


def syllables_of(property_name, value):
    """The syllables in one Unihan field: `10019.020:tiàn,tiǎn`, `yī(32747)`, `yī yí`."""
    for item in value.split():
        item = re.sub(r"\(.*?\)", "", item.split(":")[-1])
        yield from item.split(",")


def is_toned_syllable(syllable):
    """One to six letters, at least one tone mark, nothing else."""
    decomposed = unicodedata.normalize("NFD", syllable)
    letters = [item for item in decomposed if item.isalpha()]
    marks = [item for item in decomposed if unicodedata.combining(item)]
    return (
        1 <= len(letters) <= 6
        and len(letters) + len(marks) == len(decomposed)
        and any(mark in TONE_MARKS for mark in marks)
    )


def build(table):
    """(syllables sorted by UTF-8, sorted [scalar << 11 | syllable index]).

    A reading stands under the character and under its fold, so that an annotation is known in
    whichever form the character comes.
    """
    by_scalar = {}
    for name, values in sources.unihan("Readings", PROPERTIES).items():
        for character, value in values.items():
            for syllable in syllables_of(name, value):
                syllable = unicodedata.normalize("NFC", syllable).lower()
                if is_toned_syllable(syllable):
                    parts, _ = table.decode(table.entries[ord(character)])
                    by_scalar.setdefault(ord(character), set()).add(syllable)
                    if len(parts) == 1:
                        by_scalar.setdefault(parts[0], set()).add(syllable)
    syllables = sorted(set().union(*by_scalar.values()), key=lambda item: item.encode("utf-8"))
    if len(syllables) > 1 << SYLLABLE_BITS:
        raise ValueError(f"{len(syllables)} syllables do not fit in {SYLLABLE_BITS} bits")
    index = {syllable: number for number, syllable in enumerate(syllables)}
    readings = sorted(
        scalar << SYLLABLE_BITS | index[syllable]
        for scalar, named in by_scalar.items()
        for syllable in named
    )
    return syllables, readings
