"""In a real browser, markup in a flow's texts and in answers runs nothing, asks no other host and is shown as words."""

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.hostile_flow import ON_A_PAGE, PAGES, write_hostile_flow
from tests.payloads import MARKUP

FOREIGN = """() => [
    ...document.querySelectorAll('script:not([src^="/static/"]), iframe, object, embed, style, base, svg script, img'),
    ...document.querySelectorAll('[href^="javascript:" i], [href*="evil."], [src*="evil."], [action*="evil."]'),
    ...[...document.querySelectorAll('*')].filter(each => each.getAttributeNames().some(name => name.startsWith('on'))),
].length + (window.owned ? 1000 : 0)"""


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    found = Server(folder / "server", write_hostile_flow(folder / "flows"))
    found.start()
    yield found
    found.stop()


def look(person: Person, shown: tuple[str, ...] = ()) -> None:
    """Nothing has run or stands ready to, and the words are there to be read."""
    assert person.page.evaluate(FOREIGN) == 0
    words = person.page.evaluate("() => document.querySelector('main').textContent.replace(/\\\\s+/g, ' ')")
    for payload in shown:
        assert " ".join(payload.split()) in words


def test_markup_does_nothing_in_a_browser(visit: Visit, hostile_server: Server, script: bool) -> None:
    person = visit(script=script, at=hostile_server)
    page = person.page
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{hostile_server.origin}/")
    look(person)
    with page.expect_navigation():
        page.locator("main form button[type=submit], main form button").first.click()
    # The first time, what is to be known before it stands on the page of the exercise.
    with page.expect_navigation():
        page.locator("main form button.main").click()
    for number in range(PAGES):
        look(person, MARKUP[number * ON_A_PAGE : (number + 1) * ON_A_PAGE])
        for box in page.locator("main fieldset input[type=checkbox]").all():
            box.check()
        with person.turn():
            person.main_button.click()
    for words in ("7", "3", f"{MARKUP[0]} {MARKUP[30]}"):
        look(person)
        person.write(words)
        with person.turn():
            person.main_button.click()
    look(person)
    page.goto(f"{hostile_server.origin}/records")
    look(person)
    with page.expect_navigation():
        page.locator("main a[href^='/records/']").first.click()
    look(person, MARKUP)
