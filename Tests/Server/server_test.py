"""Asks a real wenjian-server over sockets: server_test.py WENJIAN WENJIAN_SERVER PORT.

Each test is a function with a server, or one of its own. What is compared: answers with those of the command, errors with
what they should be, and the metrics with what was done.
"""
import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from urllib.parse import quote, urlencode

import sample

WENJIAN, SERVER, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
WORK = tempfile.mkdtemp()
DOCUMENTS, INDEX = WORK + "/documents", WORK + "/Index"
LAW = "教育法(2020-12-26).txt"


def command(*arguments, index=INDEX):
    return subprocess.run([WENJIAN, *arguments, "--index", index], capture_output=True, text=True)


class Server:
    """A server that runs while the block does."""

    def __init__(self, *arguments, index=INDEX, port=PORT, environment=None, wait="/healthz"):
        self.arguments = [SERVER, "--index", index, "--port", str(port), *arguments]
        self.port, self.environment, self.wait = port, environment, wait

    def __enter__(self):
        self.process = subprocess.Popen(
            self.arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **(self.environment or {})})
        address = self.process.stdout.readline()
        assert address.startswith("http://"), self.process.stderr.read()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.log = self.process.communicate(timeout=30)[1]

    def ask(self, target, method="GET", body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path, **parameters):
        query = urlencode(parameters, doseq=True)
        return self.ask(path + ("?" + query if query else ""))

    def code(self, *arguments, **headers):
        status, _, body = self.ask(*arguments, **headers)
        return status, json.loads(body)["error"]["code"]

    def raw(self, text, wait=True):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sendall(text)
        if not wait:
            return connection
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except (ConnectionResetError, socket.timeout):
            pass
        connection.close()
        return answer

    def metric(self, pattern):
        text = self.get("/metrics")[2].decode()
        return sum(int(line.split()[-1]) for line in text.splitlines() if re.match(pattern, line))


def until(condition, seconds=20, what="what was waited for"):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(what + " did not come")


def same_as_the_command(server):
    key = quote(LAW, safe="")
    pairs = [
        ("/api/search", {"query": "第一书记"}, ["search", "第一书记", "--no-related"]),
        ("/api/search", {"query": "教育", "limit": 1, "snippets": 0}, ["search", "教育", "--limit", "1", "--snippets", "0", "--no-related"]),
        ("/api/count", {"query": "第一书记", "exact": "true"}, ["count", "第一书记", "--exact"]),
        ("/api/facets", {"query": "教育", "by": "year"}, ["facets", "教育", "--by", "year"]),
        ("/api/kwic", {"query": "书记"}, ["kwic", "书记"]),
        ("/api/trend", {"queries": ["教育", "扶贫"]}, ["trend", "教育", "扶贫"]),
        ("/api/diff", {"old": "教育法(2015-12-27).txt", "new": LAW}, ["diff", "教育法(2015-12-27).txt", LAW]),
        ("/api/cites", {"key": LAW}, ["cites", LAW]),
        ("/api/citedby", {"target": "《立法法》第六十五条"}, ["cited-by", "《立法法》第六十五条"]),
        (f"/api/documents/{key}/outline", {}, ["show", LAW, "--outline"]),
        (f"/api/documents/{key}/metadata", {}, ["show", LAW, "--metadata"]),
        (f"/api/documents/{key}/versions", {}, ["versions", LAW]),
        (f"/api/documents/{key}/copies", {}, ["copies", LAW]),
    ]
    for path, parameters, arguments in pairs:
        status, headers, body = server.get(path, **parameters)
        assert status == 200 and headers["content-type"] == "application/json", (path, status, body)
        told = command(*arguments, "--json")
        assert json.loads(body) == json.loads(told.stdout), (path, body, told.stdout)
        listed = {name: value for name, value in parameters.items()}
        if "true" == listed.get("exact"):
            listed["exact"] = True
        posted = server.ask(path, "POST", json.dumps(listed).encode(), Content_Type="application/json")
        assert (posted[0], posted[2]) == (200, body), (path, posted)
    text = json.loads(server.get(f"/api/documents/{key}/text")[2])["text"]
    assert text == command("show", LAW).stdout, text
    status, _, body = server.ask("/api/counts", "POST", b'{"queries":["\\u4e66\\u8bb0","OR"]}', Content_Type="application/json")
    assert status == 200 and json.loads(body)[1]["error"], body


