"""Leave quickly: the page is gone at once, wherever one is, and Back does not show it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import REFRAME

pytestmark = pytest.mark.e2e

ELSEWHERE = "www.bbc.co.uk"
# No page can be asked while it waits for another one, so it tells by itself what the next picture of it shows.
_TELL = """() => new MutationObserver(() => requestAnimationFrame(() =>
  console.info(document.body.checkVisibility() ? 'still shown' : 'covered')))
  .observe(document.documentElement, {attributes: true})"""
# From the press that leaves to the moment at which nothing of the page is shown.
_TIME = """() => {
  let pressed = 0;
  for (const type of ['keydown', 'click']) addEventListener(type, (event) => { pressed = event.timeStamp; }, true);
  new MutationObserver(() => {
    if (!document.body.checkVisibility()) localStorage.setItem('covered after', performance.now() - pressed);
  }).observe(document.documentElement, {attributes: true});
}"""
WEATHER = "<title>Weather</title><h1>Dry at first</h1>"


def by_link(person: Person) -> None:
    box = person.page.get_by_role("link", name="Leave quickly").bounding_box()
    assert box is not None
    person.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def by_keyboard(person: Person) -> None:
    for _ in range(3):
        person.page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [by_link, by_keyboard], ids=["by link", "by keyboard"])
def test_leaving_covers_the_page_before_the_other_one_is_there(
    visit: Visit, leave: Callable[[Person], None]
) -> None:
    person = visit()
    person.watch.intercept(ELSEWHERE)
    waiting: list[Route] = []

    def let_wait(route: Route) -> None:
        waiting.append(route)

    person.context.route(f"https://{ELSEWHERE}/**", let_wait)
    person.start("A second look at a thought")
    person.walk(REFRAME[:2])
    was = person.page.url
    person.page.evaluate(_TELL)
    with person.context.expect_event("console", lambda message: message.text == "covered"):
        leave(person)
    for _ in range(100):
        if not waiting:
            # Anything that is asked of the browser and not of the page, which is on its way.
            person.context.cookies()
    assert waiting[0].request.headers.get("referer") is None
    waiting[0].fulfill(body=WEATHER, content_type="text/html")
    expect(person.page.locator("h1")).to_have_text("Dry at first")
    person.back()
    assert person.page.url != was


def test_two_shifts_or_a_capital_letter_do_not_leave(visit: Visit) -> None:
    person = visit()
    person.start("A second look at a thought")
    person.field.focus()
    for key in ("Shift", "Shift", "a", "Shift+B", "Shift", "Shift", "c"):
        person.page.keyboard.press(key)
    expect(person.field).to_have_value("aBc")
    expect(person.page.locator("#question")).to_be_visible()


def test_without_script_the_link_leaves_too(visit: Visit) -> None:
    person = visit(script=False)
    person.watch.intercept(ELSEWHERE)
    person.context.route(
        f"https://{ELSEWHERE}/**", lambda route: route.fulfill(body=WEATHER, content_type="text/html")
    )
    person.open("/help")
    by_link(person)
    expect(person.page.locator("h1")).to_have_text("Dry at first")


@pytest.mark.parametrize("leave", [by_link, by_keyboard], ids=["by link", "by keyboard"])
def test_without_a_network_the_page_is_gone_within_a_tenth_of_a_second(
    visit: Visit, leave: Callable[[Person], None]
) -> None:
    person = visit()
    person.watch.intercept(ELSEWHERE)
    person.watch.expect("ERR_INTERNET_DISCONNECTED")
    person.start("A second look at a thought")
    person.walk(REFRAME[:2])
    # A machine that is busy for a moment says nothing about the page.
    assert min(covered_after(person, leave) for _ in range(3)) < 100


def covered_after(person: Person, leave: Callable[[Person], None]) -> float:
    """How many milliseconds after the press nothing of the page was shown; then the person is back on it."""
    was = person.page.url
    person.page.evaluate(_TIME)
    person.context.set_offline(True)
    # What a page says in its last moment may get lost; what it leaves behind is there for the next page.
    with person.page.expect_event("requestfailed", lambda request: ELSEWHERE in request.url):
        leave(person)
    person.page.wait_for_timeout(300)
    assert person.page.url != was
    assert "Benedikt" not in person.page.content()
    person.context.set_offline(False)
    person.page.goto(was)
    return float(person.page.evaluate("localStorage.getItem('covered after')"))
