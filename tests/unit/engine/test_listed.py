"""Orders and shares are about every item of a list, each exactly once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.answers import Fields, parse_answer
from cbt.errors import AnswerError
from cbt.model.answer import ItemId, Kind, Mark, OrderKind, Share, SharesKind, Value
from cbt.model.reference import AnswerRef

CARDS = AnswerRef("cards", ())
ORDER = OrderKind(CARDS)
ALL = SharesKind(100, CARDS)
REST = SharesKind(100, CARDS, rest=True)
ITEMS = ("1", "2", "3")


def read(kind: Kind, fields: Fields, *, optional: bool = False, items: tuple[str, ...] = ITEMS) -> Value:
    return parse_answer(kind, fields, optional=optional, items=items)


def order(*items: str, ranks: tuple[str, ...] = ()) -> list[str]:
    value = read(ORDER, {"item": items, "rank": ranks})
    assert isinstance(value, tuple)
    return [item.id for item in value if isinstance(item, ItemId)]


def amounts(kind: SharesKind, typed: list[str], listed: tuple[str, ...] = ITEMS) -> list[tuple[str, int]]:
    value = read(kind, {"item": listed, "share": typed})
    assert isinstance(value, tuple)
    return [(share.item, share.amount) for share in value if isinstance(share, Share)]


def refusal(kind: Kind, fields: Fields) -> tuple[str, dict[str, float]]:
    with pytest.raises(AnswerError) as error:
        read(kind, fields)
    return error.value.code, error.value.facts


def test_an_order_holds_the_items_as_they_were_listed() -> None:
    assert order("3", "1", "2") == ["3", "1", "2"]


def test_an_item_that_was_not_listed_comes_last_and_one_listed_twice_comes_once() -> None:
    assert order("3") == ["3", "1", "2"]
    assert order("3", "", "3", "2") == ["3", "2", "1"]


def test_ranks_go_before_the_order_of_the_rows_and_an_empty_one_is_last() -> None:
    assert order("1", "2", "3", ranks=("3", "1", "2")) == ["2", "3", "1"]
    assert order("1", "2", "3", ranks=("", "2", " 1 ")) == ["3", "2", "1"]
    assert order("1", "2", "3", ranks=("", "1", "3")) == ["2", "1", "3"]
    assert refusal(ORDER, {"item": ITEMS, "rank": ["first", "2", "3"]}) == (
        "whole_number",
        {"least": 1, "most": 3},
    )


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [(("1", "2", "1"), "312"), (("3", "2", "3"), "231"), (("1", "1", "3"), "213"), (("2", "2", "3"), "213")],
)
def test_an_item_that_is_moved_to_a_taken_place_has_it(ranks: tuple[str, ...], expected: str) -> None:
    assert order("1", "2", "3", ranks=ranks) == list(expected)


@given(st.lists(st.sampled_from([*ITEMS, ""])), st.lists(st.sampled_from(["1", "2", "3", "", "99", "-4"])))
def test_an_order_holds_every_item_exactly_once(listed: list[str], ranks: list[str]) -> None:
    if any(listed):
        assert sorted(order(*listed, ranks=tuple(ranks))) == list(ITEMS)
    else:
        assert refusal(ORDER, {"item": listed, "rank": ranks})[0] == "empty"


@pytest.mark.parametrize("kind", [ORDER, ALL, REST], ids=str)
def test_an_item_that_is_not_in_the_list_is_refused(kind: Kind) -> None:
    assert refusal(kind, {"item": ["1", "9"], "share": ["60", "40"]})[0] == "option"


@pytest.mark.parametrize("kind", [ORDER, ALL, REST], ids=str)
def test_where_the_list_is_empty_nothing_is_asked(kind: Kind) -> None:
    assert read(kind, {}, items=()) == ()
    assert read(kind, {}, items=(), optional=True) == ()


def test_shares_come_in_the_lists_order_and_an_empty_one_is_0() -> None:
    assert amounts(ALL, ["60", "", "40"]) == [("1", 60), ("2", 0), ("3", 40)]
    assert amounts(ALL, ["60", "40"], ("3", "1")) == [("1", 40), ("2", 0), ("3", 60)]
    assert amounts(ALL, [" 60 % ", "40%"]) == [("1", 60), ("2", 40), ("3", 0)]


@pytest.mark.parametrize("typed", ["-1", "101", "a lot", "7.5", "9" * 1000])
def test_a_share_is_a_whole_number_of_the_total(typed: str) -> None:
    assert refusal(ALL, {"item": ITEMS, "share": [typed]}) == ("shares_number", {"least": 0, "most": 100})
    assert refusal(SharesKind(24, CARDS), {"item": ITEMS, "share": ["12%"]})[0] == "shares_number"


@pytest.mark.parametrize(("last", "left"), [("30", 10), ("50", -10)])
def test_shares_must_make_the_total(last: str, left: int) -> None:
    facts = {"total": 100, "sum": 100 - left, "left": left}
    assert refusal(ALL, {"item": ITEMS, "share": ["60", "", last]}) == ("shares_sum", facts)


def test_with_a_rest_shares_may_leave_something_over_but_not_go_beyond() -> None:
    assert amounts(REST, ["60", "10", "5"]) == [("1", 60), ("2", 10), ("3", 5)]
    assert refusal(REST, {"item": ITEMS, "share": ["60", "41"]}) == (
        "shares_over",
        {"total": 100, "sum": 101, "left": -1},
    )


def test_shares_that_are_all_empty_are_no_answer_unless_the_rest_keeps_it_all() -> None:
    blank: Fields = {"item": ITEMS, "share": ["", " ", ""]}
    assert refusal(ALL, blank)[0] == "empty"
    assert amounts(REST, ["", "", ""]) == [("1", 0), ("2", 0), ("3", 0)]
    assert read(ALL, blank, optional=True) is read(REST, blank, optional=True) is Mark.SKIPPED
    assert refusal(REST, {})[0] == "empty"


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_shares_are_taken_exactly_when_they_add_up(numbers: list[int]) -> None:
    typed = [str(number) for number in numbers]
    for kind, fits in ((ALL, sum(numbers) == 100), (REST, sum(numbers) <= 100)):
        if fits:
            assert [amount for _, amount in amounts(kind, typed)] == numbers
        else:
            assert refusal(kind, {"item": ITEMS, "share": typed})[0] in ("shares_sum", "shares_over")
