"""Devices: known by their day and the name that the person gives, forgotten one by one; and a passphrase on one."""

from datetime import timedelta

import pytest

from cbt.errors import PassphraseWrong, SessionUnknown
from cbt.service import Ways
from cbt.vault.keys import WORDS, locator, new_secret
from tests.unit.service.house import Browser, House
from tests.unit.service.test_service_coming_back import MINE, begun, let_in, make_words, titles

PHRASE = "a calm blue evening"


def ways_of(browser: Browser) -> Ways:
    found = browser.house.devices.ways(browser.secret)
    assert found is not None
    return found


def id_of(browser: Browser) -> str:
    assert browser.secret is not None
    return locator(browser.secret).hex()


def test_a_first_device_is_the_only_way_in_until_there_are_words(either: House) -> None:
    ann = begun(either)
    ways = ways_of(ann)
    assert (ways.words_on, ways.is_last, len(ways.devices)) == (None, True, 1)
    assert ways.devices[0].made_on == either.clock().date()
    assert (ways.devices[0].is_this, ways.devices[0].name, ways.devices[0].has_passphrase) == (
        True,
        "",
        False,
    )
    make_words(ann)
    assert (ways_of(ann).words_on, ways_of(ann).is_last) == (either.clock().date(), False)
    assert either.devices.ways(None) is None
    assert either.devices.ways(new_secret()) is None
    assert either.devices.days(None) is None


def test_devices_are_listed_with_this_one_first_and_each_with_its_day(either: House) -> None:
    ann = begun(either)
    words, first = make_words(ann), either.clock().date()
    either.clock.forward(timedelta(days=3))
    other = let_in(either, words)
    assert [device.made_on for device in ways_of(other).devices] == [either.clock().date(), first]
    assert [device.id for device in ways_of(other).devices] == [id_of(other), id_of(ann)]


def test_a_name_is_the_persons_own_and_can_be_taken_away(either: House) -> None:
    ann = begun(either)
    either.devices.name(ann.secret, id_of(ann), "  my \n old\x00 phone " + "x" * 100)
    assert ways_of(ann).devices[0].name == ("my old phone " + "x" * 100)[:60]
    either.devices.name(ann.secret, id_of(ann), "  ")
    assert ways_of(ann).devices[0].name == ""


def test_a_device_that_is_forgotten_opens_nothing_any_more(either: House) -> None:
    ann = begun(either)
    other = let_in(either, make_words(ann))
    assert not either.devices.forget(ann.secret, id_of(other))
    assert titles(other) == []
    assert titles(ann) == MINE
    assert either.devices.forget(ann.secret, id_of(ann))
    assert titles(ann) == []


def test_nobody_names_or_forgets_a_device_of_somebody_else_nor_words(either: House) -> None:
    ann, ben = begun(either), begun(either)
    make_words(ann)
    assert ann.secret is not None
    key = either.store.find_key(locator(ann.secret))
    assert key is not None
    words = next(wrap for wrap in either.store.list_wraps(key.person_id) if wrap.kind == WORDS)
    tries = [
        (ben.secret, id_of(ann)),
        (None, id_of(ann)),
        (ann.secret, "nonsense"),
        (ann.secret, words.locator.hex()),
    ]
    for secret, device in tries:
        with pytest.raises(SessionUnknown):
            either.devices.forget(secret, device)
        with pytest.raises(SessionUnknown):
            either.devices.name(secret, device, "mine")
    assert titles(ann) == MINE
    with pytest.raises(SessionUnknown):
        ways_of(ann).get("nonsense")


def test_a_name_that_does_not_open_is_no_name() -> None:
    house = House()
    ann = begun(house)
    house.devices.name(ann.secret, id_of(ann), "my phone")
    at = bytes.fromhex(id_of(ann))
    wrap = house.memory.tables.wraps[at]
    house.memory.tables.wraps[at] = type(wrap)(wrap.locator, wrap.kind, wrap.made_on, bytes(256))
    assert ways_of(ann).devices[0].name == ""


