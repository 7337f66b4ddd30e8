"""Facts from outside: whatever the questions took fits, and what they would have refused does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.engine.answering import begin
from cbt.engine.answers import MOST_BYTES
from cbt.engine.fitting import is_fitting
from cbt.engine.machine import Program
from cbt.model.answer import Chosen, Given, ItemId, Line, Mark, PrivateText, Recalled, Share, Value
from cbt.model.session import Facts
from tests.unit.engine.every_kind import FLOW, at_the_rest, fill
from tests.unit.engine.exercise import flow_text, program_of
from tests.unit.engine.random_runs import flows
from tests.unit.engine.test_replay import take_a_step

WHOLE = fill(at_the_rest(), {}, {"answer": ["r1"]}, {}, {}, {})
WORDS = PrivateText("words")


@settings(max_examples=40, deadline=None)
@given(flows(), st.data())
def test_whatever_was_answered_fits(program: Program, data: st.DataObject) -> None:
    session = begin(program)
    for _ in range(data.draw(st.integers(5, 25))):
        session = take_a_step(data, program, session)
        assert is_fitting(program.flow, session.facts)


def test_every_kind_of_answer_fits_as_it_was_given() -> None:
    assert WHOLE.position.here.step == "done"
    assert is_fitting(FLOW, WHOLE.facts)


def with_one(address: str, value: object) -> Facts:
    answers = WHOLE.facts.answers.with_one(address, value)  # type: ignore[arg-type]  # wrong on purpose
    return replace(WHOLE.facts, answers=answers)


MOMENT = datetime.fromisoformat("2026-05-04T09:00")
LINE = Line("1", WORDS)
GIVEN = Given("thing", WORDS, (WORDS,))
WRONG: list[tuple[str, object]] = [
    *[("hours", value) for value in (WORDS, True, 24.5, -1, float("nan"), float("inf"), None)],
    *[("part", value) for value in (101, -1)],
    *[("awake", value) for value in (1.5, -1, 10_081, False)],
    *[("night", value) for value in (MOMENT, date(1, 1, 1), date(9999, 1, 1), time(9), WORDS)],
    *[("bed", value) for value in (MOMENT, time(9, tzinfo=UTC), 9)],
    *[("first", value) for value in (date(2026, 5, 4), datetime(2026, 5, 4, tzinfo=UTC), time(9))],
    *[("causes", value) for value in ((LINE,), (LINE, LINE), (LINE, Line("2", PrivateText("\x00"))), WORDS, (LINE, 5))],
    *[("ranked", value) for value in ((ItemId("1"), ItemId("1")), (ItemId("1"), Share("1", 2)), (ItemId(""),), WORDS)],
    *[("cake", value) for value in ((Share("1", -1),), (Share("1", True),), (Share("1", 60), Share("2", 41)), ())[:3]],
    *[("cake", value) for value in ((Share("1", 1), Share("1", 2)), (Share("", 1),), (ItemId("1"),), 5)],
    *[("worst", value) for value in (ItemId("a/b"), ItemId("x" * 101), WORDS, ItemId("a\nb"))],
    *[("last", value) for value in (WORDS, Recalled("", (GIVEN,)), Recalled("r1", (replace(GIVEN, name="more"),)))],
    ("last", Recalled("r1", (replace(GIVEN, words=(PrivateText(" "),)),))),
    *[("pause", value) for value in (True, Mark.SKIPPED)],
    ("much", 5),
    ("much@a@b", 5),
    ("done", Mark.SEEN),
]  # fmt: skip


@pytest.mark.parametrize(("address", "value"), WRONG, ids=str)
def test_what_the_question_would_have_refused_does_not_fit(address: str, value: object) -> None:
    assert not is_fitting(FLOW, with_one(address, value))


LONGEST = PrivateText("x" * MOST_BYTES)
RIGHT: list[tuple[str, object]] = [
    *[("hours", value) for value in (0, 24, 7.25)],
    *[("part", value) for value in (0, 100)],
    *[("awake", value) for value in (0, 10_080)],
    *[("night", value) for value in (date(1900, 1, 1), date(2100, 12, 31))],
    *[("sure.much@1", value) for value in (0, 10)],
    ("causes", (LINE, Line("2", PrivateText("two\nlines")))),
    ("causes", (LINE, Line("2", LONGEST))),
    ("ranked", (ItemId("x" * 100), ItemId("2"))),
    ("last", Recalled("r1", (replace(GIVEN, words=(PrivateText("two\nlines"),)),))),
]


@pytest.mark.parametrize(("address", "value"), RIGHT, ids=lambda value: str(value)[:40])
def test_what_lies_at_the_very_ends_of_what_a_question_takes_fits(address: str, value: object) -> None:
    assert is_fitting(FLOW, with_one(address, value))


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("hours", 24.01),
        ("part", 100.5),
        ("night", date(1899, 12, 31)),
        ("night", date(2101, 1, 1)),
        ("sure.much@1", 5.5),
        ("sure.much@1", -1),
        ("sure.much@1", 11),
        ("sure.much@", 5),
        ("causes", (LINE, Line("2", PrivateText("x" * (MOST_BYTES + 1))))),
        *[("causes", (LINE, Line(id_, WORDS))) for id_ in ("", "two", "²", "-1", "1" * 10)],
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_lies_beyond_them_does_not_fit(address: str, value: object) -> None:
    assert not is_fitting(FLOW, with_one(address, value))


def test_a_number_that_counts_lines_has_nine_digits_at_most() -> None:
    for digits, fits in ((9, True), (10, False)):
        facts = with_one("causes", (LINE, Line("1" * digits, WORDS)))
        assert is_fitting(FLOW, replace(facts, made=10**10)) == fits


@pytest.mark.parametrize(
    ("items", "fits"),
    [
        ({"rounds": ("1", "2", "3")}, True),
        ({"rounds": ("1", "2", "3", "4")}, False),
        ({"rounds": ("1", "1")}, False),
        ({"rounds": ("one",)}, False),
        ({"rounds@1": ("2",)}, False),
        ({"rounds.inner@1": ("2",)}, True),
        ({"rounds.inner": ("2",)}, False),
        ({"rounds.inner@": ("2",)}, False),
        ({"rounds.inner@1": ("a",)}, False),
        ({"name": ("1",)}, False),
    ],
    ids=str,
)
def test_the_items_of_a_loop_fit_as_it_counts_them_out(items: dict[str, tuple[str, ...]], fits: bool) -> None:
    assert is_fitting(ROUNDS.flow, replace(begin(ROUNDS).facts, items=items, made=9)) == fits


ROUNDS = program_of(
    """
