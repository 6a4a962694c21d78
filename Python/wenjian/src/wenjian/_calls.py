"""Calls that signals can end.

Python handles a signal between its own instructions, so not while the main thread is inside a call. A call of the main
thread is therefore made with a short timeout first, which nearly all of them need not; one that does is made again on
a thread of its own, for which the main thread waits as Python does, and cancels when a signal raises."""

from __future__ import annotations

import ctypes
import threading
import time
from typing import Any, Callable, List, Optional

from . import _library as c

# A call that is made again has cost so much more.
_FIRST_SLICE = 0.05
_FIRST_MILLISECONDS = 50


class Cancellation:
    """wj_cancellation."""

    __slots__ = ("handle",)

    def __init__(self) -> None:
        self.handle = c.wj_cancellation_new()

    def __del__(self) -> None:
        c.wj_cancellation_free(self.handle)

    def cancel(self) -> None:
        c.wj_cancel(self.handle)


def milliseconds(timeout: float) -> int:
    """At least 1: 0 would be no timeout."""
    if not timeout > 0:
        return 1
    return max(1, min(round(timeout * 1000), 2**53))


Body = Callable[[c.Options, Any], int]


def call(body: Body, options: c.Options, timeout: Optional[float], query: Optional[bytes] = None) -> None:
    """Runs a call with a timeout in seconds, and on the main thread so that signals end it.

    `body` makes the call with the options and a place for its error, and gives its status; it may be called twice, and
    on another thread. Raises the error of the call."""
    error = ctypes.c_void_p()
    place = ctypes.byref(error)
    if threading.get_ident() != threading.main_thread().ident:
        options.timeout_milliseconds = 0 if timeout is None else milliseconds(timeout)
        status = body(options, place)
    elif timeout is not None and timeout <= _FIRST_SLICE:
        options.timeout_milliseconds = milliseconds(timeout)
        status = body(options, place)
    else:
        started = time.monotonic()
        options.timeout_milliseconds = _FIRST_MILLISECONDS
        status = body(options, place)
        if status == c.DEADLINE:
            c.error_free(error)
            left = None if timeout is None else timeout - (time.monotonic() - started)
            options.timeout_milliseconds = 0 if left is None else milliseconds(left)
            cancellation = Cancellation()
            options.cancellation = cancellation.handle
            status = interruptible(lambda: body(options, place), cancellation.cancel)
    if status != c.OK:
        raise c.exception(status, error, query)


def interruptible(body: Callable[[], int], cancel: Callable[[], None]) -> int:
    """Runs a call on another thread; when a signal raises meanwhile, cancels it and waits for its end."""
    result: List[int] = []
    failure: List[BaseException] = []

    def run() -> None:
        try:
            result.append(body())
        except BaseException as error:
            failure.append(error)
        finally:
            done.release()

    done = threading.Lock()
    done.acquire()
    worker = threading.Thread(target=run, name="wenjian", daemon=True)
    worker.start()
    try:
        done.acquire()
    except BaseException:
        cancel()
        worker.join()
        raise
    worker.join()
    if failure:
        raise failure[0]
    return result[0]

