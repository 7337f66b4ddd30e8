"""Twelve words: they stand for 128 bits, come back however they are typed, and are never told in an error."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.errors import WordsWrong
from cbt.vault.words import Carried, CarriedWords, new_words, parse_words, words_for

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "words.json").read_text(encoding="utf-8"))
entropy = st.binary(min_size=16, max_size=16)


@given(entropy)
def test_words_lead_back_to_what_they_stand_for(secret: bytes) -> None:
    words = words_for(secret)
    assert len(words) == 12
    assert parse_words(" ".join(words)) == secret


@given(entropy, st.data())
def test_case_spacing_numbers_and_all_but_four_letters_do_not_matter(
    secret: bytes, data: st.DataObject
) -> None:
    typed = ""
    for number, word in enumerate(words_for(secret), 1):
        cut = data.draw(st.sampled_from([word, word[:4], word.upper(), word.title(), word[:5]]))
        typed += data.draw(st.sampled_from(["", f"{number}. ", f"{number}) "])) + cut
        typed += data.draw(st.sampled_from([" ", "\n", "  ,  ", "\t", "\r\n", " - "]))
    assert parse_words(typed) == secret


def test_words_that_were_made_once_stand_for_the_same_for_ever() -> None:
    for words, secret in GOLDEN.items():
        assert parse_words(words).hex() == secret
        assert " ".join(words_for(bytes.fromhex(secret))) == words


@pytest.mark.parametrize(
    ("typed", "reason", "places", "count"),
    [
        ("", "empty", (), 0),
        ("1234 5678 ...", "empty", (), 0),
        ("abandon " * 11, "count", (), 11),
        ("abandon " * 13, "count", (), 13),
        ("abandon " * 12, "together", (), 0),
        ("abandon xyzzy " + "abandon " * 9 + "abando", "unknown", (2,), 0),
        ("aban aba abandonn " + "abandon " * 9, "unknown", (2, 3), 0),
        ("é ü " * 6, "unknown", tuple(range(1, 13)), 0),
        ("x" * 1_000_000, "unknown", (1,), 0),
    ],
)
def test_words_that_cannot_be_ours_are_told_by_their_places(
    typed: str, reason: str, places: tuple[int, ...], count: int
) -> None:
    with pytest.raises(WordsWrong) as refusal:
        parse_words(typed)
    wrong = refusal.value
    assert (wrong.reason, wrong.places, wrong.count) == (reason, places, count)
    assert wrong.__cause__ is None
    assert wrong.args == (reason,)


def test_what_stands_behind_two_thousand_characters_is_not_looked_at() -> None:
    words, secret = next(iter(GOLDEN.items()))
    assert parse_words(words.ljust(2000) + "another").hex() == secret
    with pytest.raises(WordsWrong, match="unknown"):
        parse_words(words.ljust(1999) + "another")


def test_no_two_words_of_the_list_share_their_first_four_letters() -> None:
    from cbt.vault.words import _list

    words = _list().wordlist
    assert len({word[:4] for word in words}) == len(words) == 2048


def test_a_wrong_word_is_nearly_always_found_out_without_a_look_at_what_is_stored() -> None:
    tries = found = 0
    for _ in range(40):
        words = list(words_for(new_words()))
        for other in words_for(new_words()):
            changed = [other, *words[1:]]
            tries += 1
            try:
                parse_words(" ".join(changed))
            except WordsWrong:
                found += 1
    assert found > 0.85 * tries


def test_carried_words_open_at_their_place_only_and_say_what_they_replace() -> None:
    carried, ours = CarriedWords(bytes(32)), Carried(new_words(), b"b" * 16)
    sealed = carried.seal(ours, b"a" * 16)
    assert carried.find(sealed, b"a" * 16) == ours
    assert carried.find(sealed, b"b" * 16) is None
    assert CarriedWords(bytes(31) + b"\x01").find(sealed, b"a" * 16) is None
    for text in ("", "x", "é", sealed[:-4], "AAAA" * 20):
        assert carried.find(text, b"a" * 16) is None
    assert carried.seal(ours, b"a" * 16) != sealed
