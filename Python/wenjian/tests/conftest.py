"""An index that tests share."""

import pytest

import wenjian


@pytest.fixture
def path(tmp_path):
    with wenjian.Writer(tmp_path / "Index") as writer:
        writer.add(
            "a.txt", "驻村第一书记到村任职。\n第一书记要帮扶😀。", title="关于选派的通知", date="2016-10-05", issuer="国务院",
            kind="通知", 地区=["贵州", "云南"])
        writer.add("b.txt", "乡村振兴促进法第三条。", issuer="教育部", date="2021")
        writer.add("c.txt", "选派第一書記。", issuer="国务院", date="2019-03", kind="办法")
    assert writer.last_commit == (1, 3, 0, 3)
    return tmp_path / "Index"


@pytest.fixture
def index(path):
    with wenjian.open(path) as index:
        yield index
