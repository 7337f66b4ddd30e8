"""A server sweeps once a day by itself: as the command does, with its refusals, and never twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from cbt.cli import daily
from cbt.cli.daily import DailySweep
from cbt.settings import Settings
from cbt.store import SqlStore, open_database, upgrade
from tests.fakes import SetClock
from tests.unit.store.people import Somebody

NOW = datetime(2026, 11, 26, 3, 15, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def store(settings: Settings) -> Iterator[SqlStore]:
    """Ten people, of whom one was last here 40 days ago."""
    engine = open_database(settings.url)
    upgrade(engine)
    store = SqlStore(engine)
    for ago in (40, *[0] * 9):
        Somebody().begin(store, day=(NOW - timedelta(days=ago)).date())
    yield store
    engine.dispose()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the operator is told."""
    lines: list[str] = []
    monkeypatch.setattr(daily, "note", lambda line, *_style: lines.append(line))
    return lines


def test_who_is_due_goes_once_the_day_has_begun_and_nothing_more_is_done_that_day(
    store: SqlStore, settings: Settings, said: list[str]
) -> None:
    clock = SetClock(NOW)
    sweep = DailySweep(settings, clock)
    sweep.look()
    assert (store.count_people(), store.find_last_sweep()) == (9, NOW.date())
    assert said == ["The daily sweep deleted 1 of 10 people, whose time was over."]
    Somebody().begin(store, day=(NOW - timedelta(days=40)).date())
    sweep.look()
    DailySweep(settings, clock).look()
    assert store.count_people() == 10
    clock.forward(timedelta(days=1))
    sweep.look()
    assert store.count_people() == 9


def test_a_refusal_deletes_nobody_and_is_said_once_a_day(
    store: SqlStore, settings: Settings, said: list[str]
) -> None:
    clock = SetClock(NOW)
    sweep = DailySweep(settings, clock)
    sweep.look()
    clock.forward(timedelta(days=4000))
    sweep.look()
    sweep.look()
    assert store.count_people() == 9
    assert len(said) == 2
    assert said[1].startswith("The daily sweep was refused. The last sweep was 4000 days ago.")
    clock.forward(timedelta(days=1))
    sweep.look()
    assert len(said) == 3


def test_a_store_that_cannot_answer_is_asked_again(settings: Settings, said: list[str]) -> None:
    sweep = DailySweep(settings, SetClock(NOW))
    sweep.look()
    assert said[0].startswith("The daily sweep waits.")
    engine = open_database(settings.url)
    upgrade(engine)
    sweep.look()
    assert SqlStore(engine).find_last_sweep() == NOW.date()
    engine.dispose()


def test_it_runs_beside_the_server_until_it_is_stopped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, sweep = Event(), DailySweep(settings, SetClock(NOW))
    monkeypatch.setattr(daily, "_SECONDS_AT_FIRST", 0.0)

    def look() -> None:
        looked.set()
        sweep.stop()

    monkeypatch.setattr(sweep, "look", look)
    sweep.start()
    assert looked.wait(30)
