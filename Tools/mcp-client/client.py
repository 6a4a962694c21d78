"""Asks `wenjian mcp` by the official client and writes down what was said.

client.py WENJIAN INDEX TRANSCRIPT
"""

import asyncio
import json
import pathlib
import sys

from mcp import ClientSession, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client

wenjian, index, transcript_path = sys.argv[1:]
LAW = "试验法(2015-03-15).txt"
HOSTILE = 'bidi \u202e" \\ <script> 名.txt'


class Checks:
    """Counts what holds, and keeps the transcript."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lines = []

    def write(self, text):
        self.lines.append(text)

    def check(self, name, holds, found=""):
        self.passed += bool(holds)
        self.failed += not holds
        self.write(f"{'ok' if holds else 'FAILED'}: {name}" + ("" if holds else f": {found}"))
        if not holds:
            print(f"FAILED: {name}: {found}", file=sys.stderr)


checks = Checks()


class Client:
    def __init__(self, session):
        self.session = session

    async def result(self, tool, /, **arguments):
        checks.write(f"\n> tools/call {tool} {json.dumps(arguments, ensure_ascii=False)[:400]}")
        result = await self.session.call_tool(tool, arguments)
        text = result.content[0].text
        checks.write(f"< {'isError ' if result.is_error else ''}{text[:2000]}")
        return result, text

    async def tell(self, tool, /, **arguments):
        """What a tool tells, which must be within the budget."""
        result, text = await self.result(tool, **arguments)
        size = len(text.encode())
        if result.is_error or size > arguments.get("maxBytes", 8000):
            checks.check(f"{tool} answers within its budget", False, f"{size} bytes: {text[:200]}")
        return json.loads(text)

    async def problem(self, tool, /, **arguments):
        """What a tool says it cannot answer."""
        result, text = await self.result(tool, **arguments)
        checks.check(f"{tool} says that it cannot answer", result.is_error, text[:200])
        return text

    async def refused(self, tool, /, **arguments):
        """The code of the protocol's error."""
        checks.write(f"\n> tools/call {tool} {json.dumps(arguments, ensure_ascii=False)[:400]}")
        try:
            await self.session.call_tool(tool, arguments)
        except MCPError as error:
            checks.write(f"< error {error}")
            return error.error.code
        return None

    async def pages(self, tool, list_name, /, **arguments):
        """All of a list, as `next` says; bounded."""
        everything, more = [], {}
        for _ in range(500):
            told = await self.tell(tool, **(arguments | more))
            everything += told[list_name]
            if "next" not in told:
                return everything
            more = told["next"]
        checks.check(f"{tool} comes to an end", False)
        return everything


async def tools(client):
    listed = await client.session.list_tools()
    size = len(json.dumps(listed.model_dump(mode="json", by_alias=True, exclude_none=True), ensure_ascii=False).encode())
    names = [tool.name for tool in listed.tools]
    checks.write(f"\n> tools/list\n< {', '.join(names)}")
    checks.check("seven tools, all of them read only", len(names) == 7 and all(
        tool.annotations.read_only_hint for tool in listed.tools))
    checks.check("the list has about 6 kB, the client's blanks included", size < 7000, size)


async def search(client):
    told = await client.tell("search", query="第一書記")
    counted = await client.tell("search", query="第一书记", countOnly=True)
    checks.check("both scripts have the same exact totals", told["occurrences"] == counted["occurrences"] > 100, counted)
    hits = await client.pages("search", "hits", query="第一书记", limit=3, passages=1, maxBytes=2000)
    keys = [hit["key"] for hit in hits]
    checks.check("pages by cursor have every document once", len(keys) == len(set(keys)) == counted["documents"], keys)
    small = await client.tell("search", query="第一书记", limit=50, maxBytes=2000)
    checks.check("what the budget cuts is told", small["cut"]["hits"] > 0 and "after" in small["next"], small)
    filtered = await client.tell("search", query="第一书记", filter="kind:通知 date:2021", fields=["title", "date"])
    checks.check("filters and fields", all(set(hit) <= {"key", "title", "date"} for hit in filtered["hits"]))
    none = await client.tell("search", query="第一书纪 产业")
    checks.check("nothing found has suggestions", none["documents"] == 0 and none["suggestions"]["missing"], none)
    problem = await client.problem("search", query="(第一书记 OR")
    checks.check("what is wrong with a query is told with what to do", "quotation marks" in problem, problem)


async def read(client):
    article = await client.tell("read", key=LAW, article="第二條")
    checks.check("an article by its number", article["parts"][0]["text"].startswith("第二条 法律、行政法规"), article)
    parts = await client.pages("read", "parts", key="statistical-communique-2020.txt", maxBytes=3000)
    text = "".join(part["text"] for part in parts)
    checks.check("the parts of a document are the document", text == pathlib.Path(
        "Corpus/statistical-communique-2020.txt").read_text(), text[:80])
    checks.check("parts end with a sentence", all(part["text"][-1] in "。！？\n" for part in parts[:-1]))
    outline = await client.tell("read", key="法规/云麓市驻村第一书记管理办法.txt", outline=True)
    checks.check("the outline has every article", outline["divisions"] == len(outline["outline"]) > 30)
    hostile = await client.tell("read", key=HOSTILE, maxBytes=4000)
    checks.check("a hostile document is read in part", hostile["cut"]["bytes"] > 1_000_000, hostile["bytes"])
    middle = await client.tell("read", key=HOSTILE, start=600_001, end=600_020)
    checks.check("a range from within a character on", set(middle["parts"][0]["text"]) == {"长"}, middle)
    problem = await client.problem("read", key="nothing.txt")
    checks.check("a missing document says where keys come from", "search" in problem, problem)