def occurrences_of_a_document(server):
    key = quote("通知/书记.txt", safe="")
    body = json.loads(server.get(f"/api/documents/{key}/occurrences", query="第一书记")[2])
    text = json.loads(server.get(f"/api/documents/{key}/text")[2])["text"]
    assert body["occurrences"] == 3, body
    for place in body["ranges"]:
        part = text.encode("utf-16-le")[place["start"]["utf16"] * 2:place["end"]["utf16"] * 2].decode("utf-16-le")
        assert part in ("第一书记", "第一書記"), part


def errors(server):
    assert server.code("/api/search?query=OR") == (400, "query")
    assert server.code("/api/search") == (400, "argument")
    assert server.code("/api/search?query=a&query=b") == (400, "argument")
    assert server.code("/api/search?query=a&other=1") == (400, "argument")
    assert server.code("/api/search?query=a&limit=x") == (400, "argument")
    assert server.code("/api/search?query=%FF") == (400, "request")
    assert server.code("/api/search?query=%4") == (400, "request")
    assert server.code("/api/nothing") == (404, "address")
    assert server.code("/api/documents/none.txt") == (404, "noSuchDocument")
    assert server.code(f"/api/documents/{quote(LAW)}/text?article=99") == (404, "noSuchArticle")
    assert server.code("/api/search", "DELETE") == (405, "method")
    assert server.ask("/healthz", "POST", b"")[1]["allow"] == "GET"
    assert server.code("/api/count", "POST", b"{", Content_Type="application/json") == (400, "json")
    assert server.code("/api/count", "POST", b"[]", Content_Type="application/json") == (400, "request")
    assert server.code("/api/count", "POST", b'{"query":"a"}', Content_Type="text/plain") == (415, "mediaType")
    message = json.loads(server.ask("/api/nothing", Accept_Language="zh-TW,en;q=0.5")[2])["error"]["message"]
    assert "位址" in message, message
    status, headers, body = server.ask("/healthz", "HEAD")
    assert (status, body, headers["content-length"]) == (200, b"", "3"), headers


def limits(server):
    assert server.code("/api/search?query=" + "a" * 9000) == (414, "addressTooLong")
    assert server.code("/api/count?query=" + "a" * 5000) == (400, "argument")
    big = json.dumps({"query": "a" * (2 << 20)}).encode()
    assert server.code("/api/count", "POST", big, Content_Type="application/json") == (413, "tooLarge")
    assert server.code("/api/search?query=a&limit=1001") == (400, "argument")
    assert server.code("/api/search?query=a&snippets=all") == (400, "argument")
    assert server.code("/api/search?query=a&offset=200000") == (400, "argument")
    assert server.code("/api/kwic?query=a&limit=all") == (400, "argument")
    many = json.dumps({"queries": ["a"] * 2000}).encode()
    assert server.code("/api/counts", "POST", many, Content_Type="application/json") == (400, "argument")
    answer = server.raw(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 200_000 + b"\r\n\r\n")
    assert not answer or answer.split()[1] != b"200", answer


def traversal(server):
    for target in [
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/documents/..%2F..%2F..%2Fetc%2Fpasswd/original",
        "/api/documents/%2Fetc%2Fpasswd/original", "/api/documents/../original", "/api/documents/x%00/original",
        "/app.js/..", "//etc/passwd", "/api/documents//original",
    ]:
        status, _, body = server.ask(target)
        assert status == 404 and b"root:" not in body, (target, status, body)


def originals(server):
    for name in ["通知/html & <b>.html", LAW]:
        status, headers, body = server.ask(f"/api/documents/{quote(name, safe='')}/original")
        assert status == 200 and body == open(f"{DOCUMENTS}/{name}", "rb").read(), (status, body[:99])
        assert headers["x-content-type-options"] == "nosniff" and "sandbox" in headers["content-security-policy"]
        assert headers["content-disposition"].startswith("inline"), headers
    assert server.ask(f"/api/documents/{quote(LAW)}/original?download=1")[1]["content-disposition"].startswith("attachment")
    # A file that was replaced by a link to another place.
    path = DOCUMENTS + "/立法法(2015-03-15).txt"
    os.rename(path, path + ".away")
    os.symlink("/etc/passwd", path)
    try:
        assert server.code(f"/api/documents/{quote('立法法(2015-03-15).txt')}/original") == (403, "outside")
        os.remove(path)
        assert server.code(f"/api/documents/{quote('立法法(2015-03-15).txt')}/original") == (404, "noOriginal")
    finally:
        os.rename(path + ".away", path)


