"""Picking an item of an earlier record, on the web and in the terminal, with own words beside it or alone."""

from datetime import timedelta

import pytest

from cbt.cli.typed import options_of, read_form
from cbt.engine.fitting import is_fitting
from cbt.engine.taking import what_it_takes
from cbt.model.answer import Chosen, ItemId, Line, PrivateText, Recalled
from cbt.model.packed import Answers
from cbt.model.session import Facts
from cbt.service import Form, Page
from tests.unit.service.house import Browser, House, compiled, form

LADDER = """
flow: ladder
title: A ladder
language: en
anywhere: {support: help_now}
steps:
  rungs:
    ask: Which steps?
    answer: list 2-4
  sorted:
    ask: In which order?
    answer: order of rungs
  habits:
    repeat: 1-2
    steps:
      what:
        ask: Which habit?
        answer: text
    again: Another?
  first:
    ask: Which first?
    answer: one of sorted
    other: allowed
  done:
    say: Done.
    end: completed
summary:
  title: "{first}"
  rows: [first]
"""
STEP = """
flow: step
title: A step
language: en
anywhere: {support: help_now}
steps:
  earlier:
    ask: Which ladder?
    recall: ladder
  rung:
    ask: Which step?
    answer: one of earlier.sorted
    other: allowed
    check:
      - must: words(rung) >= 2
        else: Two words, please.
  told:
    say: You take {rung}.
    next:
      - {if: answered(earlier), go: habit}
      - {else: done}
  habit:
    ask: Which habit will you leave out?
    answer: one of earlier.habits.what
  first:
    say: "{earlier.first}, without {habit}."
  done:
    say: Done.
    end: completed
"""
LIBRARY = compiled({"ladder.yaml": LADDER, "step.yaml": STEP})


@pytest.fixture
def browser() -> Browser:
    return Browser(House(library=LIBRARY))


def sent(page: Page, **fields: list[str]) -> Form:
    made = form(page)
    return Form(made.revision, made.visit, made.begin, fields, place=made.place)


def keep_ladder(browser: Browser) -> Page:
    """A ladder whose second line is the easier one."""
    page = browser.start("ladder")
    page = browser.send(page, sent(page, line=["Over it", "Look on"])).page
    one, two = (item.id for item in page.walk.items_in(page.step.kind.of))  # type: ignore[union-attr]
    page = browser.send(page, sent(page, item=[two, one])).page
    page = browser.go_on(page, "Holding the rail", "yes", "Eyes shut")
    page = browser.send(page, sent(page, answer=["other"], own=["Begin small"])).page
    browser.house.clock.forward(timedelta(days=1))
    return page


def to_the_step(browser: Browser) -> Page:
    page = browser.start("step")
    return browser.answer(page, page.earlier[0].address).page if page.earlier else page


def test_the_steps_of_the_ladder_are_offered_in_their_order_and_one_is_picked(browser: Browser) -> None:
    keep_ladder(browser)
    page = to_the_step(browser)
    assert [words for _, words in options_of(page)][:2] == ["Look on", "Over it"]
    page = browser.send(page, Form(*_about(page), read_form(page, "2", str), place=form(page).place)).page
    assert page.session.facts.answers["rung"] == ItemId(options_of(browser.page(page.address, 2))[1][0])
    page = browser.answer(page).page
    assert [words for _, words in options_of(page)] == ["Holding the rail", "Eyes shut"]
    page = browser.answer(page, options_of(page)[1][0]).page
    assert page.step.id == "first"


def _about(page: Page) -> tuple[int, str, str]:
    made = form(page)
    return made.revision, made.visit, made.begin


def test_what_a_ladder_gives_are_lists_and_words_and_no_item_of_its_own(browser: Browser) -> None:
    keep_ladder(browser)
    given = to_the_step(browser).session.facts.answers["earlier"]
    assert isinstance(given, Recalled)
    found = {each.name: each.value for each in given.given}
    assert found["sorted"] == (Line("1", PrivateText("Look on")), Line("2", PrivateText("Over it")))
    assert found["habits.what"] == (
        Line("1", PrivateText("Holding the rail")),
        Line("2", PrivateText("Eyes shut")),
    )
    assert found["first"] == "Begin small"


def test_own_words_are_taken_beside_the_steps_and_without_a_ladder_alone(browser: Browser) -> None:
    page = to_the_step(browser)
    assert options_of(page) == []
    assert what_it_takes(page.program, page.walk) == "one of: own words"
    assert read_form(page, "Half way", str) == {"answer": ["other"], "own": ["Half way"]}
    page = browser.send(page, sent(page, answer=["other"], own=["Half way"])).page
    assert page.session.facts.answers["rung"] == Chosen("other", PrivateText("Half way"))
    keep_ladder(browser)
    page = to_the_step(browser)
    assert what_it_takes(page.program, page.walk) == "one of: Look on, Over it, own words"
    own = read_form(page, "3", lambda _prompt: "A third way")
    assert own == {"answer": ["other"], "own": ["A third way"]}
    assert (
        browser.send(page, sent(page, **{name: list(words) for name, words in own.items()})).page.step.id
        == "told"
    )


def test_a_rule_reads_own_words_as_it_reads_an_items(browser: Browser) -> None:
    page = to_the_step(browser)
    refused = browser.send(page, sent(page, answer=["other"], own=["Half"]))
    assert refused.error is not None
    assert refused.error.sentence == "Two words, please."


def test_another_ladder_asks_for_its_own_steps_again(browser: Browser) -> None:
    keep_ladder(browser)
    page = to_the_step(browser)
    page = browser.send(page, sent(page, answer=[options_of(page)[0][0]])).page
    assert page.step.id == "told"
    page = browser.answer(browser.page(page.address, 1), "").page
    assert page.step.id == "rung"


@pytest.mark.parametrize(
    ("flow", "step", "value", "fits"),
    [
        ("step", "rung", Chosen("other", PrivateText("Half way")), True),
        ("step", "rung", ItemId("1"), True),
        ("step", "habit", Chosen("other", PrivateText("Half way")), False),
        ("step", "rung", Chosen("else", PrivateText("Half way")), False),
        ("step", "rung", Chosen("other"), False),
    ],
)
def test_own_words_fit_where_they_are_allowed_and_nowhere_else(
    flow: str, step: str, value: Chosen | ItemId, fits: bool
) -> None:
    assert is_fitting(LIBRARY.flows[flow], Facts(Answers({step: value}))) == fits
