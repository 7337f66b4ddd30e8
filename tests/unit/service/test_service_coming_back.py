"""Coming back: twelve words let another device in, new ones take their place, and nothing else opens anything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from cbt.errors import BrowserTaken, SealBroken, SessionUnknown, WordsWrong
from cbt.model.sealed import SealedKey
from cbt.vault.keys import locator, new_secret, unwrap
from tests.fakes import MemoryKeyWriting, MemoryStore
from tests.unit.service.house import ANSWERS, Browser, House, finish


def begun(house: House) -> Browser:
    """Somebody with one exercise half-way."""
    browser = Browser(house)
    browser.go_on(browser.start(), *ANSWERS[:2])
    return browser


def make_words(browser: Browser, *, seen: bool = False) -> str:
    """Asks for words and lets them hold."""
    coming = browser.house.coming_back
    return " ".join(coming.make_words(browser.secret, coming.offer(browser.secret), seen=seen))


def let_in(house: House, words: str, secret: bytes | None = None, *, leave: bool = False) -> Browser:
    """Another device on which the words are typed."""
    ticket = house.coming_back.ticket()
    return Browser(house, house.coming_back.come_back(secret, words, ticket, leave=leave))


def titles(browser: Browser) -> list[str]:
    """The words of all records that this browser can open."""
    lines, _ = browser.house.keeping.records(browser.secret)
    return [line.words or line.title for line in lines]


MINE = ["She is cross with me."]


def test_words_let_another_device_in_and_it_can_go_on(either: House) -> None:
    ann = begun(either)
    other = let_in(either, make_words(ann))
    assert other.secret != ann.secret
    assert titles(other) == titles(ann) == MINE
    (line,), _ = either.keeping.records(other.secret)
    page = other.page(line.address)
    assert other.answer(page, "facts").go_to == page.number + 1


def test_an_offer_stores_nothing_and_words_that_were_not_sent_open_nothing(either: House) -> None:
    ann = begun(either)
    offered = either.coming_back.offer(ann.secret)
    words = " ".join(either.coming_back.read_words(ann.secret, offered))
    assert not either.coming_back.has_words(ann.secret)
    with pytest.raises(WordsWrong):
        let_in(either, words)


def test_words_sent_twice_are_the_same_and_hold(either: House) -> None:
    ann = begun(either)
    offered = either.coming_back.offer(ann.secret)
    twice = [either.coming_back.make_words(ann.secret, offered) for _ in range(2)]
    assert twice[0] == twice[1] == either.coming_back.read_words(ann.secret, offered)
    assert titles(let_in(either, " ".join(twice[0]))) == MINE
    assert either.coming_back.has_words(ann.secret)


@pytest.mark.parametrize("seen", [False, True])
def test_new_words_take_the_place_of_the_old_ones(either: House, seen: bool) -> None:
    ann = begun(either)
    old = make_words(ann)
    new = make_words(ann, seen=seen)
    with pytest.raises(WordsWrong) as refusal:
        let_in(either, old)
    assert refusal.value.reason == "nobody"
    assert titles(let_in(either, new)) == titles(ann) == MINE


def test_an_old_form_does_not_bring_old_words_back(either: House) -> None:
    ann = begun(either)
    old = either.coming_back.offer(ann.secret)
    either.coming_back.make_words(ann.secret, old)
    new = make_words(ann)
    with pytest.raises(WordsWrong) as refusal:
        either.coming_back.make_words(ann.secret, old)
    assert refusal.value.reason == "overtaken"
    assert titles(let_in(either, new)) == MINE


def test_a_form_of_somebody_else_makes_no_words(either: House) -> None:
    ann, ben = begun(either), begun(either)
    offered = either.coming_back.offer(ann.secret)
    for secret, carried in (
        (ben.secret, offered),
        (None, offered),
        (ann.secret, "nonsense"),
        (ann.secret, ""),
    ):
        with pytest.raises(SessionUnknown):
            either.coming_back.make_words(secret, carried)
    for secret in (None, new_secret()):
        with pytest.raises(SessionUnknown):
            either.coming_back.offer(secret)
    assert either.coming_back.has_words(None)


def test_words_that_were_seen_cost_every_other_device_its_key_and_nothing_is_lost(either: House) -> None:
    ann = begun(either)
    done = finish(ann)
    thief = let_in(either, make_words(ann))
    either.devices.name(ann.secret, locator(ann.secret or b"").hex(), "my phone")
    before = [either.keeping.record(ann.secret, done.address).rows, titles(ann)]
    new = make_words(ann, seen=True)
    assert titles(thief) == []
    with pytest.raises(SessionUnknown):
        either.keeping.record(thief.secret, done.address)
    assert [either.keeping.record(ann.secret, done.address).rows, titles(ann)] == before
    ways = either.devices.ways(ann.secret)
    assert ways is not None
    assert [device.name for device in ways.devices] == ["my phone"]
    assert titles(let_in(either, new)) == before[1]


def test_after_words_were_seen_no_old_key_opens_a_new_blob() -> None:
    house = House()
    ann = begun(house)
    assert ann.secret is not None
    before = house.memory.tables
    old_key = house.store.find_key(locator(ann.secret))
    assert isinstance(old_key, SealedKey)
    old_data_key = unwrap(ann.secret, old_key.sealed, old_key.person_id)
    make_words(ann, seen=True)
    new_key = house.store.find_key(locator(ann.secret))
    assert new_key is not None
    assert new_key.person_id != old_key.person_id
    assert unwrap(ann.secret, new_key.sealed, new_key.person_id) != old_data_key
    after = house.memory.tables
    assert not {each.blob for each in before.sessions.values()} & {
        each.blob for each in after.sessions.values()
    }
    assert list(after.people) == [new_key.person_id]
    assert [each.person_id for each in after.sessions.values()] == [new_key.person_id]
    with pytest.raises(SealBroken):
        unwrap(ann.secret, old_key.sealed, new_key.person_id)


def test_a_record_that_no_longer_opens_stays_where_it_was_when_everything_is_sealed_anew() -> None:
    house = House()
    ann = begun(house)
    finish(ann)
    (spoilt, *_) = house.memory.tables.sessions.values()
    house.memory.tables.sessions[spoilt.session_id] = type(spoilt)(
        spoilt.session_id, spoilt.person_id, spoilt.number, spoilt.revision, spoilt.visit, bytes(1024),
        spoilt.created_on, spoilt.updated_on,
    )  # fmt: skip
    make_words(ann, seen=True)
    lines, _ = house.keeping.records(ann.secret)
    assert [bool(line.address) for line in lines] == [True, False]


def test_a_form_sent_twice_lets_one_device_in(either: House) -> None:
    ann = begun(either)
    words, ticket = make_words(ann), either.coming_back.ticket()
    secrets = {either.coming_back.come_back(None, words, ticket) for _ in range(3)}
    assert len(secrets) == 1
    ways = either.devices.ways(ann.secret)
    assert ways is not None
    assert [device.is_this for device in ways.devices] == [True, False]


def test_a_ticket_that_let_somebody_else_in_lets_nobody_in_again(either: House) -> None:
    ann, ben = begun(either), begun(either)
    ticket = either.coming_back.ticket()
    handed = either.coming_back.come_back(None, make_words(ann), ticket)
    bens = make_words(ben)
    with pytest.raises(WordsWrong):
        either.coming_back.come_back(None, bens, ticket)
    assert either.coming_back.come_back(None, bens, "nonsense") not in (handed, None)


def test_a_browser_that_holds_other_records_is_asked_before_it_leaves_them(either: House) -> None:
    ann, ben = begun(either), begun(either)
    words = make_words(ann)
    with pytest.raises(BrowserTaken):
        let_in(either, words, ben.secret)
    assert titles(let_in(either, words, ben.secret, leave=True)) == MINE
    assert titles(ben) == MINE


def test_a_browser_that_has_the_key_already_keeps_it(either: House) -> None:
    ann = begun(either)
    words = make_words(ann)
    assert either.coming_back.come_back(ann.secret, words) is None
    ways = either.devices.ways(ann.secret)
    assert ways is not None
    assert len(ways.devices) == 1


def test_a_cookie_of_nobody_is_no_hindrance_and_is_never_taken_up(either: House) -> None:
    ann = begun(either)
    planted = new_secret()
    assert let_in(either, make_words(ann), planted).secret not in (planted, None)


class Overtaking(MemoryStore):
    """A store in which another request does something whenever keys are about to be changed, once."""

    first: Callable[[], object] | None = None

    @contextmanager
    def changing_keys(self) -> Iterator[MemoryKeyWriting]:
        first, self.first = self.first, None
        if first is not None:
            first()
        with super().changing_keys() as writing:
            yield writing


def test_words_that_are_replaced_while_somebody_types_them_open_nothing() -> None:
    store = Overtaking()
    house = House(store)
    ann = begun(house)
    old = make_words(ann)
    store.first = lambda: make_words(ann)
    with pytest.raises(WordsWrong):
        let_in(house, old)
    assert len(store.tables.wraps) == 2


def test_looking_at_what_is_theirs_counts_as_a_visit(either: House) -> None:
    ann = begun(either)
    for _ in range(3):
        either.clock.forward(timedelta(days=20))
        either.coming_back.note_visit(ann.secret)
    days = either.devices.days(ann.secret)
    assert days is not None
    assert (days.seen_on - days.created_on).days == 60
    either.clock.forward(timedelta(days=-30))
    either.coming_back.note_visit(ann.secret)
    either.coming_back.note_visit(None)
    either.coming_back.note_visit(new_secret())
    assert either.devices.days(ann.secret) == days


def test_coming_back_counts_as_a_visit(either: House) -> None:
    ann = begun(either)
    words = make_words(ann)
    either.clock.forward(timedelta(days=100))
    other = let_in(either, words)
    days = either.devices.days(other.secret)
    assert days is not None
    assert days.seen_on == either.clock().date()
