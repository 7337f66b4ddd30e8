"""The measurements, each for the rows that it gives.

They must not print.
"""

from collections.abc import Callable

from bench.figures import Results
from bench.plan import Plan
from bench.rows.compiling import check
from bench.rows.editing import editing
from bench.rows.engine import engine
from bench.rows.growth import growth
from bench.rows.inside import inside
from bench.rows.memory import memory
from bench.rows.peers import peers
from bench.rows.postgres import postgres
from bench.rows.start import start
from bench.rows.web import web

Measurement = Callable[[Plan], Results]

MEASUREMENTS: dict[Measurement, tuple[str, ...]] = {
    inside: ("in-process", "statements", "bank", "reworded"),
    engine: ("engine-step", "engine-share"),
    web: ("http", "gunicorn", "tail", "two-processes"),
    postgres: ("postgres",),
    check: ("check-one", "check-1000"),
    editing: ("editor-findings", "editor-completion", "editor-hover"),
    start: ("start", "start-100", "start-1000"),
    memory: ("memory", "parked"),
    growth: ("long-session", "many-records", "newest", "full-database"),
    peers: ("wizard", "by-hand"),
}
