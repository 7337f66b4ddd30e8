"""The clock jumps while somebody writes: nobody is shut out, the order of answers stays, and the sweep refuses."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from cbt.errors import SweepRefused
from cbt.model.retention import Retention
from cbt.service import Sweeping
from cbt.store import SqlStore, open_database
from tests.faults.counts import cases, reached
from tests.faults.writers import STEPS, make_plain
from tests.web.person import Person, address_of
from web.services import close

NOW = datetime(2026, 3, 28, 23, 40, tzinfo=UTC)
JUMPS = {
    "two minutes back": timedelta(minutes=-2),
    "a year back": timedelta(days=-365),
    "forty days on": timedelta(days=40),
    "to 2038": datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC) - NOW,
    "past 2038": datetime(2038, 1, 20, tzinfo=UTC) - NOW,
    "over the change to summer time": timedelta(hours=2),
    "a day back": timedelta(days=-1),
    "by a random time": timedelta(0),
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = make_plain(tmp_path_factory.mktemp("clock") / "data")
    yield app
    close(app)


def write_while_it_jumps(app: Flask, jumps: list[timedelta]) -> None:
    """One person answers a page before each jump and after it, and finds all of them in order."""
    clock = NOW
    with time_machine.travel(clock, tick=False) as traveller:
        person = Person(app)
        page, given = person.start("plain"), 0
        for jump in [*jumps, *[timedelta(0)] * (len(STEPS) - len(jumps))][: len(STEPS)]:
            page = person.answer(page, f"Words {given}.")
            assert page.status == 200, page.heading
            given += 1
            clock += jump
            traveller.move_to(clock)
        address = address_of(page)
        assert person.cookies(), "the cookie was lost"
        found = [person.open(f"/s/{address}/{number}").value for number in range(1, given + 1)]
        assert found == [(f"Words {number}.",) for number in range(given)]
        assert person.open("/records").status == 200
        assert person.open("/you").status == 200


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_between_two_answers_shuts_nobody_out_and_keeps_their_order(
    jump: str, app: Flask
) -> None:
    count = cases(5, 25)
    for number in range(count):
        chance = random.Random(f"{jump} {number}")
        jumps = [JUMPS[jump] if place == number % len(STEPS) else timedelta(0) for place in range(len(STEPS))]
        if not JUMPS[jump]:
            jumps = [timedelta(hours=chance.randint(-9000, 9000)) for _ in STEPS]
        write_while_it_jumps(app, jumps)
    reached(f"The clock goes {jump}", times=count, shut_out=0)


@pytest.mark.parametrize("jump", [name for name in JUMPS if abs(JUMPS[name].days) > 2])
def test_a_sweep_after_a_jump_refuses_and_deletes_nobody(jump: str, tmp_path: Path) -> None:
    app = make_plain(tmp_path / "data")
    now = [NOW]
    with time_machine.travel(NOW, tick=False):
        Person(app).answer(Person(app).start("plain"), "Words.")
    engine = open_database(f"sqlite:///{tmp_path / 'data' / 'cbt.db'}")
    store = SqlStore(engine)
    sweeping = Sweeping(store, Retention(), lambda: now[0])
    sweeping.sweep()
    people = store.count_people()
    now[0] += JUMPS[jump]
    with pytest.raises(SweepRefused):
        sweeping.sweep()
    assert store.count_people() == people == 1
    engine.dispose()
    close(app)
