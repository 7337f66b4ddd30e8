"""After an answer is saved its words are looked at: all of them, once, and nothing of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from cbt.compiler.detector import gather_packs
from cbt.model.answer import Chosen, Given, ItemId, Line, Mark, PrivateText, Recalled, Share
from cbt.model.session import ExerciseSession
from cbt.safety.sign import Sign, Tier
from cbt.service import Exercises, Page, Turn, Watching
from cbt.service.watching import texts_of
from tests.unit.service.house import Browser, House, compiled, form

FLOW = """
flow: watched
title: Watched
language: {language}
anywhere: {{support: help_now}}
steps:
  line:
    ask: Line?
    answer: text
    optional: true
  prose:
    ask: Prose?
    answer: long text
  lines:
    ask: Lines?
    answer: list 1-4
  way:
    ask: Way?
    options: {{near: Near, dark: Dark}}
    other: allowed
    safety: {{dark: help}}
  many:
    ask: Many?
    options: {{red: Red, blue: Blue}}
    pick: many
    other: allowed
    safety: {{blue: help}}
  sure:
    ask: Sure?
    answer: yes/no
    safety: {{yes: help}}
  often:
    ask: Often?
    answer: 0-3
    safety: {{1: help, 2: help, 3: help}}
  amount:
    ask: Count?
    answer: number
    safety: {{2: help}}
  done:
    say: Done.
    end: completed
