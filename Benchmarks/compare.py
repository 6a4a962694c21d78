#!/usr/bin/env python3
"""Measures Wenjian and the peers on the same text and the same queries, and writes one JSON file for each corpus.

Started by run.sh, which builds and installs everything first. The peers run through the harness of the shared folder,
unchanged: its measure.py builds, opens and queries each of them in a process of its own.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from machine import Quiet, corpus_facts, machine, source_state

QUERY_LISTS = ["term_common", "term_rare", "and2", "or3", "phrase4", "phrase8_12"]
# These answer one-character queries at all; engines that index pairs or triples only do not.
ONE_CHARACTER_PEERS = ["tantivy.char", "groonga.TokenBigram", "sqlite.simple"]


def prepare(files, facts, scratch):
    """The harness's own normalisation of white space, for every engine: one TSV for the peers, the same texts as
    files for us. Returns the directory of the files."""
    name = facts["name"]
    tsv, texts = scratch / "peers/data" / f"{name}.tsv", scratch / "texts" / name
    stamp = texts.with_suffix(".sha256")
    if stamp.exists() and stamp.read_text() == facts["sha256"] and tsv.exists():
        return texts
    work = scratch / "prepare"
    shutil.rmtree(work, ignore_errors=True)
    for part in ("flat", "none", "out"):
        (work / part).mkdir(parents=True)
    for number, file in enumerate(files):
        (work / "flat" / f"{number:07d}.txt").symlink_to(file.resolve())
    subprocess.run(
        [sys.executable, scratch / "peers/harness/prep.py", work / "out", work / "flat", work / "none", "1"],
        check=True, stdout=subprocess.DEVNULL)
    tsv.parent.mkdir(exist_ok=True)
    (work / "out/medium.tsv").replace(tsv)
    shutil.rmtree(work)
    shutil.rmtree(texts, ignore_errors=True)
    texts.mkdir(parents=True)
    with open(tsv, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            number, _, text = line.rstrip("\n").split("\t", 2)
            (texts / f"{int(number):07d}.txt").write_text(text, encoding="utf-8", newline="\n")
    stamp.write_text(facts["sha256"])
    return texts


class Comparison:
    def __init__(self, options, corpus):
        self.options = options
        self.scratch = options.scratch
        self.peers_root = self.scratch / "peers"
        self.quiet = options.quiet
        files, self.facts = corpus_facts(corpus)
        self.original = corpus
        self.name = self.facts["name"]
        self.texts = prepare(files, self.facts, self.scratch)
        prepared = list(self.texts.iterdir())
        self.facts["normalised"] = dict(documents=len(prepared), bytes=sum(p.stat().st_size for p in prepared))
        self.index = self.scratch / "index" / self.name
        self.index.parent.mkdir(exist_ok=True)
        self.programs = {"wenjian": (options.bench, self.index)}
        if options.before:
            self.programs["before"] = (options.before, self.index.with_name(self.name + ".before"))
        self.queries = self.scratch / "queries" / self.name
        shutil.rmtree(self.queries, ignore_errors=True)
        shutil.copytree(self.peers_root / "queries", self.queries, copy_function=shutil.copyfile)
        os.chmod(self.queries, 0o755)
        self.peer_results = {}
        self.missing = {}

    def bench(self, label, *arguments, cpus=None, program="wenjian"):
        bench, _ = self.programs[program]
        output, errors, usage = self.quiet.run(f"{program} {label}", [bench, *arguments], cpus=cpus)
        if usage["code"]:
            sys.exit(f"wenjian-bench {arguments[0]} failed: {errors.strip()}")
        result = json.loads(output)
        result["process"] = {k: round(v, 3) for k, v in usage.items()}
        return result

    def peer(self, name, label, *steps, root=None):
        root = root or self.peers_root
        result = root / "results" / f"{name}.{self.name}.json"
        output, errors, _ = self.quiet.run(
            f"{name} {label}",
            [self.peers_root / "venv/bin/python", self.peers_root / "harness/measure.py", name, self.name, *steps],
            env={**os.environ, "PEERS": str(root)})
        try:
            return json.loads(result.read_text())
        except (OSError, ValueError):
            return dict(error=(errors or output).strip()[-300:])

    def warm(self, directory):
        for path in directory.rglob("*"):
            if path.is_file():
                with open(path, "rb") as file:
                    while file.read(1 << 20):
                        pass

    def builds(self):
        cpus = sorted(os.sched_getaffinity(0))
        self.warm(self.texts)
        built = {program: {"one_cpu": [], "two_cpus": []} for program in self.programs}
        for number in range(2):
            for key, pin in (("one_cpu", cpus[:1]), ("two_cpus", cpus[:2])):
                for program, (_, index) in self.programs.items():
                    built[program][key].append(self.bench(
                        f"build {key} {number + 1}", "build", self.texts, index, cpus=pin, program=program))
        ours = built["wenjian"]
        self.warm(self.original)
        as_is = self.index.with_name(self.name + ".as-is")
        ours["as_is"] = [self.bench("build as is", "build", self.original, as_is, cpus=cpus[:1]) for _ in range(2)]
        shutil.rmtree(as_is)
        self.bench("characters", "characters", self.texts, self.queries)
        for peer in list(self.options.peers):
            # Xapian builds at a tenth of the others' speed; its second build would take longer than all of ours.
            builds = "builds=1" if peer.startswith("xapian") else "builds=2"
            for old in (self.peers_root / "results").glob(f"{peer}.{self.name}.json"):
                old.unlink()
            result = self.peer(peer, "build and open", "steps=build,open", builds)
            inner = result.get("build", {}).get("runs", [{}])[-1].get("inner", {})
            if "error" in result or "error" in inner or result["build"]["runs"][-1]["rc"]:
                self.missing[peer] = (result.get("error") or inner.get("error") or "its build failed").splitlines()[-1]
            else:
                self.peer_results[peer] = result
        return built

    def query_rounds(self):
        """Every engine once a round, in turning order, so that a slow spell of the machine does not meet one alone."""
        ours, peers = {program: [] for program in self.programs}, {peer: [] for peer in self.peer_results}
        for number in range(self.options.rounds):
            engines = [*self.programs, *self.peer_results]
            for engine in engines if number % 2 == 0 else reversed(engines):
                label = f"queries {number + 1}"
                if engine in self.programs:
                    index = self.programs[engine][1]
                    self.warm(index)
                    answer = self.bench(label, "query", index, self.queries, self.options.seconds, program=engine)
                    ours[engine].append(answer["classes"])
                else:
                    result = self.peer(engine, label, "steps=query", f"secs={self.options.seconds}")
                    peers[engine].append(result["query"])
        return ours, peers

    def one_character_peers(self):
        """The harness has no such class: its lists are replaced by the characters, in a root of their own."""
        root = self.scratch / "one-character" / self.name
        shutil.rmtree(root, ignore_errors=True)
        (root / "queries").mkdir(parents=True)
        (root / "results").mkdir()
        for part in ("data", "idx", "venv"):
            (root / part).symlink_to(self.peers_root / part)
        common = (self.queries / "char_common.txt").read_text(encoding="utf-8")
        lists = dict.fromkeys(QUERY_LISTS, common.split("\n")[0] + "\n")
        lists |= {
            "term_common": common, "phrase4": common,
            "term_rare": (self.queries / "char_median.txt").read_text(encoding="utf-8")}
        for name, text in lists.items():
            (root / "queries" / f"{name}.txt").write_text(text, encoding="utf-8")
        results = {}
        for peer in self.peer_results:
            if peer in ONE_CHARACTER_PEERS:
                steps = ("steps=query", f"secs={self.options.seconds}")
                query = self.peer(peer, "one character", *steps, root=root)["query"]
                results[peer] = dict(
                    char_common=query["term_common"], char_median=query["term_rare"], count=query["count"])
        return results

    def run(self):
        started = time.strftime("%F %T")
        builds = self.builds()
        opening = self.bench("open", "open", self.index)
        start = self.bench("start", "start", self.index, self.options.command)
        start["static"] = self.bench("start static", "start", self.index, self.options.static_command)
        ours, peers = self.query_rounds()
        result = dict(
            corpus=self.facts, started=started, finished=time.strftime("%F %T"), builds=builds["wenjian"], open=opening,
            start=start, rounds=ours["wenjian"], missing=self.missing,
            peers={peer: {**result, "rounds": peers[peer]} for peer, result in self.peer_results.items()},
            one_character=self.one_character_peers())
        if self.options.before:
            index = self.programs["before"][1]
            result["before"] = dict(
                builds=builds["before"], rounds=ours["before"], open=self.bench("open", "open", index, program="before"))
        result["machine"] = machine()
        result["noise"] = dict(
            quiet_below_cores=self.quiet.busy_cores, waited_s=round(self.quiet.waited), parts=self.quiet.parts)
        self.quiet.parts = []
        return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="the engine's package")
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True, help="the built wenjian-bench")
    parser.add_argument("--command", type=Path, required=True, help="the built wenjian")
    parser.add_argument("--static-command", type=Path, required=True, help="the same by `make static`")
    parser.add_argument("--before", type=Path, help="the wenjian-bench of an earlier commit, measured beside this one")
    parser.add_argument("--swift", default="", help="the compiler's version, for the record")
    parser.add_argument("--peers", type=lambda text: text.split(), default=[])
    parser.add_argument("--missing", default="", help="peers that could not be installed, NAME: WHY, by semicolons")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seconds", default="2", help="measuring time of a class in a round")
    parser.add_argument("--quiet-cores", type=float, default=0.5)
    parser.add_argument("--wait-minutes", type=float, default=20)
    options = parser.parse_args()
    options.quiet = Quiet(options.quiet_cores, options.wait_minutes * 60)
    results = options.scratch / "results"
    results.mkdir(parents=True, exist_ok=True)
    not_installed = dict(x.strip().split(": ", 1) for x in options.missing.split(";") if ": " in x)
    for corpus in options.corpora:
        print(corpus.name, file=sys.stderr)
        result = Comparison(options, corpus).run()
        result["missing"] = {**not_installed, **result["missing"]}
        result["engine"] = {**source_state(options.root), "swift": options.swift}
        result["settings"] = dict(rounds=options.rounds, seconds=float(options.seconds))
        path = results / f"{corpus.name}.json"
        path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(path)


main()
