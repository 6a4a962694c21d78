"""Makes the script table: traditional and variant characters to the form they are searched as.

The first layer that names a character wins. Only the hand list may fold a character of the standard
set (the 8,105 of the 2013 list, Unihan kTGH): every data source is known to be wrong about some.
"""

import collections

import sources

Pair = collections.namedtuple("Pair", "source target layer")


def read_pairs(path):
    """Two tab-separated characters a line; `#` starts a comment line."""
    result = {}
    for line in path.open(encoding="utf-8"):
        if not line.startswith("#"):
            source, target = line.rstrip("\n").split("\t")
            result[source] = target
    return result


def read_characters(path):
    return {line.strip() for line in path.open(encoding="utf-8") if not line.startswith("#")}


def characters(value):
    """The characters of a Unihan variant field such as `U+5B50<kLau U+4E88`."""
    return [chr(int(item.split("<")[0][2:], 16)) for item in value.split()]


def is_gbk(character):
    try:
        return len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def reversed_dictionary(name, accepts):
    """{candidate: key}; the first key in OpenCC's order wins."""
    result = {}
    for key, candidates in sources.opencc_dictionary(name).items():
        for candidate in candidates:
            if candidate != key and accepts(key, candidate):
                result.setdefault(candidate, key)
    return result


def direct_layers(data_directory, icu, standard):
    """Layers 0 to 6, each (name, {source: target}), in order of precedence."""

    def outside(_, candidate):
        return candidate not in standard

    yield "hand", read_pairs(data_directory / "hand-pairs.tsv")
    yield "opencc-ts", {
        key: candidates[0]
        for key, candidates in sources.opencc_dictionary("TSCharacters").items()
        if key not in standard and candidates[0] != key
    }
    yield "icu", {
        source: target
        for source, target in icu.single_character_rules("Traditional-Simplified").items()
        if source not in standard and target in standard
    }
    taiwan = reversed_dictionary("TWVariants", outside)
    yield "opencc-variants", reversed_dictionary("HKVariants", outside) | taiwan
    yield "opencc-st", reversed_dictionary(
        "STCharacters", lambda key, candidate: key in standard and candidate not in standard)
    yield "opencc-jp", reversed_dictionary("JPVariants", outside)
    simplified = {}
    for source, value in sources.unihan("Variants", ["kSimplifiedVariant"])[
            "kSimplifiedVariant"].items():
        targets = set(characters(value)) - {source}
        if source not in standard and len(targets) == 1:
            simplified[source] = targets.pop()
    yield "unihan-simplified", simplified


def drop_cycles(fold, layer_of, order):
    """Of a cycle, the pair of the earliest layer goes.

    All five are OpenCC disagreeing with itself: TSCharacters has A to B where HKVariants reversed
    has B to A, neither in the standard set. The Hong Kong form is then the source.
    """
    for source in sorted(fold, key=lambda item: (order.index(layer_of[item]), item)):
        seen = {source}
        target = fold[source]
        while target in fold and target not in seen:
            seen.add(target)
            target = fold[target]
        if target == source:
            del fold[source], layer_of[source]


def is_rare_form(character, standard):
    """Whether a target is outside the basic plane and outside the standard: made by analogy, seldom printed."""
    return ord(character) > 0xFFFF and character not in standard


def closed(fold, character):
    while character in fold:
        character = fold[character]
    return character


def semantic_layer(fold, standard):
    """Layer 7: kZVariant and kSemanticVariant, where they lead to exactly one standard character.

    Only for characters that a real encoding or IICore holds: the rest is dictionary lore.
    """
    mappings = sources.unihan("OtherMappings", ["kBigFive", "kHKSCS"])
    common = set(mappings["kBigFive"]) | set(mappings["kHKSCS"])
    common |= set(sources.unihan("IRGSources", ["kIICore"])["kIICore"])
    variants = collections.defaultdict(set)
    for values in sources.unihan("Variants", ["kZVariant", "kSemanticVariant"]).values():
        for source, value in values.items():
            variants[source].update(characters(value))
    result = {}
    for source, named in variants.items():
        if source in standard or not (source in common or is_gbk(source)):
            continue
        targets = {closed(fold, target) for target in named} & standard
        if len(targets) == 1:
            result[source] = targets.pop()
    return result


def build(data_directory, icu):
    """The pairs, sorted by source: one scalar to one, idempotent, targets never sources."""
    standard = standard_characters()
    kept = read_characters(data_directory / "kept.txt")
    fold, layer_of, order = {}, {}, []

    def add(name, pairs):
        order.append(name)
        for source, target in pairs.items():
            if source not in fold and (name == "hand" or source not in kept):
                fold[source] = target
                layer_of[source] = name

    # A variant of a standard character is searched as that, although it has a form made by analogy: 遶 is 绕,
    # not the 𰺷 that Unicode 13 encoded. So what leads to such a form waits behind the semantic layer.
    rare_forms = []
    for name, pairs in direct_layers(data_directory, icu, standard):
        is_hand = name == "hand"
        add(name, {
            source: target for source, target in pairs.items()
            if is_hand or not is_rare_form(target, standard)})
        rare_forms.append((name, pairs))
    drop_cycles(fold, layer_of, order)
    add("unihan-semantic", semantic_layer(fold, standard))
    drop_cycles(fold, layer_of, order)
    for name, pairs in rare_forms:
        add(name, pairs)
    drop_cycles(fold, layer_of, order)
    return [Pair(source, closed(fold, source), layer_of[source]) for source in sorted(fold)]


def standard_characters():
    """The 8,105 characters of the 2013 list."""
    return set(sources.unihan("OtherMappings", ["kTGH"])["kTGH"])


def astral_standard_forms():
    """(traditional, simplified) of every standard character outside the basic plane that has another form.

    What Unihan and OpenCC each name, whatever the script table makes of it: its proof, not its source.
    """
    named = sources.unihan("Variants", ["kTraditionalVariant", "kSimplifiedVariant"])
    result = set()
    standard = {item for item in standard_characters() if ord(item) > 0xFFFF}
    for simplified, value in named["kTraditionalVariant"].items():
        result.update((traditional, simplified) for traditional in characters(value))
    for traditional, value in named["kSimplifiedVariant"].items():
        result.update((traditional, simplified) for simplified in characters(value))
    for simplified, candidates in sources.opencc_dictionary("STCharacters").items():
        result.update((traditional, simplified) for traditional in candidates)
    for traditional, candidates in sources.opencc_dictionary("TSCharacters").items():
        result.update((traditional, simplified) for simplified in candidates)
    return sorted(
        (traditional, simplified) for traditional, simplified in result
        if simplified in standard and traditional != simplified)