def names_and_origins(server):
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::1].evil", ""]:
        assert server.ask("/api/status", Host=host)[0] in (400, 421), host
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80"]:
        assert server.ask("/api/status", Host=host)[0] == 200, host
    assert server.code("/api/status", Origin="http://evil.example") == (403, "origin")
    assert server.code("/api/status", Origin="null") == (403, "origin")
    assert server.code("/api/status", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors") == (403, "origin")
    assert server.ask("/api/status", Origin=f"http://127.0.0.1:{PORT}")[0] == 200
    assert b" 421 " in server.raw(b"GET /healthz HTTP/1.0\r\n\r\n").split(b"\r\n")[0]


def page_and_headers(server):
    status, headers, body = server.ask("/")
    assert status == 200 and headers["content-type"].startswith("text/html"), headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'") and "unsafe" not in policy
    assert server.ask("/", If_None_Match=headers["etag"])[0] == 304
    assert b"<script>" not in body and b"style=" not in body


def exports(server):
    status, headers, body = server.get("/api/export", query="教育 OR 书记 OR 扶贫", snippets=0)
    lines = [json.loads(line) for line in body.splitlines()]
    hits = json.loads(server.get("/api/search", query="教育 OR 书记 OR 扶贫", snippets=0, limit=1000)[2])["hits"]
    assert status == 200 and lines == hits and len(hits) > 3, (status, len(lines))
    assert server.code("/api/export?query=OR") == (400, "query")


def description(server):
    document = json.loads(server.get("/openapi.json")[2])
    assert document["openapi"] == "3.1.0" and "/api/search" in document["paths"]
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names)), sorted(names)


def a_client_that_goes_ends_its_search(_):
    with Server("--timeout", "60", index=WORK + "/Heavy", port=PORT + 1) as server:
        target = "/api/kwic?" + urlencode({"query": HEAVY, "limit": 10000, "sort": "right"})
        before = time.monotonic()
        connections = [
            server.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), wait=False) for _ in range(4)]
        until(lambda: server.metric("wenjian_searches_in_flight ") == 4, what="four searches")
        for connection in connections:
            connection.close()
        until(lambda: server.metric("wenjian_searches_in_flight ") == 0, what="the end of the searches")
        assert server.metric('wenjian_requests_total{route="kwic",status="499"}') == 4
        print(f"   ended {time.monotonic() - before:.2f} s after they began", flush=True)


def a_deadline_ends_a_search(_):
    with Server("--timeout", "1", index=WORK + "/Heavy", port=PORT + 2) as server:
        assert server.code("/api/kwic?" + urlencode({"query": HEAVY, "limit": 10000, "sort": "right"})) == (504, "deadline")
        assert server.code("/api/search?" + urlencode({"query": "的", "timeout": 0})) == (504, "deadline")
        assert server.metric('wenjian_requests_total{route="kwic",status="504"}') == 1


def too_many_searches(_):
    with Server("--timeout", "5", "--searches", "2", index=WORK + "/Heavy", port=PORT + 3) as server:
        target = "/api/kwic?" + urlencode({"query": HEAVY, "limit": 10000, "sort": "right"})
        connections = [
            server.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), wait=False) for _ in range(2)]
        until(lambda: server.metric("wenjian_searches_in_flight ") == 2, what="two searches")
        status, headers, body = server.get("/api/count", query="扶贫")
        assert status == 503 and headers["retry-after"] and b"busy" in body, (status, body)
        assert server.ask("/healthz")[0] == 200
        for connection in connections:
            connection.close()


def rate(_):
    with Server("--rate", "5", port=PORT + 4) as server:
        statuses = [server.ask("/healthz")[0] for _ in range(60)]
        assert statuses[0] == 200 and statuses[-1] == 429, statuses
        assert "retry-after" in server.ask("/healthz")[1]


