"""The first answer: nothing is stored before it; it stores person, key and session at once, for the right person."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from cbt.errors import FlowUnknown, PageUnknown, SessionExists, SessionUnknown, StoreUnavailable
from cbt.service import Store, Turn
from cbt.store import SqlStore
from cbt.vault.keys import new_secret
from tests.unit.service.house import Browser, House, form

WORDS = "She is cross."


def test_before_the_first_answer_nothing_is_stored_and_no_secret_is_handed_out(house: House) -> None:
    browser = Browser(house)
    page = browser.start()
    browser.page(page.address, 1)
    refused = browser.answer(page, "x")
    assert refused.error is not None
    assert not house.memory.tables.people
    assert not house.memory.tables.sessions
    assert browser.secret is None


def test_the_first_answer_stores_person_key_and_session_in_one_transaction(house: House) -> None:
    page = Browser(house).start()
    begun: list[int] = []
    house.memory.meanwhile = lambda: begun.append(len(house.memory.tables.people))
    turn = Browser(house).answer(page, WORDS)
    tables = house.memory.tables
    assert begun == [0]
    assert (len(tables.people), len(tables.keys), len(tables.sessions)) == (1, 1, 1)
    assert turn.secret is not None
    assert (turn.go_to, turn.page.step.id, turn.page.revision) == (2, "before", 1)


def test_the_secret_that_was_handed_out_opens_the_session(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), WORDS).page
    assert browser.page(page.address).session.facts.answers["thought"] == WORDS


def test_page_one_carries_another_future_secret_each_time(house: House) -> None:
    browser = Browser(house)
    page = browser.start()
    assert page.begin != browser.page(page.address).begin
    assert page.begin not in repr(page)


def test_the_first_answer_sent_twice_makes_one_person_and_both_get_the_same_secret(house: House) -> None:
    page = Browser(house).start()
    sent = form(page, WORDS)
    once, twice = Browser(house), Browser(house)
    first, second = once.send(page, sent), twice.send(page, sent)
    assert once.secret == twice.secret is not None
    assert first.go_to == second.go_to == 2
    assert (len(house.memory.tables.people), len(house.memory.tables.sessions)) == (1, 1)


def test_the_first_answer_sent_twice_at_once_finds_what_its_twin_stored(house: House) -> None:
    page = Browser(house).start()
    sent = form(page, WORDS)
    once, twice = Browser(house), Browser(house)
    house.memory.meanwhile = lambda: twice.send(page, sent)
    turn = once.send(page, sent)
    assert once.secret == twice.secret is not None
    assert turn.go_to == 2
    assert (len(house.memory.tables.people), len(house.memory.tables.sessions)) == (1, 1)


def test_the_first_answer_sent_many_times_at_once_makes_one_person_in_a_real_database(
    sqlite_store: SqlStore,
) -> None:
    house = House(sqlite_store)
    page = Browser(house).start()
    sent, ready = form(page, WORDS), Barrier(4)
    turns: list[Turn] = []

    def send() -> None:
        ready.wait()
        turns.append(Browser(house).send(page, sent))

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({turn.secret for turn in turns}) == 1
    assert [turn.go_to for turn in turns] == [2] * 4
    [line], more = house.keeping.records(turns[0].secret)
    assert (line.address, more) == (page.address, None)


def test_two_different_first_answers_from_the_same_page_keep_the_first_and_show_the_other(
    house: House,
) -> None:
    page = Browser(house).start()
    browser = Browser(house)
    browser.answer(page, WORDS)
    turn = Browser(house).answer(page, "Something else.")
    assert turn.stale
    assert turn.secret == browser.secret
    assert turn.page.session.facts.answers["thought"] == WORDS


def test_a_secret_that_belongs_to_nobody_is_never_taken_up(house: House) -> None:
    planted = new_secret()
    browser = Browser(house, planted)
    turn = browser.answer(browser.start(), WORDS)
    assert turn.secret not in (None, planted)
    assert browser.secret == turn.secret
    assert house.keeping.kept(planted) is None


def test_a_known_persons_second_exercise_hangs_on_the_same_person(house: House) -> None:
    browser = Browser(house)
    browser.answer(browser.start(), WORDS)
    first = browser.secret
    turn = browser.answer(browser.start("offerer"))
    assert turn.secret is None
    assert browser.secret == first
    assert (len(house.memory.tables.people), len(house.memory.tables.sessions)) == (1, 2)


def test_a_known_persons_secret_is_never_replaced_by_a_carried_one(house: House) -> None:
    first, second = Browser(house), Browser(house)
    one, other = first.start(), second.start()
    sent = form(one, WORDS)
    first.send(one, sent)
    second.answer(other, WORDS)
    with pytest.raises(SessionUnknown):
        second.send(one, sent)


def test_a_browser_that_lost_its_cookie_gets_the_carried_secret_back_and_no_second_person(
    house: House,
) -> None:
    browser = Browser(house)
    page = browser.start()
    sent = form(page, WORDS)
    browser.send(page, sent)
    house.keeping.delete(browser.secret, page.address)
    turn = Browser(house).send(page, sent)
    assert turn.secret == browser.secret
    assert (len(house.memory.tables.people), len(house.memory.tables.sessions)) == (1, 1)


def test_a_form_of_a_session_that_was_deleted_meanwhile_does_not_bring_it_back(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), WORDS).page
    old = browser.page(page.address, 1)
    house.keeping.delete(browser.secret, page.address)
    with pytest.raises(SessionUnknown):
        browser.answer(old, "Something else.")
    assert not house.memory.tables.sessions


@pytest.mark.parametrize("begin", ["", "x" * 80, "not one of ours"])
def test_without_a_carried_secret_of_this_address_nobody_can_be_made(house: House, begin: str) -> None:
    browser = Browser(house)
    page = browser.start()
    with pytest.raises(SessionUnknown):
        browser.send(page, replace(form(page, WORDS), begin=begin))
    with pytest.raises(SessionUnknown):
        browser.send(page, replace(form(page, WORDS), begin=browser.start().begin))
    assert not house.memory.tables.people


def test_a_refused_first_answer_stores_nothing_and_keeps_the_carried_secret(house: House) -> None:
    browser = Browser(house)
    page = browser.start()
    turn = browser.answer(page, "x")
    assert turn.error is not None
    assert (turn.error.code, turn.error.sentence) == ("check", "Please add a word.")
    assert (turn.go_to, turn.page.begin) == (None, page.begin)
    assert not house.memory.tables.people


def test_only_page_one_takes_a_first_answer(house: House) -> None:
    browser = Browser(house)
    page = browser.start()
    with pytest.raises(SessionUnknown):
        house.exercises.submit(None, page.address, 2, form(page, WORDS))
    with pytest.raises(PageUnknown) as unknown:
        browser.page(page.address, 2)
    assert unknown.value.last == 1
    assert house.exercises.nearest_page(None, page.address, 2).number == 1
    assert house.exercises.nearest_page(None, page.address, 0).number == 1


def test_an_address_opens_for_a_day_and_a_page_that_is_open_may_be_sent_even_later(house: House) -> None:
    browser = Browser(house)
    page = browser.start()
    house.clock.forward(timedelta(hours=23, minutes=59))
    assert browser.page(page.address).number == 1
    house.clock.forward(timedelta(minutes=2))
    with pytest.raises(SessionUnknown):
        browser.page(page.address)
    assert browser.answer(page, WORDS).go_to == 2


def addresses_to_nothing(house: House) -> dict[str, str]:
    """Addresses that a stranger may try: each leads to nothing of theirs."""
    owner = Browser(house)
    foreign = owner.answer(owner.start(), WORDS).page.address
    old = house.exercises.start("small")
    house.clock.forward(timedelta(days=2))
    inputs = house.addresses.mint(house.shelf.get_offered("taker").flow.version, house.clock())
    withdrawn = house.addresses.mint("ab" * 32, house.clock())
    return {
        "foreign": foreign,
        "expired": old,
        "malformed": "no address",
        "forged": "A" * 64,
        "odd": "\ud800\0é",
        "needs inputs": inputs,
        "withdrawn": withdrawn,
    }


@pytest.mark.parametrize("known", [True, False])
def test_unknown_foreign_malformed_and_expired_addresses_look_alike(house: House, known: bool) -> None:
    stranger = Browser(house)
    page = stranger.start()
    if known:
        stranger.answer(stranger.start(), WORDS)
    before = house.memory.tables
    for address in addresses_to_nothing(house).values():
        sent = replace(form(page, WORDS), revision=1)
        for attempt in (
            lambda: stranger.page(address),  # noqa: B023  # called at once
            lambda: house.exercises.nearest_page(stranger.secret, address, 1),  # noqa: B023
            lambda: house.exercises.submit(stranger.secret, address, 1, sent),  # noqa: B023
            lambda: house.exercises.remove(stranger.secret, address, 1, "1", sent),  # noqa: B023
            lambda: house.exercises.hand_over(stranger.secret, address),  # noqa: B023
            lambda: house.keeping.record(stranger.secret, address),  # noqa: B023
            lambda: house.keeping.delete(stranger.secret, address),  # noqa: B023
        ):
            with pytest.raises(SessionUnknown) as unknown:
                attempt()
            assert unknown.value.args == ()
    assert len(house.memory.tables.sessions) == len(before.sessions) + 1


def test_a_form_for_an_address_that_another_person_began_first_is_refused(house: House) -> None:
    page = Browser(house).start()
    late = Browser(house)
    shared = late.page(page.address)
    Browser(house).answer(page, WORDS)
    with pytest.raises(SessionUnknown):
        late.answer(shared, "Mine too.")


def test_one_flow_cannot_be_started_by_a_name_that_is_not_offered(house: House) -> None:
    with pytest.raises(FlowUnknown):
        house.exercises.start("nothing")
    with pytest.raises(FlowUnknown):
        house.exercises.start("taker")


def test_when_twins_keep_coming_first_the_answer_is_not_saved_yet(house: House) -> None:
    browser = Browser(house)
    page = browser.start()

    def come_first() -> None:
        house.memory.meanwhile = come_first
        raise SessionExists

    house.memory.meanwhile = come_first
    with pytest.raises(StoreUnavailable) as unavailable:
        browser.answer(page, WORDS)
    assert unavailable.value.reason == "locked"


def test_the_memory_store_is_a_store(house: House) -> None:
    store: Store = house.memory
    assert store is house.store
