"""What a form's fields become, kind by kind; what a person wrote is kept as they typed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.answers import MOST_BYTES, Fields, clean_text, parse_answer, with_line_ids
from cbt.errors import AnswerError
from cbt.model.answer import (
    ChoiceKind,
    Chosen,
    DateKind,
    ItemId,
    Kind,
    Line,
    ListKind,
    Mark,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    PrivateText,
    Recalled,
    RecallKind,
    ScaleKind,
    SharesKind,
    TextKind,
    TimeKind,
    YesNoKind,
)
from cbt.model.reference import AnswerRef

ONE_OF = OneOfKind(AnswerRef("lines", ()))
COLOURS = ChoiceKind(("red", "blue", "other"), other=True)
WAYS = PicksKind(("north", "south", "other"), other=True)
ALL_KINDS: list[Kind] = [
    TextKind(),
    TextKind(long=True),
    ScaleKind(0, 100),
    YesNoKind(),
    COLOURS,
    WAYS,
    ListKind(1, 3),
    NumberKind(),
    NumberKind(percent=True),
    MinutesKind(),
    DateKind(),
    TimeKind(),
    MomentKind(),
    RecallKind("earlier"),
]
ABOUT_ITEMS: list[Kind] = [
    ONE_OF,
    OrderKind(AnswerRef("lines", ())),
    SharesKind(100, AnswerRef("lines", ())),
    SharesKind(100, AnswerRef("lines", ()), rest=True),
]

KEPT_AS_TYPED = [
    "שלום, מה קורה?",
    "👩‍👩‍👧‍👦 and 👍🏽",
    "<script>alert('x')</script> & <b>bold</b>",
    "{{7*7}} {% raw %}",
    "{thought.__class__} {0} %s $HOME",
    "'; DROP TABLE sessions; --",
    "../../etc/passwd",
    "words\twith a tab",
    "  spaces around  ",
    "\u202eright to left\u202c",
]


def code_of(kind: Kind, fields: Fields, **more: object) -> str:
    with pytest.raises(AnswerError) as error:
        parse_answer(kind, fields, **more)  # type: ignore[arg-type]
    return error.value.code


@pytest.mark.parametrize("kind", [*ALL_KINDS, *ABOUT_ITEMS], ids=str)
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"answer": []},
        {"answer": [""], "clock": [""]},
        {"line": ["", "  "]},
        {"item": [""], "share": [""]},
    ],
    ids=str,
)
def test_a_page_left_empty_is_empty_and_may_be_passed_when_it_is_optional(kind: Kind, fields: Fields) -> None:
    items = ("1", "2") if kind in ABOUT_ITEMS else ()
    assert code_of(kind, fields, items=items) == "empty"
    assert parse_answer(kind, fields, optional=True, items=items) is Mark.SKIPPED


def test_an_earlier_record_is_taken_when_it_is_offered() -> None:
    record = Recalled("r1", ())
    assert parse_answer(RecallKind("earlier"), {"answer": ["r1"]}, records={"r1": record}) == record
    assert code_of(RecallKind("earlier"), {"answer": ["r2"]}, records={"r1": record}) == "option"


@pytest.mark.parametrize("typed", [" ", "\n\t ", "\x00", "\ud800", "\u3000"])
def test_text_of_which_nothing_is_seen_is_empty(typed: str) -> None:
    assert code_of(TextKind(), {"answer": [typed]}) == "empty"


@pytest.mark.parametrize("typed", KEPT_AS_TYPED)
def test_text_is_kept_as_it_was_typed(typed: str) -> None:
    assert parse_answer(TextKind(long=True), {"answer": [typed]}) == typed
    assert parse_answer(COLOURS, {"answer": ["other"], "own": [typed]}) == Chosen("other", PrivateText(typed))
    assert parse_answer(ListKind(1, 3), {"line": [typed]}) == (Line("", PrivateText(typed)),)


def test_a_long_text_keeps_its_lines() -> None:
    lines = "first\n\n second \n"
    assert parse_answer(TextKind(long=True), {"answer": [lines]}) == lines


def test_one_line_and_own_words_are_joined_where_lines_were_pasted() -> None:
    lines = "\r\nfirst \r\n\n  second\rthird\n"
    assert parse_answer(TextKind(), {"answer": [lines]}) == PrivateText("first second third")
    own = {"answer": ["other"], "own": [lines]}
    assert parse_answer(COLOURS, own) == Chosen("other", PrivateText("first second third"))


def test_text_with_nul_lone_surrogates_and_controls_is_kept_without_them() -> None:
    assert clean_text("a\x00b\x07c\x1bd\x7fe\x85f") == "abcdef"
    assert clean_text("a\ud83db\udc00") == "ab"
    assert clean_text("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"
    assert clean_text("e\u0301") == "é"


@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_cleaned_text_can_always_be_stored_and_cleaning_again_changes_nothing(typed: str) -> None:
    cleaned = clean_text(typed)
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned
    assert repr(cleaned) == "PrivateText(...)"


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_the_longest_text_is_kept_whole_and_one_byte_more_is_not(letter: str) -> None:
    longest = letter * (MOST_BYTES // len(letter.encode()))
    assert parse_answer(TextKind(), {"answer": [longest]}) == longest
    with pytest.raises(AnswerError) as error:
        parse_answer(TextKind(), {"answer": [f"{longest}b"]})
    assert error.value.facts == {"size": MOST_BYTES + 1, "most": MOST_BYTES}


def test_the_lines_of_a_list_together_are_no_longer_than_a_text_may_be() -> None:
    half = "a" * (MOST_BYTES // 2)
    assert parse_answer(ListKind(1, 3), {"line": [half, half]})
    assert code_of(ListKind(1, 3), {"line": [half, half, "b"]}) == "length"
    assert code_of(COLOURS, {"answer": ["other"], "own": [f"{half}{half}b"]}) == "length"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("+7", 7),
        ("7.0", 7),
        ("7.", 7),
        ("007", 7),
        ("0000000000007", 7),
        ("७", 7),
        ("-0", 0),
    ],
)
def test_a_whole_number_is_read_however_it_is_written(typed: str, number: int) -> None:
    assert parse_answer(ScaleKind(0, 100), {"answer": [typed]}) == number


@pytest.mark.parametrize(
    "typed", ["1e2", "--1", "+-1", "7.5", "7,0", "0x7", "seven", "²", "7 8", "½", ".", "NaN", "inf"]
)
def test_what_is_no_whole_number_is_not_read_as_one(typed: str) -> None:
    assert code_of(ScaleKind(0, 100), {"answer": [typed]}) == "whole_number"


@pytest.mark.parametrize("typed", ["-1", "101", "1000000000", "9" * 10_000, "-" + "9" * 10_000])
def test_a_number_off_the_scale_is_told_apart_from_what_is_no_number(typed: str) -> None:
    with pytest.raises(AnswerError) as error:
        parse_answer(ScaleKind(0, 100), {"answer": [typed]})
    assert (error.value.code, error.value.facts) == ("range", {"least": 0, "most": 100})


def test_both_ends_of_a_scale_can_be_chosen() -> None:
    for number in (-5, 5):
        assert parse_answer(ScaleKind(-5, 5), {"answer": [str(number)]}) == number


def test_yes_and_no_are_truth_values_and_nothing_else_is() -> None:
    assert parse_answer(YesNoKind(), {"answer": ["yes"]}) is True
    assert parse_answer(YesNoKind(), {"answer": ["no"]}) is False
    for typed in ("Yes", "true", "1", " yes"):
        assert code_of(YesNoKind(), {"answer": [typed]}) == "option"


def test_a_choice_takes_its_options_and_own_words_where_they_are_allowed() -> None:
    assert parse_answer(COLOURS, {"answer": ["blue"], "own": ["not looked at"]}) == Chosen("blue")
    assert code_of(COLOURS, {"answer": ["green"]}) == "option"
    assert code_of(COLOURS, {"answer": ["other"]}) == "own_words"
    assert code_of(COLOURS, {"answer": ["other"], "own": ["  "]}) == "own_words"
    assert code_of(ChoiceKind(("red",)), {"answer": ["other"], "own": ["mine"]}) == "option"
    assert parse_answer(ChoiceKind(("red", "other")), {"answer": ["other"], "own": ["mine"]}) == Chosen(
        "other"
    )


def test_picks_come_in_the_authors_order_each_once() -> None:
    fields = {"answer": ["other", "south", "north", "south", ""], "own": ["up"]}
    assert parse_answer(WAYS, fields) == (
        Chosen("north"),
        Chosen("south"),
        Chosen("other", PrivateText("up")),
    )
    assert code_of(WAYS, {"answer": ["north", "down"]}) == "option"
    assert code_of(WAYS, {"answer": ["north", "other"]}) == "own_words"


def test_a_list_takes_as_many_lines_as_it_may_have_and_blank_ones_do_not_count() -> None:
    kind = ListKind(2, 3)
    assert parse_answer(kind, {"line": ["a", " ", "b"]}) == (
        Line("", PrivateText("a")),
        Line("", PrivateText("b")),
    )
    for lines in (["a"], ["a", "b", "c", "d"]):
        with pytest.raises(AnswerError) as error:
            parse_answer(kind, {"line": lines})
        assert (error.value.code, error.value.facts) == ("lines", {"least": 2, "most": 3})
    assert parse_answer(ListKind(0, 3), {}) == ()


def test_lines_keep_the_ids_that_they_were_sent_with() -> None:
    fields = {"line": ["a", "", "c", "d"], "line_id": ["1", "2", "3"]}
    assert parse_answer(ListKind(1, 5), fields) == tuple(
        [Line(line, PrivateText(text)) for line, text in (("1", "a"), ("3", "c"), ("", "d"))]
    )


def test_one_of_takes_an_item_that_is_there() -> None:
    assert parse_answer(ONE_OF, {"answer": ["2"]}, items=["1", "2"]) == ItemId("2")
    assert code_of(ONE_OF, {"answer": ["3"]}, items=["1", "2"]) == "option"
    assert code_of(ONE_OF, {"answer": ["1"]}) == "option"


def test_one_of_takes_own_words_where_they_are_allowed() -> None:
    kind = OneOfKind(AnswerRef("lines", ()), other=True)
    own = {"answer": ["other"], "own": [" by \nbus "]}
    assert (
        parse_answer(kind, own, items=["1"])
        == parse_answer(kind, own)
        == Chosen("other", PrivateText("by bus"))
    )
    assert parse_answer(kind, {"answer": ["1"], "own": ["by bus"]}, items=["1"]) == ItemId("1")
    assert code_of(kind, {"answer": ["other"], "own": [" "]}, items=["1"]) == "own_words"
    assert code_of(kind, {"answer": [""]}, items=["1"]) == "empty"
    assert code_of(ONE_OF, own, items=["1"]) == "option"


def lines_of(*pairs: tuple[str, str]) -> tuple[Line, ...]:
    return tuple([Line(line, PrivateText(text)) for line, text in pairs])


def test_a_line_keeps_its_id_and_a_new_one_gets_the_next() -> None:
    known = lines_of(("1", "a"), ("2", "b"))
    typed = lines_of(("2", "b, changed"), ("", "c"))
    assert with_line_ids(typed, known, 2) == (lines_of(("2", "b, changed"), ("3", "c")), 3)


def test_an_id_that_is_foreign_or_comes_twice_is_not_believed() -> None:
    known = lines_of(("1", "a"))
    typed = lines_of(("7", "foreign"), ("1", "a"), ("1", "again"), ("x/y", "odd"))
    assert with_line_ids(typed, known, 4) == (
        lines_of(("5", "foreign"), ("1", "a"), ("6", "again"), ("7", "odd")),
        7,
    )


@pytest.mark.parametrize("value", [PrivateText("a"), 7, True, Mark.SKIPPED, (), (Chosen("red"),)], ids=repr)
def test_other_values_need_no_ids(value: object) -> None:
    assert with_line_ids(value, lines_of(("1", "a")), 3) == (value, 3)  # type: ignore[arg-type]