rounds:
  repeat: 1-3
  steps:
    name:
      ask: Name?
      answer: text
    inner:
      repeat: 0-2
      steps:
        part:
          ask: Part?
          answer: text
      again: More parts?
  again: Another?
done:
  say: Done.
  end: completed
"""
)


def test_a_line_with_a_number_that_was_never_counted_does_not_fit() -> None:
    assert not is_fitting(FLOW, replace(WHOLE.facts, made=1))
    assert not is_fitting(FLOW, replace(WHOLE.facts, items={"nowhere": ("1",)}))


CHOICES = program_of(
    """
way:
  ask: Which way?
  options: {near: The near one, far: The far one}
  other: allowed
many:
  ask: Which ones?
  options: {red: The red one, blue: The blue one}
  pick: many
  optional: true
plain:
  ask: Which one?
  options: {near: The near one, far: The far one}
parts:
  ask: How much of it?
  answer: shares of 10 over lines
done:
  say: Done.
  end: completed
""".replace("parts:", "lines:\n  ask: Which?\n  answer: list 1-3\nparts:")
)


@pytest.mark.parametrize(
    ("address", "value", "fits"),
    [
        ("way", Chosen("near"), True),
        ("way", Chosen("other", WORDS), True),
        ("way", Chosen("other"), False),
        ("way", Chosen("near", WORDS), False),
        ("way", Chosen("nowhere"), False),
        ("way", WORDS, False),
        ("way", Chosen("other", PrivateText("two\nlines")), False),
        ("many", (Chosen("red"), Chosen("blue")), True),
        ("many", Mark.SKIPPED, True),
        ("many", (), False),
        ("many", (Chosen("red"), Chosen("red")), False),
        ("many", Chosen("red"), False),
        ("plain", Chosen("other", WORDS), False),
        ("plain", Mark.SKIPPED, False),
        ("parts", (Share("1", 4), Share("2", 6)), True),
        ("parts", (), True),
        ("parts", (Share("1", 4),), False),
    ],
    ids=str,
)
def test_choices_and_shares_fit_as_their_question_allows(address: str, value: Value, fits: bool) -> None:
    answers = begin(CHOICES).facts.answers.with_one(address, value)
    assert is_fitting(CHOICES.flow, Facts(answers)) == fits


NEEDS = "needs: {claim: text, much: number, sure: yes/no, when: date, clock: time, things: list}\n"
NEEDY = program_of("look:\n  ask: What now?\n  answer: text\ndone:\n  say: Bye.\n  end: completed\n", NEEDS)
GOOD: dict[str, Value] = {
    "claim": PrivateText(""), "much": 7.5, "sure": True, "when": date(2026, 5, 4), "clock": time(9), "things": (LINE,),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("claim", 5), ("claim", PrivateText("\x00")), ("much", True), ("much", WORDS), ("sure", 1),
        ("when", MOMENT), ("when", WORDS), ("clock", WORDS), ("things", (5,)), ("things", WORDS),
    ],
    ids=str,
)  # fmt: skip
def test_inputs_fit_only_as_they_are_needed(name: str, value: Value) -> None:
    assert is_fitting(NEEDY.flow, begin(NEEDY, GOOD).facts)
    assert not is_fitting(NEEDY.flow, begin(NEEDY, {**GOOD, name: value}).facts)
    assert not is_fitting(NEEDY.flow, begin(NEEDY, {}).facts)


RECALLING = program_of(
    """
