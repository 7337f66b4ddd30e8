"""A shared computer, in a real browser: nothing comes back by Back, and a page that nobody touches closes by itself."""

from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Error, Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import CANARIES, REFRAME, SITUATION, THOUGHT
from tests.e2e.test_leaving import ELSEWHERE, WEATHER, by_keyboard
from tests.e2e.test_looks import read_in_every_mode

pytestmark = pytest.mark.e2e

MINUTE = 60_000
_SHOWN = """() => document.body.innerText + JSON.stringify(history.state) +
  [...document.querySelectorAll('textarea, input:not([type=hidden])')].map(field => field.value).join()"""


def share(person: Person) -> None:
    """One tap on the first page."""
    person.open("/")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="This is a shared computer").click()
    person.arrive()


def at_a_library(person: Person) -> None:
    """On the second page of an exercise, on a shared computer."""
    share(person)
    person.start("A second look at a thought")
    person.walk(REFRAME[:2])


def words_of(person: Person) -> str:
    """Twelve words, made in another tab."""
    other = person.another_tab()
    other.open("/you/words")
    with other.page.expect_navigation():
        other.page.get_by_role("button", name="Make my twelve words").click()
    words = " ".join(other.page.locator("ol.twelve li").all_inner_texts())
    other.page.close()
    return words


def nothing_comes_back(person: Person) -> None:
    """Goes back through all that the tab remembers, and forward again: no word of theirs is shown."""
    person.watch.expect_status(404)
    for go in (person.back, person.forward):
        for _ in range(8):
            go()
            text = shown(person)
            assert not [word for word in (*CANARIES, THOUGHT) if word in text]


def shown(person: Person) -> str:
    """All that can be read on the page and in its fields, once the browser has asked for it anew."""
    for _ in range(30):
        # A page that htmx had put there is first swapped and then opened as a whole.
        with suppress(Error):
            person.page.wait_for_timeout(100)
            return str(person.page.evaluate(_SHOWN))
    raise AssertionError("the page never came to rest")


def keeps(context: BrowserContext) -> list[str]:
    return [cookie["name"] for cookie in context.cookies()]


def test_every_page_of_a_shared_computer_can_be_read_and_tapped(visit: Visit) -> None:
    person = visit()
    at_a_library(person)
    small = read_in_every_mode(person)
    for path in ("/", "/shared", "/shared/finish", "/shared/finished", "/shared/locked", "/help"):
        person.open(path)
        small += read_in_every_mode(person)
    assert small == []


def test_after_finishing_back_shows_nothing_and_the_browser_keeps_nothing(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    at_a_library(person)
    words_of(person)
    person.follow("Finish and clear")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Finish and clear").click()
    person.arrive()
    assert person.heading == "This browser is cleared"
    assert keeps(person.context) == []
    nothing_comes_back(person)
    assert person.context.storage_state(indexed_db=True)["origins"] == []


def test_what_was_typed_and_not_sent_does_not_come_back_into_its_field(visit: Visit) -> None:
    person = visit()
    share(person)
    person.start("A second look at a thought")
    person.write(THOUGHT)
    person.page.goto(f"{person.origin}/help")
    person.back()
    expect(person.page.locator("#question")).to_be_visible()
    expect(person.field).to_have_value("")


def test_a_page_that_nobody_touches_asks_and_then_closes_and_keeps_what_was_typed(visit: Visit) -> None:
    person = visit()
    at_a_library(person)
    words = words_of(person)
    person.page.clock.install()
    person.page.reload()
    person.write("77")
    note = person.page.get_by_role("alert").filter(has_text="Are you still here?")
    person.page.clock.fast_forward(18 * MINUTE)
    person.page.clock.run_for(6000)
    expect(note).to_be_visible()
    person.look.at(person.page, person.scripting)
    person.page.get_by_role("button", name="I am still here").click()
    expect(note).to_have_count(0)
    person.page.clock.fast_forward(17 * MINUTE)
    person.page.clock.run_for(6000)
    expect(note).to_have_count(0)
    with person.page.expect_navigation():
        person.page.clock.fast_forward(4 * MINUTE)
        person.page.clock.run_for(6000)
    person.arrive()
    assert person.heading == "This place is locked"
    assert "77" not in shown(person)
    person.page.locator("#typed").fill(words)
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Open my records").click()
    person.arrive()
    expect(person.field).to_have_value("77")
    person.go_on()


def test_whoever_is_in_another_tab_or_goes_on_writing_is_there(visit: Visit) -> None:
    person = visit()
    at_a_library(person)
    other = person.another_tab()
    other.open("/help")
    person.page.clock.install()
    person.page.reload()
    note = person.page.get_by_role("alert").filter(has_text="Are you still here?")
    for _ in range(3):
        person.page.clock.fast_forward(17 * MINUTE)
        other.page.clock.install()
        other.page.clock.fast_forward(17 * MINUTE)
        other.page.mouse.wheel(0, 50)
        other.page.wait_for_timeout(200)
        person.page.clock.run_for(6000)
        expect(note).to_have_count(0)
    person.page.clock.fast_forward(6 * MINUTE)
    with person.page.expect_request("**/shared/here"):
        person.write("5")


@pytest.mark.parametrize("has_network", [True, False], ids=["with network", "without"])
def test_leave_quickly_takes_the_key_out_and_back_shows_nothing(visit: Visit, has_network: bool) -> None:
    person = visit()
    person.watch.intercept(ELSEWHERE)
    person.context.route(
        f"https://{ELSEWHERE}/**", lambda route: route.fulfill(body=WEATHER, content_type="text/html")
    )
    at_a_library(person)
    words_of(person)
    if not has_network:
        person.watch.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
        person.context.set_offline(True)
    with person.page.expect_navigation():
        by_keyboard(person)
    expect(person.page.locator("h1")).to_have_text("Dry at first")
    person.context.set_offline(False)
    if has_network:
        # The word that takes the key out may arrive after the other page.
        for _ in range(100):
            if not keeps(person.context):
                break
            person.page.wait_for_timeout(200)
        assert keeps(person.context) == []
        nothing_comes_back(person)


def test_without_a_script_leave_quickly_takes_the_key_out_too(visit: Visit) -> None:
    person = visit(script=False)
    person.watch.intercept(ELSEWHERE)
    asked: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route)
        route.fulfill(body=WEATHER, content_type="text/html")

    person.context.route(f"https://{ELSEWHERE}/**", answer)
    at_a_library(person)
    person.page.get_by_role("button", name="Leave quickly").click()
    expect(person.page.locator("h1")).to_have_text("Dry at first")
    assert asked[0].request.headers.get("referer") is None
    assert keeps(person.context) == []


def test_a_shared_computer_keeps_no_help_pages(visit: Visit) -> None:
    person = visit(service_workers="allow")
    share(person)
    person.open("/help")
    person.page.wait_for_timeout(500)
    assert person.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert person.page.evaluate("async () => (await caches.keys()).length") == 0
    assert SITUATION not in person.page.content()
