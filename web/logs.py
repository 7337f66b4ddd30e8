"""One line a request: method, route pattern, status, milliseconds.

It must not log an address, a query, a form, a cookie, a person's words or an exception's message.
"""

import logging
import sys
import time
from contextlib import suppress
from functools import lru_cache

from flask import Flask, Response

from web.asked import noted, this_request

# A visitor can call a method anything, and write whatever they like into the log with it.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

LOGGER = logging.getLogger("web")
FORMAT = logging.Formatter(
    "timestamp=%(asctime)s.%(msecs)03dZ level=%(levelname)s event=%(message)s", "%Y-%m-%dT%H:%M:%S"
)
FORMAT.converter = time.gmtime


class _OnStandardError(logging.Handler):
    """Writes to standard error as it is at that moment; a log that cannot be written is nobody's trouble."""

    def emit(self, record: logging.LogRecord) -> None:
        self.write(self.format(record))

    def write(self, line: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{line}\n")


_OURS = _OnStandardError()
_OURS.setFormatter(FORMAT)


def init_app(app: Flask) -> None:
    """One line an event on standard error, unless the operator's own configuration has a handler already."""
    if not LOGGER.handlers:
        LOGGER.addHandler(_OURS)
        LOGGER.propagate = False
    LOGGER.setLevel(logging.INFO)
    app.logger.addFilter(_say_where_only)
    app.before_request(_start)
    app.after_request(_finish)


def note_failure(error: Exception) -> None:
    """Logs where something broke - type, file and line - and nothing that it says."""
    LOGGER.error(_failure(error))


def _failure(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    file = "/".join(trace.tb_frame.f_code.co_filename.rsplit("/", 2)[-2:]) if trace else "-"
    line = trace.tb_lineno if trace else 0
    return f"failure kind={type(error).__name__} file={file} line={line}"


def _say_where_only(record: logging.LogRecord) -> bool:
    """Flask's own log tells what broke while a page was on its way, with all that the exception says."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args, record.exc_info, record.exc_text = _failure(error), (), None, None
    return True


def note_trouble(reason: str) -> None:
    """Logs that the store could not answer, by its code."""
    LOGGER.error("store_unavailable reason=%s", reason)


def note_limits_apart() -> None:
    """Logs that tries are counted by this process alone, since what it shares with others cannot be reached."""
    LOGGER.error("limits_unavailable")


def _start() -> None:
    noted()["cbt_started"] = time.perf_counter()


def _finish(response: Response) -> Response:
    request = this_request()
    if request.endpoint != "static":
        started = noted().get("cbt_started")
        spent = 0.0 if started is None else (time.perf_counter() - started) * 1000
        method = request.method if request.method in _METHODS else "-"
        route = request.url_rule.rule if request.url_rule else "-"
        _note(f"request method={method} route={route} status={response.status_code} ms={spent:.1f}")
    return response


def _note(event: str) -> None:
    """Logs an event of an answer; without a record of the logging module where only our own handler hears it."""
    if LOGGER.handlers != [_OURS]:
        LOGGER.info(event)
    elif LOGGER.isEnabledFor(logging.INFO):
        now = time.time()
        _OURS.write(f"timestamp={_second(int(now))}.{int(now % 1 * 1000):03d}Z level=INFO event={event}")


@lru_cache(maxsize=1)
def _second(since_epoch: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(since_epoch))
