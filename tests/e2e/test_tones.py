"""Another wording, chosen on the page: what is typed stays typed, with script and without."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit

pytestmark = pytest.mark.e2e

FIRST = "Which thought would you like to look at?"
WARMER = "When you are ready, which thought would you like to look at?"
TYPED = "She is angry wi"


def test_another_wording_keeps_what_is_typed_and_the_first_one_is_a_tap_away(
    visit: Visit, script: bool
) -> None:
    person = visit(script=script)
    person.start("A second look at a thought")
    person.write(TYPED)
    person.page.get_by_text("Change the wording").click()
    assert person.look.small_targets(person.page) == []
    person.page.get_by_role("button", name="Warmer").click()
    expect(person.page.locator("h1")).to_have_text(WARMER)
    expect(person.field).to_have_value(TYPED)
    person.arrive()
    person.page.get_by_text("Show the first wording").click()
    expect(person.page.get_by_text(FIRST, exact=True)).to_be_visible()
    person.page.get_by_text("Change the wording").click()
    expect(person.page.get_by_role("button", name="Warmer")).to_have_attribute("aria-pressed", "true")
    assert person.look.small_targets(person.page) == []
    person.look.width(person.page)
    if script:
        # What is given back is not saved, and no link takes it without a word.
        person.page.get_by_role("link", name="Back").click()
        expect(person.page.locator("[data-note]")).to_be_visible()
    person.write("She is angry with me.")
    person.go_on()
    expect(person.page.locator("h1")).to_have_text("How much do you believe it right now, would you say?")
