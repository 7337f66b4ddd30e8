"""Expressions give a value or None, and never raise, whatever is missing."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.engine.evaluate import Evaluator, plain
from cbt.engine.walk import Walk
from cbt.model.answer import Chosen, Given, ItemId, Line, Mark, PrivateText, Recalled, Share, Value
from cbt.model.expression import SORTING, Binary, Call, Expression, Name, Node, Number, String, Unary
from cbt.model.packed import Answers
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
    EachRef,
    FieldRef,
    InputRef,
    ItemRef,
    ItemsRef,
    RecalledRef,
    Ref,
    RestRef,
)
from cbt.model.session import Facts
from cbt.model.source import SourcePos
from tests.unit.engine.exercise import program_of
from tests.unit.engine.interpreter import Interpreter
from tests.unit.engine.random_runs import MANY

POS = SourcePos("sample.yaml", 1, 1)

EVERY_KIND = """
size:
  ask: How much?
  answer: 0-10
  optional: true
note:
  ask: What?
  answer: text
  optional: true
truth:
  ask: Is it so?
  answer: yes/no
  optional: true
colour:
  ask: Which colour?
  options: {red: red, blue: blue}
  other: allowed
  optional: true
ways:
  ask: Which ways?
  options: {north: north, south: south}
  pick: many
  optional: true
ways_too:
  ask: Which ways?
  options: {east: east, west: west}
  pick: many
lines:
  ask: Which thoughts?
  answer: list 1-3
hot:
  ask: Which one?
  answer: one of lines
  optional: true
things:
  repeat: 1-3
  steps:
    name:
      ask: Name?
      options: {cup: a cup, pen: a pen}
      other: allowed
    weight:
      ask: Weight?
      answer: 0-10
  again: More?
thing:
  ask: Which thing?
  answer: one of things.name
  optional: true
ranked:
  ask: Which first?
  answer: order of lines
  optional: true
cake:
  ask: How much each?
  answer: shares of 10 over ways_too
  rest: me
  optional: true
done:
  say: Done.
  end: completed
