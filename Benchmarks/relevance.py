#!/usr/bin/env python3
"""Asks judged questions of Wenjian and of its peers, and says how good the first ten answers are.

The folder holds NAME_docs.jsonl.xz, NAME_dev_queries.tsv and NAME_dev_qrels.tsv. All systems are given the same
documents (a title above its text) and the questions as they were typed. The first command is compared with each other
system in pairs.
"""
import argparse
import json
import sys
import time
from pathlib import Path

from machine import head, machine, source_state, write_report
from Relevance.judged import MEASURES, JudgedSet, measured
from Relevance.paired import ROUNDS, compared, interval, mean
from Relevance.systems import Missing, Wenjian, peers


def summary(values):
    low, high = interval(values)
    return dict(mean=mean(values), low=low, high=high)


def evaluated(judged, systems, scratch):
    """One set: what each system reached, and the first one against the others."""
    result = dict(
        name=judged.name, documents=judged.lines.count(b"\n"), questions=len(judged.questions), sha256=judged.sha256,
        judgements=sum(map(len, judged.judgements.values())), systems=[], pairs=[], missing={})
    first = None
    for system in systems:
        print(f"{judged.name}: {system.name}", file=sys.stderr, flush=True)
        try:
            values = measured(judged, system.answer(judged, scratch))
        except Missing as reason:
            print(f"  left out: {reason}", file=sys.stderr)
            result["missing"][system.name] = str(reason)
            continue
        rows = {name: summary(x.values()) for name, x in values.items()}
        result["systems"].append(dict(name=system.name, remark=system.remark, measures=rows, by_question=values))
        if first is None:
            first = values
        else:
            pairs = {name: compared(first[name], values[name]) for name in MEASURES}
            result["pairs"].append(dict(name=system.name, measures=pairs))
    return result


def table(result):
    yield f"## {result['name']}"
    yield ""
    yield (
        f"{result['documents']:,} documents (sha256 of the packed file `{result['sha256'][:16]}`), "
        f"{result['questions']:,} questions, {result['judgements']:,} judgements. In brackets 95 % intervals "
        f"(bootstrap over the questions, {ROUNDS:,} rounds).")
    yield ""
    yield "| system | " + " | ".join(MEASURES) + " |"
    yield "| --- |" + " ---: |" * len(MEASURES)
    for system in result["systems"]:
        cells = (f"{x['mean']:.4f} [{x['low']:.3f}, {x['high']:.3f}]" for x in map(system["measures"].get, MEASURES))
        yield f"| {system['name']} | " + " | ".join(cells) + " |"
    for name, reason in result["missing"].items():
        yield f"| {name} | left out: {reason} |" + " |" * (len(MEASURES) - 1)
    if result["pairs"]:
        yield ""
        yield (
            f"{result['systems'][0]['name']} against each, in pairs; p by a randomisation test (two-sided, "
            f"{ROUNDS:,} rounds); questions that it answers better and worse:")
        yield ""
        yield "| against | measure | difference | 95 % | p | better | worse |"
        yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for pair in result["pairs"]:
        for name in MEASURES:
            x = pair["measures"][name]
            yield (
                f"| {pair['name']} | {name} | {x['mean']:+.4f} | {x['low']:+.4f} to {x['high']:+.4f} | {x['p']:.4f} | "
                f"{x['better']} | {x['worse']} |")
    yield ""
    for system in result["systems"]:
        yield f"- {system['name']}: {system['remark']}."


def report(result, options):
    command = ["make relevance", *([] if options.peers else ["PEERS="]), *(["AGAINST=…"] if options.against else [])]
    yield from head(result, "judged questions", " ".join(command))
    for judged in result["sets"]:
        yield ""
        yield from table(judged)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("command", help="the built wenjian")
    parser.add_argument("against", nargs="?", help="another build, to be compared with the first")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True, help="ask other engines too")
    parser.add_argument("--scratch", type=Path, help="where indexes go; they are removed at the end")
    parser.add_argument("--into", type=Path, help="file the report in this directory")
    parser.add_argument("--json", type=Path, help="write all figures, and those of each question, into this file")
    parser.add_argument("--swift", default="", help="the compiler's version, for the record")
    options = parser.parse_args()
    names = sorted(x.name.removesuffix("_docs.jsonl.xz") for x in options.folder.glob("*_docs.jsonl.xz"))
    if not names:
        sys.exit(f"{options.folder} holds no judged questions (…_docs.jsonl.xz)")
    if options.scratch:
        options.scratch.mkdir(parents=True, exist_ok=True)
    root = Path(__file__).resolve().parent.parent
    result = dict(
        started=time.strftime("%F %T"), machine=machine(), engine={**source_state(root), "swift": options.swift},
        corpora=[], sets=[])
    for name in names:
        systems = [Wenjian(options.command, "Wenjian")]
        if options.against:
            systems.append(Wenjian(options.against, "Wenjian, the other build"))
        result["sets"].append(
            evaluated(JudgedSet(options.folder, name), systems + (peers() if options.peers else []), options.scratch))
        print("\n".join(table(result["sets"][-1])), flush=True)
    result["finished"] = time.strftime("%F %T")
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.into:
        write_report(options.into, result, report(result, options), "-relevance")


main()
