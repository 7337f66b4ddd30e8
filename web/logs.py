"""One line a request: method, route pattern, status, milliseconds.

It must not log an address, a query, a form, a cookie, a person's words or an exception's message.
"""

import sys
import time

import structlog
from flask import Flask, Response, g, request
from structlog.typing import Processor

_PROCESSORS: list[Processor] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
]


class Log:
    """The application's log on standard error, one line an event."""

    def __init__(self) -> None:
        logger = structlog.wrap_logger(structlog.PrintLogger(sys.stderr), processors=_PROCESSORS)
        self._log = logger.bind()

    def request(self, method: str, pattern: str, status: int, spent_ms: float) -> None:
        """A request was answered."""
        self._log.info("request", method=method, route=pattern, status=status, ms=spent_ms)

    def failure(self, error: Exception) -> None:
        """Something broke: where it came from - type, file and line - and nothing it says."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        file = "/".join(trace.tb_frame.f_code.co_filename.rsplit("/", 2)[-2:]) if trace else "-"
        line = trace.tb_lineno if trace else 0
        self._log.error("failure", kind=type(error).__name__, file=file, line=line)

    def trouble(self, reason: str) -> None:
        """The store could not answer, by its code."""
        self._log.error("store_unavailable", reason=reason)


log = Log()


def init_app(app: Flask) -> None:
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.cbt_started = time.perf_counter()


def _finish(response: Response) -> Response:
    if request.endpoint != "static":
        pattern = request.url_rule.rule if request.url_rule else "-"
        started = g.get("cbt_started")
        spent = 0.0 if started is None else round((time.perf_counter() - started) * 1000, 1)
        log.request(request.method, pattern, response.status_code, spent)
    return response
