"""What words lean to, taken together."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.safety.detector import look
from cbt.safety.leaning import find_leanings, signs
from cbt.safety.sentence import Reading, read_words
from cbt.safety.sign import Sign, Span, Tier
from cbt.safety.tokens import cut
from cbt.safety.weights import MOST, Weights, side_by_side
from tests.unit.safety.making import small_pack

KINDS = ("none", "soft", "F4", "F7", "F13", "F15")


def leaning(**weights: int) -> int:
    return side_by_side(weights.get(kind, 0) for kind in KINDS)


WEIGHTS = Weights(
    KINDS,
    (2.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    {
        "sank": leaning(F7=3000),
        "gulped it": leaning(F4=2000),
        "bruised": leaning(F13=2000),
        "neighbour": leaning(F15=2000),
        "once": leaning(soft=2000, F7=1000),
        "<joking>": leaning(none=6000),
        "#": leaning(F7=2000),
    },
)
PACK = replace(small_pack(), weights=WEIGHTS)


def reading(text: str) -> Reading:
    return read_words(cut(text), PACK)


def shares_of(*some: str) -> dict[str, float]:
    return WEIGHTS.shares(WEIGHTS.tally(set(some)))


def seen(text: str) -> list[tuple[str, str, int, int]]:
    found = find_leanings(reading(text), WEIGHTS)
    return [(each.hit.family, str(each.tier), each.hit.first, each.hit.end) for each in found]


def test_signs_are_words_pairs_of_near_ones_and_lists() -> None:
    assert signs(reading("I sank 12 lol"), 0, 4) == {
        *("i", "sank", "#", "lol", "i sank", "sank #", "# lol"),
        *("i _ #", "sank _ lol", "i _ lol"),
        *("<i>", "<me>", "<joking>", "<number>", "<many>"),
    }


def test_no_pair_is_further_apart_or_in_two_sentences() -> None:
    found = signs(reading("one two then four five. six"), 0, 6)
    assert "one _ four" in found
    assert not found & {"one _ five", "five six", "five _ six", "four _ six"}


def test_shares_are_of_one_whole() -> None:
    assert sum(shares_of("sank", "unheard").values()) == pytest.approx(1)
    assert max(shares_of().items(), key=lambda item: item[1])[0] == "none"


def test_however_far_words_lean_the_shares_are_numbers() -> None:
    far = Weights(("none", "F7"), (0.0, 0.0), {f"{at}": side_by_side([-MOST, MOST]) for at in range(9000)})
    assert far.shares(far.tally(far.leans.keys())) == {"none": 0.0, "F7": 1.0}


@given(st.lists(st.lists(st.integers(-MOST, MOST), min_size=3, max_size=3), max_size=9), st.data())
def test_sums_side_by_side_are_the_sums_of_each_kind(rows: list[list[int]], data: st.DataObject) -> None:
    """And two stretches together are what one stretch of all their signs is."""
    names = [f"{at}" for at in range(len(rows))]
    weights = Weights(
        ("none", "soft", "F7"), (0.0, 1.0, -1.0), dict(zip(names, map(side_by_side, rows), strict=True))
    )
    one, other = (data.draw(st.sets(st.sampled_from([*names, "unheard"]))) for _ in range(2))
    tally = weights.together(weights.tally(one), weights.tally(other))
    assert tally == weights.tally(one | other)
    sums = [sum(rows[int(name)][kind] for name in tally.known) for kind in range(3)]
    leant = [
        start + each / 100 / math.sqrt(max(len(one | other), 1))
        for start, each in zip(weights.start, sums, strict=True)
    ]
    whole = sum(math.exp(each - max(leant)) for each in leant)
    assert list(weights.shares(tally).values()) == pytest.approx(
        [math.exp(each - max(leant)) / whole for each in leant]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all sank", [("F7", "A-", 0, 2)]),
        ("gulped it", [("F4", "A", 0, 2)]),
        ("him bruised", [("F13", "S", 0, 2)]),
        ("neighbour bruised neighbour", [("F13", "S", 0, 3)]),
        ("once upon", [("F7", "soft", 0, 2)]),
        ("sank lol", []),
        ("gulped. it", []),
        ("sank", []),
        ("a day", []),
        ("", []),
    ],
)
def test_words_lean_to_a_family_and_never_so_surely_as_a_line(text: str, expected: object) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(("family", "expected"), [("F2", 1), ("F4", 1), ("F7", 0), ("F14", 0)])
def test_nine_parts_in_ten_are_enough_for_plain_danger_alone(family: str, expected: int) -> None:
    weights = Weights(("none", "soft", family), (0.0, -9.0, 2.2), {})
    assert weights.shares(weights.tally(frozenset()))[family] == pytest.approx(0.9, abs=0.01)
    assert len(find_leanings(reading("a day"), weights)) == expected


def test_two_sentences_are_weighed_together_and_each_alone() -> None:
    assert seen("a day. all sank. a day.") == [
        ("F7", "A-", 2, 4),
        ("F7", "A-", 0, 4),
        ("F7", "A-", 2, 6),
    ]


def test_a_sentence_without_an_end_is_weighed_in_pieces() -> None:
    text = f"{'a day ' * 30}all sank{' a day' * 30}"
    assert seen(text) == [("F7", "A-", 40, 80), ("F7", "A-", 60, 100)]


def test_where_a_line_of_the_pack_has_spoken_nothing_is_weighed() -> None:
    packs = {"xx": PACK}
    text = "all sank all sank all"
    assert look(text, packs, "xx") == Sign(Tier.PASSIVE, ("F7",), False, (Span(0, 21, "F7"),))
    assert look("all sank, want to die", packs, "xx").families == ("F2",)
    assert look(text, {"xx": small_pack()}, "xx") == Sign()


def test_a_few_words_are_too_few_to_be_weighed() -> None:
    assert look("all sank all sank", {"xx": PACK}, "xx") == Sign()


def test_ordinary_words_outweigh_a_weak_sighting_and_never_plain_danger() -> None:
    packs = {"xx": PACK}
    assert look("i cant go on today lol", {"xx": small_pack()}, "xx").tier is Tier.QUIET
    assert look("i cant go on today or tomorrow", packs, "xx").tier is Tier.QUIET
    assert look("i cant go on today lol", packs, "xx") == Sign()
    assert look("i want to die today lol", packs, "xx").families == ("F2",)
    assert look("a day lol. i cant go on today", packs, "xx").families == ("F10",)
