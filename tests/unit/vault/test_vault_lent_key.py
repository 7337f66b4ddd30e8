"""A key lent to a shared computer opens with the server alone, says when somebody was there, and never what it is."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cbt.vault.draft import find_draft, seal_draft
from cbt.vault.keys import Secret, new_data_key, new_id, new_secret
from cbt.vault.lent_key import HELD, LOCKED, LOST, NOBODY, Lent, LentKeys

NOON = datetime(2026, 5, 4, 12, 30, 42, tzinfo=UTC)
KEYS = LentKeys(b"k" * 32)


def test_what_was_sealed_comes_back_with_the_minute() -> None:
    for lent in (
        Lent(HELD, NOON, new_secret()),
        Lent(NOBODY, NOON),
        Lent(LOCKED, NOON),
        Lent(LOST, NOON),
    ):
        found = KEYS.find(KEYS.seal(lent))
        assert found is not None
        assert (found.what, found.secret) == (lent.what, lent.secret)
        assert found.touched == NOON.replace(second=0)


def test_every_state_without_a_key_looks_alike_and_no_two_are_the_same() -> None:
    sealed = [KEYS.seal(Lent(what, NOON)) for what in (NOBODY, LOCKED, LOST, LOST)]
    assert len({len(text) for text in sealed}) == 1
    assert len(set(sealed)) == 4


def test_a_key_is_not_in_the_cookie_and_prints_nothing() -> None:
    secret = Secret(b"s" * 32)
    lent = Lent(HELD, NOON, secret)
    assert "s" * 8 not in repr(lent)
    assert LentKeys(b"x" * 32).find(KEYS.seal(lent)) is None


def test_a_key_that_was_lent_once_opens_for_ever() -> None:
    assert KEYS.find(GOLDEN) == Lent(HELD, NOON.replace(second=0), Secret(b"s" * 32))


GOLDEN = "AsohR0eVL2_2EAqHr1gbGqOCX7NEdp63OfCWagpkT76Y_Zrqp1GpG85jorw4ZitK_NfTya4fxK6z9ERMQCHf51wJPUfgCg"


@given(st.text(max_size=200))
def test_any_other_text_is_none(text: str) -> None:
    assert KEYS.find(text) is None
    assert find_draft(b"k" * 32, text, b"p" * 16) is None


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_a_draft_opens_for_its_owner_alone(words: str) -> None:
    key, owner = new_data_key(), new_id()
    sealed = seal_draft(key, words, owner)
    assert find_draft(key, sealed, owner) == words
    assert find_draft(new_data_key(), sealed, owner) is None
    assert find_draft(key, sealed, new_id()) is None


def test_a_draft_with_half_a_character_is_kept_without_it() -> None:
    key, owner = new_data_key(), new_id()
    assert find_draft(key, seal_draft(key, "a\ud800b", owner), owner) == "a?b"
