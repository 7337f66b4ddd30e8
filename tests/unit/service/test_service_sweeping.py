"""Sweeping: nobody goes before their time, everybody after it, and nothing happens where the clock may be wrong."""

from datetime import date, timedelta

import pytest

from cbt.errors import SweepRefused
from cbt.model.retention import Retention
from cbt.service import Sweeping
from tests.unit.service.house import Browser, House
from tests.unit.service.test_service_coming_back import begun, make_words, titles


def sweeping(house: House, retention: Retention | None = None) -> Sweeping:
    return Sweeping(house.store, retention or Retention(), house.clock)


def with_others(house: House, others: int = 9) -> list[Browser]:
    """So many people who are here all the time."""
    return [begun(house) for _ in range(others)]


def pass_days(house: House, days: int, there: list[Browser]) -> None:
    """Lets days pass, with a sweep on each, for people who come back every day."""
    for _ in range(days):
        house.clock.forward(timedelta(days=1))
        for person in there:
            house.coming_back.note_visit(person.secret)
        sweeping(house).sweep()


def test_without_words_a_person_is_kept_for_30_days_and_not_for_31(either: House) -> None:
    ann, there = begun(either), with_others(either)
    pass_days(either, 30, there)
    assert titles(ann)
    pass_days(either, 1, there)
    assert titles(ann) == []
    assert all(titles(person) for person in there)
    assert either.store.count_people() == len(there)


def test_with_words_a_person_is_kept_for_400_days_and_not_for_401() -> None:
    house = House()
    ann, there = begun(house), with_others(house)
    make_words(ann)
    pass_days(house, 400, there)
    assert titles(ann)
    pass_days(house, 1, there)
    assert titles(ann) == []


def test_a_dry_run_says_who_is_due_and_deletes_nobody(either: House) -> None:
    ann = begun(either)
    either.clock.forward(timedelta(days=31))
    with_others(either)
    for _ in range(2):
        swept = sweeping(either).sweep(dry_run=True)
        assert (swept.people, swept.due, swept.erased) == (10, 1, 0)
    assert titles(ann)
    assert either.store.find_last_sweep() is None
    swept = sweeping(either).sweep()
    assert (swept.people, swept.due, swept.erased) == (10, 1, 1)
    assert either.store.find_last_sweep() == either.clock().date()


@pytest.mark.parametrize("jump", [3, 400, -1, -3650])
def test_a_clock_that_jumped_deletes_nobody(either: House, jump: int) -> None:
    ann, _ = begun(either), with_others(either)
    sweeping(either).sweep()
    either.clock.forward(timedelta(days=jump))
    with pytest.raises(SweepRefused) as refusal:
        sweeping(either).sweep()
    assert (refusal.value.reason, refusal.value.days) == ("clock", jump)
    assert titles(ann)
    if jump == 3:
        assert sweeping(either).sweep(clock_is_right=True).erased == 0
        assert sweeping(either).sweep().erased == 0


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_sweep_every_day_or_two_is_as_it_should_be(either: House, days: int) -> None:
    begun(either)
    sweeping(either).sweep()
    either.clock.forward(timedelta(days=days))
    assert sweeping(either).sweep().erased == 0


def test_a_fifth_of_all_people_may_go_at_once_and_no_more(either: House) -> None:
    gone = [begun(either), begun(either)]
    either.clock.forward(timedelta(days=31))
    there = with_others(either, 7)
    with pytest.raises(SweepRefused) as refusal:
        sweeping(either).sweep()
    assert (refusal.value.reason, refusal.value.due, refusal.value.people) == ("many", 2, 9)
    assert all(titles(person) for person in gone)
    there += with_others(either, 1)
    assert sweeping(either).sweep().erased == 2
    assert all(titles(person) for person in there)


def test_an_operator_who_has_looked_may_let_many_go(either: House) -> None:
    begun(either)
    either.clock.forward(timedelta(days=31))
    with pytest.raises(SweepRefused):
        sweeping(either).sweep()
    assert sweeping(either).sweep(even_many=True).erased == 1
    assert sweeping(either).sweep().people == 0


def test_somebody_who_comes_back_in_the_middle_of_a_sweep_stays(either: House) -> None:
    ann = begun(either)
    either.clock.forward(timedelta(days=31))
    there = with_others(either)
    before, without_words = Retention().limits(either.clock().date())
    due = either.store.list_due(before, without_words)
    assert len(due) == 1
    either.coming_back.note_visit(ann.secret)
    with either.store.changing_keys() as writing:
        assert not writing.erase_if_due(due[0], before, without_words)
    assert titles(ann)
    assert there


def test_an_operator_can_keep_less_and_each_is_told_the_day() -> None:
    day = date(2026, 11, 25)
    assert Retention().until(day, has_words=False) == day + timedelta(days=30)
    assert Retention().until(day, has_words=True) == day + timedelta(days=400)
    assert Retention(days=7).until(day, has_words=False) == day + timedelta(days=7)
    assert Retention(days=7).limits(day) == (day - timedelta(days=7), day - timedelta(days=7))
    house = House()
    ann = begun(house)
    house.clock.forward(timedelta(days=8))
    with_others(house)
    assert sweeping(house, Retention(days=7, days_without_words=7)).sweep().erased == 1
    assert titles(ann) == []
