#!/usr/bin/env python3
"""Loads wenjian-server over loopback and writes one Markdown report. Started by server.sh, which builds everything first."""
import argparse
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from machine import Quiet, corpus_facts, head, machine, source_state, write_report

KINDS = [
    ("count", "/api/count", dict(query="第一书记 OR 行政处罚")),
    ("search, no passages", "/api/search", dict(query="行政处罚", limit=10, snippets=0)),
    ("search with passages", "/api/search", dict(query="行政处罚", limit=10)),
    ("的, no passages", "/api/search", dict(query="的", limit=10, snippets=0)),
    ("的, with passages", "/api/search", dict(query="的", limit=10)),
    ("/healthz", "/healthz", {}),
]
HEAVY = "/api/kwic?" + urlencode(dict(query="的 OR 之 OR 第", sort="right", limit=10000))


def target(path, parameters):
    return path + ("?" + urlencode(parameters) if parameters else "")


def seconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60}[unit]


def memory(process):
    """Resident memory and what of it is the process's own, in MB."""
    fields = dict(
        line.split(":", 1) for line in open(f"/proc/{process.pid}/status") if line.startswith(("VmRSS", "RssAnon")))
    return tuple(int(fields[name].split()[0]) / 1e3 for name in ("VmRSS", "RssAnon"))


