"""What a browser's own folder holds once it is closed: on one's own device a cookie, on a shared computer nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e.chromium import FLAGS, PATIENCE_MS, find_chromium
from tests.e2e.look import Look
from tests.e2e.person import Person
from tests.e2e.runs import CANARIES, REFRAME
from tests.e2e.server import Server
from tests.e2e.sweep import all_files
from tests.e2e.test_leaving import ELSEWHERE, WEATHER, by_keyboard
from tests.e2e.test_shared import share, words_of
from tests.e2e.watch import Watch
from tests.markers import files_with

pytestmark = pytest.mark.e2e

TYPED_ONLY = "A sentence about the marmalade that was never sent."

_KEPT = """async () => [...(await caches.keys()), ...(await navigator.serviceWorker.getRegistrations()),
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases())]"""

OpenProfile = Callable[[], Person]


@pytest.fixture
def open_profile(chromium: Browser, server: Server, look: Look, tmp_path: Path) -> Iterator[OpenProfile]:
    """Opens a browser on a folder of its own, `tmp_path / "profile"`, as a person's browser has one."""
    contexts: list[BrowserContext] = []

    def open_it() -> Person:
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=find_chromium(),
            args=list(FLAGS),
            viewport={"width": 320, "height": 640},
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return Person(context, Watch(context, server.origin), look, server.origin, script=True)

    yield open_it
    for context in contexts:
        context.close()


def write(person: Person) -> None:
    """Some answers, and a page with words that are never sent."""
    person.start("A second look at a thought")
    person.walk(REFRAME[:5])
    person.write(TYPED_ONLY)


def close(person: Person) -> None:
    person.page.wait_for_timeout(1000)
    person.context.close()


def left_in(profile: Path) -> list[tuple[str, str]]:
    """Files of the browser's folder that hold a word of the person's."""
    return files_with(all_files(profile), [*CANARIES, TYPED_ONLY[:30]])


def cookies_in(profile: Path) -> list[str]:
    """The cookies that the browser has on disk, by name."""
    found = []
    for path in profile.rglob("Cookies"):
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as held:
            found += [str(name) for (name,) in held.execute("SELECT name FROM cookies")]
    return found


def test_on_ones_own_device_the_folder_holds_cookies_and_no_word(
    open_profile: OpenProfile, tmp_path: Path
) -> None:
    person = open_profile()
    write(person)
    person.page.goto(f"{person.origin}/records")
    close(person)
    # A browser notes what stands in the fields of its open tabs, to show it again on Back; only a shared computer's is
    # told not to.
    assert [
        name for name, _ in left_in(tmp_path / "profile") if not name.startswith("Default/Sessions/")
    ] == []
    assert cookies_in(tmp_path / "profile") == ["begun", "n", "p"]


def test_on_a_shared_computer_the_folder_holds_nothing_after_finish_and_clear(
    open_profile: OpenProfile, tmp_path: Path
) -> None:
    person = open_profile()
    share(person)
    write(person)
    words = words_of(person)
    person.open("/shared/finish")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Finish and clear").click()
    assert person.heading == "This browser is cleared"
    close(person)
    held = all_files(tmp_path / "profile")
    assert left_in(tmp_path / "profile") == []
    assert files_with(held, [words, " ".join(words.split()[:3])]) == []
    assert cookies_in(tmp_path / "profile") == []
    again = open_profile()
    again.page.goto(f"{again.origin}/healthz")
    assert again.page.evaluate(_KEPT) == []


def test_on_a_shared_computer_the_folder_holds_nothing_after_leaving_quickly(
    open_profile: OpenProfile, tmp_path: Path
) -> None:
    person = open_profile()
    person.watch.intercept(ELSEWHERE)
    person.context.route(
        f"https://{ELSEWHERE}/**", lambda route: route.fulfill(body=WEATHER, content_type="text/html")
    )
    share(person)
    write(person)
    with person.page.expect_navigation():
        by_keyboard(person)
    expect(person.page.locator("h1")).to_have_text("Dry at first")
    close(person)
    assert left_in(tmp_path / "profile") == []
    assert cookies_in(tmp_path / "profile") == []


def test_a_browser_that_was_closed_without_finishing_has_forgotten_the_key(open_profile: OpenProfile) -> None:
    person = open_profile()
    share(person)
    write(person)
    close(person)
    again = open_profile()
    again.open("/records")
    assert "its record will stand here" in again.page.locator("main").inner_text()


def test_the_search_would_find_a_word_in_the_folder(open_profile: OpenProfile, tmp_path: Path) -> None:
    person = open_profile()
    person.open("/")
    person.page.evaluate("word => localStorage.setItem('x', word)", CANARIES[0])
    close(person)
    assert left_in(tmp_path / "profile") != []
