"""Whole exercises beside the same eight questions in other libraries.

It must not need them: without their environment the rows say so.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from bench.figures import Absent, Results, figure, ratios
from bench.peers.scripts import by_hand, wizard
from bench.people import Script, exercise
from bench.plan import Plan
from bench.rows.web import PEOPLE
from bench.scenes.answering import FLOWS
from bench.servers import clean_environment, granian, our_granian, serving
from bench.wire import Caller, Load, play

_PEERS: dict[str, tuple[str, Callable[[], Script]]] = {
    "wizard": ("bench.peers.wizard:create_app", wizard),
    "by-hand": ("bench.peers.by_hand:create_app", by_hand),
}


def peers(plan: Plan) -> Results:
    """The rows wizard and by-hand."""
    wanted = [row for row in _PEERS if plan.wants(row)]
    if not plan.peers:
        yield from [Absent(row, "no peers are installed: make bench PEERS=1") for row in wanted]
        return
    settings = {"CBT_DATA": str(plan.new_folder("data")), "CBT_FLOWS": str(FLOWS)}
    with ExitStack() as stack:
        server = stack.enter_context(serving(our_granian(), plan.log("ours"), settings))
        ports = {"ours": server.port} | {row: _peer_port(plan, stack, row) for row in wanted}
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for name, port in ports.items():
            _load(port, _script(name), 2)
        for _ in plan.rounds():
            for name, port in ports.items():
                load = _load(port, _script(name), plan.scaled(12, 5))
                rates[name].append(load.scripts / load.seconds)
    yield from [figure(row, ratios(rates["ours"], rates[row])) for row in wanted]


def _script(name: str) -> Callable[[], Script]:
    return exercise if name == "ours" else _PEERS[name][1]


def _peer_port(plan: Plan, stack: ExitStack, row: str) -> int:
    database = str(plan.new_folder(row) / "peer.db")
    app, _ = _PEERS[row]
    settings = {"BENCH_DATABASE": database}
    if row == "wizard":
        command = [plan.peers, "-m", "bench.peers.wizard"]
        subprocess.run(command, env=clean_environment(**settings), cwd=plan.folder, check=True, timeout=60)
    return stack.enter_context(serving(granian(app, python=plan.peers), plan.log(row), settings)).port


def _load(port: int, make: Callable[[], Script], count: int) -> Load:
    """Everybody is new at each exercise."""

    def errand(caller: Caller) -> Iterator[Script]:
        for _ in range(count):
            caller.cookies.clear()
            yield make()

    callers = [Caller(port) for _ in range(PEOPLE)]
    try:
        return play(callers, [errand(caller) for caller in callers])
    finally:
        for caller in callers:
            caller.close()
