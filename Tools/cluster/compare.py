#!/usr/bin/env python3
"""What an index of ours costs in a cluster, beside the same texts with the engine's own analyzer `cjk`.

usage: compare.py WENJIAN CORPUS [QUERIES]

Builds ours with WENJIAN and the other one by bulk requests of the texts that ours stores, on the same shards with the same
copies, merges each to one segment a shard, and asks the same strings as phrases through one client. The answers differ where
`cjk` finds what is not there or misses single characters, so counts are told too. Then asks classes of queries of a local index
and of the one in the cluster, through `wenjian pipe`. Prints tables in Markdown.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from engine import Engine, grams, strings
from pipe import Pipe

wenjian, corpus = sys.argv[1:3]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
port = int(os.environ.get("CLUSTER_PORT", "9201"))
engine = Engine([f"127.0.0.1:{port}"])
requestBytes = 8 << 20


def ok(method, path, body=None, lines=False):
    status, answer = engine.call(method, path, body, lines)
    assert status < 300, (status, answer)
    return answer


def size(index):
    """Bytes of the primaries, merged."""
    ok("POST", f"/{index}/_forcemerge?max_num_segments=1")
    # Until then the searcher holds the segments before the merge.
    ok("POST", f"/{index}/_refresh")
    ok("POST", f"/{index}/_flush")
    return ok("GET", f"/{index}/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"]


def latencies(query):
    times = []
    hits = 0
    for string in asked:
        start = time.perf_counter()
        answer = ok("POST", query(string)[0], query(string)[1])
        times.append((time.perf_counter() - start) * 1000)
        hits += answer["hits"]["total"]["value"]
    return statistics.median(times), statistics.quantiles(times, n=20)[18], hits


start = time.time()
subprocess.run(
    [wenjian, "index", corpus, "--index", f"http://127.0.0.1:{port}/compare", "--rebuild", "--quiet"], check=True)
ours = time.time() - start
texts = engine.texts("compare", 10_000)
textBytes = sum(len(text.encode()) for _, text in texts)

shards = ok("GET", "/compare/_settings")
shards = next(iter(shards.values()))["settings"]["index"]["number_of_shards"]
engine.call("DELETE", "/compare-cjk")
ok("PUT", "/compare-cjk", {
    "settings": {"number_of_shards": shards, "auto_expand_replicas": "0-1", "refresh_interval": "-1"},
    "mappings": {"properties": {"key": {"type": "keyword"}, "text": {"type": "text", "analyzer": "cjk"}}}})
start = time.time()
body = b""
for key, text in texts:
    body += json.dumps({"index": {"_id": key[:160]}}).encode() + b"\n"
    body += json.dumps({"key": key, "text": text}, ensure_ascii=False).encode() + b"\n"
    if len(body) > requestBytes:
        assert not ok("POST", "/compare-cjk/_bulk", body, True)["errors"]
        body = b""
if body:
    assert not ok("POST", "/compare-cjk/_bulk", body, True)["errors"]
ok("POST", "/compare-cjk/_refresh")
theirs = time.time() - start

sizes = size("compare"), size("compare-cjk")
asked = strings(texts, count)
rows = {
    "ours": latencies(lambda s: ("/compare/_search", {
        "size": 10, "track_total_hits": True, "_source": False, "query": {"match_phrase": {"grams": grams(s)}}})),
    "cjk": latencies(lambda s: ("/compare-cjk/_search", {
        "size": 10, "track_total_hits": True, "_source": False, "query": {"match_phrase": {"text": s}}})),
}
print(f"{len(texts)} documents, {textBytes / 1e6:.1f} MB of text, {count} strings of two to six characters")
print()
print("| index | built in | MB/s | size, of the text | median | 95th percentile | hits |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for name, seconds, bytes in (("ours", ours, sizes[0]), ("cjk", theirs, sizes[1])):
    median, high, hits = rows[name]
    print(
        f"| {name} | {seconds:.1f} s | {textBytes / 1e6 / seconds:.2f} | {bytes / 1e6:.1f} MB, {bytes / textBytes:.2f} "
        f"| {median:.1f} ms | {high:.1f} ms | {hits:,} |")

with tempfile.TemporaryDirectory() as directory:
    start = time.time()
    subprocess.run([wenjian, "index", corpus, "--index", directory + "/index", "--quiet"], check=True)
    seconds = time.time() - start
    local = Pipe(wenjian, directory + "/index")
    cluster = Pipe(wenjian, f"http://127.0.0.1:{port}/compare")
    bytes = local.ask(op="info")["result"]["indexBytes"]
    print(f"| in a directory | {seconds:.1f} s | {textBytes / 1e6 / seconds:.2f} | {bytes / 1e6:.1f} MB, {bytes / textBytes:.2f} | | | |")
    print()
    print("| through wenjian pipe | directory: p50, p95 in ms | cluster: p50, p95 in ms | other answers |")
    print("| --- | --- | --- | --- |")
    pairs = list(zip(asked, asked[1:] + asked[:1]))
    classes = {
        "count of a string": [dict(op="count", query=f'"{a}"') for a in asked],
        "search, ten documents": [dict(op="search", query=f'"{a}"', limit=10, snippets=0) for a in asked],
        "search with two passages": [dict(op="search", query=f'"{a}"', limit=10, snippets=2) for a in asked],
        "A AND B": [dict(op="count", query=f'"{a}" "{b}"') for a, b in pairs],
        "A OR B": [dict(op="count", query=f'"{a}" OR "{b}"') for a, b in pairs],
        "A NEAR/20 B": [dict(op="count", query=f'"{a}" NEAR/20 "{b}"') for a, b in pairs[:count // 4]],
        "a character": [dict(op="count", query=f'"{a[0]}"') for a in asked[:count // 4]],
        "facets by year": [dict(op="facets", query=f'"{a}"', by="year") for a in asked],
        "facets by issuer": [dict(op="facets", query=f'"{a}"', by="issuer") for a in asked],
        "by relevance, 的": [dict(op="search", query="的", limit=10, snippets=0)] * 5,
    }
    for name, requests in classes.items():
        cells, answers = [], []
        for pipe in (local, cluster):
            times, found = [], []
            for request in requests:
                start = time.perf_counter()
                answer = pipe.ask(**request)
                times.append((time.perf_counter() - start) * 1000)
                result = answer.get("result", answer)
                for member in ("index", "unanswered", "nextPage"):
                    result.pop(member, None)
                found.append(result)
            answers.append(found)
            cells.append(f"{statistics.median(times):.2f}, {statistics.quantiles(times, n=20, method='inclusive')[18]:.2f}")
        other = sum(1 for a, b in zip(*answers) if a != b)
        print(f"| {name} | {cells[0]} | {cells[1]} | {other} of {len(requests)} |")
    local.close()
    cluster.close()
for name in ("compare", "compare-cjk"):
    for index in engine.call("GET", f"/{name}/_alias")[1]:
        engine.call("DELETE", "/" + index)
