#!/usr/bin/env python3
"""What the engine does, in instructions and allocations, beside a recorded budget.

    costs.py MICRO check            compares with budget.json; ends with 1 when anything costs 3 % more
    costs.py MICRO record           writes budget.json

MICRO is an optimized wenjian-micro; valgrind and a C compiler have to be there. Both counts are the same whatever else the
machine does. They differ from one kind of processor to another, by the variants of functions that the C library
chooses, and valgrind hides most of that; what is left is below the 3 %.

The text is made from Corpus/: its sentences, in an order by chance, with names and figures by chance, until there are
some megabytes. The queries are pieces of it. A change of either needs a new record.
"""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUDGET = HERE / "budget.json"
TOLERANCE = 0.03
DOCUMENTS = 1200
# Bytes of the text that is indexed under the counter: it takes fifty times the time.
INDEXED_BYTES = 400_000
# By what is asked; a line of a concordance opens a block of text.
QUERIES = {"top": 40, "count": 40, "passages": 16, "facets": 40, "kwic": 6}

HAN = re.compile("[一-鿿]+")


def sentences():
    """Those of Corpus/, in the order of their files' names."""
    found = []
    for path in sorted((HERE.parents[1] / "Corpus").rglob("*.txt"), key=lambda path: str(path)):
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [part + "。" for part in re.split("[。\n]+", text) if len(part) > 6]
    return found


class Text:
    """Random.random alone is promised to stay the same from one Python to the next; everything here is made of it."""

    def __init__(self, seed):
        self.chance = random.Random(seed).random

    def number(self, below):
        return int(self.chance() * below)

    def pick(self, values):
        return values[self.number(len(values))]


def make_documents(directory):
    """So many documents, each named and dated. Returns their texts."""
    text = Text(20161018)
    known = sentences()
    # Han characters of the corpus, with the frequent ones as often as they are.
    characters = "".join(HAN.findall("".join(known)))
    texts = []
    for number in range(DOCUMENTS):
        year = 2001 + text.number(24)
        title = "关于" + "".join(text.pick(characters) for _ in range(6)) + "工作的通知"
        lines = [title, f"{year}年{1 + text.number(12)}月{1 + text.number(28)}日", ""]
        for _ in range(8 + text.number(32)):
            line = []
            for _ in range(1 + text.number(4)):
                sentence = text.pick(known)
                # A word of its own in every second sentence, or a dictionary of the text would be that of Corpus/.
                if text.chance() < 0.5:
                    at = text.number(len(sentence))
                    word = "".join(text.pick(characters) for _ in range(2 + text.number(3)))
                    sentence = sentence[:at] + word + sentence[at:]
                line.append(sentence)
            lines += ["".join(line), ""]
        texts.append("\n".join(lines))
    for number, content in enumerate(texts):
        (directory / f"{number:04}.txt").write_text(content, encoding="utf-8")
    return texts


def make_queries(texts):
    """By the name of a class what makes one of its queries."""
    text = Text(20171024)
    runs = [run for content in texts for run in HAN.findall(content) if len(run) >= 12]
    counts = {}
    for run in runs:
        for at in range(len(run) - 1):
            counts[run[at : at + 2]] = counts.get(run[at : at + 2], 0) + 1
    pairs = sorted(counts, key=lambda pair: (-counts[pair], pair))
    common = pairs[:200]
    rare = [pair for pair in pairs if counts[pair] <= 8]
    characters = sorted({character for pair in common for character in pair})

    def piece(length):
        run = text.pick(runs)
        at = text.number(len(run) - length + 1)
        return run[at : at + length]

    return {
        "common term": lambda: text.pick(common),
        "rare term": lambda: text.pick(rare),
        "character": lambda: text.pick(characters),
        "AND of two": lambda: f"{text.pick(common)} {text.pick(common)}",
        "OR of three": lambda: " OR ".join(text.pick(common) for _ in range(3)),
        "NOT": lambda: f"{text.pick(common)} -{text.pick(common)}",
        "phrase of 4": lambda: f'"{piece(4)}"',
        "phrase of 8 to 12": lambda: f'"{piece(8 + text.number(5))}"',
        "NEAR": lambda: f"{text.pick(common)} NEAR/10 {text.pick(common)}",
        "wildcard": lambda: (lambda four: f"{four[:2]}?{four[3:]}")(piece(4)),
        "title": lambda: f"title:{text.pick(common)}",
        "years": lambda: f"{text.pick(common)} year:{2001 + text.number(12)}..{2013 + text.number(12)}",
    }

