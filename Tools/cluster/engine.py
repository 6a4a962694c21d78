"""What the scripts of this directory share: requests to an engine, which need nothing but Python."""

import http.client
import json
import random


class Engine:
    """Nodes on loopback, asked by turns; one that does not answer is passed over."""

    def __init__(self, nodes):
        self.nodes = nodes
        self.next = 0

    def call(self, method, path, body=None, lines=False):
        """The status and the value of the answer; OSError when no node answers."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        kind = "application/x-ndjson" if lines else "application/json"
        failure = None
        for _ in self.nodes:
            node = self.nodes[self.next % len(self.nodes)]
            self.next += 1
            try:
                connection = http.client.HTTPConnection(node, timeout=120)
                connection.request(method, path, data, {"Content-Type": kind})
                answer = connection.getresponse()
                return answer.status, json.loads(answer.read() or b"null")
            except (OSError, http.client.HTTPException) as error:
                failure = error
        raise OSError(f"no node answered: {failure}")

    def documents(self, index, fields):
        """Every document of an index: its key and the doc values of fields."""
        found = {}
        body = {"size": 5000, "sort": ["_doc"], "_source": False, "docvalue_fields": ["key"] + fields}
        status, page = self.call("POST", f"/{index}/_search?scroll=2m", body)
        while True:
            assert status == 200 and page["_shards"]["failed"] == 0, page
            for hit in page["hits"]["hits"]:
                values = hit["fields"]
                found[values["key"][0]] = tuple(values.get(field, [None])[0] for field in fields)
            if not page["hits"]["hits"]:
                return found
            body = {"scroll": "2m", "scroll_id": page["_scroll_id"]}
            status, page = self.call("POST", "/_search/scroll", body)

    def texts(self, index, limit):
        """Some documents: key and stored text."""
        status, page = self.call("POST", f"/{index}/_search", {"size": limit, "sort": ["key"], "_source": ["key", "text"]})
        assert status == 200, page
        return [(hit["_source"]["key"], hit["_source"]["text"]) for hit in page["hits"]["hits"]]


def strings(texts, count, seed=1):
    """Strings of two to six Han that are in the texts: a gram of two Han is the two behind each other."""
    chosen = random.Random(seed)
    found = []
    while len(found) < count:
        text = chosen.choice(texts)[1]
        start = chosen.randrange(max(1, len(text) - 6))
        string = text[start:start + chosen.randint(2, 6)]
        if len(string) > 1 and all("\u4e00" <= character <= "\u9fff" for character in string):
            found.append(string)
    return found


def grams(string):
    """As `ClusterToken.grams` has them, of simplified Han."""
    return " ".join(a + b for a, b in zip(string, string[1:]))
