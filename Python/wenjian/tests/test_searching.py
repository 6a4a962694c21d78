import pytest

import wenjian


def test_hits(index):
    results = index.search("第一书记")
    assert (results.documents, results.occurrences, len(results)) == (2, 3, 2)
    hit = next(hit for hit in results if hit.key == "a.txt")
    assert (hit.title, hit.date, hit.issuer, hit.kind) == ("关于选派的通知", "2016-10-05", "国务院", "通知")
    assert hit.fields == {"地区": ["贵州", "云南"]}
    assert hit.is_match and hit.occurrences == 2 and hit.score > 0
    assert results[0] in results.hits and len(results[:1]) == 1
    assert index.search("没有的").documents == 0
    assert index.search("第一书记", limit=0).documents == 2


def test_snippets_are_slices(index):
    for hit in index.search("第一书记", snippets=5):
        text = index.text(hit.key)
        assert hit.snippets
        for snippet in hit.snippets:
            assert text[snippet.start :].startswith(snippet.text)
            for start, end in snippet.matches:
                assert snippet.text[start:end] in ("第一书记", "第一書記")
            assert snippet.highlights


def test_pages(index):
    first = index.search("第一书记", limit=1, sort="-date")
    assert [hit.key for hit in first] == ["c.txt"]
    second = index.search("第一书记", limit=1, sort="-date", after=first.next_page)
    assert [hit.key for hit in second] == ["a.txt"]
    assert [hit.key for hit in index.search("第一书记", limit=None, offset=1, sort="-date")] == ["a.txt"]
    assert [hit.key for hit in index.search("第一书记", sort="path", kind="办法")] == ["c.txt"]


@pytest.mark.parametrize(
    "options",
    [{"limit": -1}, {"offset": -1}, {"snippets": -1}, {"sort": "size"}, {"after": "x"}, {"filter": "书记"}, {"since": "x"}])
def test_options_that_cannot_be(index, options):
    with pytest.raises(ValueError) as caught:
        index.search("第一书记", **options)
    assert isinstance(caught.value, wenjian.WenjianError)


def test_kwic(index):
    rows = index.kwic("第一书记", width=4, sort="path")
    assert [(row["key"], row["left"], row["match"], row["right"]) for row in rows][0] == (
        "a.txt", "驻村", "第一书记", "到村任职")
    assert len(rows) == index.count("第一书记").occurrences
    for row in rows:
        assert index.text(row["key"])[row["start"] : row["end"]] == row["match"]
    assert len(index.kwic("第一书记", limit=1)) == 1


def test_facets(index):
    rows = index.facets("第一书记", "issuer")
    assert rows == [{"value": "国务院", "documents": 2, "occurrences": 3}]


def test_documents(index):
    assert index.keys() == ["a.txt", "b.txt", "c.txt"]
    assert index.metadata("a.txt")["issuer"]["value"] == "国务院"
    assert isinstance(index.outline("b.txt"), list)
    assert index.versions("a.txt") == []
    with pytest.raises(wenjian.NoSuchDocumentError):
        index.outline("none")


def test_call(index):
    assert index.call("info")["documents"] == 3
    with pytest.raises(wenjian.WenjianError):
        index.call("nothing")
    with pytest.raises(wenjian.ArgumentError):
        index.call("count", {"query": "村", "wrong": 1})
