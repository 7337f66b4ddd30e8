"""When the store cannot answer or our own code breaks: the words come back, help stays, the next request works."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from cbt.errors import FlowVersionMissing, SealBroken
from cbt.service import Exercises, Keeping, Shelf
from tests.web.house import MakeApp, services_of
from tests.web.markup import shown_in
from tests.web.pages import Page, Sent, hidden_of, typed
from tests.web.person import FORM_TYPE, Person, address_of, encoded
from tests.web.routes import ROUTES, Route, begin, name_of, token_of
from tests.web.runs import THOUGHT
from tests.web.trouble import Shaky, shaky_app
from web.services import close

WORDS = "Two\n\nlines, & <b>bold</b>."


@pytest.fixture
def shaky(fresh: MakeApp) -> Shaky:
    return shaky_app(fresh)


def words_in(page: Page) -> str:
    return shown_in(page.root.get("textarea", id="kept-words"))


def again(page: Page) -> Sent:
    """The form that an error page offers, to send the words again."""
    form = page.form
    has_words = page.root.find("textarea", id="kept-words") is not None
    assert form.get("button").text == ("Send my words again" if has_words else "Send it again")
    return Sent(form.attrs["action"], tuple([(name, typed(text)) for name, text in hidden_of(form)]))


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("script", [False, True], ids=["plain", "htmx"])
def test_whatever_call_to_the_store_fails_the_words_come_back_and_can_be_sent_again(
    script: bool, late: bool, shaky: Shaky
) -> None:
    failed = 0
    for call in range(1, 20):
        person = Person(shaky.app, script=script)
        page = person.go_on(person.start("thought_record"), "I lost my place.", "sad", "80", "no")
        sent = page.fill("A first line.", WORDS)
        shaky.fail_in(call, late=late)
        after = person.send(sent, htmx=True)
        shaky.recover()
        if after.status == 200:
            break
        failed += 1
        assert after.status == 503
        assert after.heading == "Not saved yet"
        assert words_in(after) == "A first line.\n" + WORDS
        assert after.links["Help now"] == "/help"
        done = person.send(again(after), htmx=False)
        assert done.heading == "Which of these would hurt most if it were true?"
        assert person.back(done).value == ("A first line.", WORDS)
        assert len(person.open("/records").main.all("li")) == 1
    assert failed >= 3


def test_a_first_answer_that_could_not_be_saved_can_be_sent_again_and_makes_one_person(shaky: Shaky) -> None:
    for call in range(1, 20):
        shaky.store.tables.people.clear()
        person = Person(shaky.app)
        sent = person.start("reframe").fill(THOUGHT)
        shaky.fail_in(call, late=True)
        after = person.send(sent)
        shaky.recover()
        if after.trail[0] == 303:
            break
        assert (after.status, words_in(after)) == (503, THOUGHT)
        assert "Set-Cookie" not in after.headers
        assert person.send(again(after)).number == 2
        assert len(shaky.store.tables.people) == 1
        assert len(person.open("/records").main.all("li")) == 1


def test_a_choice_that_could_not_be_saved_shows_no_ids_and_is_still_chosen_when_it_is_sent_again(
    shaky: Shaky,
) -> None:
    person = Person(shaky.app)
    page = person.go_on(person.start("reframe"), THOUGHT, "80", "70")
    sent = page.fill("Look at the facts")
    shaky.fail_in(1)
    after = person.send(sent)
    assert (after.status, after.heading) == (503, "Not saved yet")
    assert after.root.find("textarea", id="kept-words") is None
    assert "facts" not in after.main.text
    done = person.send(again(after))
    assert done.heading == "What do the facts say about it?"
    assert person.back(done).value == ("facts",)


def test_own_words_beside_a_choice_come_back_without_its_id(shaky: Shaky) -> None:
    person = Person(shaky.app)
    page = person.go_on(person.start("thought_record"), "I lost my place.")
    shaky.fail_in(1)
    after = person.answer(page, "other", own="a hot shame")
    assert (after.status, words_in(after)) == (503, "a hot shame")
    assert person.send(again(after)).heading.startswith("You chose “a hot shame”.")


def test_a_change_that_could_not_be_saved_still_comes_back_to_the_record(shaky: Shaky) -> None:
    person = Person(shaky.app)
    page = person.go_on(
        person.start("reframe"),
        THOUGHT,
        "80",
        "70",
        "facts",
        "Some facts.",
        "A much fairer thought.",
        "75",
        "45",
        "20",
    )
    page = person.answer(page)
    record = person.open(page.links["Read my record"])
    change = person.change(record, "The thought")
    shaky.fail_in(1)
    after = person.answer(change, "Another thought.")
    assert after.status == 503
    assert person.send(again(after)).heading == "Another thought."


def test_a_first_answer_whose_reply_was_lost_makes_one_person_when_it_is_sent_again(shaky: Shaky) -> None:
    person = Person(shaky.app)
    sent = person.start("reframe").fill(THOUGHT)
    person.send(sent)
    person.lose_cookie()
    assert person.send(sent).number == 2
    assert len(shaky.store.tables.people) == 1


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_says_calmly_when_the_store_cannot_answer(
    route: Route, shaky: Shaky, log_lines: StringIO
) -> None:
    begun = begin(Person(shaky.app))
    url = route.url(begun)
    body = encoded((("csrf_token", token_of(begun.person)), *route.fields(begun)))
    statuses = set()
    for call in range(1, 4):
        shaky.fail_in(call)
        response = begun.person.request(
            route.method, url, body=body if route.method == "POST" else b"", content_type=FORM_TYPE
        )
        shaky.recover()
        statuses.add(response.status_code)
        if response.status_code == 503:
            page = Page(url, 503, response.headers, response.text)
            assert page.links["Help now"] == "/help"
            assert page.heading in ("Not saved yet", "This page cannot be shown now")
            assert "event=store_unavailable reason=lost" in log_lines.getvalue()
            break
    assert (503 in statuses) == (route.own if route.asks is None else route.asks)
    assert begun.person.open("/help").status == 200


CALLS = [
    *[(Exercises, name) for name in ("start", "page", "nearest_page", "submit", "remove", "hand_over")],
    *[(Keeping, name) for name in ("records", "record", "kept", "delete", "erase")],
    *[(Shelf, name) for name in ("groups", "get_startable")],
]


@pytest.mark.parametrize(
    "error", [ValueError, KeyError, SealBroken, FlowVersionMissing, RecursionError, MemoryError]
)
@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
def test_whatever_breaks_the_words_come_back_and_the_log_says_where_and_not_what(
    owner: type,
    name: str,
    error: type[Exception],
    shared_app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    log_lines: StringIO,
) -> None:
    begun = begin(Person(shared_app))
    token = token_of(begun.person)

    def broken(*_args: object, **_named: object) -> None:
        raise error(WORDS)

    monkeypatch.setattr(owner, name, broken)
    met = 0
    for route in ROUTES:
        fields = (("csrf_token", token), *route.fields(begun), ("own", WORDS))
        response = begun.person.request(
            route.method,
            route.url(begun),
            body=encoded(fields) if route.method == "POST" else b"",
            content_type=FORM_TYPE,
        )
        if response.status_code != 500:
            continue
        met += 1
        page = Page(route.url(begun), 500, response.headers, response.text)
        assert page.links["Help now"] == "/help"
        assert "Traceback" not in response.text
        if route.method == "POST":
            assert shown_in(page.root.get("textarea", id="kept-words")).endswith(WORDS)
    assert met
    lines = [line for line in log_lines.getvalue().splitlines() if "event=failure" in line]
    assert len(lines) == met
    for line in lines:
        assert re.fullmatch(
            rf"\S+ level=ERROR event=failure kind={error.__name__} "
            r"file=web/test_web_trouble\.py line=\d+", line
        )  # fmt: skip
    assert "bold" not in log_lines.getvalue()


def test_a_template_that_breaks_gives_the_words_back_too(
    shared_app: Flask, monkeypatch: pytest.MonkeyPatch, log_lines: StringIO
) -> None:
    person = Person(shared_app, script=True)
    page = person.go_on(person.start("reframe"), THOUGHT)

    def broken(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError(WORDS)

    monkeypatch.setattr("web.routes.session.render_step", broken)
    after = person.send(page.fill("80"))
    assert (after.status, words_in(after)) == (500, "80")
    assert "kind=ZeroDivisionError" in log_lines.getvalue()
    assert "bold" not in log_lines.getvalue()


@pytest.fixture
def lost(fresh: MakeApp, data: Path) -> Iterator[tuple[Person, Page]]:
    """Somebody half-way, whose server loses its database."""
    person = Person(fresh())
    page = person.go_on(person.start("reframe"), THOUGHT)
    close(person.app)
    held = {path: path.read_bytes() for path in data.iterdir() if path.name.startswith("cbt.db")}
    for path in held:
        path.unlink()
    (data / "cbt.db").mkdir()
    yield person, page
    if (data / "cbt.db").is_dir():
        (data / "cbt.db").rmdir()


def test_with_the_database_gone_help_and_the_pages_for_everybody_are_still_there(
    lost: tuple[Person, Page],
) -> None:
    person, _ = lost
    for url in ("/help", "/privacy", "/about", "/", "/exercises/reframe", "/healthz", "/static/style.css"):
        assert person.request("GET", url).status_code == 200, url


@pytest.mark.sqlite_file
def test_with_the_database_gone_words_come_back_and_nothing_breaks(lost: tuple[Person, Page]) -> None:
    person, page = lost
    after = person.answer(page, "80")
    assert (after.status, words_in(after)) == (503, "80")
    for url in (page.url, "/records", f"/records/{address_of(page)}", "/you"):
        shown = person.open(url)
        assert (shown.status, shown.heading) == (503, "This page cannot be shown now")
        assert shown.links["Help now"] == "/help"
    assert person.request("GET", "/readyz").status_code == 503


def test_an_overlong_form_gets_a_page_that_sends_people_back_to_their_words(shared_app: Flask) -> None:
    person = Person(shared_app)
    page = person.start("thought_record")
    after = person.send(page.fill("x" * 20_000_000))
    assert after.status == 413
    assert "Go back: your words may still be in the page." in after.main.text
    assert len(after.html) < 10_000
    assert after.links["Help now"] == "/help"


def test_what_the_store_lost_is_there_again_when_the_store_is(shaky: Shaky) -> None:
    person = Person(shaky.app)
    page = person.go_on(person.start("reframe"), THOUGHT)
    shaky.fail_in(1)
    assert person.open(page.url).status == 503
    shaky.recover()
    assert person.open(page.url).heading == page.heading


def test_the_services_can_be_let_go_of(fresh: MakeApp) -> None:
    app = fresh()
    close(app)
    assert services_of(app).is_ready()
