"""What a type checker must find right."""

from pathlib import Path

import wenjian


def rows(path: Path) -> list[wenjian.TermCounts]:
    with wenjian.Writer(path) as writer:
        writer.add("a", "文", title="t", 地区=["x"])
    with wenjian.open(path) as index:
        counts: wenjian.Counts = index.count("文", timeout=1.5)
        documents: int = counts.documents
        results = index.search("文", limit=documents, since=2016)
        texts: list[str] = [snippet.text for hit in results for snippet in hit.snippets]
        return index.counts(texts)