"""
PROGRAM = program_of(EVERY_KIND)

REFS: dict[str, Ref] = {
    "size": AnswerRef("size", ()),
    "note": AnswerRef("note", ()),
    "truth": AnswerRef("truth", ()),
    "colour": AnswerRef("colour", ()),
    "ways": AnswerRef("ways", ()),
    "lines": AnswerRef("lines", ()),
    "hot": AnswerRef("hot", ()),
    "thing": AnswerRef("thing", ()),
    "weights": FieldRef("things", "things.weight", ()),
    "names": FieldRef("things", "things.name", ()),
    "things": ItemsRef("things", ()),
    "outside": AnswerRef("things.weight", (0,)),
    "input": InputRef("given"),
    "never": AnswerRef("never", ()),
    "twice": ComputedRef("twice"),
    "item": ItemRef("things", (0,)),
    "day": InputRef("day"),
    "bed": InputRef("bed"),
    "up": InputRef("up"),
    "first": InputRef("first"),
    "later": InputRef("later"),
    "ranked": AnswerRef("ranked", ()),
    "cake": AnswerRef("cake", ()),
    "rest": RestRef("cake", ()),
    "record": InputRef("record"),
    "recalled": RecalledRef("record", (), "size"),
}

DAYS = [date(2026, 5, 4), date(2026, 5, 5)]
CLOCKS = [time(23, 15), time(6, 45)]
MOMENTS = [datetime.combine(day, clock) for day in DAYS for clock in CLOCKS]
RECORD = Recalled("r1", (Given("size", 4, (PrivateText("4"),)),))
RECORDS: list[Value] = [RECORD, Mark.SKIPPED]

texts = st.sampled_from(["", "one", "two words", "red"]).map(PrivateText)
chosen = st.sampled_from([Chosen("red"), Chosen("other", PrivateText("my own"))])
names = st.sampled_from([Chosen("cup"), Chosen("other", PrivateText("a bag"))])


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.just(Mark.SKIPPED), values)


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """A walk at the end of the flow on which any of the answers may be missing."""
    ids = ["1", "2", "3"][: draw(st.integers(0, 3))]
    lines = tuple([Line(str(number), draw(texts)) for number in range(4, 4 + draw(st.integers(0, 2)))])
    drawn: dict[str, Value | None] = {
        "size": draw(optional(st.integers(-10, 10))),
        "note": draw(optional(texts)),
        "truth": draw(optional(st.booleans())),
        "colour": draw(optional(chosen)),
        "ways": draw(optional(st.sampled_from([(Chosen("north"),), (Chosen("north"), Chosen("south"))]))),
        "lines": draw(optional(st.just(lines))),
        "hot": draw(optional(st.sampled_from(["4", "5", "9"]).map(ItemId))),
        "thing": draw(optional(st.sampled_from(["1", "2", "9"]).map(ItemId))),
        "ranked": draw(optional(st.just(tuple([ItemId(line.id) for line in reversed(lines)])))),
        "cake": draw(optional(st.just((Share("east", 4), Share("west", 3))))),
        "record": draw(optional(st.sampled_from([RECORD, Recalled("r2", ())]))),
    }
    for item in ids:
        drawn[f"things.weight@{item}"] = draw(optional(st.integers(0, 10)))
        drawn[f"things.name@{item}"] = draw(optional(names))
    answers = {address: value for address, value in drawn.items() if value is not None}
    inputs: dict[str, Value] = {
        "given": draw(st.integers(0, 5)),
        "day": draw(st.sampled_from(DAYS)),
        "bed": draw(st.sampled_from(CLOCKS)),
        "up": draw(st.sampled_from(CLOCKS)),
        "first": draw(st.sampled_from(MOMENTS)),
        "later": draw(st.sampled_from(MOMENTS)),
        "record": draw(st.sampled_from(RECORDS)),
    }
    walk = Walk(PROGRAM.flow, Facts(Answers(dict(answers)), inputs=Answers(dict(inputs))))
    walk.step = "done"
    walk.walked = {"things": tuple(ids)} if draw(st.booleans()) else {}
    for address in answers:
        if draw(st.integers(0, 4)):
            walk.pass_page(address)
    return walk


leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Number, st.sampled_from([0, 1, 2.5, 7, 10**400, 1e308, float("inf")]), st.just(0)),
    st.builds(String, st.sampled_from(["red", "north", "one", ""]), st.just(0)),
    st.sampled_from([Name(name, 0, ref) for name, ref in REFS.items()]),
    st.just(Name("lost", 0, None)),
)
FUNCTIONS = ("mean", "min", "max", "sum", "count", "words", "answered", "round", "most_rise")


WEIGHT = Name("weight", 0, EachRef("things", "things.weight", ()))
NAMED = Name("name", 0, EachRef("things", "things.name", ()))


def called(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    operators = st.sampled_from(["or", "and", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"])
    return st.one_of(
        st.builds(Unary, st.sampled_from(["not", "-"]), inner, st.just(0)),
        st.builds(Binary, operators, inner, inner, st.just(0)),
        st.builds(Call, st.sampled_from(FUNCTIONS), st.tuples(inner), st.just(0)),
        st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(inner, inner), st.just(0)),
        st.builds(
            Call, st.sampled_from(["has", "count", "minutes_between"]), st.tuples(inner, inner), st.just(0)
        ),
        st.builds(
            Call, st.sampled_from(["if", "minutes_between"]), st.tuples(inner, inner, inner), st.just(0)
        ),
    )


looked_at = st.recursive(st.one_of(st.sampled_from([WEIGHT, NAMED]), leaves), called, max_leaves=6)
sortable = st.sampled_from([Name(name, 0, REFS[name]) for name in ("lines", "ways", "ranked", "names")])
kept = st.one_of(st.just(()), st.tuples(st.builds(Number, st.integers(1, 3), st.just(0))))


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Calls, and functions that look at the items of a list, none inside another."""
    sort = st.builds(
        lambda function, listed, by, most: Call(function, (listed, by, *most), 0),
        st.sampled_from(SORTING),
        sortable,
        looked_at,
        kept,
    )
    place = st.builds(
        lambda listed, test, behind: Call("place_of_first", (listed, test, *behind), 0),
        st.one_of(sortable, st.just(Name("things", 0, REFS["things"])), st.just(Name("lost", 0, None))),
        looked_at,
        st.one_of(st.just(()), st.tuples(inner)),
    )
    return st.one_of(called(inner), sort, place)


trees = st.recursive(leaves, grown, max_leaves=12)


@settings(max_examples=MANY)
@given(st.lists(trees, min_size=9, max_size=9), trees, walks())
def test_an_expression_has_the_value_that_a_second_evaluator_gives_it(
    several: list[Node], twice: Node, walk: Walk
) -> None:
    computed: dict[str, Node] = {"twice": Binary("+", Number(1, 0), Number(1, 0), 0)}
    if not any(isinstance(node, Name) and node.ref == REFS["twice"] for node in nodes(twice)):
        computed["twice"] = twice
    evaluator = Evaluator({name: Expression("", root, POS) for name, root in computed.items()})
    for tree in several:
        expected = Interpreter(walk, computed).value(tree)
        found = evaluator.function(tree)(walk)
        assert found == expected
        assert type(found) is type(expected)
        assert evaluator.truth(Expression("", tree, POS))(walk) is (expected is True)