async def verify(client):
    async def outcome(**arguments):
        return (await client.tell("verify", **arguments))["checks"][0]

    exact = await outcome(quotation="「試驗應當體現人民的意志」", source="《试验法》第三条")
    checks.check("a true quotation in the other script", exact["outcome"] == "exact" and exact["scriptDiffers"], exact)
    differs = await outcome(quotation="试验应当体现大家的意志")
    checks.check("an altered one differs, and where", "[-人民-]{+大家+}" in differs["difference"], differs)
    other = await outcome(quotation="试验应当体现人民的意志", source="试验法第一条")
    checks.check("one of another article", other["outcome"] == "otherwise" and "第三条" in other["elsewhere"], other)
    missing = await outcome(quotation="这句话不在里面", source="《监督法》第三条")
    checks.check("one that is not in this index", missing["outcome"] == "notInIndex", missing)
    draft = "《试验法》第三条规定：“试验……人民的意志”。《试验法》第九条。国发〔1999〕1号。" * 40
    told = await client.tell("verify", text=draft)
    checks.check("a draft has exact totals", (told["exact"], told["notInIndex"]) == (40, 80), told)
    listed = await client.pages("verify", "checks", text=draft, problems=True)
    checks.check("and all of its problems, page by page", len(listed) == 80, len(listed))
    hostile = await client.tell("verify", text="“\u202e\x00\x1b“「" * 2000 + "《" * 3000)
    checks.check("a hostile text is checked", hostile["exact"] == 0)


async def others(client):
    count = (await client.tell("search", query="第一书记", countOnly=True))["occurrences"]
    lines = await client.pages("kwic", "lines", query="第一书记", limit=1000)
    checks.check("kwic has a line for every occurrence", len(lines) == count, (len(lines), count))
    versions = await client.tell("versions", law="试验法")
    checks.check("versions of a law by its name", versions["versions"] == 2, versions)
    day = await client.tell("versions", law="试验法", asOf="2010-01-01")
    checks.check("the version of a day", day["inForce"]["key"].startswith("试验法(2000"), day)
    changes = await client.tell("versions", old="试验法(2000-03-15).txt", new=LAW)
    checks.check("what was amended", changes["amended"] == 1 and "{+" in changes["changes"][0]["text"], changes)
    cites = await client.tell("cites", key="评论.txt")
    cited = await client.tell("cites", target="《试验法》第三条")
    checks.check("citations in both directions", cites["citations"] == 1 and cited["list"][0]["source"] == "评论.txt", cited)
    status = await client.tell("status")
    checks.check("coverage", status["documents"] == 25 and status["years"] and status["report"], status)


async def bad_arguments(client):
    for tool, arguments in [
        ("nothing", {}), ("search", {}), ("search", {"query": 3}), ("search", {"query": "a", "other": 1}),
        ("search", {"query": "a", "maxBytes": 100_000}), ("search", {"query": "a", "after": "x"}),
        ("read", {"key": LAW, "start": 10**9}), ("verify", {}), ("versions", {}), ("status", {"by": "colour"}),
    ]:
        code = await client.refused(tool, **arguments)
        checks.check(f"{tool} {arguments} is refused", code == -32602, code)


async def concurrency(client):
    slow = {"query": "的 NEAR/1000 一 NEAR/1000 的", "countOnly": True}
    checks.write("\n> tools/call search, slow, given up after 0.3 s, for which the client sends notifications/cancelled")
    # More of them than may be under way at once.
    for _ in range(2):
        calls = [
            asyncio.create_task(client.session.call_tool("search", slow, read_timeout_seconds=0.3)) for _ in range(40)
        ]
        given_up = await asyncio.gather(*calls, return_exceptions=True)
        checks.write(f"< {given_up[0]}")
        timed_out = [error for error in given_up if "timed out" in str(error)]
        checks.check("slow calls are given up", len(timed_out) == 40, set(map(str, given_up)))
        quick = await client.tell("search", query="第一书记", countOnly=True)
        checks.check("a call behind those that were cancelled is answered", quick["documents"] > 0)
    many = await asyncio.gather(*(client.tell("search", query="书记", maxBytes=2000) for _ in range(40)))
    checks.check("forty calls at once have one answer each", len({json.dumps(told) for told in many}) == 1)


async def main():
    parameters = StdioServerParameters(command=wenjian, args=["mcp", "--index", index, "--timeout", "60"])
    async with stdio_client(parameters) as (reader, writer), ClientSession(reader, writer) as session:
        hello = await session.initialize()
        checks.write(f"> initialize\n< {hello.protocol_version} {hello.server_info}\n{hello.instructions}")
        checks.check("the versions meet", hello.protocol_version == "2025-06-18", hello.protocol_version)
        client = Client(session)
        for part in [tools, search, read, verify, others, bad_arguments, concurrency]:
            checks.write(f"\n== {part.__name__}")
            await part(client)


asyncio.run(main())
checks.write(f"\n{checks.passed} passed, {checks.failed} failed")
pathlib.Path(transcript_path).write_text("\n".join(checks.lines) + "\n", errors="surrogateescape")
print(checks.lines[-1].strip())
sys.exit(checks.failed > 0)
