"""What is said before the first question and after the last: what this is, for whom, and when a person can do more."""

import pytest
from flask import Flask

from tests.web.house import HTTPS, MakeApp
from tests.web.person import LOOPBACK, Person
from tests.web.runs import FAIRER, THOUGHT
from tests.web.test_web_cookies import parts_of

BEFORE = "Before your first exercise"
NOT_TREATMENT = "This is practice in a skill, and not treatment."
SAME = "You have worked on this thought three times or more."


def finish(person: Person, thought: str = THOUGHT) -> str:
    """A short exercise to its end; its last page."""
    answers = (thought, "80", "70", "friend", "It is one test.", FAIRER, "75", "80", "65")
    page = person.answer(person.go_on(person.start("reframe"), *answers))
    return person.answer(page, "stop").html


def test_five_lines_stand_before_the_first_question_and_never_again(person: Person) -> None:
    page = person.open("/exercises/reframe")
    (note,) = [each for each in page.main.all("section") if BEFORE in each.text]
    assert len(note.all("li")) == 5
    for said in (
        "not therapy",
        "nobody reads along",
        "a doctor first",
        "nobody can reset it",
        "You can delete",
    ):
        assert said in note.text
    assert {each.attrs["href"] for each in note.all("a")} == {
        "/help",
        "/about#first",
        "/you/words",
        "/help/young",
    }
    person.send(page.fill(), htmx=False)
    for path in ("/exercises/reframe", "/exercises/thought_record"):
        assert BEFORE not in person.open(path).main.text
    person.restart()
    assert BEFORE not in person.open("/exercises/reframe").main.text


def test_who_the_lines_send_to_finds_what_they_name(person: Person) -> None:
    assert "talking to a professional first" in person.open("/about").main.get(id="first").text
    assert "under 18" in person.open("/help/young").heading


def test_until_then_the_lists_lead_past_the_lines_and_afterwards_to_the_first_question(
    person: Person,
) -> None:
    for path in ("/", "/exercises"):
        forms = [
            each
            for each in person.open(path).main.all("form")
            if each.attrs["action"] == "/exercises/reframe"
        ]
        assert {each.attrs["method"] for each in forms} == {"get"}
    assert BEFORE in person.open("/exercises/reframe?").main.text
    person.start("reframe")
    for path in ("/", "/exercises"):
        forms = [
            each
            for each in person.open(path).main.all("form")
            if each.attrs["action"] == "/exercises/reframe"
        ]
        assert {each.attrs["method"] for each in forms} == {"post"}


def test_looking_at_an_exercise_or_at_help_remembers_nothing(person: Person) -> None:
    for path in ("/", "/exercises/reframe", "/help", "/help/young", "/about"):
        assert "Set-Cookie" not in person.open(path).headers
    assert BEFORE in person.open("/exercises/reframe").main.text


@pytest.mark.parametrize("origin", [LOOPBACK, HTTPS])
def test_the_cookie_says_yes_and_is_the_same_for_everyone(origin: str, fresh: MakeApp) -> None:
    app = fresh(public_url=HTTPS) if origin == HTTPS else fresh()
    headers = [
        Person(app, origin=origin).request("POST", "/exercises/reframe").headers.getlist("Set-Cookie")
        for _ in range(2)
    ]
    assert headers[0] == headers[1]
    (parts,) = [parts_of(header) for header in headers[0]]
    assert parts.pop("") == ("__Host-begun=yes" if origin == HTTPS else "begun=yes")
    assert parts.pop("secure", None) == ("" if origin == HTTPS else None)
    assert parts == {"max-age": str(400 * 24 * 3600), "path": "/", "httponly": "", "samesite": "Lax"}


def test_deleting_everything_lets_the_browser_forget_that_it_has_begun(person: Person) -> None:
    finish(person)
    person.delete_everything()
    assert person.cookies() == {}
    assert BEFORE in person.open("/exercises/reframe").main.text


@pytest.mark.parametrize("script", [True, False])
def test_the_last_page_and_the_record_say_what_this_is_and_when_to_see_somebody(
    shared_app: Flask, script: bool
) -> None:
    person = Person(shared_app, script=script)
    page = finish(person)
    record = person.open(next(url for name, url in person.open("/records").links.items() if THOUGHT in name))
    for html in (page, record.html):
        assert NOT_TREATMENT in html
        for said in ("two weeks", "Four to six weeks", "getting worse", "drink, or take drugs", "Daily life"):
            assert said in html
    half = person.go_on(person.start("reframe"), THOUGHT)
    assert NOT_TREATMENT not in half.html


@pytest.mark.parametrize("script", [True, False])
def test_the_third_record_of_a_thought_brings_something_else_to_do(shared_app: Flask, script: bool) -> None:
    person = Person(shared_app, script=script)
    assert SAME not in finish(person)
    assert SAME not in finish(person, "Another thought, and a sad one.")
    assert SAME not in finish(person, THOUGHT.upper())
    page = finish(person, THOUGHT)
    assert SAME in page
    for path in ("/exercises/try_it_out", "/exercises/problem_solving"):
        assert f'href="{path}"' in page
        assert person.open(path).status == 200


def test_what_was_noticed_for_one_person_is_told_to_nobody_else(shared_app: Flask) -> None:
    for _ in range(3):
        assert SAME not in finish(Person(shared_app))
