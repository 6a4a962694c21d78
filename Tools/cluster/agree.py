#!/usr/bin/env python3
"""Asks an index in a directory and one in a cluster the same random strings and trees; every difference is told.

usage: agree.py WENJIAN CORPUS [QUERIES [SEED]]

Builds both of CORPUS with WENJIAN and asks QUERIES (1,000) of each through `wenjian pipe`: half are strings of one to eight
characters out of the texts, by relevance, half are trees of all operators, by path. Compared are documents, occurrences, the
documents of a page with their occurrences, and the bytes of each highlight in them; of strings also the scores and the order, but
for documents whose scores are the same in five figures. Ends with status 1 when an answer differs.
"""

import os
import random
import subprocess
import sys
import tempfile
import time

from engine import Engine
from pipe import Pipe

wenjian, corpus = sys.argv[1:3]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 32)
port = int(os.environ.get("CLUSTER_PORT", "9201"))
chosen = random.Random(seed)
pageSize = 12


def cut(low, high):
    """Some characters of a text that stand in one line and mean nothing to the query language."""
    while True:
        text = chosen.choice(texts)[1]
        start = chosen.randrange(max(1, len(text) - high))
        string = text[start:start + chosen.randint(low, high)].strip()
        if string and not any(c in '"“”„‟\\?*？＊' or c.isspace() for c in string):
            return string


def quoted(low=1, high=4):
    return f'"{cut(low, high)}"'


def wildcard():
    parts = [cut(1, 2), cut(1, 2)]
    if not all("\u4e00" <= c <= "\u9fff" for part in parts for c in part):
        return quoted()
    return chosen.choice("?*").join(parts)


def field():
    return chosen.choice(
        [f"date:{chosen.randint(1985, 2020)}..", f"date:..{chosen.randint(1990, 2025)}", "kind:*", "-issuer:*",
         f"title:{quoted(1, 2)}", f"path:{quoted(1, 2)}", "kind:通知", "kind:法"])


def near():
    operator = chosen.choice(["NEAR", "BEFORE", "NOTBEFORE", "NOTAFTER"])
    return f"{quoted(1, 2)} {operator}/{chosen.choice([0, 1, 5, 20, 200])} {quoted(1, 2)}"


def tree(depth):
    if depth == 0:
        return chosen.choices([quoted, near, wildcard, lambda: "exact:" + quoted()], [5, 2, 1, 1])[0]()
    a, b = tree(depth - 1), tree(depth - 1)
    return chosen.choice(
        [f"({a}) ({b})", f"({a}) OR ({b})", f"({a}) -({b})", f"({a}) {field()}",
         f"{chosen.choice(['SENTENCE', 'PARAGRAPH', 'ARTICLE'])}({quoted(1, 2)} {quoted(1, 2)}) OR ({a})"])


def ranges(hit, kind):
    return [
        (place["start"]["utf8"], place["end"]["utf8"]) for snippet in hit["snippets"] for place in snippet[kind]]


def answer(pipe, query, sort):
    """What must be the same, and what must be the same up to ties."""
    found = pipe.ask(op="search", query=query, limit=pageSize, sort=sort, snippets="all", headings=False)
    if "error" in found:
        return found["error"].get("code"), None
    result = found["result"]
    hits = result["hits"]
    page = {hit["key"]: (hit["occurrences"], ranges(hit, "highlights"), ranges(hit, "matches")) for hit in hits}
    return (result["documents"], result["occurrences"], page), [(hit["key"], hit["score"]) for hit in hits]


def agrees(here, there, sort):
    (facts, order), (otherFacts, otherOrder) = here, there
    if order is None or otherOrder is None:
        return facts == otherFacts and order is None and otherOrder is None
    if facts[:2] != otherFacts[:2]:
        return False
    if sort == "path":
        return facts[2] == otherFacts[2] and [key for key, _ in order] == [key for key, _ in otherOrder]
    # A tie at the end of the page may bring another document; its occurrences are compared where both have it.
    if any(facts[2][key] != otherFacts[2][key] for key in facts[2].keys() & otherFacts[2].keys()):
        return False
    last = order[-1][1] if order else 0
    for (key, score), (other, otherScore) in zip(order, otherOrder):
        if abs(score - otherScore) > 1e-5 * max(1, abs(score)):
            return False
        isTie = sum(abs(score - value) <= 1e-5 * max(1, abs(score)) for _, value in order) > 1 or abs(score - last) < 1e-5
        if key != other and not isTie:
            return False
    return len(order) == len(otherOrder)


with tempfile.TemporaryDirectory() as scratch:
    local = os.path.join(scratch, "index")
    remote = f"http://127.0.0.1:{port}/agree"
    for index in (local, remote):
        start = time.time()
        done = subprocess.run([wenjian, "index", corpus, "--index", index, "--rebuild", "--quiet"])
        assert done.returncode in (0, 2), done.returncode
        print(f"{'cluster' if index == remote else 'directory'}: built in {time.time() - start:.1f} s")
    texts = [pair for pair in Engine([f"127.0.0.1:{port}"]).texts("agree", 1_000) if len(pair[1]) > 20]
    here, there = Pipe(wenjian, local), Pipe(wenjian, remote)
    different = errors = found = 0
    start = time.time()
    for number in range(count):
        isString = number % 2 == 0
        query = f'"{cut(1, 8)}"' if isString else tree(chosen.randint(0, 2))
        sort = "relevance" if isString else "path"
        first, second = answer(here, query, sort), answer(there, query, sort)
        errors += first[1] is None
        found += first[1] is not None and first[0][0] > 0
        if not agrees(first, second, sort):
            different += 1
            print(f"DIFFERENT: {query}\n  directory {first}\n  cluster   {second}"[:2000])
    print(
        f"seed {seed}: {count} queries, half strings and half trees, of {len(texts)} of the texts: {different} different, "
        f"{found} with documents, {errors} refused by both; {time.time() - start:.0f} s")
sys.exit(1 if different else 0)
