#!/usr/bin/env python3
"""report.py [--into DIRECTORY] JSON… : turns what compare.py wrote into one Markdown report.

Without --into it goes to standard output. In DIRECTORY it becomes DATE-CPU.md, or DATE-CPU-2.md and so on: an earlier
run of the day is what a later one is compared with.
"""
import argparse
import json
from pathlib import Path

from machine import free_path

EXACTNESS = (
    "All peers find every document that holds a Han string of two characters or more; tantivy.char, which indexes "
    "single characters, also finds strings across punctuation.")


def least(rounds, *path):
    """The least of a figure over the rounds: other processes can only add time."""
    values = []
    for value in rounds:
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, (int, float)):
            values.append(value)
    return min(values) if values else None


def figures(rounds, task):
    """p50 and p95 of a peer's class; Lucene's passages come without its highlighter, under another name."""
    pair = [least(rounds, task, "q50_us"), least(rounds, task, "q95_us")]
    return figures(rounds, "snippet_matches") if task == "snippet" and None in pair else pair


def short(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def joined(values):
    return " / ".join(short(x) for x in values)


class Row:
    """One line of the comparison: figures of ours and of each peer, which must be small (or large), and the target."""

    def __init__(self, what, unit, ours, peers, target, higher=False, by="query"):
        self.what, self.unit, self.ours, self.target, self.higher, self.by = what, unit, ours, target, higher, by
        # For each figure the peer that is best at it: its p50 and p95 may come from different ones.
        self.best = []
        for place in range(len(ours)):
            known = [(v[place], name) for name, v in peers.items() if len(v) > place and v[place] is not None]
            self.best.append((max if higher else min)(known) if known else None)

    @property
    def reached(self):
        if self.target is None:
            return None
        return all(
            o is not None and (o >= t if self.higher else o <= t)
            for o, t in zip(self.ours, self.target) if t is not None)

    def markdown(self, before=""):
        """- before: the cell of an earlier commit, if there is one."""
        best = [b for b in self.best if b]
        if best:
            peer = joined([b[0] for b in self.best if b]) + " " + ", ".join(dict.fromkeys(b[1] for b in best))
            # Above 1: ours is better.
            ratio = " / ".join(
                short(o / b[0] if self.higher else b[0] / o) for o, b in zip(self.ours, self.best) if b and o and b[0])
        else:
            peer, ratio = "–", "–"
        target = "–" if self.target is None else self.wanted()
        verdict = {None: "", True: "reached", False: "**falls short**: " + self.lack()}[self.reached]
        return f"| {self.what} | {self.unit} |{before} {joined(self.ours)} | {peer} | {ratio} | {target} | {verdict} | {self.by} |"

    def wanted(self):
        sign = "≥" if self.higher else "≤"
        if None not in self.target:
            return f"{sign} " + " / ".join(f"{t:,}" for t in self.target)
        return ", ".join(f"{p} {sign} {t:,}" for p, t in zip(("p50", "p95"), self.target) if t is not None)

    def lack(self):
        names = ("p50 ", "p95 ") if len(self.ours) > 1 else ("",)
        factors = []
        for name, o, t in zip(names, self.ours, self.target or []):
            if t is None:
                continue
            if o is None:
                factors.append(name + "not measured")
            elif (o < t) if self.higher else (o > t):
                factors.append(f"{name}{t / o if self.higher else o / t:.2g}×")
        return ", ".join(factors) + (" too low" if self.higher else " too much")


def rows(run):
    ours, builds = run["rounds"], run["builds"]
    one, two = builds["one_cpu"], builds["two_cpus"]
    peers = run["peers"]
    text = one[0]["text_bytes"]

    def own(list_name, task):
        return [least(ours, list_name, task, "q50_us"), least(ours, list_name, task, "q95_us")]

    def theirs(task):
        pairs = {name: figures(peer["rounds"], task) for name, peer in peers.items()}
        return {name: pair for name, pair in pairs.items() if None not in pair}

    cpu = min(b["process"]["cpu_s"] for b in one)
    wall = [min(b["process"]["wall_s"] for b in each) for each in (one, two)]
    ratio = one[-1]["ratio"]
    bigram = peers.get("tantivy.bigram", {}).get("size", {}).get("ratio")
    # What a size comes to depends on the text: this target was set for one corpus, the next row's for any.
    size = [0.95] if run["corpus"]["name"] == "laws_cn" else None
    table = [
        Row("indexing, a core", "MB/s of CPU time", [text / 1e6 / cpu],
            {n: [p["build"]["MBps_cpu"]] for n, p in peers.items()}, [80], higher=True, by="build"),
        Row("indexing, two CPUs against one", "times", [wall[0] / wall[1]], {}, [1.8], higher=True, by="build"),
        Row("index / text, text stored", "bytes", [ratio], {n: [p["size"]["ratio"]] for n, p in peers.items()}, size,
            by="build"),
    ]
    if bigram:
        table.append(Row("index / index of tantivy bigram", "bytes", [ratio / bigram], {}, [0.8], by="build"))
    nearby = "two within ten characters, top 10"
    if "refused" in ours[0]["near2"]:
        nearby += " (this build cannot read it)"
    for what, name, target in [
        ("2-character term, top 10", "term_common", [6, 12]), ("rare term, top 10", "term_rare", None),
        ("AND of two, top 10", "and2", [6, 15]), (nearby, "near2", None), ("OR of three, top 10", "or3", [8, 14]),
        ("4-character phrase, top 10", "phrase4", [6, 80]),
    ]:
        table.append(Row(what, "µs p50 / p95", own(name, "top10"), theirs(name), target))
    table += [
        Row("4-character phrase, count only", "µs p50 / p95", own("phrase4", "count"), theirs("count"), [6, 80]),
        Row("8–12-character phrase, top 10", "µs p50 / p95", own("phrase8_12", "top10"), theirs("phrase8_12"), [4, 25]),
    ]
    wanted = least(ours, "char_common", "count", "ret")
    exact = {
        n: [least([p["count"]], "q50_us"), least([p["count"]], "q95_us")] for n, p in run["one_character"].items()
        if "count" in p and abs(p["count"]["ret"] - wanted) <= wanted * 0.01}
    table += [
        Row("one frequent character, count only", "µs p50 / p95", own("char_common", "count"), exact, [None, 2000]),
        Row("one median character, count only", "µs p50 / p95", own("char_median", "count"), {}, [None, 2000]),
        Row("top 10 with a passage each", "µs p50 / p95", own("phrase4", "snippets"), theirs("snippet"), [150, None]),
        Row("top 10 with up to three passages each", "µs p50 / p95", own("phrase4", "snippets_default"), {}, None),
    ]
    warm = {n: p["open"]["warm"] for n, p in peers.items() if "open" in p}
    table += [
        Row("new process, first answer", "ms", [median(run, "start", "process_ms")],
            {n: [w["process_ms"]] for n, w in warm.items()}, [3], by="start"),
        Row("the same, `make static`", "ms", [median(run, "start", "static", "process_ms")],
            {n: [w["process_ms"]] for n, w in warm.items()}, [3], by="start"),
        Row("opening an index", "ms", [run["open"]["open_ms"]["median"]],
            {n: [w["open_ms"]] for n, w in warm.items() if w["open_ms"] > 0}, [0.1], by="open"),
        Row("peak memory while indexing", "MB", [max(b["peak_rss_mb"] for b in one + two)],
            {n: [p["build"]["peak_rss_mb"]] for n, p in peers.items()}, [256], by="build"),
    ]
    return table


def median(run, *path):
    """The median of a figure; None where it was not measured, as the start of a program from before."""
    value = run
    for key in path:
        value = value.get(key) if value else None
    return value["median"] if value else None


def comparison(run):
    table = rows(run)
    judged = [r for r in table if r.target]
    yield f"{sum(r.reached for r in judged)} of {len(judged)} targets are reached."
    yield ""
    earlier = rows({**run, **run["before"], "start": None}) if "before" in run else None
    before = " before |" if earlier else ""
    yield f"| | |{before} Wenjian | best peer in this run | ratio, above 1 is better than it | to reach | | by |"
    yield "| --- " * (9 if earlier else 8) + "|"
    for number, row in enumerate(table):
        yield row.markdown(f" {joined(earlier[number].ours)} |" if earlier else "")
    yield ""
    if earlier:
        yield (
            "*Before*: `wenjian-bench` of an earlier commit (`BENCH_BEFORE`), with an index of its own, in the same rounds; "
            "its command was not there to be started.")
        yield ""
    yield (
        "*By*: what reproduces a row alone, after `run.sh`, with what is in its scratch directory: `build` "
        "`wenjian-bench build TEXTS INDEX` (on one CPU: behind `taskset -c 0`), `query` `wenjian-bench query INDEX "
        "QUERIES`, `open` `wenjian-bench open INDEX`, `start` `wenjian-bench start INDEX COMMAND`; peers: "
        "`harness/measure.py PEER CORPUS`.")
    if run["missing"]:
        yield ""
        yield "Not measured: " + "; ".join(f"{n} ({w})" for n, w in sorted(run["missing"].items())) + "."
    if "sqlite.simple" in run["missing"]:
        yield ("On another machine SQLite with that tokenizer was the fastest builder that is grep-exact "
               "(41 MB/s a core); the ratio of the first row leaves it out.")


def peers_table(run):
    tasks = ["term_common", "term_rare", "and2", "or3", "phrase4", "phrase8_12", "snippet", "count"]
    yield "| engine | version | build MB/s | peak MB | size/text | " + " | ".join(tasks) + " | process / open ms | others |"
    yield "| --- " * (len(tasks) + 7) + "|"
    ours = run["rounds"]
    own = []
    for task in tasks:
        key = {"snippet": ("phrase4", "snippets"), "count": ("phrase4", "count")}.get(task, (task, "top10"))
        own.append(joined([least(ours, *key, "q50_us"), least(ours, *key, "q95_us")]))
    built = run["builds"]["one_cpu"]
    yield (
        f"| Wenjian | {run['engine']['commit'] or run['engine']['sources_sha256'][:8]} | "
        f"{short(built[0]['text_bytes'] / 1e6 / min(b['process']['cpu_s'] for b in built))} | "
        f"{short(max(b['peak_rss_mb'] for b in built))} | {built[-1]['ratio']:.2f} | " + " | ".join(own)
        + f" | {short(run['start']['process_ms']['median'])} / {short(run['open']['open_ms']['median'])}"
        f" | {short(disturbance(run, 'wenjian'))} |")
    for name, peer in run["peers"].items():
        inner = peer["build"]["runs"][-1].get("inner", {})
        version = inner.get("version") or inner.get("lucene") or inner.get("sqlite") or "–"
        cells = []
        for task in tasks:
            pair = figures(peer["rounds"], task)
            cells.append("–" if None in pair else joined(pair))
        warm = peer.get("open", {}).get("warm", {})
        yield (
            f"| {name} | {version.split(',')[0]} | {short(peer['build']['MBps_cpu'])} | "
            f"{short(peer['build']['peak_rss_mb'])} | {peer['size']['ratio']:.2f} | " + " | ".join(cells)
            + f" | {short(warm.get('process_ms'))} / {short(warm.get('open_ms'))} | {short(disturbance(run, name))} |")


def answers(run):
    own = least(run["rounds"], "phrase4", "count", "ret")
    found = [f"Wenjian {own:,}"]
    for name, peer in run["peers"].items():
        count = least(peer["rounds"], "count", "ret")
        if count is not None:
            found.append(f"{name} {count:,}")
    text = "Documents counted over all phrases of four: " + ", ".join(found) + "."
    own = least(run["rounds"], "char_common", "count", "ret")
    found = [f"{n} {p['count']['ret']:,}" for n, p in run["one_character"].items() if "count" in p]
    return text + f" Over the frequent characters: Wenjian {own:,}" + "".join(", " + x for x in found) + "."


def ours_in_full(run):
    ours = run["rounds"]
    yield "| queries | not empty | top 10 and totals | mean CPU | count only | mean CPU | spread of p50 between rounds |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, tasks in ours[0].items():
        if "refused" in tasks:
            yield f"| {name} | – | this build: {tasks['refused']} | | | | |"
            continue
        cells = []
        for task in ("top10", "count"):
            cells.append(joined([least(ours, name, task, "q50_us"), least(ours, name, task, "q95_us")]))
            cells.append(short(least(ours, name, task, "cpu_mean_us")))
        p50 = [r[name]["top10"]["q50_us"] for r in ours]
        yield (
            f"| {name} | {tasks['top10']['nonempty']} of {tasks['top10']['n']} | " + " | ".join(cells)
            + (f" | {(max(p50) / min(p50) - 1) * 100:.0f} % |" if len(p50) > 1 else " | – |"))
    yield ""
    alone = joined([least(ours, "phrase4", "snippets_alone", x) for x in ("q50_us", "q95_us")])
    yield f"Passages of the ten best documents, without the search: {alone} µs."
    start = run["start"]
    yield (
        f"New process: least {short(start['process_ms']['min'])}, median {short(start['process_ms']['median'])}, "
        f"p95 {short(start['process_ms']['p95'])} ms; of `make static` "
        f"{joined([start['static']['process_ms'][x] for x in ('min', 'median', 'p95')])} ms; `/bin/true` {short(start['bin_true_ms']['median'])} ms. "
        f"Opening: least {run['open']['open_ms']['min']:.3f}, median {run['open']['open_ms']['median']:.3f} ms; "
        f"with a first query {run['open']['open_and_first_query_ms']['median']:.3f} ms.")
    yield ""
    yield "| part of the index | bytes | of the text |"
    yield "| --- | --- | --- |"
    built = run["builds"]["one_cpu"][-1]
    for name, size in built["parts"].items():
        yield f"| {name} | {size:,} | {size / built['text_bytes']:.4f} |"
    yield f"| all, as allocated on disk | {built['allocated_bytes']:,} | {built['ratio']:.4f} |"
    yield ""
    as_is = run["builds"]["as_is"]
    cpu = min(b["process"]["cpu_s"] for b in as_is)
    yield (
        f"The files as they are, white space and line breaks kept ({as_is[0]['text_bytes'] / 1e6:.1f} MB): "
        f"{short(as_is[0]['text_bytes'] / 1e6 / cpu)} MB/s of CPU time, size/text {as_is[0]['ratio']:.3f}, "
        f"peak {short(max(b['peak_rss_mb'] for b in as_is))} MB.")


def noise(run):
    parts = sorted(run["noise"]["parts"], key=lambda p: p["others_cores"])
    middle, worst = parts[len(parts) // 2], parts[-1]
    loads = [p["load_before"] for p in parts]
    disturbed = sum(p["others_cores"] >= 0.3 for p in parts)
    text = (
        f"Other processes took {middle['others_cores']:.2f} cores in the median part of the run and "
        f"{worst['others_cores']:.2f} in the worst ({worst['part']}); {disturbed} of {len(parts)} parts had 0.3 or "
        f"more. Load average before the parts, our own work of the minute before included: {min(loads):.2f} to "
        f"{max(loads):.2f}. Waited {run['noise']['waited_s']} s for quiet.")
    if disturbed * 4 > len(parts):
        text += " **This run was noisy: its times are upper bounds, its ratios are not reliable.**"
    ours, peers = disturbance(run, "wenjian"), [disturbance(run, name) for name in run["peers"]]
    if ours is not None and peers and abs(ours - max(peers)) >= 0.3:
        favoured = "Wenjian" if ours < max(peers) else "the peers"
        text += f" **The queries of {favoured} had the quieter rounds: the ratios flatter {favoured}.**"
    return text


def disturbance(run, engine):
    """Cores that others took during the quietest round of an engine's queries."""
    return min(
        (p["others_cores"] for p in run["noise"]["parts"] if p["part"].startswith(f"{engine} queries")), default=None)


def report(runs):
    first = runs[0]
    machine, engine, settings = first["machine"], first["engine"], first["settings"]
    commit = f"commit {engine['commit']}, " if engine["commit"] else ""
    yield f"# {first['started'][:10]}, {machine['cpu']}"
    yield ""
    yield f"- Command: `Benchmarks/run.sh {' '.join(r['corpus']['name'] for r in runs)}`"
    yield (
        f"- Machine: {machine['cpu']}, {machine['cores']} CPUs, {machine['memory_gb']} GB, kernel {machine['kernel']}, "
        f"{machine['system']}")
    yield (
        f"- Wenjian: {commit}sources {engine['sources_sha256'][:16]}, Swift {engine['swift']}, "
        f"ICU {first['builds']['one_cpu'][0]['icu']}")
    yield (
        f"- One thread, warm, {settings['rounds']} rounds of at least {settings['seconds']:g} s a class; figures are "
        "p50 / p95 over the queries of the median of each query's repetitions, the better of the rounds. Every engine "
        f"has the same text, white space normalised, and the same queries. {EXACTNESS}")
    for run in runs:
        corpus = run["corpus"]
        yield ""
        yield f"## {corpus['name']}"
        yield ""
        yield (
            f"{corpus['files']:,} files, {corpus['bytes'] / 1e6:.1f} MB, normalised "
            f"{corpus['normalised']['bytes'] / 1e6:.1f} MB; sha256 over the sorted hashes of the files "
            f"`{corpus['sha256']}`. {run['started']} to {run['finished'][11:]}.")
        yield ""
        yield noise(run)
        yield ""
        yield from comparison(run)
        yield ""
        yield "### All engines"
        yield ""
        yield (
            "Times in µs, builds in MB of text a second of CPU time. *Others*: cores that other processes took during "
            "the quieter round of queries.")
        yield ""
        yield from peers_table(run)
        yield ""
        yield answers(run)
        yield ""
        yield "### Wenjian in full"
        yield ""
        yield from ours_in_full(run)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("json", nargs="+", type=Path)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in options.json]
    text = "\n".join(report(runs)) + "\n"
    if options.into is None:
        print(text, end="")
    else:
        options.into.mkdir(parents=True, exist_ok=True)
        path = free_path(options.into, runs[0])
        path.write_text(text, encoding="utf-8")
        print(path)


main()