# What is asked of which classes.
QUESTIONS = {
    "top": None,
    "count": None,
    "passages": ["common term", "phrase of 4", "OR of three"],
    "facets": ["common term", "AND of two"],
    "kwic": ["common term", "phrase of 4"],
}


class Counter:
    def __init__(self, micro, scratch):
        # Without debug information: valgrind reads all of it at every start.
        self.micro = scratch / "wenjian-micro"
        subprocess.run(["strip", "-g", "-o", self.micro, micro], check=True)
        self.library = scratch / "count-allocations.so"
        source = HERE.parent / "Micro" / "count-allocations.c"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", self.library, source], check=True)
        self.environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1")

    def run(self, *arguments):
        """What it printed, of a plain run."""
        return self.output([self.micro, *arguments], self.environment).stdout.strip()

    def output(self, command, environment):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        return done

    def instructions(self, *arguments):
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        said = self.output([*command, self.micro, *arguments], self.environment).stderr
        return int(re.search(r"Collected : (\d+)", said)[1])

    def allocations(self, *arguments):
        said = self.output([self.micro, *arguments], dict(self.environment, LD_PRELOAD=str(self.library))).stderr
        return int(said.splitlines()[-1].split()[0])

    def costs(self, unit_count, before, after=()):
        """Of one unit: what one and three repetitions differ by, so that no start of the process is in it."""
        few, many = (before + (str(count),) + after for count in (1, 3))
        return {
            "instructions": round((self.instructions(*many) - self.instructions(*few)) / 2 / unit_count),
            "allocations": round((self.allocations(*many) - self.allocations(*few)) / 2 / unit_count, 2),
        }


def measure(micro):
    with tempfile.TemporaryDirectory() as directory:
        scratch = pathlib.Path(directory)
        counter = Counter(micro, scratch)
        texts, queries, few = scratch / "texts", scratch / "queries", scratch / "few"
        for each in (texts, queries, few):
            each.mkdir()
        contents = make_documents(texts)
        classes = make_queries(contents)
        total = 0
        for number, content in enumerate(contents):
            if total >= INDEXED_BYTES:
                break
            (few / f"{number:04}.txt").write_text(content, encoding="utf-8")
            total += len(content.encode("utf-8"))
        index = scratch / "index"
        counter.run("index", texts, index, "1")
        costs = {"indexing, a kB": counter.costs(total / 1000, ("index", few, scratch / "few-index"))}
        for question, asked in QUESTIONS.items():
            for name in asked or classes:
                count = QUERIES[question]
                file = queries / f"{question} {name}"
                file.write_text("".join(classes[name]() + "\n" for _ in range(count)), encoding="utf-8")
                row = f"{question}: {name}"
                costs[row] = counter.costs(count, ("query", index, file), (question,))
                print(row, costs[row], file=sys.stderr, flush=True)
        return costs


def compare(costs, budget):
    """Prints a table. Returns what costs more than it may."""
    over = []
    print("| what | instructions | budget | | allocations | budget | |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in sorted(costs.keys() | budget.keys()):
        row = [name]
        for kind in ("instructions", "allocations"):
            now, then = costs.get(name, {}).get(kind), budget.get(name, {}).get(kind)
            if now is None or then is None:
                over.append(f"{name}: is {'no more measured' if now is None else 'not in the budget'}")
                row += [str(now), str(then), ""]
                continue
            # Half an allocation is what rounding makes of a query that allocates nothing.
            if now > then * (1 + TOLERANCE) + (0.5 if kind == "allocations" else 50):
                over.append(f"{name}: {now} {kind}, and may be {then}")
            row += [str(now), str(then), f"{now / then:.3f}" if then else ""]
        print("| " + " | ".join(row) + " |")
    return over


def main():
    if len(sys.argv) != 3 or sys.argv[2] not in ("check", "record"):
        sys.exit(__doc__)
    costs = measure(pathlib.Path(sys.argv[1]).resolve())
    if sys.argv[2] == "record":
        BUDGET.write_text(json.dumps(costs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    over = compare(costs, json.loads(BUDGET.read_text(encoding="utf-8")))
    for each in over:
        print(f"over the budget: {each}")
    print(f"{len(costs) - len(over)} passed, {len(over)} failed")
    sys.exit(1 if over else 0)


main()
