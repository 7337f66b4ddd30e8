"""How a word that people bend is read as one that a pack knows."""

import pytest

from cbt.safety.lexicon import Lexicon

LEXICON = Lexicon(
    {"kill", "going", "want", "to", "suicid*", "i", "die"},
    {"u": ("you",)},
    ("myself", "living", "kill", "suicide"),
    {"giving"},
)


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("kill", ("kill",)),
        ("u", ("you",)),
        ("suicidal", ("suicidal",)),
        ("goin", ("going",)),
        ("dyin", ("dyin",)),
        ("kkill", ("kill",)),
        ("myslef", ("myself",)),
        ("mysel", ("myself",)),
        ("mysself", ("myself",)),
        ("mycelf", ("myself",)),
        ("giving", ("giving",)),
        ("mzysef", ("mzysef",)),
        ("diving", ("living",)),
        ("k*ll", ("kill",)),
        ("z*ll", ("z*ll",)),
        ("abc", ("abc",)),
        ("wanttokill", ("want", "to", "kill")),
        ("iwantto", ("iwantto",)),
        ("xyzxyzxyz", ("xyzxyzxyz",)),
        ("m" * 31, ("m" * 31,)),
        ("myselfabc", ("myselfabc",)),
    ],
)
def test_a_word_is_read(word: str, read: tuple[str, ...]) -> None:
    assert LEXICON.read(word) == read


def test_a_number_has_its_kinds_and_a_word_its_stems() -> None:
    assert LEXICON.keys("7") == ("7", "<number>")
    assert LEXICON.keys("30") == ("30", "<number>", "<many>")
    assert LEXICON.keys("0" * 20) == ("0" * 20, "<number>")
    assert LEXICON.keys("suicidal") == ("suicidal", "suicid*")