def clients_behind_a_proxy(_):
    with Server("--rate", "5", "--trusted-proxy", "127.0.0.1", port=PORT + 4) as server:
        flood = [server.ask("/healthz", X_Forwarded_For="203.0.113.1")[0] for _ in range(60)]
        assert flood[0] == 200 and flood[-1] == 429, flood
        # What is before the proxy's own word is what the client invented.
        assert server.ask("/healthz", X_Forwarded_For="198.51.100.9, 203.0.113.1")[0] == 429
        assert server.ask("/healthz", X_Forwarded_For="203.0.113.1, 203.0.113.2")[0] == 200
        assert server.ask("/healthz", Forwarded='for="[2001:db8::1]:4711";proto=https')[0] == 200
    with Server("--rate", "5", port=PORT + 4) as server:
        statuses = [server.ask("/healthz", X_Forwarded_For=f"203.0.113.{number}")[0] for number in range(60)]
        assert statuses[-1] == 429, "anyone may say where it is asked from"


def pages_of_lines(server):
    lines, offset = [], 0
    while offset is not None:
        page = json.loads(server.get("/api/kwic", query="教育", limit=3, offset=offset)[2])
        lines += page["lines"]
        offset = page.get("nextOffset")
    told = json.loads(command("kwic", "教育", "--json").stdout)
    assert lines == told["lines"] and len(lines) > 3, (len(lines), len(told["lines"]))
    assert json.loads(server.get("/api/kwic", query="教育", offset=100_000_000)[2])["lines"] == []


def too_many_connections(_):
    with Server("--connections", "20", "--head-seconds", "2", port=PORT + 8) as server:
        silent = [server.raw(b"", wait=False) for _ in range(20)]
        until(lambda: server.ask("/healthz")[0] == 503, what="a refusal")
        status, headers, body = server.ask("/healthz", Accept_Language="zh-CN")
        assert status == 503 and headers["connection"] == "close" and headers["retry-after"], headers
        assert json.loads(body)["error"] == {"code": "busy", "message": "打开的连接过多；请稍后再试"}, body
        for connection in silent:
            connection.close()
        until(lambda: server.ask("/healthz")[0] == 200, what="an answer when they have gone")


def memory_after_many_clients(_):
    """What thousands of connections took goes back to the system. Memory alone decides, whenever it comes back."""
    def own(server):
        text = open(f"/proc/{server.process.pid}/status").read()
        return int(re.search(r"RssAnon:\s*(\d+)", text)[1]) / 1e3

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    count = min(4000, hard - 512)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        with Server("--head-seconds", "5", port=PORT + 8) as server:
            for _ in range(200):
                server.get("/api/count", query="教育")
            before = own(server)
            clients = [server.raw(b"GET /healthz HTTP/1.1\r\nHost: loc" if number % 2 else b"", wait=False) for number in range(count)]
            peak = own(server)
            for client in clients:
                client.close()
            limit = before + max(8, (peak - before) * 0.25)
            until(lambda: own(server) < limit, 60, f"memory below {limit:.0f} MB ({before:.0f} before, {peak:.0f} with {count} clients)")
            print(f"   {before:.0f} MB, {peak:.0f} with {count} clients, {own(server):.0f} afterwards", flush=True)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def tokens(_):
    token = "0123456789abcdef" * 4
    with open(WORK + "/token", "w") as file:
        file.write(token + "\n")
    refused = subprocess.run([SERVER, "--address", "0.0.0.0"], capture_output=True, text=True)
    assert refused.returncode == 64 and "token" in refused.stderr, refused
    weak = subprocess.run([SERVER], capture_output=True, text=True, env={**os.environ, "WENJIAN_TOKEN": "short"})
    assert weak.returncode == 64 and "32" in weak.stderr, weak
    with Server("--address", "0.0.0.0", "--rate", "0", "--token-file", WORK + "/token", port=PORT + 5) as server:
        status, headers, _ = server.ask("/api/status")
        assert status == 401 and headers["www-authenticate"] == "Bearer", headers
        for given in ["Bearer " + token[:-1], "Bearer " + token + "0", "Basic " + token, token, "Bearer "]:
            assert server.code("/api/status", Authorization=given) == (401, "token"), given
        assert server.ask("/api/status", Authorization="Bearer " + token)[0] == 200
        assert server.ask("/metrics")[0] == 401
        assert server.ask("/")[0] == 200 and server.ask("/healthz")[0] == 200


def commits_are_picked_up(_):
    index = WORK + "/Changing"
    shutil.copytree(INDEX, index)
    with open(WORK + "/new.txt", "w") as file:
        file.write("新的文件说到獨角獸。\n")
    with Server(index=index, port=PORT + 6) as server:
        count = lambda: json.loads(server.get("/api/count", query="独角兽")[2])["documents"]
        assert count() == 0
        added = command("add", WORK + "/new.txt", index=index)
        assert added.returncode == 0, added
        until(lambda: count() == 1, what="the new commit")


