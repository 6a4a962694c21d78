#!/usr/bin/env python3
"""Texts and queries that no collection has, each beside ordinary text of the same size; writes one Markdown report.

Started by odd.sh, which builds everything first.
"""
import argparse
import json
import os
import random
import shutil
import sys
import time
from pathlib import Path

from bench import bench, short
from machine import Quiet, corpus_facts, head, machine, source_state, write_report

ORDINARY = ["第一", "经济", "的", "行政处罚", "中华人民共和国"]


class Inputs:
    """Writes each input into a directory; all are made of the ordinary text or of a seeded generator."""

    def __init__(self, ordinary, megabytes, files):
        self.text = "".join(
            p.read_text(encoding="utf-8", errors="replace") for p in sorted(ordinary.rglob("*.txt")))
        self.size, self.files = round(megabytes * 1e6), files

    def half(self, unit):
        """So many repetitions as make half of the size."""
        return unit * (self.size // 2 // len(unit.encode()))

    def one_document(self, directory):
        one(directory, self.text)
        return ORDINARY + [self.phrase()]

    def one_paragraph(self, directory):
        one(directory, "".join(self.text.split())[: len(self.text) // 2])
        return ORDINARY

    def one_line_documents(self, directory):
        lines = [line for line in self.text.split("\n") if line.strip()]
        for number in range(self.files):
            folder = directory / f"{number // 1000:05d}"
            if number % 1000 == 0:
                folder.mkdir()
            (folder / f"{number:08d}.txt").write_text(lines[number % len(lines)][:60], encoding="utf-8")
        return ORDINARY

    def one_character(self, directory):
        one(directory, self.half("啊"))
        return ["啊", "啊啊", "啊啊啊啊", "啊" * 300, "啊吧"]

    def one_character_documents(self, directory):
        unit = "啊" * 1000
        for number in range(self.size // 2 // 3000):
            one(directory, unit, f"{number:06d}.txt")
        return ["啊", "啊啊", "啊啊啊啊", "啊" * 300, "啊吧"]

    def two_characters(self, directory):
        one(directory, self.half("啊吧"))
        return ["啊吧", "吧啊吧啊", "啊吧" * 150, "啊吧" * 149 + "啊啊"]

    def words_never_twice(self, directory):
        draw = random.Random(1)
        words = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(self.size // 10 // 10)]
        one(directory, " ".join(words))
        return [words[0], words[0][:4], words[1] + " " + words[2]]

    def one_run_of_digits(self, directory):
        one(directory, "7" * (self.size // 10))
        return ["7", "777"]

    def every_han_character(self, directory):
        # 20,902 characters in a new order each time: nearly every pair of neighbours is seen for the first time.
        draw, characters, texts = random.Random(2), [chr(x) for x in range(0x4E00, 0x9FA6)], []
        for _ in range(self.size // 5 // (3 * len(characters))):
            draw.shuffle(characters)
            texts.append("".join(characters))
        one(directory, "\n".join(texts))
        return [texts[0][:2], texts[0][:4], texts[0][:300], "的"]

    def empty_lines(self, directory):
        one(directory, self.half("。\n\n\n"))
        return ["。", "。。"]

    def phrase(self):
        """300 characters of the text that stand in it on the spot."""
        middle = len(self.text) // 2
        return "".join(c for c in self.text[middle : middle + 2000] if "一" <= c <= "鿿")[:300]


def one(directory, text, name="document.txt"):
    (directory / name).write_text(text, encoding="utf-8")


CASES = [
    ("one document", "one_document"), ("one paragraph, half as long", "one_paragraph"),
    ("documents of one line", "one_line_documents"), ("one character, again and again", "one_character"),
    ("the same in documents of 1,000", "one_character_documents"), ("two characters in turn", "two_characters"),
    ("a tenth, Latin words that never come twice", "words_never_twice"),
    ("a tenth, one run of digits", "one_run_of_digits"),
    ("a fifth, Han characters in random order", "every_han_character"),
    ("full stops and empty lines", "empty_lines"),
]


def quoted(query):
    return f'"{query}"'


def shortened(query):
    return query if len(query) <= 12 else f"{query[:8]}… ({len(query)} characters)"


def measure(options, name, fill, work, ordinary):
    """One case, and the same number of bytes of ordinary text."""
    texts, index = work / "texts", work / "index"
    for directory in (texts, index):
        shutil.rmtree(directory, ignore_errors=True)
    texts.mkdir(parents=True)
    queries = fill(texts)
    size = sum(p.stat().st_size for p in texts.rglob("*.txt"))
    odd = bench(options, "build", texts, index)
    answers = bench(options, "ask", index, *map(quoted, queries))
    if size not in ordinary:
        for directory in (texts, index):
            shutil.rmtree(directory)
        texts.mkdir()
        bench(options, "grow", texts, size, *options.corpora)
        ordinary[size] = bench(options, "build", texts, index)
    return dict(
        name=name, bytes=size, build=odd, ordinary=ordinary[size], answers=answers,
        queries=[shortened(q) for q in queries])


def report(result):
    yield from head(
        result, "long and odd inputs",
        f"ODD_MEGABYTES={result['megabytes']:g} ODD_FILES={result['files']} Benchmarks/odd.sh")
    yield ""
    yield "CPU seconds and memory of the build; *ordinary* is as much text of the corpora."
    yield ""
    yield "| input | MB | documents | CPU s | ordinary | times | peak MB | ordinary | own MB | index / text | ordinary |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for case in result["cases"]:
        odd, plain = case["build"], case["ordinary"]
        yield f"| {case['name']} | " + " | ".join(map(short, [
            case["bytes"] / 1e6, odd["documents"], odd["process"]["cpu_s"], plain["process"]["cpu_s"],
            odd["process"]["cpu_s"] / plain["process"]["cpu_s"], odd["peak_rss_mb"], plain["peak_rss_mb"],
            odd["process"]["anonymous_mb"], odd["apparent_bytes"] / case["bytes"],
            plain["apparent_bytes"] / case["bytes"]])) + " |"
    yield ""
    yield "Queries: milliseconds, the median of nine, and of the first where it took twice as long."
    yield ""
    yield "| input | query | documents | occurrences | count | top 10 | with a passage each |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for case in result["cases"]:
        for query, answer in zip(case["queries"], case["answers"]["queries"]):
            cells = []
            for task in ("count_ms", "top10_ms", "passages_ms"):
                median, first = answer[task]["median"], answer[task]["first"]
                cells.append(f"{median:.3f}" + (f" (first {first:.3f})" if first > 2 * median else ""))
            yield (
                f"| {case['name']} | {query} | {answer['documents']:,} | {answer['occurrences']:,} | "
                + " | ".join(cells) + " |")
    yield ""
    yield "Peak memory of asking: " + "; ".join(
        f"{c['name']} {short(c['answers']['peak_rss_mb'])} MB, own {short(c['answers']['process']['anonymous_mb'])}"
        for c in result["cases"]) + "."


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="the engine's package")
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True, help="the built wenjian-bench")
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="cases whose names hold this")
    parser.add_argument("--swift", default="", help="the compiler's version, for the record")
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    options.quiet = Quiet(0.5, float(os.environ.get("BENCH_WAIT", 5)) * 60)
    options.corpora = [c.resolve() for c in options.corpora]
    work = options.scratch / "odd"
    ordinary = work / "ordinary"
    shutil.rmtree(work, ignore_errors=True)
    ordinary.mkdir(parents=True)
    result = dict(
        started=time.strftime("%F %T"), machine=machine(), megabytes=options.megabytes, files=options.files,
        engine={**source_state(options.root), "swift": options.swift},
        corpora=[corpus_facts(c)[1] for c in options.corpora], cases=[])
    bench(options, "grow", ordinary, round(options.megabytes * 1e6), *options.corpora)
    inputs, known = Inputs(ordinary, options.megabytes, options.files), {}
    for name, method in CASES:
        if options.only in name:
            print(name, file=sys.stderr, flush=True)
            result["cases"].append(measure(options, name, getattr(inputs, method), work, known))
    result["finished"] = time.strftime("%F %T")
    shutil.rmtree(work)
    results = options.scratch / "results"
    results.mkdir(exist_ok=True)
    (results / "odd.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_report(options.into, result, report(result), "-odd")


main()
