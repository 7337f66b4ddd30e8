"""The server is away, slow or broken: the words stay in the field, and when it is back they are filed once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import REFRAME, THOUGHT
from tests.e2e.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("own_server")]

# htmx tells the console of each request that failed.
BY_HTMX = "htmx:error"
CHANGED = f"{THOUGHT} And the pie was burnt."


def test_a_server_that_went_away_gets_the_words_once_when_it_is_back(
    visit: Visit, own_server: Server
) -> None:
    person = writing(visit(at=own_server))
    person.watch.expect(f"ERR_CONNECTION|{BY_HTMX}")
    own_server.stop()
    with nothing_else_changes(person):
        person.main_button.click()
        expect(person.not_saved).to_contain_text("Not saved yet. Your words are still here.")
        expect(person.not_saved).to_contain_text("There seems to be no connection.")
    own_server.start()
    with person.turn():
        person.page.get_by_role("button", name="Try again").click()
    is_filed_once(person)


def test_words_written_offline_are_sent_by_themselves_when_the_network_is_back(visit: Visit) -> None:
    person = writing(visit())
    person.watch.expect(f"ERR_INTERNET_DISCONNECTED|{BY_HTMX}")
    person.context.set_offline(True)
    with nothing_else_changes(person):
        person.main_button.click()
        expect(person.not_saved).to_contain_text("There seems to be no connection.")
    with person.turn():
        person.context.set_offline(False)
    is_filed_once(person)


def test_an_answer_that_was_kept_but_whose_reply_broke_is_not_kept_twice(visit: Visit) -> None:
    person = writing(visit())
    person.watch.expect_status(500)

    def break_reply(route: Route) -> None:
        route.fetch()
        route.fulfill(status=500)

    person.page.route("**/s/**", break_reply)
    with nothing_else_changes(person):
        person.main_button.click()
        expect(person.not_saved).to_contain_text("Something went wrong on our side.")
    with person.turn():
        person.page.unroute("**/s/**")
    is_filed_once(person)


def test_a_server_that_hangs_is_given_up_and_asked_again(visit: Visit, own_server: Server) -> None:
    person = visit(at=own_server)
    person.page.clock.install()
    writing(person)
    person.watch.expect(BY_HTMX)
    own_server.freeze()
    try:
        with nothing_else_changes(person):
            person.main_button.click()
            person.page.clock.fast_forward(5_000)
            expect(person.page.locator("#said")).to_have_text("Still saving. Your words are here.")
            person.page.clock.fast_forward(30_000)
            expect(person.not_saved).to_contain_text("The answer took too long.")
    finally:
        own_server.thaw()
    with person.turn():
        person.page.get_by_role("button", name="Try again").click()
    is_filed_once(person)


def test_someone_who_writes_on_is_not_interrupted_by_a_page_that_sends_itself(visit: Visit) -> None:
    person = visit()
    person.page.clock.install()
    writing(person)
    person.watch.expect(f"ERR_FAILED|{BY_HTMX}")
    person.page.route("**/s/**", lambda route: route.abort())
    person.main_button.click()
    expect(person.not_saved).to_contain_text("This page tries again by itself.")
    person.write(f"{CHANGED} Badly.")
    expect(person.not_saved).to_contain_text("You can go on writing.")
    person.page.unroute("**/s/**")
    sent = len(person.watch.posts)
    person.page.clock.fast_forward(300_000)
    expect(person.field).to_have_value(f"{CHANGED} Badly.")
    assert len(person.watch.posts) == sent
    with person.turn():
        person.page.get_by_role("button", name="Try again").click()
    is_filed_once(person, f"{CHANGED} Badly.")


def test_without_script_a_locked_database_gives_the_words_back_to_be_sent_again(
    visit: Visit, own_server: Server
) -> None:
    person = writing(visit(script=False, at=own_server))
    person.watch.expect_status(503)
    page_one = person.path
    with locked(own_server):
        with person.page.expect_navigation():
            person.main_button.click()
        person.arrive()
        assert person.heading == "Not saved yet"
        expect(person.page.get_by_label("Your words, to read or copy")).to_have_value(CHANGED)
        assert person.path == page_one
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Send my words again").click()
    person.arrive()
    is_filed_once(person)


def test_help_is_there_when_the_database_is_gone(visit: Visit, own_server: Server) -> None:
    person = writing(visit(at=own_server))
    person.watch.expect_status(503)
    own_server.lose_data()
    person.main_button.click()
    expect(person.not_saved).to_contain_text("Something went wrong on our side.")
    expect(person.field).to_have_value(CHANGED)
    person.follow("Help now")
    assert person.heading == "Help now"
    expect(person.page.get_by_role("link", name="999")).to_be_visible()
    person.open("/records")
    assert person.heading == "This page cannot be shown now"
    person.follow("Help now", within="main")
    assert person.heading == "Help now"
    own_server.kill()
    own_server.wipe()


def writing(person: Person) -> Person:
    """Somebody who has answered one page and has just changed it."""
    person.start("A second look at a thought")
    person.walk(REFRAME[:1])
    person.follow("Back")
    person.write(CHANGED)
    return person


@contextmanager
def nothing_else_changes(person: Person) -> Iterator[None]:
    """The page, its address, its history, the field and the form's keys stay what they were."""

    def state() -> object:
        fields = "() => [...document.querySelectorAll('[name]')].map(each => [each.name, each.value])"
        history = person.page.evaluate("() => history.length")
        return (
            person.page.url,
            person.heading,
            history,
            person.page.evaluate(fields),
            person.field.input_value(),
        )

    before = state()
    yield
    assert state() == before
    assert before[-1] == CHANGED  # type: ignore[index]
    person.look.at(person.page, person.scripting)


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """Another program writes into the database, and does not come to an end."""
    with closing(sqlite3.connect(server.data / "cbt.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def is_filed_once(person: Person, words: str = CHANGED) -> None:
    """The next page is here, one revision on; each try had the same key; the words are on the page before."""
    person.arrive()
    assert person.heading == REFRAME[1].heading
    assert person.page.locator("main [name=revision]").input_value() == "2"
    keys = person.watch.visits(person.path.removesuffix("2") + "1")[1:]
    assert len(keys) >= 2
    assert len(set(keys)) == 1
    person.follow("Back")
    expect(person.field).to_have_value(words)
