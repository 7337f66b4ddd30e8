"""The browser's Back and Forward, two tabs, and impatient fingers: nothing is lost, and nothing is kept twice."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import REFRAME, THOUGHT

pytestmark = pytest.mark.e2e

FIRST, SECOND = "Words from the first tab.", "Words from the second tab."


def test_back_and_forward_show_each_page_as_it_was_filled_in_and_going_on_works(
    visit: Visit, script: bool
) -> None:
    person = begun(visit, script, answers=3)
    headings = [asked.heading for asked in REFRAME]
    for page, value in ((3, "70"), (2, "80"), (1, THOUGHT)):
        person.back()
        is_at(person, page, headings, value)
    for page, value in ((2, "80"), (3, "70")):
        person.forward()
        is_at(person, page, headings, value)
    person.forward()
    expect(person.page.locator("h1")).to_have_text(headings[3])

    person.back()
    is_at(person, 3, headings, "70")
    person.write("65")
    person.go_on()
    person.walk(REFRAME[3:4])
    expect(person.page.locator("h1")).to_have_text(headings[4])
    person.back()
    person.back()
    is_at(person, 3, headings, "65")


def test_words_that_were_not_sent_yet_are_still_there_after_a_look_at_help_now(
    visit: Visit, script: bool
) -> None:
    person = visit(script=script)
    person.start("Thought record")
    person.write(FIRST)
    person.open("/help")
    person.back()
    expect(person.field).to_have_value(FIRST)


def test_of_two_tabs_the_stale_one_shows_both_texts_and_either_can_be_kept(
    visit: Visit, script: bool
) -> None:
    first = begun(visit, script, answers=1)
    first.watch.expect_status(409)
    page_one = first.path.rsplit("/", 1)[0] + "/1"
    second = first.another_tab()
    for kept in (FIRST, SECOND):
        first.open(page_one)
        second.open(page_one)
        first.write(FIRST)
        first.go_on()
        second.write(SECOND)
        second.go_on()
        expect(second.problem.locator(".own")).to_have_text(FIRST)
        expect(second.field).to_have_value(SECOND)
        if kept == FIRST:
            second.follow("Keep what is saved")
            expect(second.field).to_have_value(FIRST)
        else:
            second.go_on()
            assert second.path.endswith("/2")
        second.open(page_one)
        expect(second.field).to_have_value(kept)


def test_a_double_click_gives_one_answer(visit: Visit, script: bool) -> None:
    person = begun(visit, script, answers=2)
    page_three = person.path
    person.write("70")
    # Without a script the second click breaks off the way that the first has begun.
    person.main_button.dblclick()
    expect(person.page.locator("h1")).to_have_text(REFRAME[3].heading)
    person.arrive()
    assert person.path == page_three.removesuffix("3") + "4"
    assert set(person.watch.visits(page_three)) == {person.watch.visits(page_three)[0]}
    assert revision(person) == "3"
    if script:
        assert len(person.watch.visits(page_three)) == 1


def test_a_page_that_was_left_in_the_middle_goes_on_where_it_was(visit: Visit, script: bool) -> None:
    person = begun(visit, script, answers=3)
    person.follow("Stop here – it is saved")
    person.follow("A second look at a thought")
    expect(person.page.locator("h1")).to_have_text(REFRAME[3].heading)
    assert person.path.endswith("/4")


def test_words_that_were_not_sent_are_still_there_after_going_away_and_back(
    visit: Visit, script: bool
) -> None:
    person = begun(visit, script, answers=0)
    person.write("A thought that I have not sent.")
    person.page.get_by_role("link", name="Privacy").click()
    if script:
        person.page.get_by_role("link", name="Go on without saving").click()
    expect(person.page.locator("h1")).to_have_text("Privacy")
    person.back()
    expect(person.field).to_have_value("A thought that I have not sent.")


def test_a_field_of_one_line_joins_pasted_lines_and_enter_sends_it(visit: Visit) -> None:
    person = begun(visit, script=True, answers=0)
    person.write("I will fail\n\n the whole course.")
    expect(person.field).to_have_value("I will fail the whole course.")
    with person.turn():
        person.field.press("Enter")
    person.arrive()
    expect(person.page.locator("h1")).to_have_text(REFRAME[1].heading)


def begun(visit: Visit, script: bool, answers: int) -> Person:
    """Somebody who has answered the first pages of the short exercise."""
    person = visit(script=script)
    person.start("A second look at a thought")
    person.walk(REFRAME[:answers])
    return person


def is_at(person: Person, page: int, headings: list[str], value: str) -> None:
    expect(person.page.locator("h1")).to_have_text(headings[page - 1])
    expect(person.field).to_have_value(value)
    assert person.path.endswith(f"/{page}")
    person.look.at(person.page, person.scripting)


def revision(person: Person) -> str:
    return person.page.locator("main [name=revision]").first.input_value()