NOTHING = Walk(PROGRAM.flow, Facts(Answers({})))


def worth(node: Node) -> Any:
    """The value of a node where nothing was answered."""
    return Evaluator({}).function(node)(NOTHING)


@pytest.mark.parametrize("operator", ["==", "!=", "<", "+"])
def test_what_is_held_against_no_answer_is_neither_so_nor_not_so(operator: str) -> None:
    one, none = Number(1, 0), Name("lost", 0, None)
    for left, right in ((none, one), (one, none), (none, none)):
        assert worth(Binary(operator, left, right, 0)) is None
        assert worth(Unary("not", Binary(operator, left, right, 0), 0)) is None


def test_a_number_beyond_a_quadrillion_is_no_value() -> None:
    assert worth(Number(10**15, 0)) == 10**15
    assert worth(Number(-(10**15), 0)) == -(10**15)
    assert worth(Unary("-", Number(10**15, 0), 0)) == -(10**15)
    assert worth(Number(10**15 + 1, 0)) is None
    assert worth(Binary("-", Number(-(10**15), 0), Number(1, 0), 0)) is None


def nodes(root: Node) -> list[Node]:
    match root:
        case Unary():
            below: tuple[Node, ...] = (root.arg,)
        case Binary():
            below = (root.left, root.right)
        case Call():
            below = root.args
        case _:
            below = ()
    return [root, *[node for child in below for node in nodes(child)]]


def chain_of(length: int, first: Node, op: str) -> Evaluator:
    """Computed values c0, c1, c2 ..., each the one before it joined with itself."""
    trees: dict[str, Node] = {"c0": first}
    for number in range(1, length):
        name = Name(f"c{number - 1}", 0, ComputedRef(f"c{number - 1}"))
        trees[f"c{number}"] = Binary(op, name, name, 0)
    return Evaluator({name: Expression("", root, POS) for name, root in reversed(trees.items())})


def test_a_long_chain_of_doubled_values_is_worked_out_in_a_moment() -> None:
    evaluator = chain_of(41, Number(1, 0), "+")
    assert evaluator.computed("c40")(Walk(PROGRAM.flow, Facts())) == 2**40


def test_a_chain_may_be_longer_than_python_can_call_deep() -> None:
    evaluator = chain_of(1100, Number(0, 0), "+")
    assert evaluator.computed("c1099")(Walk(PROGRAM.flow, Facts())) == 0


@pytest.mark.parametrize("first", [10**400, 3, 2.5, 1e308, float("inf")])
def test_numbers_do_not_grow_without_end(first: float) -> None:
    evaluator = chain_of(60, Number(first, 0), "*")
    assert evaluator.computed("c59")(Walk(PROGRAM.flow, Facts())) is None


def test_a_sum_in_which_a_number_is_missing_has_no_value() -> None:
    walk = Walk(PROGRAM.flow, Facts(Answers({"things.weight@1": 4})))
    walk.walked = {"things": ("1", "2")}
    walk.pass_page("things.weight@1")
    total = Evaluator({}).function(Call("sum", (Name("weights", 0, REFS["weights"]),), 0))
    assert total(walk) is None
    walk.walked = {"things": ("1",)}
    assert total(walk) == 4


def test_a_field_that_one_item_skipped_is_not_answered() -> None:
    walk = Walk(PROGRAM.flow, Facts(Answers({"things.weight@1": 4, "things.weight@2": Mark.SKIPPED})))
    walk.walked = {"things": ("1", "2")}
    for address in walk.facts.answers:
        walk.pass_page(address)
    answered = Evaluator({}).function(Call("answered", (Name("weights", 0, REFS["weights"]),), 0))
    assert answered(walk) is False


def test_a_pick_whose_item_is_gone_has_no_value() -> None:
    walk = Walk(PROGRAM.flow, Facts(Answers({"hot": ItemId("9")})))
    walk.pass_page("hot")
    assert Evaluator({}).function(Name("hot", 0, REFS["hot"]))(walk) is None


def test_expressions_see_an_option_by_its_id_and_a_skipped_page_as_nothing() -> None:
    assert plain(Chosen("other", PrivateText("mine"))) == "other"
    assert plain((Chosen("red"), Mark.SKIPPED, (Chosen("blue"),))) == ("red", None, ("blue",))
