#!/usr/bin/env python3
"""A node is killed while an index is built and while it is asked, and comes back: nothing may be lost or wrong.

usage: failures.py WENJIAN CLUSTER-DIRECTORY CORPUS [QUERIES]

Builds an index of CORPUS in peace and another one while node 2 is killed and started again, and compares every document of
the two. Then asks QUERIES (1,000) strings through `wenjian pipe` in peace and while node 3 is killed and started again, and
compares documents, occurrences and the keys of the first page. What could not be answered is told, with what the errors say;
a wrong answer ends the script with status 1.
"""

import collections
import os
import subprocess
import sys
import threading
import time

from engine import Engine, strings
from pipe import Pipe

here = os.path.dirname(os.path.abspath(__file__))
wenjian, directory, corpus = sys.argv[1:4]
count = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
port = int(os.environ.get("CLUSTER_PORT", "9201"))
nodes = [f"127.0.0.1:{port + number}" for number in range(3)]
engine = Engine(nodes)


def node(verb, number):
    subprocess.run([f"{here}/node.sh", verb, directory, str(number)], check=True)


def build(name):
    """The seconds that it took."""
    start = time.time()
    address = "http://" + ",".join(nodes) + "/" + name
    subprocess.run([wenjian, "index", corpus, "--index", address, "--rebuild", "--quiet"], check=True)
    return time.time() - start


def search(string):
    """The documents and occurrences of a string, and the keys of a page; the error where there is no answer."""
    answer = pipe.ask(op="search", query=f'"{string}"', limit=5, snippets=0)
    if "error" in answer:
        errors[answer["error"]["message"]] += 1
        return None
    result = answer["result"]
    return result["documents"], result["occurrences"], [hit["key"] for hit in result["hits"]]


peace = build("failures-peace")
print(f"built in peace in {peace:.1f} s")
killer = threading.Timer(peace / 3, node, ("kill", 2))
killer.start()
disturbed = build("failures-disturbed")
killer.join()
print(f"built while node 2 was killed after {peace / 3:.1f} s in {disturbed:.1f} s")
before, after = (engine.documents(name, ["sentHash"]) for name in ("failures-peace", "failures-disturbed"))
print(f"documents: {len(before)} and {len(after)}, {'equal' if before == after else 'DIFFERENT'}")
node("restart", 2)
print("node 2 is back, the cluster is green")
again = engine.documents("failures-disturbed", ["sentHash"])

pipe = Pipe(wenjian, "http://" + ",".join(nodes) + "/failures-disturbed")
errors = collections.Counter()
asked = strings(engine.texts("failures-disturbed", 200), count)
expected = [search(string) for string in asked]
answers = []
for number, string in enumerate(asked):
    if number == count // 4:
        node("kill", 3)
    if number == count * 3 // 4:
        node("restart", 3)
    answers.append(search(string))
wrong = sum(1 for a, b in zip(expected, answers) if a is not None and b is not None and a != b)
unanswered = sum(1 for a in answers if a is None)
print(f"queries: {count}, {wrong} wrong, {unanswered} without an answer, {sum(map(bool, expected))} with documents")
for message, times in errors.items():
    print(f"  {times} times: {message}")
pipe.close()
status, health = engine.call("GET", "/_cluster/health")
print(f"at the end the cluster is {health['status']}")
for name in ("failures-peace", "failures-disturbed"):
    for index in engine.call("GET", f"/{name}/_alias")[1]:
        engine.call("DELETE", "/" + index)
sys.exit(0 if before == after == again and wrong == 0 and None not in expected else 1)
