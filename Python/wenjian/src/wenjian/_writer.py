"""Writing an index."""

from __future__ import annotations

import ctypes
import os
import threading
from ctypes import byref
from types import TracebackType
from typing import Any, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Type, Union

from . import _library as c
from ._calls import Cancellation, interruptible
from ._index import Day, Path, _day

Value = Union[str, Iterable[str]]


class Commit(NamedTuple):
    """What a commit did."""

    generation: int
    added: int
    removed: int
    """Also those that were replaced."""
    documents: int
    """In the index now."""


class FileReport(NamedTuple):
    """What adding files did."""

    documents: int
    bytes: int
    skipped_files: int
    lost_files: int
    """Of the skipped files, those that may hold text."""
    damaged: int


class Writer:
    """Writes an index, which is created when it is missing. One writer at a time: `LockedError`.

        with wenjian.Writer("Index") as writer:
            writer.add("a.txt", "驻村第一书记……", title="通知", date="2016-10-05", 地区=["贵州", "云南"])
            writer.add_files("policies")
            writer.remove("b.txt")

    The block commits at its end, and drops everything when it is left by an exception.
    """

    __slots__ = ("_handle", "last_commit", "path")

    def __init__(self, path: Path, *, replace_all: bool = False, threads: int = 0):
        """`replace_all`: what is added before the next commit becomes the whole index."""
        self._handle: Optional[ctypes.c_void_p] = None
        self.path = os.fspath(path)
        self.last_commit: Optional[Commit] = None
        name = c.encoded(self.path, "path")
        options = c.WriterOptions(ctypes.sizeof(c.WriterOptions), replace_all, threads)
        handle, error = ctypes.c_void_p(), ctypes.c_void_p()
        self._check(c.wj_writer_open(name, len(name), byref(options), byref(handle), byref(error)), error)
        self._handle = handle

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], value: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        try:
            if kind is None and self._handle is not None:
                self.commit()
        finally:
            self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Drops what was not committed, and lets the next writer in."""
        handle, self._handle = self._handle, None
        if handle is not None:
            c.wj_writer_free(handle)

    def add(
        self,
        key: str,
        text: str,
        *,
        title: Optional[str] = None,
        date: Optional[Day] = None,
        signature_date: Optional[Day] = None,
        source: Optional[str] = None,
        author: Optional[str] = None,
        issuer: Optional[str] = None,
        document_number: Optional[str] = None,
        kind: Optional[str] = None,
        topic: Optional[str] = None,
        find_metadata: bool = True,
        **fields: Value,
    ) -> None:
        """Adds a document, in place of one with the same key.

        What is not given is looked for in the text, as in a file, unless `find_metadata` is False. `date` is of publication: 2016, 2016-10, 2016-10-05, a `datetime.date`. Other keywords are fields of your own, a string
        or several: `地区=["贵州", "云南"]`; they are filtered by `field:地区=贵州`.
        """
        kept: List[bytes] = []

        def string(value: Optional[str], name: str) -> c.String:
            if value is None:
                return c.String()
            encoded = c.encoded(value, name)
            kept.append(encoded)
            return c.String(encoded, len(encoded))

        pairs: List[Tuple[str, str]] = []
        for name, value in fields.items():
            pairs += [(name, value)] if isinstance(value, str) else [(name, each) for each in value]
        own = (c.Field * len(pairs))(*[(string(n, "the name of a field"), string(v, n)) for n, v in pairs])
        document = c.Document(
            ctypes.sizeof(c.Document), string(key, "key"), string(text, "text"), string(title, "title"),
            string(None if date is None else _day(date), "date"),
            string(None if signature_date is None else _day(signature_date), "signature_date"),
            string(source, "source"), string(author, "author"), string(issuer, "issuer"),
            string(document_number, "document_number"), string(kind, "kind"), string(topic, "topic"), own, len(pairs),
            not find_metadata)
        error = ctypes.c_void_p()
        self._check(c.wj_writer_add(self._open(), byref(document), byref(error)), error)

    def add_files(
        self,
        directory: Path,
        *,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        hidden: bool = False,
        maximum_file_bytes: int = 0,
    ) -> FileReport:
        """Adds the files below a directory, in every format that is read; their keys are their paths below it.

        `include`, `exclude`: patterns of the shell, of paths below the directory or of file names. Files that cannot be read are
        left out, and counted: `lost_files`."""
        handle = self._open()
        name = c.encoded(os.fspath(directory), "directory")
        included = [c.encoded(pattern, "include") for pattern in include]
        excluded = [c.encoded(pattern, "exclude") for pattern in exclude]
        cancellation = Cancellation()
        options = c.FileOptions(
            ctypes.sizeof(c.FileOptions), cancellation.handle, c.strings(included), len(included), c.strings(excluded),
            len(excluded), maximum_file_bytes, hidden)
        report = c.FileReportResult()
        report.size = ctypes.sizeof(report)
        error = ctypes.c_void_p()

        def run() -> int:
            return c.wj_writer_add_files(handle, name, len(name), byref(options), byref(report), byref(error))

        is_main = threading.get_ident() == threading.main_thread().ident
        status = interruptible(run, cancellation.cancel) if is_main else run()
        if status == c.INCOMPLETE:
            c.error_free(error)
        else:
            self._check(status, error)
        return FileReport(report.documents, report.bytes, report.skipped_files, report.lost_files, report.damaged)

    def remove(self, key: str) -> bool:
        """Removes the document with a key; False when there is none."""
        name = c.encoded(key, "key")
        removed, error = ctypes.c_int(), ctypes.c_void_p()
        self._check(c.wj_writer_remove(self._open(), name, len(name), byref(removed), byref(error)), error)
        return removed.value != 0

    def rollback(self) -> None:
        """Drops what was added and removed since the last commit. The writer may go on."""
        error = ctypes.c_void_p()
        self._check(c.wj_writer_rollback(self._open(), byref(error)), error)

    def commit(self) -> Commit:
        """Makes all that was added and removed visible at once, durably. The writer may go on."""
        return self._commit(c.wj_writer_commit)

    def optimize(self) -> Commit:
        """Commits, and merges the index into one segment, which searches fastest."""
        return self._commit(c.wj_writer_optimize)

    def _commit(self, function: Any) -> Commit:
        result = c.CommitResult()
        result.size = ctypes.sizeof(result)
        error = ctypes.c_void_p()
        status = function(self._open(), byref(result), byref(error))
        if status in (c.OK, c.INCOMPLETE):
            self.last_commit = Commit(result.generation, result.added, result.removed, result.documents)
        self._check(status, error)
        assert self.last_commit is not None
        return self.last_commit

    def _open(self) -> ctypes.c_void_p:
        if self._handle is None:
            raise ValueError("the writer is closed")
        return self._handle

    @staticmethod
    def _check(status: int, error: ctypes.c_void_p) -> None:
        if status != c.OK:
            raise c.exception(status, error)
