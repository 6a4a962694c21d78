"""An index that is open for searching."""

from __future__ import annotations

import ctypes
import json
import os
from ctypes import byref
from datetime import date
from types import TracebackType
from typing import Any, Dict, Iterable, List, Optional, Type, Union

from . import _library as c
from ._calls import call
from ._query import quote
from ._results import Counts, Results, TermCounts

Path = Union[str, "os.PathLike[str]"]
Day = Union[str, int, date]

_OPTIONS_SIZE = ctypes.sizeof(c.Options)


class _Handle:
    """wj_index; freed when neither an index nor a call has it any more."""

    __slots__ = ("value",)

    def __init__(self, value: ctypes.c_void_p):
        self.value = value

    def __del__(self) -> None:
        c.wj_index_free(self.value)


def open(path: Path) -> Index:
    """Opens the last commit of the index in a directory. Raises `NotAnIndexError`, `DamagedError`."""
    return Index(path)


class Index:
    """An index at one of its commits: what is written later is not seen before `refresh`."""

    __slots__ = ("_handle", "path")

    def __init__(self, path: Path):
        self.path = os.fspath(path)
        name = c.encoded(self.path, "path")
        handle, error = ctypes.c_void_p(), ctypes.c_void_p()
        status = c.wj_index_open(name, len(name), byref(handle), byref(error))
        if status != c.OK:
            raise c.exception(status, error)
        self._handle: Optional[_Handle] = _Handle(handle)

    def close(self) -> None:
        """Lets go of the index; calls of other threads that are under way end as usual."""
        self._handle = None

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], value: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def _open(self) -> _Handle:
        handle = self._handle
        if handle is None:
            raise ValueError("the index is closed")
        return handle

    def refresh(self) -> bool:
        """Goes on to the newest commit; True when there was one. Costs microseconds when there was none."""
        handle = self._open()
        changed, error = ctypes.c_int(), ctypes.c_void_p()
        status = c.wj_index_refresh(handle.value, byref(changed), byref(error))
        if status != c.OK:
            raise c.exception(status, error)
        return changed.value != 0

    @property
    def generation(self) -> int:
        """The number of the commit."""
        return c.wj_index_generation(self._open().value)

    def __len__(self) -> int:
        """How many documents there are."""
        return c.wj_index_document_count(self._open().value)

    def __repr__(self) -> str:
        return f"<wenjian.Index {self.path!r}{' (closed)' if self._handle is None else ''}>"

    # Counting and searching

    def count(
        self,
        query: str,
        *,
        exact: bool = False,
        as_typed: bool = False,
        filter: Optional[str] = None,
        since: Optional[Day] = None,
        until: Optional[Day] = None,
        kind: Optional[str] = None,
        issuer: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Counts:
        """Counts, exactly.

        `exact`: original characters. `as_typed`: no other spellings, 第13条 and not 第十三条. `filter`: which documents count,
        in fields of the query language (`"date:2016.. -issuer:教育部"`); `since`, `until` (2016, 2016-10, a `datetime.date`),
        `kind` and `issuer` say the same for what is common. `timeout`: in seconds, then `DeadlineError`.
        """
        handle = self._open()
        text = c.encoded(query, "query")
        options = _options(exact, as_typed, filter, since, until, kind, issuer)
        counts = c.CountsPair()
        place = byref(counts)
        call(
            lambda options, error: c.wj_count(handle.value, text, len(text), byref(options), place, error),
            options, timeout, text)
        return Counts(counts.documents, counts.occurrences)

    def counts(
        self,
        queries: Iterable[str],
        *,
        exact: bool = False,
        as_typed: bool = False,
        filter: Optional[str] = None,
        since: Optional[Day] = None,
        until: Optional[Day] = None,
        kind: Optional[str] = None,
        issuer: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> List[TermCounts]:
        """Counts many queries of one commit: rows of query, documents and occurrences, such as `pandas.DataFrame` takes.

        Options are those of `count`. Raises `QueryError` for the first query that cannot be read.
        """
        handle = self._open()
        queries = list(queries)
        texts = [c.encoded(query, "query") for query in queries]
        strings = c.strings(texts)
        counts = (c.CountsPair * len(texts))()
        options = _options(exact, as_typed, filter, since, until, kind, issuer)
        call(
            lambda options, error: c.wj_count_many(handle.value, strings, len(texts), byref(options), counts, error),
            options, timeout)
        return [TermCounts(query, pair.documents, pair.occurrences) for query, pair in zip(queries, counts)]

    def search(
        self,
        query: str,
        *,
        limit: Optional[int] = 10,
        offset: int = 0,
        after: Optional[str] = None,
        snippets: int = 2,
        headings: bool = False,
        sort: Optional[str] = None,
        related: bool = False,
        collapse: bool = False,
        exact: bool = False,
        as_typed: bool = False,
        filter: Optional[str] = None,
        since: Optional[Day] = None,
        until: Optional[Day] = None,
        kind: Optional[str] = None,
        issuer: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Results:
        """Searches: the best documents first, with exact counts of all.

        `limit`: None for all. `after`: `Results.next_page` of the page before. `snippets`: passages a document. `headings`:
        the divisions that a passage lies in, and how it is cited. `sort`: "relevance", "-date" (newest first), "date", "path",
        "hits". `related`: documents that only share words with the query may fill the page. `collapse`: of copies
        only the best. The others are those of `count`.
        """
        handle = self._open()
        text = c.encoded(query, "query")
        options = _options(exact, as_typed, filter, since, until, kind, issuer)
        if limit is None:
            options.has_no_limit = 1
        elif limit == 0:
            counts = self.count(
                query, exact=exact, as_typed=as_typed, filter=filter, since=since, until=until, kind=kind, issuer=issuer,
                timeout=timeout)
            return Results({"query": query, **counts._asdict(), "hits": []})
        else:
            options.limit = limit
        options.offset = offset
        options.snippets = snippets
        options.has_headings = headings
        options.includes_related = related
        options.collapses_copies = collapse
        if sort is not None:
            options.sort = _string(sort, "sort")
        if after is not None:
            options.after = _string(after, "after")
        return Results(json.loads(self._answer(c.wj_search, handle, text, options, timeout)))

    def _answer(
        self, function: Any, handle: _Handle, text: bytes, options: c.Options, timeout: Optional[float]
    ) -> bytes:
        answer, length = ctypes.c_void_p(), ctypes.c_size_t()
        places = (byref(answer), byref(length))
        call(
            lambda options, error: function(handle.value, text, len(text), byref(options), *places, error),
            options, timeout, text)
        return c.take_text(answer, length)

    # Rows

    def kwic(
        self,
        query: str,
        *,
        width: int = 40,
        limit: Optional[int] = 100,
        sort: Optional[str] = None,
        citations: bool = True,
        exact: bool = False,
        as_typed: bool = False,
        filter: Optional[str] = None,
        since: Optional[Day] = None,
        until: Optional[Day] = None,
        kind: Optional[str] = None,
        issuer: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> List[Dict[str, Any]]:
        """Every occurrence with what is beside it, a concordance: rows that `pandas.DataFrame` takes.

        A row has `key`, `left`, `match`, `right`, `start` and `end` (of the match in the text, in characters), `title`, and
        `citation`, `date`, `issuer`, `source`, None where they are not known. `width`: characters of context on each side.
        `limit`: None for all. `sort`: "path", "date", "-date", "left", "right", "random". `citations`: how each place is cited,
        for which its document is read.
        """
        parameters: Dict[str, Any] = {"query": query, "width": width, "limit": "all" if limit is None else limit}
        parameters["citations"] = citations
        if sort is not None:
            parameters["sort"] = sort
        _match(parameters, exact, as_typed, filter, since, until, kind, issuer)
        return [
            {
                "key": line["key"],
                "left": line["left"],
                "match": line["match"],
                "right": line["right"],
                "start": line["range"]["start"]["scalar"],
                "end": line["range"]["end"]["scalar"],
                "title": line["title"],
                "citation": line.get("citation"),
                "date": line.get("date"),
                "issuer": line.get("issuer"),
                "source": line.get("source"),
            }
            for line in self.call("kwic", parameters, timeout=timeout)["lines"]
        ]

    def facets(
        self,
        query: str,
        by: str,
        *,
        limit: Optional[int] = None,
        exact: bool = False,
        as_typed: bool = False,
        filter: Optional[str] = None,
        since: Optional[Day] = None,
        until: Optional[Day] = None,
        kind: Optional[str] = None,
        issuer: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> List[Dict[str, Any]]:
        """Counts by a field: rows of `value` (None for documents without one), `documents`, `occurrences`.

        `by`: "year", "month", "kind", "issuer", "source", "path", "document", "match", "field:NAME", …
        """
        parameters: Dict[str, Any] = {"query": query, "by": by}
        if limit is not None:
            parameters["limit"] = limit
        _match(parameters, exact, as_typed, filter, since, until, kind, issuer)
        return self.call("facets", parameters, timeout=timeout)["groups"]

    # Documents

    def text(self, key: str) -> str:
        """The text of a document, as it was added. Raises `NoSuchDocumentError`."""
        handle = self._open()
        name = c.encoded(key, "key")
        text, length, error = ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_void_p()
        status = c.wj_text(handle.value, name, len(name), byref(text), byref(length), byref(error))
        if status != c.OK:
            raise c.exception(status, error)
        return c.take_text(text, length).decode()

    def metadata(self, key: str) -> Dict[str, Any]:
        """What a document says of itself: for each field its value, where it was found and how sure that is (JSON.md)."""
        return self.call("metadata", {"key": key})["metadata"]

    def outline(self, key: str) -> List[Dict[str, Any]]:
        """The divisions of a document, its chapters and articles, in the order of its text (JSON.md)."""
        return self.call("outline", {"key": key})["divisions"]

    def versions(self, key: str) -> List[Dict[str, Any]]:
        """The versions of a law, by the key of one or its name, the oldest first: rows of `key`, `title`, `date`."""
        return self.call("versions", {"key": key})["versions"]

    def keys(self) -> List[str]:
        """The keys of all documents, in the order of their UTF-8."""
        return self.call("keys", {"limit": 1_000_000_000})["keys"]

    def call(
        self, operation: str, parameters: Optional[Dict[str, Any]] = None, *, timeout: Optional[float] = None
    ) -> Any:
        """Any operation of the service, with its parameters as in JSON; `call("help")` lists them."""
        handle = self._open()
        name = c.encoded(operation, "operation")
        given = c.encoded(json.dumps(parameters or {}, ensure_ascii=False), "parameters")
        query = (parameters or {}).get("query")
        options = c.Options()
        options.size = _OPTIONS_SIZE
        answer, length = ctypes.c_void_p(), ctypes.c_size_t()
        places = (byref(answer), byref(length))
        call(
            lambda options, error: c.wj_call(
                handle.value, name, len(name), given, len(given), byref(options), *places, error),
            options, timeout, query.encode() if isinstance(query, str) else None)
        return json.loads(c.take_text(answer, length))


def _string(text: str, name: str) -> c.String:
    encoded = c.encoded(text, name)
    return c.String(encoded, len(encoded))


def _day(value: Day) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def _filter(
    filter: Optional[str], since: Optional[Day], until: Optional[Day], kind: Optional[str], issuer: Optional[str]
) -> str:
    """Which documents count, in the query language; empty for all."""
    parts = [] if filter is None else [filter]
    if since is not None or until is not None:
        parts.append(f"date:{'' if since is None else _day(since)}..{'' if until is None else _day(until)}")
    if kind is not None:
        parts.append("kind:" + quote(kind))
    if issuer is not None:
        parts.append("issuer:" + quote(issuer))
    return " ".join(parts)


def _options(
    exact: bool, as_typed: bool, filter: Optional[str], since: Optional[Day], until: Optional[Day],
    kind: Optional[str], issuer: Optional[str],
) -> c.Options:
    options = c.Options()
    options.size = _OPTIONS_SIZE
    options.is_exact = exact
    options.has_no_widening = as_typed
    if filter is not None or since is not None or until is not None or kind is not None or issuer is not None:
        options.filter = _string(_filter(filter, since, until, kind, issuer), "filter")
    return options


def _match(
    parameters: Dict[str, Any], exact: bool, as_typed: bool, filter: Optional[str], since: Optional[Day],
    until: Optional[Day], kind: Optional[str], issuer: Optional[str],
) -> None:
    """The same for an operation of the service."""
    text = _filter(filter, since, until, kind, issuer)
    if exact:
        parameters["exact"] = True
    if as_typed:
        parameters["asTyped"] = True
    if text:
        parameters["filter"] = text