class Load:
    def __init__(self, options, process):
        self.options, self.process = options, process
        self.base = f"http://127.0.0.1:{options.port}"

    def ask(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.options.port, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def wrk(self, path, duration):
        """Requests a second, median, 99th percentile, and answers that were none."""
        run = subprocess.run(
            ["wrk", "-t1", "-c32", f"-d{duration}s", "--latency", self.base + path], capture_output=True, text=True, check=True)
        text = run.stdout
        wrong = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", text))
        wrong += sum(sum(map(int, re.findall(r"\d+", line))) for line in re.findall(r"Socket errors:.*", text))
        return dict(
            per_second=float(re.search(r"Requests/sec:\s*([\d.]+)", text)[1]),
            p50=seconds(re.search(r"^\s+50%\s+(\S+)", text, re.M)[1]), p99=seconds(re.search(r"^\s+99%\s+(\S+)", text, re.M)[1]),
            requests=int(re.search(r"(\d+) requests in", text)[1]), wrong=wrong)

    def kinds(self):
        for name, path, parameters in KINDS:
            address = target(path, parameters)
            status, body = self.ask(address)
            assert status == 200, body
            self.options.quiet.wait()
            yield dict(name=name, **self.wrk(address, self.options.seconds))

    def health_beside_heavy(self):
        """Times of /healthz while eight of the heaviest queries run, each begun again as it ends."""
        stop, begun, ended = threading.Event(), [0], [0]

        def heavy():
            while not stop.is_set():
                begun[0] += 1
                self.ask(HEAVY)
                ended[0] += 1

        threads = [threading.Thread(target=heavy) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        times, end = [], time.monotonic() + max(5, self.options.seconds)
        while time.monotonic() < end:
            start = time.monotonic()
            assert self.ask("/healthz")[0] == 200
            times.append(time.monotonic() - start)
            time.sleep(0.01)
        stop.set()
        for thread in threads:
            thread.join()
        times.sort()
        return dict(
            asked=len(times), p50=times[len(times) // 2], p99=times[int(len(times) * 0.99)], longest=times[-1],
            queries=ended[0])

    def memory_over_requests(self):
        """Memory after each tenth of the requests, which are of all kinds in turn."""
        paths = [target(path, parameters) for _, path, parameters in KINDS[:4]]
        points, done = [(0, *memory(self.process))], 0
        while done < self.options.requests:
            wanted = min(self.options.requests - done, max(1, self.options.requests // 10))
            part = 0
            while part < wanted:
                for path in paths:
                    part += self.wrk(path, 1)["requests"]
            done += part
            points.append((done, *memory(self.process)))
        return points

    def slow_clients(self):
        """Connections that say nothing, or half of a head, and what an ordinary request takes meanwhile."""
        before, clients = memory(self.process), []
        start = time.monotonic()
        for number in range(self.options.clients):
            client = socket.socket()
            client.settimeout(10)
            client.connect(("127.0.0.1", self.options.port))
            if number % 2:
                client.sendall(b"GET /healthz HTTP/1.1\r\nHost: loc")
            clients.append(client)
        opened = time.monotonic() - start
        times = []
        for _ in range(20):
            start = time.monotonic()
            assert self.ask("/healthz")[0] == 200
            times.append(time.monotonic() - start)
        during = memory(self.process)
        closed, end = 0, time.monotonic() + 60
        waiting = clients
        while waiting and time.monotonic() < end:
            rest = []
            for client in waiting:
                client.setblocking(False)
                try:
                    if client.recv(4096) == b"":
                        closed += 1
                        client.close()
                        continue
                except BlockingIOError:
                    pass
                except ConnectionError:
                    closed += 1
                    client.close()
                    continue
                rest.append(client)
            waiting = rest
            time.sleep(0.5)
        for client in waiting:
            client.close()
        assert self.ask("/healthz")[0] == 200
        return dict(
            clients=self.options.clients, opened_s=opened, longest=max(times), before=before, during=during, closed=closed,
            after=memory(self.process))


def report(result):
    yield from head(result, "wenjian-server", "Benchmarks/server.sh")
    yield f"- Index: {result['documents']:,} documents. wrk with one thread and 32 connections, on the CPUs of the server"
    yield ""
    yield "| request | a second | median, ms | 99th percentile, ms | not answered well |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind in result["kinds"]:
        yield (
            f"| {kind['name']} | {kind['per_second']:,.0f} | {kind['p50'] * 1e3:.2f} | {kind['p99'] * 1e3:.2f} | "
            f"{kind['wrong']} |")
    yield ""
    health = result["health"]
    yield (
        f"`/healthz` while eight of the heaviest queries ran ({health['queries']} of them): {health['asked']} times, median "
        f"{health['p50'] * 1e3:.1f} ms, 99th percentile {health['p99'] * 1e3:.1f} ms, longest {health['longest'] * 1e3:.1f} ms.")
    yield ""
    yield "| requests | resident, MB | own, MB |"
    yield "| ---: | ---: | ---: |"
    for requests, resident, own in result["memory"]:
        yield f"| {requests:,} | {resident:.1f} | {own:.1f} |"
    yield ""
    slow = result["slow"]
    yield (
        f"{slow['clients']:,} clients that say nothing or half of a head, opened in {slow['opened_s']:.1f} s: the longest of "
        f"20 requests beside them took {slow['longest'] * 1e3:.1f} ms; own memory {slow['before'][1]:.1f} MB before, "
        f"{slow['during'][1]:.1f} MB with them, {slow['after'][1]:.1f} MB afterwards; the server closed {slow['closed']:,} of them.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    for name in ("root", "scratch", "command", "server", "into"):
        parser.add_argument("--" + name, type=Path, required=True)
    for name in ("seconds", "requests", "clients", "port"):
        parser.add_argument("--" + name, type=int, required=True)
    parser.add_argument("--swift", default="", help="the compiler's version, for the record")
    options = parser.parse_args()
    options.quiet = Quiet(0.5, float(os.environ.get("BENCH_WAIT", 5)) * 60)
    options.corpora = [corpus.resolve() for corpus in options.corpora]
    work = options.scratch / "server"
    shutil.rmtree(work, ignore_errors=True)
    texts = work / "texts"
    texts.mkdir(parents=True)
    for corpus in options.corpora:
        shutil.copytree(corpus, texts / corpus.name)
    # 2: some files could not be read.
    if subprocess.run([options.command, "index", texts, "--index", work / "Index", "--quiet"]).returncode not in (0, 2):
        sys.exit("the corpora could not be indexed")
    process = subprocess.Popen(
        [options.server, "--index", work / "Index", "--port", str(options.port), "--timeout", "60"],
        stdout=subprocess.PIPE, text=True)
    try:
        if not process.stdout.readline().startswith("http://"):
            sys.exit("the server did not begin")
        load = Load(options, process)
        documents = int(re.search(rb'"documents":(\d+)', load.ask("/api/status")[1])[1])
        result = dict(
            started=time.strftime("%F %T"), machine=machine(), documents=documents,
            engine={**source_state(options.root), "swift": options.swift},
            corpora=[corpus_facts(corpus)[1] for corpus in options.corpora])
        result["kinds"] = list(load.kinds())
        result["health"] = load.health_beside_heavy()
        result["memory"] = load.memory_over_requests()
        result["slow"] = load.slow_clients()
        result["finished"] = time.strftime("%F %T")
    finally:
        process.terminate()
        process.wait(timeout=60)
        shutil.rmtree(work, ignore_errors=True)
    write_report(options.into, result, report(result), "-server")


main()
