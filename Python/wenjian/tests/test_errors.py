import pytest

import wenjian


def test_query(index):
    with pytest.raises(ValueError) as caught:
        index.count("书记 OR")
    error = caught.value
    assert isinstance(error, wenjian.QueryError)
    assert error.range == (3, 5)
    assert error.code == "query"
    assert "OR" in str(error)
    with pytest.raises(wenjian.WenjianError):
        index.counts(["村", "村 OR"])


def test_no_index(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        wenjian.open(tmp_path / "none")
    assert isinstance(caught.value, wenjian.NotAnIndexError)
    assert caught.value.path == str(tmp_path / "none")


@pytest.mark.parametrize("name", ["a\0b", "", "\ud800"])
def test_paths_that_cannot_be(name):
    with pytest.raises(wenjian.ArgumentError):
        wenjian.open(name)


def test_arguments(index):
    with pytest.raises(TypeError):
        index.count(b"bytes")
    with pytest.raises(wenjian.ArgumentError):
        index.count("\udcff")
    with pytest.raises(ValueError):
        index.count("村", filter="村")
    with pytest.raises(ValueError):
        index.count("村", since="yesterday")
    with pytest.raises(wenjian.QueryError):
        index.count("")
    assert index.count("村", timeout=1e9).documents == 2


def test_damaged(path):
    for segment in path.glob("segment-*"):
        content = bytearray(segment.read_bytes())
        content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
        segment.write_bytes(content)
    with pytest.raises(wenjian.DamagedError):
        with wenjian.open(path) as index:
            index.count("第一书记")
            index.text("a.txt")


def test_locked(path):
    with wenjian.Writer(path):
        with pytest.raises(wenjian.LockedError):
            wenjian.Writer(path)
