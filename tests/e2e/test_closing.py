"""A reload or a closed tab would take unsent words along: the browser asks first, and at no other time."""

import pytest
from playwright.sync_api import Dialog, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import FRIEND, REFRAME
from tests.e2e.test_leaving import ELSEWHERE, WEATHER, by_keyboard
from tests.e2e.test_shared import at_a_library
from tests.e2e.test_unsent import at, look_at_help

pytestmark = pytest.mark.e2e


def questions(person: Person, *, stay: bool = False) -> list[str]:
    """What kinds of questions the browser asks from now on."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        if stay:
            dialog.dismiss()
        else:
            dialog.accept()

    person.page.on("dialog", answer)
    return asked


def test_a_reload_with_unsent_words_asks_and_who_stays_has_them_still(visit: Visit) -> None:
    person = at(visit, script=True, answers=4)
    asked = questions(person, stay=True)
    person.write(FRIEND)
    with person.page.expect_event("dialog"):
        person.page.evaluate("setTimeout(() => location.reload())")
    assert asked == ["beforeunload"]
    expect(person.field).to_have_value(FRIEND)


def test_a_closed_tab_with_unsent_words_asks(visit: Visit) -> None:
    person = at(visit, script=True, answers=4)
    asked = questions(person)
    person.write(FRIEND)
    with person.page.expect_event("close"):
        person.page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_nothing_is_asked_where_nothing_was_typed_or_all_is_sent(visit: Visit) -> None:
    person = at(visit, script=True, answers=4)
    asked = questions(person)
    person.page.reload()
    person.arrive()
    person.write(FRIEND)
    person.go_on()
    expect(person.page.locator("h1")).to_have_text(REFRAME[5].heading)
    person.page.reload()
    person.arrive()
    assert asked == []


def test_nothing_is_asked_on_the_way_to_help_nor_after_the_pages_own_question(visit: Visit) -> None:
    person = at(visit, script=True, answers=4)
    asked = questions(person)
    person.write(FRIEND)
    look_at_help(person)
    person.page.get_by_role("link", name="Privacy").click()
    person.follow("Go on without saving")
    assert asked == []


@pytest.mark.parametrize("way", ["Leave quickly", "Shift"])
@pytest.mark.parametrize("shared", [False, True], ids=["own", "shared"])
def test_nothing_is_asked_of_who_leaves_quickly(visit: Visit, way: str, *, shared: bool) -> None:
    person = visit(script=True)
    person.watch.intercept(ELSEWHERE)
    person.context.route(
        f"https://{ELSEWHERE}/**", lambda route: route.fulfill(body=WEATHER, content_type="text/html")
    )
    if shared:
        at_a_library(person)
    else:
        person.start("A second look at a thought")
    asked = questions(person)
    person.write("63" if shared else FRIEND)
    if way == "Shift":
        by_keyboard(person)
    else:
        person.page.locator("[data-leave]").click()
    expect(person.page.locator("h1")).to_have_text("Dry at first")
    assert asked == []


def test_nothing_is_asked_of_who_finishes_and_clears(visit: Visit) -> None:
    person = visit(script=True)
    at_a_library(person)
    asked = questions(person)
    person.write("63")
    person.page.get_by_role("link", name="Finish and clear").click()
    person.follow("Go on without saving")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Finish and clear").click()
    assert asked == []