last:
  ask: Which of them fit?
  recall: earlier
  pick: many
  next:
    - {if: answered(last) and mean(last.size) > 6, go: big}
    - {else: done}
big:
  say: Done, and it was big.
done:
  say: Done.
  end: completed
""",
    files={
        "earlier.yaml": flow_text(
            "size:\n  ask: How big?\n  answer: 0-10\ndone:\n  say: Bye.\n  end: completed", flow_id="earlier"
        )
    },
)
KNOWN = Recalled("r1", (Given("size", 7, (PrivateText("7"),)),))
UNKNOWN = Recalled("r2", (Given("weight", 7, (PrivateText("7"),)),))


@pytest.mark.parametrize(
    ("value", "fits"),
    [((KNOWN,), True), ((KNOWN, UNKNOWN), False), ((UNKNOWN,), False), ((), False), (KNOWN, False)],
    ids=str,
)
def test_records_that_are_recalled_together_fit_where_each_of_them_does(value: Value, fits: bool) -> None:
    answers = begin(RECALLING).facts.answers.with_one("last", value)
    assert is_fitting(RECALLING.flow, Facts(answers)) == fits


PICKED = """
causes:
  ask: What led to it?
  answer: list 1-3
worst:
  ask: Which weighed most?
  answer: one of causes
  OTHER
done:
  say: Done.
  end: completed
"""


@pytest.mark.parametrize("allows_other", [True, False])
def test_own_words_beside_a_list_fit_where_they_are_allowed(allows_other: bool) -> None:
    program = program_of(PICKED.replace("OTHER", "other: allowed" if allows_other else "optional: true"))
    facts = begin(program).facts

    def fits(value: Value) -> bool:
        return is_fitting(program.flow, replace(facts, answers=facts.answers.with_one("worst", value)))

    assert fits(ItemId("1"))
    assert fits(Chosen("other", WORDS)) is allows_other
    assert not fits(Chosen("another", WORDS))
    assert not fits(Chosen("other"))