"""
DANGER = "I want to kill myself"
PACKS = gather_packs().packs


def house_in(language: str = "en", packs: bool = True) -> House:
    house = House(library=compiled({"watched.yaml": FLOW.format(language=language)}))
    watching = Watching(PACKS if packs else {})
    house.exercises = Exercises(house.store, house.shelf, house.addresses, house.clock, watching)
    return house


def sent(browser: Browser, page: Page, fields: Mapping[str, Sequence[str]]) -> Turn:
    turn = browser.send(page, replace(form(page), fields=fields))
    assert turn.error is None, turn.error
    return turn


FIELDS: dict[str, Mapping[str, Sequence[str]]] = {
    "line": {"answer": ["I went out"]},
    "prose": {"answer": ["It was a long day"]},
    "lines": {"line": ["one", "two"], "line_id": ["", ""]},
    "way": {"answer": ["near"]},
    "many": {"answer": ["red"]},
    "sure": {"answer": ["no"]},
    "often": {"answer": ["0"]},
    "amount": {"answer": ["3"]},
}


def sign_at(step: str, fields: Mapping[str, Sequence[str]]) -> Sign:
    """The sign of an answer on that page, after harmless ones that give none."""
    browser = Browser(house_in())
    page = browser.start("watched")
    while page.step.id != step:
        turn = sent(browser, page, FIELDS[page.step.id])
        assert turn.sign == Sign()
        page = turn.page
    return sent(browser, page, fields).sign


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("line", {"answer": [DANGER]}),
        ("prose", {"answer": [f"A day.\n\n{DANGER}."]}),
        ("lines", {"line": ["one", DANGER, "three"], "line_id": ["", "", ""]}),
        ("way", {"answer": ["other"], "own": [DANGER]}),
        ("many", {"answer": ["red", "other"], "own": [DANGER]}),
    ],
)
def test_every_text_that_a_person_can_write_is_looked_at(
    step: str, fields: Mapping[str, Sequence[str]]
) -> None:
    sign = sign_at(step, fields)
    assert sign.tier is Tier.PANEL
    assert "F1" in sign.families


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("way", {"answer": ["dark"]}),
        ("many", {"answer": ["red", "blue"]}),
        ("sure", {"answer": ["yes"]}),
        ("often", {"answer": ["1"]}),
        ("often", {"answer": ["3"]}),
        ("amount", {"answer": ["2"]}),
        ("amount", {"answer": ["2.0"]}),
    ],
)
def test_a_marked_answer_gives_a_sign(step: str, fields: Mapping[str, Sequence[str]]) -> None:
    assert sign_at(step, fields) == Sign(Tier.PASSIVE)


@pytest.mark.parametrize("step", [*FIELDS])
def test_other_answers_give_none(step: str) -> None:
    assert sign_at(step, FIELDS[step]) == Sign()


def test_of_several_texts_the_most_pressing_counts() -> None:
    lines = ["I want to die", "I have swallowed all my pills", "I can't go on"]
    assert sign_at("lines", {"line": lines, "line_id": ["", "", ""]}).tier is Tier.EMERGENCY


def test_an_answer_that_is_left_out_or_empty_gives_none() -> None:
    assert sign_at("line", {"answer": [""]}) == Sign()
    browser = Browser(house_in())
    page = browser.go_on(browser.start("watched"), "a line", "prose")
    turn = browser.send(page, replace(form(page), fields={"line": [], "line_id": []}))
    assert turn.error is not None
    assert turn.sign == Sign()


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("line", {"answer": [f"{DANGER}. " * 80_000]}),
        ("lines", {"line": [DANGER] * 5, "line_id": [""] * 5}),
        ("way", {"answer": ["gone"], "own": [DANGER]}),
    ],
)
def test_what_cannot_be_taken_for_an_answer_is_looked_at_too(
    step: str, fields: Mapping[str, Sequence[str]]
) -> None:
    browser = Browser(house_in())
    page = browser.start("watched")
    while page.step.id != step:
        page = sent(browser, page, FIELDS[page.step.id]).page
    turn = browser.send(page, replace(form(page), fields=fields))
    assert turn.error is not None
    assert turn.sign.tier is Tier.PANEL


def test_ids_of_what_was_chosen_are_nobodys_words() -> None:
    browser = Browser(house_in())
    page = browser.start("watched")
    while page.step.id != "way":
        page = sent(browser, page, FIELDS[page.step.id]).page
    turn = browser.send(page, replace(form(page), fields={"answer": [DANGER]}))
    assert turn.error is not None
    assert turn.sign == Sign()


def test_a_form_that_is_sent_twice_gives_the_same_sign_and_a_page_that_is_gone_gives_none() -> None:
    browser = Browser(house_in())
    page = browser.start("watched")
    same = form(page, DANGER)
    first, second = browser.send(page, same), browser.send(page, same)
    assert first.sign == second.sign
    assert first.sign.tier is Tier.PANEL
    stale = browser.send(page, replace(form(page, "other words"), revision=7))
    assert stale.stale
    assert stale.sign == Sign()


def test_an_answer_is_looked_at_alone_and_not_those_before_it() -> None:
    browser = Browser(house_in())
    turn = browser.answer(browser.start("watched"), DANGER)
    assert sent(browser, turn.page, FIELDS["prose"]).sign == Sign()


def test_what_is_kept_does_not_know_that_anything_was_seen() -> None:
    def kept(words: str) -> ExerciseSession:
        house = house_in()
        browser = Browser(house)
        return browser.answer(browser.start("watched"), words).page.session

    with_words, without = kept(DANGER), kept("x" * len(DANGER))
    assert with_words.facts.answers == {"line": DANGER}
    different = ("facts", "address", "visit")
    for name in ExerciseSession.__dataclass_fields__:
        if name not in different:
            assert getattr(with_words, name) == getattr(without, name), name


def test_a_language_without_a_pack_says_so_and_english_is_seen_in_it() -> None:
    browser = Browser(house_in("sv"))
    page = browser.start("watched")
    assert browser.answer(page, "Jag gick hem").sign.tier is Tier.UNSUPPORTED
    browser = Browser(house_in("sv"))
    assert browser.answer(browser.start("watched"), DANGER).sign.tier is Tier.PANEL


def test_without_packs_nothing_is_seen_and_no_language_known() -> None:
    browser = Browser(house_in(packs=False))
    assert browser.answer(browser.start("watched"), DANGER).sign.tier is Tier.UNSUPPORTED
    watching = Watching({})
    assert not watching.knows("en")
    watching.replace(PACKS)
    assert watching.knows("en")
    assert watching.knows("en-GB")
    assert not watching.knows("sv")


def test_only_what_was_written_there_and_then_is_a_text() -> None:
    word = PrivateText("word")
    given = Recalled("record", (Given("name", word, (word,)),))
    for value in (3, 2.5, True, Mark.SKIPPED, ItemId("1"), (Share("1", 5),), Chosen("near"), given):
        assert [*texts_of(value)] == []
    assert [*texts_of((Line("1", word), Chosen("other", word)))] == ["word", "word"]
