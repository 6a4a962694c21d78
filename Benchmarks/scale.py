#!/usr/bin/env python3
"""Curves over the size of the corpus: builds, opens and queries an index of each size, and writes one Markdown report.

Started by scale.sh, which builds everything first.
"""
import argparse
import json
import math
import os
import shutil
import sys
import time
from pathlib import Path

from bench import bench, short
from machine import Quiet, corpus_facts, head, machine, source_state, write_report

TASKS = [("top10", "top 10"), ("count", "count")]
PASSAGES = [("snippets", "phrase4 with a passage each")]


def measure(options, megabytes, work):
    texts, index, queries = work / "texts", work / "index", work / "queries"
    for directory in (texts, index, queries):
        shutil.rmtree(directory, ignore_errors=True)
    texts.mkdir(parents=True)
    shutil.copytree(options.queries, queries, copy_function=shutil.copyfile)
    grown = bench(options, "grow", texts, round(megabytes * 1e6), *options.corpora)
    bench(options, "characters", texts, queries)
    cpus = sorted(os.sched_getaffinity(0))
    one = bench(options, "build", texts, index, cpus=cpus[:1])
    every = bench(options, "build", texts, index)
    return dict(
        megabytes=megabytes, documents=grown["documents"], bytes=grown["bytes"], one=one, every=every,
        open=bench(options, "open", index), query=bench(options, "query", index, queries, options.seconds))


def rows(runs):
    """Each row: what, unit, one figure a size, and whether its growth is asked for."""
    def row(what, unit, figure):
        return what, unit, [figure(r) for r in runs]

    yield row("documents", "", lambda r: r["documents"])
    yield row("segments", "", lambda r: r["every"]["segments"])
    yield row("positions a document list or phrase may meet", "million", lambda r: r["every"]["positions"] / 1e6)
    yield row("grams", "thousand", lambda r: r["every"]["grams"] / 1e3)
    yield row("build, one CPU", "MB/s of CPU time", lambda r: r["bytes"] / 1e6 / r["one"]["process"]["cpu_s"])
    yield row("build, all CPUs", "MB/s of wall time", lambda r: r["bytes"] / 1e6 / r["every"]["process"]["wall_s"])
    yield row("peak memory of a build", "MB", lambda r: r["every"]["peak_rss_mb"])
    yield row("of which its own", "MB", lambda r: r["every"]["process"]["anonymous_mb"])
    yield row("index / text", "", lambda r: r["every"]["ratio"])
    for name in runs[-1]["every"]["parts"]:
        yield row(f"· {name} / text", "", lambda r: r["every"]["parts"].get(name, 0) / r["bytes"])
    yield row("opening", "µs", lambda r: r["open"]["open_ms"]["median"] * 1e3)
    yield row("opening and a first query", "µs", lambda r: r["open"]["open_and_first_query_ms"]["median"] * 1e3)
    for name, tasks in runs[-1]["query"]["classes"].items():
        if "refused" in tasks:
            yield f"{name}: this build says “{tasks['refused']}”", "", [None for _ in runs]
            continue
        yield row(f"{name}: documents found", "", lambda r: r["query"]["classes"][name]["count"]["ret"])
        for task, label in TASKS + (PASSAGES if "snippets" in tasks else []):
            for share in ("q50_us", "q95_us"):
                yield row(
                    f"{name}, {label}, p{share[1:3]}" if task != "snippets" else f"{label}, p{share[1:3]}", "µs",
                    lambda r: r["query"]["classes"][name][task][share])
    yield row("peak memory of querying", "MB", lambda r: r["query"]["peak_rss_mb"])
    yield row("of which its own", "MB", lambda r: r["query"]["process"]["anonymous_mb"])


def growth(figures, runs):
    """By what factor a figure goes when the text becomes ten times as much, between the last two sizes."""
    if len(runs) < 2 or not all(figures[-2:]):
        return "–"
    step = math.log10(runs[-1]["bytes"] / runs[-2]["bytes"])
    return short((figures[-1] / figures[-2]) ** (1 / step))


def report(result):
    runs = result["runs"]
    sizes = " ".join(f"{r['megabytes']:g}" for r in runs)
    yield from head(
        result, "curves over the size of the corpus",
        f"SCALE_SIZES=\"{sizes}\" SCALE_SECONDS={result['seconds']} Benchmarks/scale.sh",
        f"; while the parts ran, others took {short(result['others_cores'])} cores")
    have = sum(c["bytes"] for c in result["corpora"]) / 1e6
    yield (
        f"- Text: the documents of all corpora in one mixed order, so that every size has the same mixture; beyond "
        f"{have:.0f} MB repeated, with one Han character in fifty replaced by the one that is k places rarer in the "
        "k-th repetition")
    yield "- Queries: warm, one thread, 100 a class; p50 and p95 over the queries of the median of each"
    yield ""
    yield "*× for ten times the text*: the factor between the last two sizes, scaled to ten times. 1 is flat, 10 linear."
    yield ""
    yield "| | | " + " | ".join(f"{r['megabytes']:g} MB" for r in runs) + " | × for ten times the text |"
    yield "| --- | --- |" + " ---: |" * (len(runs) + 1)
    for what, unit, figures in rows(runs):
        yield f"| {what} | {unit} | " + " | ".join(map(short, figures)) + f" | {growth(figures, runs)} |"
    bent = [
        f"{what} {growth(figures, runs)}×" for what, unit, figures in rows(runs)
        if unit == "µs" and len(runs) > 1 and all(figures[-2:]) and float(growth(figures, runs).replace(",", "")) > 4]
    yield ""
    yield (
        "Times that grow more than four times with ten times the text: " + ("; ".join(bent) if bent else "none") + ".")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="the engine's package")
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True, help="the built wenjian-bench")
    parser.add_argument("--queries", type=Path, required=True, help="the query lists of the peers")
    parser.add_argument("--sizes", type=lambda text: [float(x) for x in text.split()], required=True)
    parser.add_argument("--seconds", default="0.5", help="measuring time of a class")
    parser.add_argument("--swift", default="", help="the compiler's version, for the record")
    parser.add_argument("--wait-minutes", type=float, default=float(os.environ.get("BENCH_WAIT", 5)))
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    options.quiet = Quiet(0.5, options.wait_minutes * 60)
    options.corpora = [c.resolve() for c in options.corpora]
    work = options.scratch / "scale"
    result = dict(
        started=time.strftime("%F %T"), machine=machine(), seconds=options.seconds,
        engine={**source_state(options.root), "swift": options.swift},
        corpora=[corpus_facts(c)[1] for c in options.corpora], runs=[])
    busy, own = Quiet.busy_seconds(), os.times()
    start = time.monotonic()
    for megabytes in sorted(options.sizes):
        print(f"{megabytes:g} MB", file=sys.stderr, flush=True)
        result["runs"].append(measure(options, megabytes, work))
        # Kept after each size: a run that is broken off has measured something.
        results = options.scratch / "results"
        results.mkdir(exist_ok=True)
        (results / "scale.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    charged = sum(os.times()[:4]) - sum(own[:4])
    result["others_cores"] = max(0.0, (Quiet.busy_seconds() - busy - charged) / (time.monotonic() - start))
    result["finished"] = time.strftime("%F %T")
    shutil.rmtree(work)
    write_report(options.into, result, report(result), "-scale")


main()
