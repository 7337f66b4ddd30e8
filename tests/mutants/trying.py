"""Tries mutants: each in a copy of a process that has all tests at hand, or before anything of ours is imported.

It must not touch the project's files, and no mutant sees another.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import pytest

from tests.mutants.changes import Mutant
from tests.mutants.covering import Covered, covered, read_covered
from tests.mutants.forking import Say, in_a_copy
from tests.mutants.noticing import Watch, run_pytest
from tests.mutants.planting import ROOT, Functions, functions_by_file, plant, plant_for_import

# Each test has its own limit; this is for what does not heed it.
_LEAST_WAIT, _TIMES_WAIT = 60.0, 20.0
_TOO_LATE = "too late"
# What our modules and tests import of others: it is here before the first copy is made.
_AT_HAND = (
    "alembic",
    "cryptography",
    "hypothesis",
    "lark",
    "mnemonic",
    "psycopg",
    "pydantic",
    "sqlmodel",
    "yaml",
)


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the code, and the folder of its own tests; whether those ask for the shipped flows."""

    name: str
    tests: str
    asks_for_flows: bool = False


class SoundCodeFails(Exception):
    """A test fails without any change."""


def cover(area: Area) -> Covered:
    """Which of the area's tests go where. Raises SoundCodeFails."""
    _make_ready(area)
    said = list(in_a_copy(lambda say: covered(area.name, area.tests, say)))
    if len(said) != 3 or said[0]:
        raise SoundCodeFails(said[0] if said else area.tests)
    return read_covered(said, area.name, area.tests)


def _make_ready(area: Area) -> None:
    """Does once, before the first copy is made, what nothing that is changed has a part in."""
    for name in _AT_HAND:
        import_module(name)
    if area.asks_for_flows:
        library = import_module("cbt.compiler.library")
        library.compile_folder = cache(library.compile_folder)  # type: ignore[attr-defined]
        library.compile_folder(ROOT / "flows", "flows")
    if f"cbt.{area.name}" in sys.modules:
        raise RuntimeError(f"cbt.{area.name} is imported already")


def tried(area: Area, mutants: Sequence[Mutant], known: Covered) -> Iterator[tuple[Mutant, str]]:
    """Each mutant and who noticed it: a test, "time", or nothing. Those in functions come first."""
    late, noticed = [], Counter[tuple[str, str]]()
    inside = [each for each in mutants if not known.is_at_import(each)]
    if inside:
        # With nothing changed, everything has to pass in the very same way.
        for number, by in in_a_copy(lambda say: _try_inside(area, [None, *inside], known, say)):
            if number == 0 and by:
                raise SoundCodeFails(by)
            if by == _TOO_LATE or (number and not by and known.is_at_collecting(inside[number - 1])):
                late.append(inside[number - 1])
            elif number:
                yield inside[number - 1], by
    for mutant in [*late, *(each for each in mutants if known.is_at_import(each))]:
        tests = _promising(mutant, known.tests_for(mutant, at_import=True), known, noticed)
        by = _try_at_import(mutant, tests, known)
        noticed[mutant.file, by] += 1
        yield mutant, by


def _try_inside(area: Area, mutants: Sequence[Mutant | None], known: Covered, say: Say) -> None:
    """Says number and finder for each, in a copy of a process that has collected the tests."""

    def work(watch: Watch, session: pytest.Session) -> None:
        items = {item.nodeid: item for item in session.items}
        functions, noticed = functions_by_file(f"cbt/{area.name}"), Counter[tuple[str, str]]()
        for number, mutant in enumerate(mutants):
            usual = known.tests_for(mutant) if mutant else sorted(known.seconds)
            tests = _promising(mutant, usual, known, noticed) if mutant else usual
            row = [items[test] for test in tests if test in items]
            by = _outcome(_one(watch, session, functions, mutant, row, known), tests, known)
            noticed[mutant.file if mutant else "", by] += 1
            say((number, by))

    run_pytest(work, [area.tests])


def _promising(
    mutant: Mutant, tests: Sequence[str], known: Covered, noticed: Mapping[tuple[str, str], int]
) -> list[str]:
    """These tests, the quickest first; but before all others those that noticed another mutant in that file."""
    sooner = {test: 1 + noticed.get((mutant.file, test), 0) for test in tests}
    return sorted(tests, key=lambda test: (sooner[test] == 1, known.seconds[test] / sooner[test]))


def _one(
    watch: Watch,
    session: pytest.Session,
    functions: Functions,
    mutant: Mutant | None,
    row: list[pytest.Item],
    known: Covered,
) -> Callable[[Say], None]:
    def try_it(say: Say) -> None:
        if mutant and not plant(mutant, functions):
            say(_TOO_LATE)
            return
        watch.run(session, row, known.seconds)
        say(watch.noticed_by)

    return try_it


def _try_at_import(mutant: Mutant, tests: Sequence[str], known: Covered) -> str:
    def try_it(say: Say) -> None:
        plant_for_import(mutant)

        def work(watch: Watch, session: pytest.Session) -> None:
            order = {test: number for number, test in enumerate(tests)}
            # A test that nobody knows came by the change, and tells the most.
            row = [item for item in session.items if item.nodeid in order or item.nodeid not in known.seconds]
            watch.run(session, sorted(row, key=lambda item: order.get(item.nodeid, -1)), known.seconds)

        say(run_pytest(work, dict.fromkeys(test.split("::")[0] for test in tests)))

    return _outcome(try_it, tests, known) if tests else ""


def _outcome(try_it: Callable[[Say], None], tests: Sequence[str], known: Covered) -> str:
    """What was said; nothing is "time", since only a copy that hangs or breaks down says nothing."""
    wait = _LEAST_WAIT + _TIMES_WAIT * sum(known.seconds[test] for test in tests)
    said = list(in_a_copy(try_it, wait))
    return str(said[0]) if said else "time"
