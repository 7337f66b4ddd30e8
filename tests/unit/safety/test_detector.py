"""What one look gives, and how context changes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.safety.detector import look
from cbt.safety.sign import Sign, Span, Tier
from cbt.safety.tokens import cut, normalise, one_word
from tests.unit.safety.making import SMALL, parse, small_pack

PACKS = {"xx": small_pack()}


def tier(text: str) -> str:
    return str(look(text, PACKS, "xx").tier)


def test_a_sign_names_tier_families_and_places() -> None:
    assert look("So I want to die.", PACKS, "xx") == Sign(Tier.PANEL, ("F2",), False, (Span(5, 16, "F2"),))


def test_nothing_seen_is_none_and_without_a_pack_unsupported() -> None:
    assert look("hello", PACKS, "xx") == Sign()
    assert look("hello", PACKS, "yy").tier is Tier.UNSUPPORTED
    assert look("hello", PACKS, "xx-YY").tier is Tier.NONE
    assert look("", PACKS, "xx") == Sign()


def test_the_page_s_language_has_the_word_where_english_sees_it_too() -> None:
    both = {"xx": small_pack(), "en": small_pack()}
    assert look("my friend wants suicide", both, "xx").families == ("F15",)
    assert look("I want to die", both, "yy").tier is Tier.PANEL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kill myself", "A"),
        ("I just kill just myself", "A"),
        ("kms", "A"),
        ("k i l l m y s e l f", "A"),
        ("k*ll myslef", "A"),
        ("killmyself", "A"),
        ("kill myse|lf", "none"),
        ("kil myself", "none"),
        ("killl myself", "A"),
        ("suicidal", "A"),
        ("took about 20 pills", "A"),
        ("took about 2 pills", "none"),
        ("took about 99999999999 pills", "A"),
        ("sleep forever", "A-"),
        ("to sleep forever now", "none"),
        ("kill. myself", "none"),
        ("myself kill. myself", "none"),
        ("I want to die laughing", "none"),
        ("kill myself some time", "A"),
        ("kill the time", "none"),
        ("hits me", "S"),
        ("hear voices", "M"),
        ("cant go on", "B"),
        ("hurt him", "A-other"),
    ],
)
def test_words_and_patterns(text: str, expected: str) -> None:
    assert tier(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I dont want to die", "soft"),
        ("I dont never want to die", "A"),
        ("I cant say I dont want to die", "A"),
        ("why dont kill myself", "A"),
        ("no. dont. want to die", "A"),
        ("I used to want to die", "soft"),
        ("I used to want to die and again", "A"),
        ("used to kill myself", "soft"),
        ("a day as it used to. kill myself", "A"),
        ("years ago suicide", "soft"),
        ("years ago I want suicide", "A"),
        ("what if I kill myself", "soft"),
        ("the song says kill myself", "soft"),
        ("the song suicide", "none"),
        ("a game, I want suicide", "A"),
        ("my friend suicide", "T"),
        ("kill himself", "T"),
        ("friend suicide me too", "A"),
        ("my friend left want to die", "A"),
        ("my friend might really want to die", "T"),
        ("they want to die", "T"),
        ("my friend and I, suicide", "A"),
        ("my friend kill himself", "T"),
        ("dont hits me", "none"),
        ("a game hits me", "none"),
        ("used to hits me", "soft"),
        ("years ago I hear voices", "none"),
        ("what if I hurt him", "soft"),
        ("he cant go on", "none"),
        ("took used to 20 pills", "soft"),
        (f"dont {'want to ' * 9}kill myself", "A"),
        ("dont want to kill myself", "soft"),
        ("took dont 20 pills", "soft"),
    ],
)
def test_context_lowers_and_does_not_erase(text: str, expected: str) -> None:
    assert tier(text) == expected


def test_a_joke_asks_for_the_softer_opening_and_lowers_nothing() -> None:
    sign = look("suicide lol", PACKS, "xx")
    assert (sign.tier, sign.soft) == (Tier.PANEL, True)
    assert not look("hits me lol", PACKS, "xx").soft
    assert look("I dont want to die", PACKS, "xx").soft


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("I want to d i e", "i want to die"),
        ("k.i.l.l my.self", "kill my self"),
        ("su1c1de $uicide k!ll", "suicide suicide kill"),
        ("Don’t beeee here... ok. No", "dont bee here ok ! no"),
        ("s\u200bu\u0456cide, é", "suicide , e"),
        ("20mg 1 2 3 b4", "20mg 1 2 3 b4"),
        ("!!'", ""),
    ],
)
def test_letters_are_folded(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("every", "every"),
        ("Every1", "everyi"),
        ("killll", "kill"),
        ("two words", None),
        ("", None),
        ("?", None),
    ],
)
def test_one_word_is_folded_and_what_is_none_is_told_from_it(text: str, word: str | None) -> None:
    assert one_word(text) == word


@given(st.text("abzl", max_size=6))
def test_one_word_is_what_cutting_the_text_gives(text: str) -> None:
    assert one_word(text) == (normalise(text) or None)


def test_a_text_that_begins_with_a_blank_begins_with_a_sentence() -> None:
    assert [token.is_first for token in cut(" and 'I")] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("want to die. It passed.", "A"),
        ("kill myself. It passed.", "soft"),
        ("It passed, again kill myself", "soft"),
        ("hurt him", "A-other"),
        ("hurt him, and I am horrified", "soft"),
        ("horrified at hurt him", "soft"),
        ("horrified at kill myself", "A"),
    ],
)
def test_what_is_behind_and_what_is_dreaded_may_be_said_before_or_after(text: str, expected: str) -> None:
    more = "  behind: [it passed]\n  dread: [horrified]\n"
    pack, _ = parse(SMALL.replace("families:", f"{more}families:"))
    assert pack is not None
    assert look(text, {"xx": pack}, "xx").tier == expected
