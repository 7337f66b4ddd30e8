"""Answers beyond words and scales, in a browser: orders, shares, paces, rests and earlier records."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.caller import Caller, address_of
from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_looks import read_in_every_mode
from tests.web.answering import GOOD, come_to, finish

pytestmark = pytest.mark.e2e

HOURS = next(iter(GOOD))
ORDER, SHARES, REST, TIMER, BREATH, COUNTED, UNTIL = list(GOOD)[7:14]
LAST = list(GOOD)[-1]


@pytest.fixture
def caller(answers_server: Server) -> Caller:
    """Somebody without a browser, for a quick start."""
    return Caller(answers_server.port)


@pytest.fixture
def at(visit: Visit, caller: Caller, answers_server: Server, script: bool) -> "At":
    return At(visit, caller, answers_server, script)


class At:
    """Opens a browser on the page with a heading, with script or without."""

    def __init__(self, visit: Visit, caller: Caller, server: Server, script: bool) -> None:
        self.visit, self.caller, self.server, self.script = visit, caller, server, script

    def __call__(self, heading: str, **settings: Any) -> Person:
        page = come_to(self.caller, heading)
        person = self.visit(script=self.script, at=self.server, cookie=self.caller.cookie, **settings)
        person.open(f"/s/{address_of(page)}/")
        expect(person.page.locator("h1")).to_have_text(heading)
        return person


def order_in(person: Person) -> list[str]:
    return [each.inner_text() for each in person.page.locator(".order .own").all()]


def said(person: Person) -> Locator:
    return person.page.locator("#said")


def test_an_order_is_put_by_places_without_a_script_and_by_buttons_keys_and_a_grip_with_one(at: At) -> None:
    person = at(ORDER)
    assert order_in(person) == ["Rain", "Work", "Sleep"]
    if not at.script:
        person.page.get_by_label("Place of Sleep").select_option("1")
        person.go_on()
        person.follow("Back")
        assert order_in(person) == ["Sleep", "Rain", "Work"]
        return
    down = person.page.get_by_role("button", name="Down: Rain")
    down.click()
    assert order_in(person) == ["Work", "Rain", "Sleep"]
    expect(said(person)).to_have_text('"Rain" is number 2 of 3 now.')
    expect(down).to_be_focused()
    person.page.keyboard.press("Enter")
    assert order_in(person) == ["Work", "Sleep", "Rain"]
    expect(person.page.get_by_role("button", name="Up: Rain")).to_be_focused()
    person.page.keyboard.press("Alt+ArrowUp")
    person.page.keyboard.press("Alt+ArrowUp")
    assert order_in(person) == ["Rain", "Work", "Sleep"]
    person.page.keyboard.press("Alt+ArrowUp")
    expect(said(person)).to_have_text('"Rain" stays number 1 of 3.')
    drag(person, person.page.locator("[data-row]").nth(2), person.page.locator("[data-row]").nth(0))
    assert order_in(person) == ["Sleep", "Rain", "Work"]
    expect(said(person)).to_have_text('"Sleep" is number 1 of 3 now.')
    drag_by_finger(person, person.page.locator("[data-row]").nth(1), person.page.locator("[data-row]").nth(0))
    assert order_in(person) == ["Rain", "Sleep", "Work"]
    person.page.get_by_role("button", name="Down: Rain").click()
    person.go_on()
    person.follow("Back")
    assert order_in(person) == ["Sleep", "Rain", "Work"]


def drag_by_finger(person: Person, row: Locator, to: Locator) -> None:
    """The same with a finger on glass."""
    grip, target = row.locator("[data-grip]").bounding_box(), to.bounding_box()
    assert grip is not None
    assert target is not None
    finger = person.context.new_cdp_session(person.page)
    x, start, end = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2, target["y"] + 2
    for kind, y in (("touchStart", start), ("touchMove", (start + end) / 2), ("touchMove", end)):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def drag(person: Person, row: Locator, to: Locator) -> None:
    """Takes a row by its grip and lets it go at the top of another."""
    grip = row.locator("[data-grip]").bounding_box()
    target = to.bounding_box()
    assert grip is not None
    assert target is not None
    mouse = person.page.mouse
    mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    mouse.down()
    mouse.move(target["x"] + 10, target["y"] + 2, steps=5)
    mouse.up()


def test_what_is_left_of_a_total_is_told_while_it_is_shared_out(at: At) -> None:
    person = at(SHARES)
    person.watch.expect_status(422)
    left = person.page.locator("#left")
    expect(left).to_have_text("100 of 100 left to share out.")
    for words, amount in (("Rain", "50"), ("Work", "60")):
        person.page.get_by_label(words, exact=True).fill(amount)
    if at.script:
        expect(left).to_have_text("That is 10 more than 100.")
        expect(said(person)).to_have_text("That is 10 more than 100.")
        assert person.page.locator("[data-bar]").nth(1).get_attribute("width") == "60%"
    person.go_on()
    expect(person.problem).to_contain_text("That is 10 more than 100.")
    # The problem has said it.
    expect(left).to_have_text("")
    person.page.get_by_label("Work", exact=True).fill("50")
    person.go_on()
    expect(person.page.locator("h1")).to_have_text(REST)
    rest = person.page.locator("output")
    expect(rest).to_have_text("100")
    person.page.get_by_label("Sleep", exact=True).fill("30")
    if at.script:
        expect(rest).to_have_text("70")
    person.go_on()
    person.follow("Back")
    expect(rest).to_have_text("70")


def test_a_timer_is_started_paused_and_started_again_by_the_person_alone(at: At) -> None:
    person = at(TIMER)
    start = person.page.get_by_role("button", name="Start", exact=True)
    if not at.script:
        expect(start).to_be_hidden()
        expect(person.page.get_by_text("Take 1 minute for this.")).to_be_visible()
        return
    assert playing(person) == []
    start.click()
    expect(said(person)).to_have_text("It has started.")
    pause = person.page.locator("[data-pause]")
    expect(pause).to_be_focused()
    pause.click()
    assert playing(person) == ["paused"]
    expect(pause).to_have_text("Carry on")
    pause.click()
    assert playing(person) == ["running"]
    person.page.get_by_role("button", name="Start again").click()
    assert playing(person) == ["running"]
    person.page.evaluate("() => document.getAnimations()[0].finish()")
    expect(said(person)).to_have_text("The time is over. Go on when you like.")
    expect(person.page.get_by_role("button", name="Start again")).to_be_focused()
    expect(pause).to_be_hidden()
    person.go_on()


def test_a_breath_says_in_and_out_and_ends_by_itself(at: At) -> None:
    person = at(BREATH)
    if not at.script:
        expect(person.page.locator(".pacer")).to_be_hidden()
        return
    assert playing(person) == []
    person.page.get_by_role("button", name="Start", exact=True).click()
    phase = person.page.locator("[data-phase]")
    expect(phase).to_have_text("In")
    person.page.evaluate("() => { document.getAnimations()[0].currentTime = 5000; }")
    expect(phase).to_have_text("Out")
    person.page.evaluate("() => document.getAnimations()[0].finish()")
    expect(said(person)).to_have_text("The time is over. Go on when you like.")
    expect(phase).to_have_text("")


def test_with_reduced_motion_nothing_moves_and_the_words_are_enough(at: At) -> None:
    person = at(BREATH, reduced_motion="reduce")
    expect(person.page.locator(".pacer")).to_be_hidden()
    expect(person.page.get_by_text("Breathe in for 4 seconds, and out for 6 seconds.")).to_be_visible()
    person = at(TIMER, reduced_motion="reduce")
    expect(person.page.locator(".filling")).to_be_hidden()
    expect(person.page.get_by_text("Take 1 minute for this.")).to_be_visible()


def playing(person: Person) -> list[str]:
    found: list[str] = person.page.evaluate("() => document.getAnimations().map(each => each.playState)")
    return found


def test_a_rest_says_its_end_on_the_readers_own_clock_and_lets_them_go_on(at: At) -> None:
    person = at(COUNTED, timezone_id="America/New_York")
    time = person.page.locator("time")
    if at.script:
        expect(time).not_to_contain_text("UTC")
    else:
        expect(time).to_contain_text("UTC")
    link = person.page.get_by_role("link", name="Add to my calendar")
    file = person.context.request.get(person.origin + (link.get_attribute("href") or ""))
    assert (file.status, file.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    button = person.page.get_by_role("button", name="Go on now")
    expect(button).to_be_enabled()
    with person.turn():
        button.click()
    expect(person.page.locator("h1")).to_have_text(UNTIL)
    expect(time).to_have_text("24 December 2026, 20:00")


def test_when_the_time_of_a_rest_has_come_the_page_and_the_list_say_so(at: At) -> None:
    person = at(UNTIL)
    if not at.script:
        expect(person.page.get_by_text("This rests until 24 December 2026, 20:00.")).to_be_visible()
        expect(person.page.get_by_text("The rest is over.")).to_be_hidden()
        return
    person.page.clock.set_fixed_time(datetime(2027, 1, 1, tzinfo=UTC))
    person.page.reload()
    expect(person.page.get_by_text("The rest is over. You can go on.")).to_be_visible()
    expect(person.page.get_by_role("link", name="Add to my calendar")).to_be_hidden()
    person.page.goto(f"{person.origin}/records")
    expect(person.page.get_by_text("The rest is over: you can go on.")).to_be_visible()


def test_an_earlier_record_is_picked_or_passed_over(at: At) -> None:
    finish(at.caller)
    person = at.visit(script=at.script, at=at.server, cookie=at.caller.cookie)
    person.start("Every answer")
    expect(person.page.locator("h1")).to_have_text("Which earlier record is this about?")
    assert person.page.locator("input[type=radio]:checked").count() == 0
    person.page.get_by_label("Rain, Work, Sleep").check()
    person.go_on()
    expect(person.page.locator("h1")).to_have_text(HOURS)
    person.follow("Back")
    expect(person.page.get_by_label("Rain, Work, Sleep")).to_be_checked()
    person.page.get_by_label("None of these").check()
    person.go_on()
    person.follow("Back")
    expect(person.page.get_by_label("None of these")).to_be_checked()


def test_every_such_page_fits_and_can_be_tapped_and_read_in_every_mode(at: At) -> None:
    done = finish(at.caller)
    resting = come_to(at.caller, COUNTED)
    person = at.visit(script=at.script, at=at.server, cookie=at.caller.cookie)
    paths = [f"/s/{address_of(done)}/{number}" for number in (1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14)]
    small = []
    for path in (*paths, f"/s/{address_of(resting)}/", f"/records/{address_of(done)}", "/records"):
        person.open(path)
        small += read_in_every_mode(person)
    assert small == []
