"""Tests of the page in a headless Chromium, as `make test-page` runs them.

    run.py --server .build/server/debug/wenjian-server --wenjian .build/debug/wenjian --pictures DIR [--only NAME…]
    run.py --base http://127.0.0.1:18090 …    the page of a server that runs already, over a corpus of corpus.py

A corpus is made and indexed in a temporary directory, unless `--work DIR` names one, which is kept and used again.
"""

import argparse
import contextlib
import glob
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

import checks
import checks_more  # noqa: F401: it adds to the checks
import corpus
from browser import Browser, Failed
from pictures import take_pictures

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "..", "Sources", "CPage", "page")
TOKEN = "a-token-of-the-tests-of-the-page-0123456789"
# What a browser asks for on its own behalf, and says of answers that a check wants.
OWN = ("data:", "blob:", "chrome:", "about:", "devtools:")


def free_port(first):
    for port in range(first, first + 20):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise SystemExit("no free port")


def start(server, index, port, *more):
    process = subprocess.Popen([server, "--index", index, "--port", str(port), "--timeout", "900", *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).read()
            return process
        except OSError:
            if process.poll() is not None:
                raise SystemExit("the server has ended: " + process.stdout.read().decode("utf-8", "replace"))
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


class Messages:
    """The messages that the sources of the page use: whole keys, and beginnings of keys that are put together."""

    def __init__(self):
        self.exact, self.prefixes = set(), set()
        for path in glob.glob(PAGE + "/*.js") + [PAGE + "/index.html"]:
            if path.endswith("/messages.js"):
                continue
            text = open(path, encoding="utf-8").read()
            self.exact |= set(re.findall(r'\bt\("([\w-]+)"', text)) | set(re.findall(r'data-(?:text|label|placeholder|tip)="([\w-]+)"', text))
            # t(a ? "x" : "y"), and keys of tables of messages.
            for inside in re.findall(r"\bt\(([^()]*\?[^()]*)\)", text):
                self.exact |= set(re.findall(r'"([\w-]+)"', inside))
            self.exact |= set(re.findall(r'"((?:help|key)-[\w-]+)"', text)) - {"help-open", "help-body"}
            self.prefixes |= set(re.findall(r'\bt\("([\w-]+-)" \+', text))
        self.exact = {key for key in self.exact if not key.endswith("-")}


class Tests:
    def __init__(self, arguments, base, guarded):
        self.arguments, self.base, self.guarded = arguments, base, guarded
        self.downloads = tempfile.mkdtemp(prefix="wenjian-page-")
        self.passed, self.failed, self.notes, self.others = 0, [], [], ()
        self.log, self.origins = [], {}
        self.axe_source = self.find_axe()
        documents = json.load(urllib.request.urlopen(base + "/api/count?query=path:*"))["documents"]
        self.extra = documents - corpus.MANY

    @staticmethod
    def find_axe():
        for path in sys.path:
            found = glob.glob(path + "/axe_playwright_python/*.js")
            if found:
                return open(found[0], encoding="utf-8").read()
        return None

    def browser(self, **options):
        b = Browser(self.base, self.downloads, **options)
        b.downloads, b.extra, b.here, b.token = self.downloads, self.extra, HERE, TOKEN
        b.forgiven = set()
        b.forgive = b.forgiven.add
        b.note = self.notes.append
        b.sources_of_messages = Messages
        b.axe = lambda: self.axe(b)
        b.serve = self.serve
        b.open_guarded = lambda **state: self.open_guarded(b, **state)
        return b

    def axe(self, b):
        if not self.axe_source:
            raise Failed("axe-core is not there")
        if not b.run("return typeof window.axe === 'object'"):
            b.run(self.axe_source)
        answer = b.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(r => done({violations: r.violations, passes: r.passes.length}))")
        return answer["violations"]

    def open_guarded(self, b, **state):
        if not self.guarded:
            raise Skipped("no server with a token")
        own, b.base = b.base, self.guarded
        try:
            b.open(**state)
        finally:
            b.base = own

    @contextlib.contextmanager
    def serve(self, folder):
        """A server that indexes a folder first: its address."""
        if not self.arguments.server:
            raise Skipped("no server to start")
        with tempfile.TemporaryDirectory(prefix="wenjian-page-") as directory:
            port = free_port(self.arguments.port + 5)
            process = start(self.arguments.server, os.path.join(directory, "index"), port, "--open", folder)
            self.others = (f"http://127.0.0.1:{port}",)
            try:
                yield self.others[0]
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)

    def complaints(self, b):
        """Errors on the console, and requests that went elsewhere."""
        messages, requests = b.collect()
        found = [message["message"] for message in b.messages if message["level"] == "SEVERE" and not any(f"status of {code}" in message["message"] for code in b.forgiven)]
        origins = tuple(base for base in (self.base, self.guarded) if base) + self.others + OWN
        found += ["request to " + request["url"] for request in b.requests if not request["url"].startswith(origins)]
        self.log += [f"{message['level']} {message['message']}" for message in b.messages]
        for request in b.requests:
            origin = "/".join(request["url"].split("/")[:3]) if request["url"].startswith("http") else request["url"].split(":")[0] + ":"
            self.origins[origin] = self.origins.get(origin, 0) + 1
        b.messages, b.requests = [], []
        return found

    def write_log(self, path):
        """All that the console said, what checks wanted included, and where requests went."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"Chromium {self.version}\nconsole, {len(self.log)} messages:\n" + "".join(line + "\n" for line in self.log))
            file.write("requests:\n" + "".join(f"{count} to {origin}\n" for origin, count in sorted(self.origins.items())))

    def run(self):
        b = self.browser()
        self.version = b.driver.capabilities["browserVersion"]
        for check in checks.CHECKS:
            name = check.__name__
            if self.arguments.only and not any(part in name for part in self.arguments.only):
                continue
            started = time.monotonic()
            b.forgiven.clear()
            try:
                check(b)
                complaints = self.complaints(b)
                if complaints:
                    raise Failed("the console says: " + "; ".join(complaints[:3]))
                self.passed += 1
                print(f"ok    {name} ({time.monotonic() - started:.1f} s)", flush=True)
            except Skipped as skipped:
                print(f"skip  {name}: {skipped}", flush=True)
            except Exception as error:  # noqa: BLE001: each check is told of
                self.failed.append(name)
                print(f"FAIL  {name}: {type(error).__name__}: {str(error)[:900]}", flush=True)
                if not isinstance(error, Failed):
                    traceback.print_exc(limit=-2)
                self.complaints(b)
                if self.arguments.pictures:
                    os.makedirs(self.arguments.pictures, exist_ok=True)
                    b.picture(os.path.join(self.arguments.pictures, "failed-" + name + ".png"))
        b.close()

    def close(self):
        shutil.rmtree(self.downloads, ignore_errors=True)


class Skipped(Exception):
    """A check that needs what is not there."""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server")
    parser.add_argument("--wenjian")
    parser.add_argument("--base")
    parser.add_argument("--guarded", help="the same server with a token")
    parser.add_argument("--work")
    parser.add_argument("--pictures")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--port", type=int, default=18090)
    parser.add_argument("--many", type=int, default=corpus.MANY, help="hits of the query with the most")
    arguments = parser.parse_args()
    corpus.MANY = arguments.many
    processes = []
    work = arguments.work or tempfile.mkdtemp(prefix="wenjian-page-")
    try:
        base, guarded = arguments.base, arguments.guarded
        if not base:
            folder, index = os.path.join(work, "corpus"), os.path.join(work, "index")
            corpus.make(folder)
            started = time.monotonic()
            subprocess.run([arguments.wenjian, "index", folder, "--index", index], check=True, stdout=subprocess.DEVNULL)
            print(f"indexed in {time.monotonic() - started:.0f} s", flush=True)
            # A browser asks in a second what people ask in a minute.
            port = free_port(arguments.port)
            processes.append(start(arguments.server, index, port))
            base = f"http://127.0.0.1:{port}"
            port = free_port(port + 1)
            token = os.path.join(work, "token")
            with open(token, "w", encoding="utf-8") as file:
                file.write(TOKEN)
            os.chmod(token, 0o600)
            processes.append(start(arguments.server, index, port, "--token-file", token))
            guarded = f"http://127.0.0.1:{port}"
        # The first trend of an index counts the characters of all documents.
        started = time.monotonic()
        urllib.request.urlopen(base + "/api/trend?by=year&queries=%E6%9C%BA%E5%85%B3", timeout=900).read()
        print(f"first trend in {time.monotonic() - started:.0f} s", flush=True)
        tests = Tests(arguments, base, guarded)
        tests.run()
        if arguments.pictures and not arguments.only:
            tests.notes.append(f"pictures: {take_pictures(tests, arguments.pictures)} in {arguments.pictures}")
        if arguments.pictures:
            tests.write_log(os.path.join(arguments.pictures, "browser.log"))
        for note in tests.notes:
            print(note)
        print(f"Chromium {tests.version}")
        print(f"{tests.passed} passed, {len(tests.failed)} failed" + (": " + ", ".join(tests.failed) if tests.failed else ""))
        tests.close()
        return 1 if tests.failed or not tests.passed else 0
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
        if not arguments.work:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
