"""What the library raises. Each error is also what Python has for its kind."""

from __future__ import annotations

from typing import Optional, Tuple


class WenjianError(Exception):
    """Everything that the library raises.

    `code` is a word to act on and to log, `path` the file or directory that it is about, if any.
    """

    def __init__(self, message: str, code: str = "", path: Optional[str] = None):
        super().__init__(message)
        self.message = message
        self.code = code
        self.path = path

    def __str__(self) -> str:
        return self.message


class ArgumentError(WenjianError, ValueError):
    """An argument that cannot be used."""


class QueryError(WenjianError, ValueError):
    """A query that cannot be read; `range` says where in its text, in characters of the string."""

    range: Optional[Tuple[int, int]] = None


class NotAnIndexError(WenjianError, FileNotFoundError):
    """There is no index at the path, or no file or directory to be added."""


class NoSuchDocumentError(WenjianError, KeyError):
    """There is no document with the key."""


class DamagedError(WenjianError):
    """The index is damaged, or of another version."""


class LockedError(WenjianError):
    """Another writer has the index open."""


class InputOutputError(WenjianError, OSError):
    """Reading or writing failed."""


class DeadlineError(WenjianError, TimeoutError):
    """The timeout passed."""


class CancelledError(WenjianError):
    """The call was cancelled."""


class IncompleteError(WenjianError):
    """Done, but not all of it: the message says what is missing."""