def test_a_passphrase_opens_the_device_that_it_was_put_on_and_nothing_else_does(either: House) -> None:
    ann = begun(either)
    either.devices.name(ann.secret, id_of(ann), "my phone")
    locked = either.locking.lock(ann.secret, PHRASE, PHRASE)
    assert titles(ann) == []
    assert either.locking.unlock(locked.device, f" {PHRASE} ") == locked.secret
    assert titles(Browser(either, locked.secret)) == MINE
    (device,) = ways_of(Browser(either, locked.secret)).devices
    assert (device.is_this, device.has_passphrase, device.name) == (True, True, "my phone")
    for held, typed in ((locked.device, "a calm blue morning"), (locked.device, ""), (locked.device, "x" * 201),
                        (None, PHRASE), (new_secret(), PHRASE), (ann.secret, PHRASE)):  # fmt: skip
        with pytest.raises(PassphraseWrong) as refusal:
            either.locking.unlock(held, typed)
        assert refusal.value.reason == "other"


def test_a_passphrase_sent_twice_is_one_lock(either: House) -> None:
    ann = begun(either)
    twice = [either.locking.lock(ann.secret, PHRASE, PHRASE) for _ in range(2)]
    assert twice[0] == twice[1]
    assert titles(Browser(either, twice[0].secret)) == MINE


@pytest.mark.parametrize(
    ("first", "again", "reason"),
    [
        ("short", "short", "short"),
        (" " * 20, " " * 20, "short"),
        ("x" * 201, "x" * 201, "long"),
        (PHRASE, "another one", "differ"),
    ],
)
def test_a_passphrase_that_cannot_be_taken_locks_nothing(
    either: House, first: str, again: str, reason: str
) -> None:
    ann = begun(either)
    with pytest.raises(PassphraseWrong) as refusal:
        either.locking.lock(ann.secret, first, again)
    assert refusal.value.reason == reason
    assert titles(ann) == MINE


def test_a_passphrase_comes_off_and_what_it_opened_opens_nothing_any_more(either: House) -> None:
    ann = begun(either)
    locked = either.locking.lock(ann.secret, PHRASE, PHRASE)
    twice = [either.locking.unlock_for_good(locked.secret) for _ in range(2)]
    assert twice[0] == twice[1]
    opened = Browser(either, twice[0])
    assert titles(opened) == MINE
    assert not ways_of(opened).devices[0].has_passphrase
    with pytest.raises(PassphraseWrong):
        either.locking.unlock(locked.device, PHRASE)


def test_a_passphrase_can_be_changed_and_words_open_a_device_whose_passphrase_is_forgotten(
    either: House,
) -> None:
    ann = begun(either)
    words = make_words(ann)
    first = either.locking.lock(ann.secret, PHRASE, PHRASE)
    second = either.locking.lock(first.secret, "another calm evening", "another calm evening")
    with pytest.raises(PassphraseWrong):
        either.locking.unlock(first.device, PHRASE)
    assert either.locking.unlock(second.device, "another calm evening") == second.secret
    assert titles(let_in(either, words)) == MINE


def test_nobody_can_lock_what_is_not_there(either: House) -> None:
    for secret in (None, new_secret()):
        with pytest.raises(SessionUnknown):
            either.locking.lock(secret, PHRASE, PHRASE)
        with pytest.raises(SessionUnknown):
            either.locking.unlock_for_good(secret)


def test_opening_with_a_passphrase_counts_as_a_visit(either: House) -> None:
    ann = begun(either)
    locked = either.locking.lock(ann.secret, PHRASE, PHRASE)
    either.clock.forward(timedelta(days=20))
    secret = either.locking.unlock(locked.device, PHRASE)
    days = either.devices.days(secret)
    assert days is not None
    assert days.seen_on == either.clock().date()
