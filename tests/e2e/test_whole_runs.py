"""Whole exercises on a small phone, from the first page to the record, with script and without."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import (
    BALANCED,
    DOUBTS,
    FAIRER,
    FITS,
    FRIEND,
    HOT,
    OWN_FEELING,
    REFRAME,
    SHORT_RECORD,
    SITUATION,
    SMALL_STEP,
    TAKE_AWAY,
    THOUGHT,
    THOUGHT_RECORD,
    THOUGHTS,
)

pytestmark = pytest.mark.e2e

BELIEF = "Belief in the first thought"
UPSET = "How upsetting the first thought is"


def test_a_thought_record_on_a_small_phone_is_there_on_another_day_and_can_be_changed(visit: Visit) -> None:
    person = visit()
    person.start("Thought record")
    person.walk(THOUGHT_RECORD)
    person.follow("Read my record")
    assert person.heading == HOT
    words = (SITUATION, *THOUGHTS, HOT, *FITS, *DOUBTS, BALANCED, TAKE_AWAY, SMALL_STEP)
    assert missing(words, person) == []
    changes = [
        "lonely | Before 80 | Now 50 | 30 lower",
        f"{OWN_FEELING} | Before 60 | Now 30 | 30 lower",
        f"{BELIEF} | Before 85 | Now 80 | About the same",
    ]
    assert read_changes(person) == changes
    assert bar_lengths(person) == pytest.approx([80, 50, 60, 30, 85, 80], abs=2)
    state = person.context.storage_state()
    record = person.path
    person.context.close()

    later = visit(storage_state=state)
    later.open("/")
    later.follow("Go back to my records, or go on with an exercise")
    later.follow(HOT)
    assert later.path == record
    later.follow("Change: What happened?")
    expect(later.field).to_have_value(SITUATION)
    later.write(f"{SITUATION} It was raining.")
    later.go_on()
    assert later.path == record
    assert missing([f"{SITUATION} It was raining.", *words[1:]], later) == []
    assert read_changes(later) == changes


def test_a_thought_record_works_without_script(visit: Visit) -> None:
    person = visit(script=False)
    person.start("Thought record")
    person.walk(SHORT_RECORD)
    person.follow("Read my record")
    assert missing((SITUATION, *THOUGHTS, HOT, *FITS, *DOUBTS, BALANCED), person) == []
    assert read_changes(person) == [
        "lonely | Before 60 | Now 55 | About the same",
        f"{BELIEF} | Before 65 | Now 60 | About the same",
    ]
    record = person.path
    person.follow("Change: What happened?")
    person.write("On Friday evening it was the same.")
    person.go_on()
    assert person.path == record
    assert missing(["On Friday evening it was the same."], person) == []


def test_a_reframe_leads_to_its_record(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    person.start("A second look at a thought")
    person.walk(REFRAME)
    person.follow("Read my record")
    assert person.heading == THOUGHT
    assert missing((THOUGHT, FRIEND, FAIRER), person) == []
    assert read_changes(person) == [
        f"{BELIEF} | Before 80 | Now 45 | 35 lower",
        f"{UPSET} | Before 70 | Now 40 | 30 lower",
    ]


def read_changes(person: Person) -> list[str]:
    """Each pair of numbers of the record on one line: what, before, now, and the difference in words."""
    found = []
    for each in person.page.locator(".change").all():
        rows = [" ".join(row.split()).removesuffix(" Change") for row in each.locator("tr").all_inner_texts()]
        words = [each.locator("caption").inner_text(), *rows, each.locator("> p").inner_text()]
        found.append(" | ".join(words))
    return found


def bar_lengths(person: Person) -> list[float]:
    """How long the bars of the record are, in hundredths of their track."""
    measure = "bars => bars.map(bar => 100 * bar.getBBox().width / bar.closest('svg').clientWidth)"
    found: list[float] = person.page.locator("svg rect:not(.track)").evaluate_all(measure)
    return found


def missing(words: tuple[str, ...] | list[str], person: Person) -> list[str]:
    """What the record does not show of these words."""
    main = person.page.locator(".record")
    shown = [*main.locator("p.own").all_inner_texts(), *main.locator(".own li").all_inner_texts()]
    return [each for each in words if each not in shown]
