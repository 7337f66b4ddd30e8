"""From the command to the first answer, beside bare Flask's, and what many flows add.

It must not count the making of the database: each start but the first finds it there.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.bare import DATABASE
from bench.figures import Absent, Results, figure, ratios
from bench.made_flows import write_flows
from bench.people import Page, Script, begin
from bench.plan import Plan
from bench.scenes.answering import BARE_ANSWER, FLOWS
from bench.servers import granian, serving
from bench.wire import Caller, play


def start(plan: Plan) -> Results:
    """The rows start, start-100 and start-1000."""
    data = plan.new_folder("data")
    _start_ours(plan, data, FLOWS)
    ours = [_start_ours(plan, data, FLOWS) for _ in range(plan.scaled(5, 2))]
    if plan.wants("start"):
        database = str(plan.new_folder("bare") / "bare.db")
        _start_bare(plan, database)
        bare = [_start_bare(plan, database) for _ in ours]
        yield figure("start", ratios(ours, bare))
    for row, count in (("start-100", 100), ("start-1000", 1000)):
        if not plan.wants(row):
            continue
        if plan.quick and count > 100:
            yield Absent(row, "not in a quick run")
            continue
        yield figure(row, [spent - statistics.median(ours) for spent in _start_many(plan, count)])


def _start_many(plan: Plan, count: int) -> list[float]:
    folder = plan.new_folder("flows")
    for path in FLOWS.glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    write_flows(folder, count)
    data = plan.new_folder("data")
    _start_ours(plan, data, folder)
    return [_start_ours(plan, data, folder) for _ in range(plan.scaled(3, 1) if count < 1000 else 1)]


def _start_ours(plan: Plan, data: Path, flows: Path) -> float:
    """Seconds from `cbt serve` to its first answer."""
    command = [sys.executable, "-m", "cbt", "serve", "--data", str(data), "--flows", str(flows), "--port"]
    shelf: list[Page] = []

    def first() -> Script:
        yield from begin(shelf)
        yield shelf[0].answered("Something happened.", htmx=True)

    return _timed(plan, command, {}, iter([first()]))


def _start_bare(plan: Plan, database: str) -> float:
    def first() -> Script:
        yield BARE_ANSWER

    return _timed(plan, granian("bench.bare:create_app"), {DATABASE: database}, iter([first()]))


def _timed(plan: Plan, command: list[str], settings: dict[str, str], errand: Iterator[Script]) -> float:
    started = time.perf_counter()
    with serving(command, plan.log("start"), settings) as server:
        caller = Caller(server.port)
        play([caller], [errand])
        spent = time.perf_counter() - started
        caller.close()
    return spent
