import datetime

import pytest

import wenjian


def test_count(index):
    assert index.count("第一书记") == (2, 3)
    documents, occurrences = index.count("第一书记", exact=True)
    assert (documents, occurrences) == (1, 2)
    assert index.count("第3条").documents == 1
    assert index.count("第3条", as_typed=True).documents == 0
    assert index.count("没有的") == wenjian.Counts(0, 0)


def test_filters(index):
    assert index.count("第一书记", since=2017).documents == 1
    assert index.count("第一书记", since="2016-11").documents == 1
    assert index.count("第一书记", until=datetime.date(2016, 10, 5)).documents == 1
    assert index.count("第一书记", kind="通知").documents == 1
    assert index.count("第一书记", issuer="国务院", filter="-kind:通知").documents == 1
    assert index.count("第一书记", filter="field:地区=云南").documents == 1


def test_counts_are_rows(index):
    rows = index.counts(["第一书记", "乡村", "没有的"], issuer="国务院")
    assert rows == [("第一书记", 2, 3), ("乡村", 0, 0), ("没有的", 0, 0)]
    assert rows[0]._fields == ("query", "documents", "occurrences")
    assert index.counts([]) == []
    assert index.counts(query for query in ["村"]) == [("村", 2, 3)]


def test_text(index):
    assert index.text("a.txt") == "驻村第一书记到村任职。\n第一书记要帮扶😀。"
    with pytest.raises(KeyError) as caught:
        index.text("none")
    assert isinstance(caught.value, wenjian.NoSuchDocumentError)
    assert "none" in str(caught.value)


def test_index(index, path):
    assert len(index) == 3
    assert index.generation == 1
    assert not index.refresh()
    with wenjian.Writer(path) as writer:
        writer.remove("a.txt")
    assert len(index) == 3
    assert index.refresh()
    assert (len(index), index.generation) == (2, 2)
    index.close()
    index.close()
    with pytest.raises(ValueError, match="closed"):
        index.count("村")
    assert "closed" in repr(index)


def test_quote(index):
    assert index.count(wenjian.quote("OR")) == (0, 0)
    assert wenjian.quote('"x"') == "\u201c\"x\"\u201d"
    for text in ["", " \n", "\"\u201c\u300c\u300e"]:
        with pytest.raises(wenjian.ArgumentError):
            wenjian.quote(text)
