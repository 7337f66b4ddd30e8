"""The store fails at its first call, then at its second, and so on until all goes through: nothing is half done."""

from collections.abc import Callable
from typing import Any

import pytest

from cbt.errors import StoreUnavailable
from cbt.service import Form, collected
from tests.fakes import Tables
from tests.unit.service.house import ANSWERS, FILES, Browser, House, compiled, finish, form

Attempt = Callable[[], object]


def first_answer(house: House) -> Attempt:
    browser = Browser(house)
    page = browser.start()
    sent = form(page, "She is cross.")
    return lambda: browser.send(page, sent).secret


def later_answer(house: House) -> Attempt:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    sent = form(page, "8")
    return lambda: browser.send(page, sent).go_to


def answer_to_an_old_version(house: House) -> Attempt:
    attempt = later_answer(house)
    house.offer(compiled({"taker.yaml": FILES["taker.yaml"]}))
    return attempt


def removal(house: House) -> Attempt:
    browser = Browser(house)
    page = browser.go_on(browser.start(), *ANSWERS[:6])
    sent: Form = form(page)
    item = collected(page)[0].item
    return lambda: browser.remove(page, item, sent).go_to


def hand_over(house: House) -> Attempt:
    browser = Browser(house)
    page = browser.go_on(browser.start("giver"), "She is cross.", "4", "yes")
    page = browser.answer(page, "One.").page
    return lambda: len(house.exercises.hand_over(browser.secret, page.address))


def look(house: House) -> Attempt:
    browser = Browser(house)
    page = finish(browser)
    keeping = house.keeping

    def everything() -> object:
        line = keeping.records(browser.secret)
        return (
            line,
            keeping.record(browser.secret, page.address),
            keeping.kept(browser.secret),
            browser.page(page.address).number,
        )

    return everything


def open_page_one(house: House) -> Attempt:
    browser = Browser(house, b"x" * 32)
    address = browser.start().address
    return lambda: browser.page(address).number


def delete(house: House) -> Attempt:
    browser = Browser(house)
    page = finish(browser)
    return lambda: house.keeping.delete(browser.secret, page.address)


def erase(house: House) -> Attempt:
    browser = Browser(house)
    finish(browser)
    return lambda: house.keeping.erase(browser.secret)


SCENES = [
    first_answer,
    later_answer,
    answer_to_an_old_version,
    removal,
    hand_over,
    look,
    open_page_one,
    delete,
    erase,
]


def snapshot(tables: Tables) -> tuple[object, ...]:
    return (dict(tables.people), dict(tables.keys), dict(tables.sessions))


@pytest.mark.parametrize("scene", SCENES)
def test_trouble_at_any_call_of_the_store_leaves_everything_as_it_was(
    scene: Callable[[House], Attempt],
) -> None:
    house = House()
    attempt = scene(house)
    house.memory.fails = 2
    before = snapshot(house.memory.tables)
    for number in range(1, 40):
        house.shelf._old.clear()
        house.memory.calls, house.memory.fail_at = 0, number
        try:
            attempt()
        except StoreUnavailable:
            assert snapshot(house.memory.tables) == before
        else:
            break
    assert number > 1
    assert house.memory.calls < number
    if scene not in (look, open_page_one):
        assert snapshot(house.memory.tables) != before


@pytest.mark.parametrize("scene", [first_answer, later_answer, removal, hand_over])
def test_what_was_saved_although_the_connection_was_lost_has_the_same_outcome_when_sent_again(
    scene: Any,
) -> None:
    undisturbed = scene(House())()
    house = House()
    attempt = scene(house)
    people, sessions = len(house.memory.tables.people), len(house.memory.tables.sessions)
    house.memory.fail_late, house.memory.fails = True, 2
    lost, outcome = 0, None
    for number in range(1, 40):
        house.memory.calls, house.memory.fail_at = 0, number
        try:
            outcome = attempt()
        except StoreUnavailable:
            lost += 1
            continue
        break
    assert lost
    assert isinstance(outcome, bytes) or outcome == undisturbed
    added = (len(house.memory.tables.people) - people, len(house.memory.tables.sessions) - sessions)
    assert added == {"first_answer": (1, 1), "hand_over": (0, 1)}.get(scene.__name__, (0, 0))


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("scene", [first_answer, later_answer, removal, hand_over])
def test_a_connection_that_is_lost_once_is_got_over_and_nothing_is_filed_twice(
    scene: Any, late: bool
) -> None:
    undisturbed, calls = House(), 0
    expected = scene(undisturbed)()
    tables = undisturbed.memory.tables
    for number in range(1, 40):
        house = House()
        attempt = scene(house)
        house.memory.fail_late, house.memory.calls, house.memory.fail_at = late, 0, number
        outcome = attempt()
        assert isinstance(outcome, bytes) or outcome == expected
        now = house.memory.tables
        assert (len(now.people), len(now.sessions)) == (len(tables.people), len(tables.sessions))
        assert sorted(each.revision for each in now.sessions.values()) == sorted(
            each.revision for each in tables.sessions.values()
        )
        if house.memory.calls < number:
            break
        calls += 1
    assert calls > 1


def test_another_trouble_than_a_lost_connection_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    attempt = later_answer(house)
    tried = []

    def full() -> None:
        tried.append(1)
        raise StoreUnavailable("full")

    monkeypatch.setattr(house.memory, "writing", full)
    with pytest.raises(StoreUnavailable):
        attempt()
    assert len(tried) == 1
