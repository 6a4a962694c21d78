import pytest

import wenjian


def test_an_exception_drops_everything(path):
    with pytest.raises(RuntimeError):
        with wenjian.Writer(path) as writer:
            writer.add("d.txt", "第一书记")
            raise RuntimeError
    with wenjian.open(path) as index:
        assert len(index) == 3
    with wenjian.Writer(path) as writer:  # it let go of the lock
        writer.add("d.txt", "第一书记")
    with wenjian.open(path) as index:
        assert index.count("第一书记").documents == 3


def test_commits(path):
    writer = wenjian.Writer(path)
    writer.add("d.txt", "新的")
    assert writer.commit() == wenjian.Commit(2, 1, 0, 4)
    assert writer.remove("d.txt") is True
    assert writer.remove("none") is False
    writer.rollback()
    assert writer.remove("d.txt") is True
    assert writer.optimize().documents == 3
    writer.close()
    writer.close()
    with pytest.raises(ValueError):
        writer.add("e.txt", "x")


def test_metadata_is_found(path):
    text = "贵州省人民政府\n关于印发《驻村第一书记管理办法》的通知\n黔府发〔2021〕9号\n各市：\n正文。\n2021年9月17日\n"
    with wenjian.Writer(path) as writer:
        writer.add("found", text)
        writer.add("given", text, find_metadata=False)
    with wenjian.open(path) as index:
        assert index.metadata("found")["documentNumber"]["value"] == "黔府发〔2021〕9号"
        assert "documentNumber" not in index.metadata("given")


def test_replace_all(path):
    with wenjian.Writer(path, replace_all=True, threads=1) as writer:
        writer.add("only", "文")
    with wenjian.open(path) as index:
        assert len(index) == 1


def test_files(path, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "一.txt").write_text("第一书记在村里。\n")
    (texts / "二.pdf").write_bytes(b"%PDF-1.4 broken")
    with wenjian.Writer(path) as writer:
        report = writer.add_files(texts)
        assert report.documents == 1
        assert report.lost_files == 1
        assert writer.add_files(texts, exclude=["*"]).documents == 0
        with pytest.raises(ValueError):
            writer.add_files(texts, maximum_file_bytes=-1)
    with wenjian.open(path) as index:
        assert index.text("一.txt").startswith("第一书记")
    with wenjian.Writer(path) as writer:
        with pytest.raises(FileNotFoundError):
            writer.add_files(tmp_path / "none")


@pytest.mark.parametrize(
    "values",
    [{"key": ""}, {"key": "k" * 5000}, {"date": "yesterday"}, {"date": "2016-02-30"}, {"": "x"}, {"text": "\ud800"}])
def test_documents_that_cannot_be(path, values):
    with wenjian.Writer(path) as writer:
        with pytest.raises(wenjian.ArgumentError):
            writer.add(**{"key": "k", "text": "t", **values})
        with pytest.raises(TypeError):
            writer.add("k", "t", title=5)


def test_odd_texts(path):
    text = "NUL\0, \u2028, 😀, 𬭎\n"
    with wenjian.Writer(path) as writer:
        writer.add("odd \"' \u2028", text)
    with wenjian.open(path) as index:
        assert index.text("odd \"' \u2028") == text
        assert index.count("𬭎").documents == 1
