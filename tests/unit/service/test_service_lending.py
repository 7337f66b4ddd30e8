"""A key on a shared computer: taken back where words open the records too, and drafts for whoever comes back."""

import pytest

from cbt.errors import StoreUnavailable
from cbt.service import Lending
from cbt.vault.keys import new_secret
from tests.unit.service.house import Browser, House
from tests.unit.service.test_service_coming_back import begun, let_in, make_words, titles


def lending(house: House) -> Lending:
    return Lending(house.store)


def test_a_key_is_destroyed_where_words_open_the_records_too(either: House) -> None:
    ann = begun(either)
    words = make_words(ann)
    assert lending(either).take_back(ann.secret)
    assert either.devices.ways(ann.secret) is None
    again = let_in(either, words)
    assert titles(again)
    ways = either.devices.ways(again.secret)
    assert ways is not None
    assert len(ways.devices) == 1


def test_the_last_way_to_somebodys_records_is_never_taken_away(either: House) -> None:
    ann = begun(either)
    assert not lending(either).take_back(ann.secret)
    assert titles(ann)


def test_there_is_nothing_to_take_back_from_nobody(either: House) -> None:
    assert lending(either).take_back(None)
    assert lending(either).take_back(new_secret())


def test_a_draft_opens_for_whoever_comes_back_and_for_nobody_else(either: House) -> None:
    ann, ben = begun(either), begun(either)
    words = make_words(ann)
    sealed = lending(either).seal_draft(ann.secret, "what I had typed")
    assert lending(either).take_back(ann.secret)
    again = let_in(either, words)
    assert lending(either).find_draft(again.secret, sealed) == "what I had typed"
    for secret in (ben.secret, ann.secret, None, new_secret()):
        assert lending(either).find_draft(secret, sealed) == ""
    assert lending(either).find_draft(again.secret, "") == lending(either).find_draft(again.secret, "x") == ""


def test_nobody_has_no_draft_and_nothing_typed_is_none(either: House) -> None:
    ann = begun(either)
    for secret, draft in ((None, "words"), (new_secret(), "words"), (ann.secret, "")):
        assert lending(either).seal_draft(secret, draft) == ""


def test_a_computer_lets_go_of_a_key_although_the_store_cannot_answer(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann: Browser = begun(house)

    def broken(*_args: object) -> None:
        raise StoreUnavailable("lost")

    monkeypatch.setattr(house.memory, "find_key", broken)
    assert lending(house).take_back(ann.secret)
    assert lending(house).seal_draft(ann.secret, "words") == ""
