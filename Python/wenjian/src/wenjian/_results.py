"""What searches give."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple


class Counts(NamedTuple):
    """How many documents match, and how often the query's strings are in them, overlapping occurrences included."""

    documents: int
    occurrences: int


class TermCounts(NamedTuple):
    """A row of a table of counts."""

    query: str
    documents: int
    occurrences: int


class Snippet(NamedTuple):
    """A passage of the original text."""

    text: str
    """As it is in the document, line ends and all."""
    start: int
    """Where it begins in the text of the document, in characters."""
    highlights: List[Tuple[int, int]]
    """What to mark, as slices of `text`."""
    matches: List[Tuple[int, int]]
    """Every match, overlapping ones on their own, as slices of `text`."""
    citation: Optional[str]
    """How the place is cited: 《…条例》第十三条第二款; None where nothing has a number or headings were not asked for."""
    headings: List[Dict[str, Any]]
    """The divisions that its first match lies in, the largest first."""


class Hit:
    """A document of a result."""

    __slots__ = ("raw",)

    raw: Dict[str, Any]
    """What the library says of it (JSON.md)."""

    def __init__(self, raw: Dict[str, Any]):
        self.raw = raw

    @property
    def key(self) -> str:
        return self.raw["key"]

    @property
    def title(self) -> str:
        return self.raw["title"]

    @property
    def date(self) -> Optional[str]:
        """Of publication, or of signature when that is all there is: 2016-12-02, 2016-12 or 2016."""
        return self.raw.get("date")

    @property
    def issuer(self) -> Optional[str]:
        return self.raw.get("issuer")

    @property
    def kind(self) -> Optional[str]:
        return self.raw.get("kind")

    @property
    def source(self) -> Optional[str]:
        return self.raw.get("source")

    @property
    def document_number(self) -> Optional[str]:
        return self.raw.get("documentNumber")

    @property
    def fields(self) -> Dict[str, List[str]]:
        """Fields of your own, each with its values."""
        return self.raw.get("fields", {})

    @property
    def score(self) -> float:
        """Higher is better; comparable within one result only."""
        return self.raw["score"]

    @property
    def occurrences(self) -> int:
        return self.raw["occurrences"]

    @property
    def is_match(self) -> bool:
        """False for a related document, which only shares words with the query."""
        return self.raw["tier"] == "match"

    @property
    def snippets(self) -> List[Snippet]:
        return [_snippet(raw) for raw in self.raw.get("snippets", [])]

    def __repr__(self) -> str:
        return f"Hit(key={self.key!r}, title={self.title!r}, occurrences={self.occurrences})"


def _snippet(raw: Dict[str, Any]) -> Snippet:
    start = raw["range"]["start"]["scalar"]

    def slices(ranges: List[Dict[str, Any]]) -> List[Tuple[int, int]]:
        return [(r["start"]["scalar"] - start, r["end"]["scalar"] - start) for r in ranges]

    return Snippet(
        raw["text"], start, slices(raw["highlights"]), slices(raw["matches"]), raw.get("citation"),
        raw.get("headings", []))


class Results(Sequence[Hit]):
    """A page of a result: a sequence of its hits, with the counts of all."""

    __slots__ = ("hits", "raw")

    hits: List[Hit]
    raw: Dict[str, Any]
    """What the library says (JSON.md)."""

    def __init__(self, raw: Dict[str, Any]):
        self.raw = raw
        self.hits = [Hit(hit) for hit in raw["hits"]]

    @property
    def documents(self) -> int:
        """All matching documents, however many hits there are here."""
        return self.raw["documents"]

    @property
    def occurrences(self) -> int:
        return self.raw["occurrences"]

    @property
    def next_page(self) -> Optional[str]:
        """For `search(after=…)`; None when there is nothing behind this page."""
        return self.raw.get("nextPage")

    @property
    def suggestions(self) -> Optional[Dict[str, Any]]:
        """What to ask instead, when nothing was found."""
        return self.raw.get("suggestions")

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, index):  # type: ignore[override,no-untyped-def]
        return self.hits[index]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __repr__(self) -> str:
        return f"<Results: {self.documents} documents, {self.occurrences} occurrences, {len(self.hits)} hits>"
