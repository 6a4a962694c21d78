#!/usr/bin/env python3
"""Makes the script table, the fold table and the readings, or checks the ones in the tree.

  generate.py                 writes the files
  generate.py --check         makes them in memory, compares them with the files, proves their laws
  generate.py --compare FILE  compares the script pairs with a reference (columns 1, 2: code points)
"""

import argparse
import os
import pathlib
import sys

sys.dont_write_bytecode = True

import emit
import readings
import scalar_fold
import script_table
import sources
import verify

TOOL = pathlib.Path(__file__).resolve().parent
PROJECT = TOOL.parent.parent
DATA = TOOL / "data"


def gold_directory(given):
    """The directory with fold_must_match.tsv, or None."""
    shared = os.environ.get("WENJIAN_SHARED") or PROJECT.parent / "shared"
    path = given or pathlib.Path(shared) / "gold"
    if (path / "fold_must_match.tsv").exists():
        return path
    if given:
        sys.exit(f"{given} has no fold_must_match.tsv")
    return None


def compare(pairs, path):
    """Prints each difference between the pairs and a reference file; returns how many there are."""
    reference = {}
    for line in path.open(encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            source, target = line.split("\t")[:2]
            reference[chr(int(source, 16))] = chr(int(target, 16))
    made = {pair.source: pair.target for pair in pairs}
    different = [item for item in sorted(set(made) | set(reference))
                 if made.get(item) != reference.get(item)]
    for source in different:
        here, there = made.get(source), reference.get(source)
        print(f"U+{ord(source):04X} {source}: here {here}, there {there}")
    print(f"{len(made)} pairs here, {len(reference)} there, {len(different)} differences")
    return len(different)


def check_files(files):
    """Prints each checked-in file that differs from what would be written; returns how many."""
    stale = 0
    for name, text in files.items():
        path = PROJECT / name
        same = path.exists() and path.read_text(encoding="utf-8") == text
        print(f"{'ok  ' if same else 'FAIL'} {name} {'is' if same else 'is not'} what is generated")
        stale += not same
    return stale


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, check everything")
    parser.add_argument("--compare", type=pathlib.Path, metavar="FILE", help="a reference of pairs")
    parser.add_argument("--gold", type=pathlib.Path, metavar="DIR", help="gold rows for --check")
    arguments = parser.parse_args()

    icu = sources.ICU()
    if icu.unicode_version != sources.unicode_version():
        raise sources.SourceError(
            f"ICU has Unicode {icu.unicode_version}, unicode-data {sources.unicode_version()}: "
            "install packages of one Debian release")
    pairs = script_table.build(DATA, icu)
    if arguments.compare and not arguments.check:
        return 1 if compare(pairs, arguments.compare) else 0

    fold = scalar_fold.ScalarFold(DATA, icu, pairs)
    table = scalar_fold.FoldTable(fold)
    syllables, known = readings.build(table)
    provenance = emit.Provenance(
        sources.unicode_version(), icu.version, sources.opencc_version())
    template = (TOOL / "ctables.h.in").read_text(encoding="utf-8")
    astral_standard = script_table.astral_standard_forms()
    files = emit.render(provenance, template, pairs, astral_standard, table, syllables, known)

    if arguments.check:
        failures = check_files(files)
        tables = verify.Tables(table, pairs, astral_standard, syllables, known)
        failures += verify.run(tables, fold, gold_directory(arguments.gold))
        if arguments.compare:
            failures += bool(compare(pairs, arguments.compare))
        return 1 if failures else 0
    for name, text in files.items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{name}: {len(text.encode('utf-8')):,} bytes")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except sources.SourceError as error:
        sys.exit(f"fold-table: {error}")
