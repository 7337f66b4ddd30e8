"""Answers over HTTP, beside the bare turn on the same server in the same run.

It must not count what lies before an exercise's first answer.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench.bare import DATABASE
from bench.figures import Absent, Results, figure, percentile, ratios
from bench.people import Page, Script, begin, finish, introduce
from bench.plan import Plan
from bench.scenes.answering import BARE_ANSWER, FLOWS
from bench.servers import granian, gunicorn, our_granian, serving
from bench.wire import Caller, Load, play

PEOPLE = 4

Round = Callable[[], Load]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The rounds of each server that is up."""

    ours: Round
    bare: Round
    two: Round | None
    gunicorn: Round | None


def web(plan: Plan) -> Results:
    """The rows http, gunicorn, tail and two-processes."""
    exercises = plan.scaled(20, 6)
    with ExitStack() as stack:
        sides = _Sides(
            ours=_our_rounds(plan, stack, exercises, workers=1),
            bare=_bare_rounds(plan, stack, granian("bench.bare:create_app"), 3 * exercises),
            two=_our_rounds(plan, stack, exercises, workers=2) if plan.wants("two-processes") else None,
            gunicorn=_gunicorn_rounds(plan, stack, 3 * exercises) if plan.wants("gunicorn") else None,
        )
        yield from _measured(plan, sides)


def _measured(plan: Plan, sides: _Sides) -> Results:
    ours, bare, two, other = [], [], [], []
    for _ in plan.rounds():
        ours.append(sides.ours())
        bare.append(sides.bare())
        two += [sides.two()] if sides.two else []
        other += [sides.gunicorn()] if sides.gunicorn else []
    rates = [load.rate for load in ours]
    yield figure("http", ratios(rates, [load.rate for load in bare]))
    tails = [percentile(load.spent, 0.99) for load in ours]
    yield figure("tail", ratios(tails, [percentile(load.spent, 0.5) for load in ours]))
    if two:
        yield figure("two-processes", ratios([percentile(load.spent, 0.99) for load in two], tails))
    if other:
        yield figure("gunicorn", ratios(rates, [load.rate for load in other]))
    elif plan.wants("gunicorn"):
        yield Absent("gunicorn", "gunicorn is among the peers: make bench PEERS=1")


def _our_rounds(plan: Plan, stack: ExitStack, exercises: int, workers: int) -> Round:
    settings = {"CBT_DATA": str(plan.new_folder("data")), "CBT_FLOWS": str(FLOWS)}
    command = our_granian(workers=workers)
    server = stack.enter_context(serving(command, plan.log(f"ours-{workers}"), settings))
    callers = _callers(server.port, stack)
    play(callers, [iter([introduce()]) for _ in callers])
    shelves: list[list[Page]] = [[] for _ in callers]

    def one() -> Load:
        play(callers, [_repeated(lambda shelf=shelf: begin(shelf), exercises) for shelf in shelves])  # type: ignore[misc]  # the shelf of now
        return play(callers, [_repeated(lambda shelf=shelf: finish(shelf), exercises) for shelf in shelves])  # type: ignore[misc]

    one()
    return one


def _bare_rounds(plan: Plan, stack: ExitStack, command: Sequence[str], exercises: int) -> Round:
    settings = {DATABASE: str(plan.new_folder("bare") / "bare.db")}
    server = stack.enter_context(serving(command, plan.log("bare"), settings))
    callers = _callers(server.port, stack)

    def turn() -> Script:
        yield BARE_ANSWER

    def one() -> Load:
        return play(callers, [_repeated(turn, 8 * exercises) for _ in callers])

    one()
    return one


def _gunicorn_rounds(plan: Plan, stack: ExitStack, exercises: int) -> Round | None:
    if not plan.peers:
        return None
    return _bare_rounds(plan, stack, gunicorn("bench.bare:create_app", python=plan.peers), exercises)


def _callers(port: int, stack: ExitStack) -> list[Caller]:
    callers = [Caller(port) for _ in range(PEOPLE)]
    for caller in callers:
        stack.callback(caller.close)
    return callers


def _repeated(make: Callable[[], Script], count: int) -> Iterator[Script]:
    return (make() for _ in range(count))
