"""Full-text search for Chinese policy documents.

    import wenjian

    with wenjian.Writer("Index") as writer:
        writer.add("a.txt", "驻村第一书记到村任职。", title="通知", date="2016-10-05", issuer="国务院")

    with wenjian.open("Index") as index:
        index.count("第一书记")                      # Counts(documents=1, occurrences=1)
        for hit in index.search("第一书记", limit=5):
            print(hit.key, hit.title, hit.snippets[0].text)

A string finds what a plain scan of the text finds, in every script: 第一书记, 第一書記. `quote` makes any text a string; other
texts are queries in the language that LANGUAGE.md describes.

Threads: an `Index` may be used by any number of threads; calls release the interpreter's lock. Calls of one `Writer` wait for
each other.

Processes: an `Index` that is open may be used in a child of `fork` (multiprocessing's "fork" too); a fork waits until the
calls of other threads have ended. A `Writer` belongs to the process that opened it.

Signals: Ctrl-C, and other signals that Python handles, end a call of the main thread within some 50 milliseconds. The library
installs a handler of SIGBUS, by which files that cannot be read become a `DamagedError`; `leave_signals_alone()` before the
first index is opened prevents that. No other signal is touched.
"""

from ._errors import (
    ArgumentError,
    CancelledError,
    DamagedError,
    DeadlineError,
    IncompleteError,
    InputOutputError,
    LockedError,
    NoSuchDocumentError,
    NotAnIndexError,
    QueryError,
    WenjianError,
)
from ._index import Index, open
from ._library import leave_signals_alone, version
from ._query import quote
from ._results import Counts, Hit, Results, Snippet, TermCounts
from ._writer import Commit, FileReport, Writer

__version__ = version()

__all__ = [
    "ArgumentError",
    "CancelledError",
    "Commit",
    "Counts",
    "DamagedError",
    "DeadlineError",
    "FileReport",
    "Hit",
    "IncompleteError",
    "Index",
    "InputOutputError",
    "LockedError",
    "NoSuchDocumentError",
    "NotAnIndexError",
    "QueryError",
    "Results",
    "Snippet",
    "TermCounts",
    "WenjianError",
    "Writer",
    "leave_signals_alone",
    "open",
    "quote",
    "version",
]
