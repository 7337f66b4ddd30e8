"""Another wording can be chosen at any moment: nothing typed is lost or saved by it, and the first one is near."""

import re
from pathlib import Path

import pytest
from flask import Flask

from cbt.compiler.library import compile_folder
from cbt.settings import Settings
from tests.web.house import HTTPS, MakeApp, copy_few
from tests.web.pages import Page
from tests.web.person import LOOPBACK, Person
from tests.web.runs import THOUGHT
from tests.web.test_web_cookies import parts_of
from web import create_app
from web.services import close

FIRST = "Which thought would you like to look at?"
SIMPLER = "Which thought do you want to look at?"
WARMER = "When you are ready, which thought would you like to look at?"
TYPED = "She is angry wi"


def choose(person: Person, page: Page, tone: str, *typed: str) -> Page:
    """Presses the button of a tone, with what is typed in the field."""
    return person.send(page.fill(*(typed or ("",))).with_field("wording", tone))


def tones(page: Page) -> dict[str, bool]:
    """The tones that a page offers, and whether each is the chosen one."""
    buttons = page.main.all("button", name="wording")
    return {each.attrs["value"]: "aria-pressed" in each.attrs for each in buttons}


def folded(page: Page) -> dict[str, list[str]]:
    """What can be opened on a page: summary -> paragraphs."""
    return {
        each.get("summary").text: [one.text for one in each.all("p")] for each in page.main.all("details")
    }


def test_a_page_reads_as_it_was_written_until_a_tone_is_chosen(person: Person) -> None:
    page = person.start("reframe")
    assert page.heading == FIRST
    assert tones(page) == {"plain": True, "warmer": False, "simpler": False}
    assert "Show the first wording" not in folded(page)
    assert "tone" not in page.hidden


def test_choosing_a_tone_keeps_what_is_typed_and_saves_nothing(person: Person) -> None:
    page = choose(person, person.start("reframe"), "simpler", TYPED)
    assert (page.status, page.heading, page.value) == (200, SIMPLER, (TYPED,))
    assert tones(page) == {"plain": False, "warmer": False, "simpler": True}
    assert person.open("/records").main.all("a", cls="record") == []
    assert page.said == ""
    page = choose(person, page, "warmer", TYPED)
    assert (page.heading, page.value) == (WARMER, (TYPED,))


def test_what_is_given_back_says_that_it_is_not_saved_and_what_is_saved_says_so(person: Person) -> None:
    page = person.back(person.answer(person.start("reframe"), THOUGHT))
    again = choose(person, page, "simpler", THOUGHT)
    assert "data-given-back" not in again.form.attrs
    assert "Stop here – it is saved" in again.links
    other = choose(person, page, "simpler", "Another thought of mine")
    assert "data-given-back" in other.form.attrs
    assert "Stop here – this page is not saved yet" in other.links
    empty = choose(person, page, "simpler", "")
    assert "data-given-back" not in empty.form.attrs


def test_the_first_wording_is_one_tap_away(person: Person) -> None:
    page = choose(person, person.start("reframe"), "simpler")
    assert folded(page)["Show the first wording"] == [
        FIRST,
        "Write it as it came to you, in one short sentence.",
    ]
    assert page.hidden["tone"] == "simpler"


def test_the_choice_stays_for_the_pages_that_follow_and_can_be_taken_back(person: Person) -> None:
    page = choose(person, person.start("reframe"), "warmer")
    page = person.answer(page, THOUGHT)
    assert page.heading == "How much do you believe it right now, would you say?"
    page = person.open(page.url)
    assert page.heading == "How much do you believe it right now, would you say?"
    page = choose(person, page, "plain", "80")
    assert (page.heading, page.value) == ("How much do you believe it right now?", ("80",))
    assert person.open(page.url).heading == "How much do you believe it right now?"


def test_a_tone_that_is_none_means_the_first_wording(person: Person) -> None:
    page = choose(person, person.start("reframe"), "<b>sweeter</b>", TYPED)
    assert (page.heading, page.value) == (FIRST, (TYPED,))
    person.set_cookie("tone", "sweeter")
    assert person.open(page.url).heading == FIRST


def test_a_form_that_is_older_than_the_stored_answer_stays_so_in_another_tone(person: Person) -> None:
    first = person.answer(person.start("reframe"), THOUGHT)
    old = person.back(first)
    person.answer(person.back(first), "Another thought of mine")
    page = choose(person, old, "simpler", "A third thought of mine")
    assert page.value == ("A third thought of mine",)
    assert person.answer(page, "A third thought of mine").status == 409


def test_words_for_a_question_that_is_gone_are_given_back_in_another_tone_too(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80", "60", "facts")
    other = person.open(page.url.rpartition("/")[0] + "/4")
    person.answer(other, "friend")
    page = choose(person, page, "simpler", "Words for the facts")
    assert (page.status, page.unfiled) == (409, ("Words for the facts",))


def test_the_record_tells_how_a_question_was_asked(person: Person) -> None:
    page = choose(person, person.start("reframe"), "simpler")
    page = person.answer(page, THOUGHT)
    page = choose(person, page, "plain", "50")
    address = page.url.split("/")[2]
    record = person.open(f"/records/{address}")
    assert folded(record) == {
        "Show how this was asked": [SIMPLER, "Write one short sentence. Use the words that came to you."]
    }


def cookie_of(page: Page) -> dict[str, str]:
    (header,) = [each for each in page.headers.getlist("Set-Cookie") if "tone=" in each]
    return parts_of(header)


@pytest.mark.parametrize(("tone", "age"), [("warmer", 400 * 24 * 3600), ("plain", 0)])
def test_the_cookie_holds_the_tone_and_nothing_else(shared_app: Flask, tone: str, age: int) -> None:
    person = Person(shared_app, origin=LOOPBACK, script=True)
    parts = cookie_of(choose(person, person.start("reframe"), tone))
    assert parts.pop("") == f"tone={tone if age else ''}"
    assert parts == {"httponly": "", "samesite": "Lax", "path": "/", "max-age": str(age)}


def test_over_https_the_cookie_is_bound_to_the_host(fresh: MakeApp) -> None:
    person = Person(fresh(public_url=HTTPS), origin=HTTPS, script=True)
    parts = cookie_of(choose(person, person.start("reframe"), "warmer"))
    assert parts.pop("") == "__Host-tone=warmer"
    assert "secure" in parts


def test_a_flow_without_rewordings_offers_no_tone(kinds_app: Flask) -> None:
    page = Person(kinds_app).start("every_kind")
    assert tones(page) == {}


def test_words_that_no_person_has_approved_say_so(data: Path, tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    copy_few(flows)
    bank = flows / "rewordings" / "reframe.en.simpler.yaml"
    bank.write_text(re.sub(" +approved: .*\n", "", bank.read_text(encoding="utf-8")), encoding="utf-8")
    library = compile_folder(flows)
    for approval, said in (("author", False), ("automatic", True)):
        app = create_app(Settings(data=data, flows=flows, reword_approval=approval), library)
        person = Person(app)
        page = choose(person, person.start("reframe"), "simpler")
        assert ("Reworded by software. No person has checked it." in page.main.text) is said
        assert page.heading == (SIMPLER if said else FIRST)
        close(app)
