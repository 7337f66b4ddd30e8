"""Questionnaires: not there until an operator names them; then with help near, and a word on the last time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from cbt.cli.troubles import words_for
from cbt.compiler.library import default_flows_folder
from cbt.errors import InstrumentUnknown
from cbt.settings import Settings
from tests.web.house import compile_once, services_of
from tests.web.pages import Page
from tests.web.person import Person
from web import close, create_app, offer_flows

LIBRARY = compile_once(default_flows_folder())
IDS = ("phq_9", "phq_8", "gad_7", "who_5")


def make(data: Path, instruments: str) -> Flask:
    return create_app(Settings(data=data, instruments=instruments), LIBRARY)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = make(tmp_path / "data", "phq_9,gad_7")
    yield made
    close(made)


def offered(app: Flask) -> list[str]:
    """The questionnaires that can be opened, as somebody would try."""
    return [flow_id for flow_id in IDS if Person(app).open(f"/exercises/{flow_id}").status == 200]


def answered(person: Person, *marks: str) -> Page:
    """The nine questions up to the page after the last of these marks."""
    page = person.answer(person.start("phq_9"))
    for mark in marks:
        page = person.answer(page, mark)
    return page


NEVER = "0 - Not at all"


def test_without_the_setting_there_is_none_in_the_list_or_at_its_address(shared_app: Flask) -> None:
    assert offered(shared_app) == []
    assert "Questionnaires" not in Person(shared_app).open("/exercises").main.text


def test_those_that_are_named_stand_in_a_group_of_their_own_and_the_others_are_not_there(app: Flask) -> None:
    assert offered(app) == ["phq_9", "gad_7"]
    group = Person(app).open("/exercises").main.all("details", cls="reason")[-1]
    assert group.get("h2").text == "Questionnaires"
    assert len(group.all("section", cls="card")) == 2
    assert "PHQ-9" not in Person(app).open("/").main.text


def test_flows_that_are_offered_anew_keep_them(app: Flask) -> None:
    offer_flows(app, LIBRARY)
    assert offered(app) == ["phq_9", "gad_7"]


def test_a_name_that_is_none_keeps_the_app_from_starting_and_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(InstrumentUnknown) as unknown:
        make(tmp_path / "data", "gad_7,phq9")
    assert words_for(unknown.value) == (
        'CBT_INSTRUMENTS names phq9, and there is no such questionnaire. Did you mean "phq_9"?'
    )


def test_an_answer_to_the_ninth_question_brings_help_first_and_not_at_all_does_not(app: Flask) -> None:
    page = answered(Person(app), *[NEVER] * 8, "1 - Several days")
    assert page.heading == "Before you go on, a moment for you"
    page = answered(Person(app), *[NEVER] * 9)
    assert page.heading == "Your answers add up to 0 out of 27."


def test_the_ninth_question_may_stay_empty_and_then_there_is_no_number(app: Flask) -> None:
    person = Person(app)
    page = person.answer(answered(person, *[NEVER] * 8))
    assert page.heading.startswith("One question is empty, so there is no number this time.")
    record = person.open(person.answer(page).links["Read my record"])
    assert "The number, 0 to 27" not in record.main.text


def test_the_last_time_is_told_on_both_pages_before_another_and_keeps_nobody_from_it(app: Flask) -> None:
    person = Person(app)
    assert person.open("/exercises/phq_9").main.find("p", cls="note") is None
    page = person.answer(answered(person, *[NEVER] * 9))
    assert "Read my records of it together" in page.links
    note = person.open("/exercises/phq_9").main.get("p", cls="note").text
    assert note.startswith("You last did this on ")
    assert note.endswith(" It tells more once 2 weeks lie in between. You can still do it now.")
    again = person.start("phq_9")
    assert again.main.get("p", cls="note").text == note
    assert person.answer(again).main.find("p", cls="note") is None


def test_a_last_time_that_is_long_ago_is_told_by_its_day_alone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(services_of(app).keeping), "last_done", lambda *_: date(2026, 1, 5))
    assert Person(app).open("/exercises/phq_9").main.get("p", cls="note").text == (
        "You last did this on 5 January 2026."
    )


def test_an_exercise_without_days_in_between_says_nothing_of_the_last_time(person: Person) -> None:
    person.go_on(person.start("mood_check_in"), "4", (), "")
    assert person.open("/exercises/mood_check_in").main.find("p", cls="note") is None