def a_directory_is_indexed_first(_):
    directory, index = WORK + "/opened", WORK + "/OpenedIndex"
    sample.write(directory)
    with Server("--open", directory, index=index, port=PORT + 7) as server:
        until(lambda: json.loads(server.get("/api/status")[2]).get("indexing", {}).get("state") == "current")
        status = json.loads(server.get("/api/status")[2])
        assert status["index"]["documents"] == 6 and status["index"]["firstDate"], status
        with open(directory + "/新.txt", "w") as file:
            file.write("獨角獸\n")
        until(lambda: json.loads(server.get("/api/count", query="独角兽")[2]).get("documents") == 1, what="the new file")
    os.mkdir(WORK + "/empty")
    with Server("--open", WORK + "/empty", index=WORK + "/EmptyIndex", port=PORT + 7) as server:
        status, headers, body = server.get("/api/count", query="a")
        assert status == 503 and b"indexing" in body and headers["retry-after"], (status, body)
        until(lambda: json.loads(server.get("/api/status")[2])["indexing"]["state"] == "failed", what="the failure")


def slow_clients(_):
    with Server("--head-seconds", "1", port=PORT + 8) as server:
        half = [server.raw(b"GET /healthz HTT", wait=False) for _ in range(100)]
        silent = [server.raw(b"", wait=False) for _ in range(100)]
        assert server.ask("/healthz")[0] == 200
        for connection in half + silent:
            connection.settimeout(20)
            try:
                assert connection.recv(4096) == b"", "a half request was answered"
            except ConnectionResetError:
                pass
            connection.close()


def it_ends_in_good_order(_):
    with Server("--timeout", "3", "--log", "info", index=WORK + "/Heavy", port=PORT + 8) as server:
        target = "/api/kwic?" + urlencode({"query": HEAVY, "limit": 10000, "sort": "right"})
        connection = server.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), wait=False)
        until(lambda: server.metric("wenjian_searches_in_flight ") == 1, what="the search")
        server.process.send_signal(signal.SIGTERM)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        assert answer.startswith(b"HTTP/1.1 200") or answer.startswith(b"HTTP/1.1 504"), answer[:99]
        assert server.process.wait(timeout=20) == 0
    assert "route=kwic" in server.log and HEAVY not in server.log, server.log
    with Server(port=PORT + 8) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 0


# Many lines to sort, of which the search alone takes seconds in a debug build.
HEAVY = "的 OR 工作 OR 扶贫 OR 是"

WITH_ONE = [
    same_as_the_command, occurrences_of_a_document, errors, limits, traversal, originals, names_and_origins,
    page_and_headers, exports, pages_of_lines, description,
]
ALONE = [
    a_client_that_goes_ends_its_search, a_deadline_ends_a_search, too_many_searches, rate, clients_behind_a_proxy, tokens,
    commits_are_picked_up, a_directory_is_indexed_first, slow_clients, too_many_connections,
    memory_after_many_clients, it_ends_in_good_order,
]


def main():
    sample.write(DOCUMENTS)
    assert command("index", DOCUMENTS, "--quiet").returncode == 0
    os.makedirs(WORK + "/heavy")
    for number in range(200):
        with open(f"{WORK}/heavy/{number}.txt", "w") as file:
            file.write("".join(f"第{number}的工作{line}是扶贫的。\n" for line in range(3000)))
    assert command("index", WORK + "/heavy", "--quiet", index=WORK + "/Heavy").returncode == 0
    failures = 0

    def run(test, server):
        nonlocal failures
        print(test.__name__.replace("_", " "), flush=True)
        try:
            test(server)
        except Exception as error:  # so that the others run too
            failures += 1
            print(f"   FAILED: {type(error).__name__}: {str(error)[:1500]}", flush=True)

    only = os.environ.get("ONLY")
    with Server() as server:
        for test in WITH_ONE:
            if not only or only in test.__name__:
                run(test, server)
    for test in ALONE:
        if not only or only in test.__name__:
            run(test, None)
    shutil.rmtree(WORK)
    print(f"{failures} failed" if failures else "all passed")
    sys.exit(1 if failures else 0)


main()
