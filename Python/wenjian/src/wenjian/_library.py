"""libwenjian as ctypes calls it: the functions of wenjian.h, and errors as exceptions."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Array, Structure, byref, c_char_p, c_int, c_int32, c_int64, c_size_t, c_uint8, c_uint64, c_void_p
from pathlib import Path
from typing import Any, Dict, List, Optional, Type

from . import _errors

OK = 0
INCOMPLETE = 2
DEADLINE = 124
CANCELLED = 130


class String(Structure):
    """wj_string; the bytes must outlive it."""

    _fields_ = [("bytes", c_char_p), ("length", c_size_t)]


class Options(Structure):
    """wj_options."""

    _fields_ = [
        ("size", c_size_t),
        ("timeout_milliseconds", c_int64),
        ("cancellation", c_void_p),
        ("filter", String),
        ("is_exact", c_uint8),
        ("has_no_widening", c_uint8),
        ("includes_related", c_uint8),
        ("collapses_copies", c_uint8),
        ("has_headings", c_uint8),
        ("has_no_limit", c_uint8),
        ("limit", c_int64),
        ("offset", c_int64),
        ("snippets", c_int64),
        ("sort", String),
        ("after", String),
    ]


class CountsPair(Structure):
    """wj_counts."""

    _fields_ = [("documents", c_uint64), ("occurrences", c_uint64)]


class WriterOptions(Structure):
    """wj_writer_options."""

    _fields_ = [("size", c_size_t), ("replaces_all", c_uint8), ("threads", c_int32)]


class Field(Structure):
    """wj_field."""

    _fields_ = [("name", String), ("value", String)]


class Document(Structure):
    """wj_document."""

    _fields_ = [
        ("size", c_size_t),
        ("key", String),
        ("text", String),
        ("title", String),
        ("date", String),
        ("signature_date", String),
        ("source", String),
        ("author", String),
        ("issuer", String),
        ("document_number", String),
        ("kind", String),
        ("topic", String),
        ("fields", POINTER(Field)),
        ("field_count", c_size_t),
        ("finds_no_metadata", c_uint8),
    ]


class CommitResult(Structure):
    """wj_commit."""

    _fields_ = [
        ("size", c_size_t),
        ("generation", c_uint64),
        ("added", c_uint64),
        ("removed", c_uint64),
        ("documents", c_uint64),
    ]


class FileOptions(Structure):
    """wj_file_options."""

    _fields_ = [
        ("size", c_size_t),
        ("cancellation", c_void_p),
        ("included", POINTER(String)),
        ("included_count", c_size_t),
        ("excluded", POINTER(String)),
        ("excluded_count", c_size_t),
        ("maximum_file_bytes", c_int64),
        ("includes_hidden", c_uint8),
    ]


class FileReportResult(Structure):
    """wj_file_report."""

    _fields_ = [
        ("size", c_size_t),
        ("documents", c_uint64),
        ("bytes", c_uint64),
        ("skipped_files", c_uint64),
        ("lost_files", c_uint64),
        ("damaged", c_uint64),
    ]


_library = ctypes.CDLL(str(Path(__file__).parent / "libwenjian.so"))


def _function(name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(_library, name)
    function.restype = result
    function.argtypes = arguments
    return function


_error = POINTER(c_void_p)
_handle = POINTER(c_void_p)
_length = POINTER(c_size_t)

_version = _function("wj_version", c_char_p)
wj_free = _function("wj_free", None, c_void_p)
_leave_signals_alone = _function("wj_leave_signals_alone", None)
_error_status = _function("wj_error_status", c_int32, c_void_p)
_error_code = _function("wj_error_code", c_char_p, c_void_p)
_error_message = _function("wj_error_message", c_char_p, c_void_p)
_error_path = _function("wj_error_path", c_char_p, c_void_p)
_error_query_range = _function("wj_error_query_range", c_int, c_void_p, _length, _length)
error_free = _function("wj_error_free", None, c_void_p)
wj_cancellation_new = _function("wj_cancellation_new", c_void_p)
wj_cancel = _function("wj_cancel", None, c_void_p)
wj_cancellation_free = _function("wj_cancellation_free", None, c_void_p)
wj_index_open = _function("wj_index_open", c_int32, c_char_p, c_size_t, _handle, _error)
wj_index_free = _function("wj_index_free", None, c_void_p)
wj_index_refresh = _function("wj_index_refresh", c_int32, c_void_p, POINTER(c_int), _error)
wj_index_generation = _function("wj_index_generation", c_uint64, c_void_p)
wj_index_document_count = _function("wj_index_document_count", c_uint64, c_void_p)
wj_count = _function(
    "wj_count", c_int32, c_void_p, c_char_p, c_size_t, POINTER(Options), POINTER(CountsPair), _error)
wj_count_many = _function(
    "wj_count_many", c_int32, c_void_p, POINTER(String), c_size_t, POINTER(Options), POINTER(CountsPair), _error)
wj_search = _function(
    "wj_search", c_int32, c_void_p, c_char_p, c_size_t, POINTER(Options), _handle, _length, _error)
wj_call = _function(
    "wj_call", c_int32, c_void_p, c_char_p, c_size_t, c_char_p, c_size_t, POINTER(Options), _handle, _length, _error)
wj_text = _function("wj_text", c_int32, c_void_p, c_char_p, c_size_t, _handle, _length, _error)
wj_writer_open = _function(
    "wj_writer_open", c_int32, c_char_p, c_size_t, POINTER(WriterOptions), _handle, _error)
wj_writer_add = _function("wj_writer_add", c_int32, c_void_p, POINTER(Document), _error)
wj_writer_add_files = _function(
    "wj_writer_add_files", c_int32, c_void_p, c_char_p, c_size_t, POINTER(FileOptions), POINTER(FileReportResult),
    _error)
wj_writer_remove = _function("wj_writer_remove", c_int32, c_void_p, c_char_p, c_size_t, POINTER(c_int), _error)
wj_writer_rollback = _function("wj_writer_rollback", c_int32, c_void_p, _error)
wj_writer_commit = _function("wj_writer_commit", c_int32, c_void_p, POINTER(CommitResult), _error)
wj_writer_optimize = _function("wj_writer_optimize", c_int32, c_void_p, POINTER(CommitResult), _error)
wj_writer_free = _function("wj_writer_free", None, c_void_p)


def version() -> str:
    """The version of the library."""
    return _version().decode()


def leave_signals_alone() -> None:
    """From now on no handler of SIGBUS is installed; to be called before the first index is opened."""
    _leave_signals_alone()


_BY_CODE: Dict[str, Type[_errors.WenjianError]] = {
    "query": _errors.QueryError,
    "noSuchDocument": _errors.NoSuchDocumentError,
}
_BY_STATUS: Dict[int, Type[_errors.WenjianError]] = {
    INCOMPLETE: _errors.IncompleteError,
    64: _errors.ArgumentError,
    65: _errors.DamagedError,
    66: _errors.NotAnIndexError,
    74: _errors.InputOutputError,
    75: _errors.LockedError,
    DEADLINE: _errors.DeadlineError,
    CANCELLED: _errors.CancelledError,
}


def exception(status: int, error: c_void_p, query: Optional[bytes] = None) -> _errors.WenjianError:
    """The exception of an error, which is freed."""
    try:
        code = _error_code(error).decode()
        message = _error_message(error).decode()
        path = _error_path(error).decode() or None
        kind = _BY_CODE.get(code) or _BY_STATUS.get(status, _errors.WenjianError)
        raised = kind(message, code, path)
        if isinstance(raised, _errors.QueryError):
            start, end = c_size_t(), c_size_t()
            if query is not None and _error_query_range(error, byref(start), byref(end)):
                raised.range = (
                    len(query[: start.value].decode(errors="replace")),
                    len(query[: end.value].decode(errors="replace")),
                )
        return raised
    finally:
        error_free(error)


def encoded(text: str, name: str) -> bytes:
    """Text as the library takes it."""
    if not isinstance(text, str):
        raise TypeError(f"{name} is a str, not {type(text).__name__}")
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise _errors.ArgumentError(f"{name} has half of a surrogate pair in it", "argument") from error


def strings(texts: List[bytes]) -> Array[String]:
    """An array of texts, which must outlive it."""
    return (String * len(texts))(*[(text, len(text)) for text in texts])


def take_text(text: c_void_p, length: c_size_t) -> bytes:
    """The bytes of a text that the library handed out, which is freed."""
    try:
        return ctypes.string_at(text, length.value)
    finally:
        wj_free(text)
