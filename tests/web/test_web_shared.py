"""A shared computer: one tap, a key until the browser is closed, a lock when nobody is there, nothing left behind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from cbt.settings import Settings
from tests.web.answering import GOOD, come_to
from tests.web.house import HTTPS, MakeApp, compile_once
from tests.web.kinds import run_kinds
from tests.web.pages import Page
from tests.web.person import FORM_TYPE, LOOPBACK, Person, address_of, encoded
from tests.web.runs import THOUGHT
from tests.web.stored import bytes_of, count_of, rows_of
from tests.web.test_web_coming_back import PHRASE, begun, make_words, send

QUIET, WRITING = timedelta(minutes=21), timedelta(minutes=61)
TYPED = "All that I had typed so far."


def share(person: Person) -> Page:
    """Says that this is a shared computer: one tap on the first page, two where a key is there already."""
    page = person.open("/")
    if "/shared" not in [form.attrs["action"] for form in page.main.all("form")]:
        page = person.open("/shared")
    return send(person, page, "/shared")


def at_a_library(app: Flask, *, origin: str = LOOPBACK) -> Person:
    """Somebody on a shared computer who has answered once."""
    person = Person(app, origin=origin)
    share(person)
    person.go_on(person.start("reframe"), THOUGHT)
    return person


def held(person: Person) -> dict[str, str]:
    """Every cookie of the browser, those that end with it too."""
    return {cookie.key: cookie.value for cookie in (person.client._cookies or {}).values()}


@pytest.fixture
def later() -> Iterator[time_machine.Traveller]:
    """A clock that can be moved on."""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        yield clock


def test_one_tap_on_the_first_page_makes_it_a_shared_computer(shared_app: Flask) -> None:
    person = Person(shared_app)
    first = person.open("/")
    assert "This is a shared computer" in first.main.text
    assert "Finish and clear" not in first.links
    page = share(person)
    assert (page.url, page.trail[0]) == ("/", 303)
    assert page.links["Finish and clear"] == "/shared/finish"
    # The tap was at the foot of the page; what it did stands at the top, where the new page begins.
    assert page.main.text.startswith("What brings you here? This is set to a shared computer.")
    assert list(held(person)) == ["s"]


@pytest.mark.parametrize("origin", [LOOPBACK, HTTPS])
def test_no_cookie_of_a_shared_computer_outlives_its_browser(origin: str, fresh: MakeApp) -> None:
    app = fresh(public_url="" if origin == LOOPBACK else origin)
    person = at_a_library(app, origin=origin)
    person.post("/help/country", (("country", "gb"),))
    page = person.start("thought_record")
    person.post(page.url, (*page.fill("x").fields, ("wording", "simpler"), ("tone", "simpler")))
    names = {"country", "s"} if origin == LOOPBACK else {"__Secure-country", "__Host-s"}
    assert names <= held(person).keys()
    assert person.cookies() == {}
    header = person.open("/records").headers.getlist("Set-Cookie")
    assert [each.partition("; ")[2] for each in header] == [
        "Path=/; HttpOnly; SameSite=Lax" if origin == LOOPBACK else "Path=/; Secure; HttpOnly; SameSite=Lax"
    ]


def test_what_is_written_there_is_read_and_changed_as_anywhere(shared_app: Flask) -> None:
    for script in (False, True):
        person = Person(shared_app, script=script)
        share(person)
        page = person.go_on(person.start("reframe"), THOUGHT, "80")
        assert THOUGHT in person.open("/records").main.text
        page = person.back(page)
        assert person.answer(page, "70").status == 200
        assert person.delete_everything().heading == "Everything is deleted"
        assert person.open("/records").links["Finish and clear"]
        assert person.open("/you").status == 200


def fields_of(page: Page) -> list[dict[str, str]]:
    return [each.attrs for tag in ("input", "textarea", "select") for each in page.root.all(tag)]


def test_no_field_of_any_page_is_remembered_and_on_ones_own_device_most_are(
    kinds_app: Flask, answers_app: Flask, shared_app: Flask
) -> None:
    own = run_kinds(Person(kinds_app))
    for app in (kinds_app, answers_app, shared_app):
        person = Person(app)
        share(person)
        pages = [person.open(url) for url in ("/", "/exercises", "/you/come-back", "/help", "/shared")]
        if app is kinds_app:
            pages += run_kinds(person)
        elif app is answers_app:
            pages += [come_to(person, heading) for heading in GOOD]
        else:
            person.go_on(person.start("reframe"), THOUGHT)
            pages += [person.open(url) for url in ("/you", "/you/words", "/you/bring", "/shared/finish")]
        for page in pages:
            for field in fields_of(page):
                assert field["autocomplete"] == "off", (page.url, field)
    assert [each for page in own for each in fields_of(page) if "autocomplete" not in each]


def test_a_page_that_is_opened_late_shows_nothing_until_words_are_typed(
    shared_app: Flask, later: time_machine.Traveller
) -> None:
    person = at_a_library(shared_app)
    words = make_words(person)
    later.shift(QUIET)
    for url in ("/records", "/you", "/you/records.json", "/you/words"):
        shown = person.open(url)
        assert (shown.url, shown.heading) == ("/shared/locked", "This place is locked")
        assert THOUGHT not in shown.html
    page = person.open("/shared/locked")
    opened = send(person, page, "/shared/open", typed=" ".join(words))
    assert opened.url == "/records"
    assert THOUGHT in opened.main.text
    assert person.cookies() == {}


def test_each_page_and_each_sign_of_life_puts_the_lock_off(
    shared_app: Flask, later: time_machine.Traveller
) -> None:
    person = at_a_library(shared_app)
    for _ in range(3):
        later.shift(timedelta(minutes=19))
        assert person.post("/shared/here").status == 204
        later.shift(timedelta(minutes=19))
        assert THOUGHT in person.open("/records").main.text


def test_a_clock_that_was_set_back_locks_nobody_out(shared_app: Flask, later: time_machine.Traveller) -> None:
    person = at_a_library(shared_app)
    later.shift(timedelta(days=-400))
    assert THOUGHT in person.open("/records").main.text


def test_whoever_writes_for_long_without_a_script_is_still_heard_and_after_an_hour_gets_the_words_back(
    shared_app: Flask, later: time_machine.Traveller
) -> None:
    person = at_a_library(shared_app)
    page = person.start("thought_record")
    later.shift(timedelta(minutes=45))
    page = person.answer(page, TYPED)
    assert page.status == 200
    page = person.open(page.url)
    later.shift(WRITING)
    refused = person.answer(page, "other", own=TYPED)
    assert (refused.status, refused.heading) == (400, "This place is locked")
    assert refused.root.get(id="kept-words").raw.strip() == TYPED
    assert refused.links["Open it with my twelve words"] == "/shared/locked"


def test_words_that_were_not_sent_wait_in_the_locked_page_sealed(
    shared_app: Flask, later: time_machine.Traveller, log_lines: StringIO
) -> None:
    person = at_a_library(shared_app)
    words = make_words(person)
    page = person.open(person.start("thought_record").url)
    page = person.answer(page, "I lost my place in the talk.")
    draft = f"{page.url}\r\nanswer=other&own={TYPED.replace(' ', '+')}"
    later.shift(timedelta(minutes=20, seconds=30))
    locked = person.post("/shared/lock", (("draft", draft),))
    assert locked.heading == "This place is locked"
    assert "What you had typed waits in this page" in locked.main.text
    assert TYPED not in locked.html + log_lines.getvalue()
    assert person.open("/records").url == "/shared/locked"
    wrong = send(person, locked, "/shared/open", typed="abandon " * 12)
    assert wrong.status == 422
    back = send(person, wrong, "/shared/open", typed=" ".join(words))
    assert (back.status, back.heading) == (200, page.heading)
    assert back.main.get(id="own").raw.strip() == TYPED
    assert person.send(back.fill("other", own=TYPED)).status == 200


def test_a_locked_page_leads_back_to_where_one_was_and_no_draft_leads_elsewhere(shared_app: Flask) -> None:
    for draft, leads in (
        ("{url}\n", "{url}"),
        ("//evil.example/\nanswer=1", "/records"),
        ("/s/x/1", "/records"),
    ):
        person = at_a_library(shared_app)
        words = " ".join(make_words(person))
        url = person.start("thought_record").url
        person.answer(person.open(url), "I lost my place in the talk.")
        locked = person.post("/shared/lock", (("draft", draft.format(url=url)),))
        assert send(person, locked, "/shared/open", typed=words).url == leads.format(url=url)


def test_a_draft_of_a_record_that_is_gone_leads_on_without_it(shared_app: Flask) -> None:
    person = at_a_library(shared_app)
    words = " ".join(make_words(person))
    draft = f"/s/{'A' * 64}/1\nanswer=1"
    locked = person.post("/shared/lock", (("draft", draft),))
    assert send(person, locked, "/shared/open", typed=words).status == 404


def test_without_words_a_locked_page_says_that_nobody_can_open_the_records(shared_app: Flask) -> None:
    person = at_a_library(shared_app)
    locked = person.post("/shared/lock", (("draft", ""),))
    assert "Nobody can open them now, and that includes us." in locked.main.text
    assert "typed" not in [each.attrs.get("name") for each in locked.main.all("textarea")]
    again = send(person, locked, "/shared")
    assert again.url == "/"
    assert "its record will stand here" in person.open("/records").main.text


def test_whoever_guesses_words_has_to_wait(fresh: MakeApp) -> None:
    person = at_a_library(fresh())
    make_words(person)
    page = person.post("/shared/lock")
    statuses = []
    for _ in range(21):
        page = send(person, page, "/shared/open", typed="abandon " * 12)
        statuses.append(page.status)
    assert statuses == [422] * 20 + [429]
    assert "Please wait a minute" in page.problem


def test_nothing_is_locked_where_there_is_no_key(shared_app: Flask) -> None:
    person = Person(shared_app)
    assert person.post("/shared/lock").heading == "Nothing is locked here"
    share(person)
    assert person.post("/shared/lock").heading == "Nothing is locked here"


def test_finishing_offers_words_first_and_then_takes_the_key_out(fresh: MakeApp, data: Path) -> None:
    person = at_a_library(fresh())
    page = person.open("/shared/finish")
    assert page.links["Make twelve words first"] == "/you/words"
    words = " ".join(make_words(person))
    page = person.open("/shared/finish")
    assert "Make twelve words first" not in page.links
    keys = held(person)
    token = (("csrf_token", page.hidden["csrf_token"]),)
    done = person.request("POST", "/shared/finish", body=encoded(token), content_type=FORM_TYPE)
    assert done.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert person.open(done.headers["Location"]).heading == "This browser is cleared"
    assert held(person) == {}
    # Whoever kept the cookie has nothing either: that way in is gone, and the words are the only one.
    assert count_of(data, "wrap") == 1
    for name, value in keys.items():
        person.client.set_cookie(name, value, domain=person.host)
    assert "its record will stand here" in person.open("/records").main.text
    home = Person(person.app)
    opened = send(home, home.open("/you/come-back"), "/you/come-back", typed=words)
    assert THOUGHT in opened.main.text


def test_finishing_without_words_destroys_nothing_and_says_what_it_means(fresh: MakeApp, data: Path) -> None:
    person = at_a_library(fresh())
    page = person.open("/shared/finish")
    assert "Without them nobody can open these records again" in page.main.text
    rows = rows_of(data)
    send(person, page, "/shared/finish")
    assert rows_of(data) == rows
    assert held(person) == {}


def test_leave_quickly_takes_the_key_out_without_a_script_too(fresh: MakeApp, data: Path) -> None:
    person = at_a_library(fresh())
    make_words(person)
    response = person.request("POST", "/shared/leave")
    assert response.headers["Refresh"] == "0; url=https://www.bbc.co.uk/weather"
    assert response.headers["Clear-Site-Data"]
    assert held(person) == {}
    assert count_of(data, "wrap") == 1
    for word in ("Steps", "Help", THOUGHT):
        assert word not in response.text


def test_leave_quickly_on_ones_own_device_takes_nothing_away(shared_app: Flask) -> None:
    person = begun(shared_app)
    response = person.request("POST", "/shared/leave")
    assert "Clear-Site-Data" not in response.headers
    assert THOUGHT in person.open("/records").main.text


def test_an_operator_says_where_leave_quickly_goes(tmp_path: Path) -> None:
    from web import close, create_app

    library = compile_once(Path(__file__).parents[2] / "flows")
    app = create_app(Settings(data=tmp_path / "data", leave_to="https://weather.example/now"), library)
    person = Person(app)
    assert person.open("/").links["Leave quickly"] == "https://weather.example/now"
    assert person.request("POST", "/shared/leave").headers["Refresh"].endswith("https://weather.example/now")
    close(app)


def test_the_key_of_ones_own_device_can_be_made_one_that_ends_and_back(shared_app: Flask) -> None:
    person = begun(shared_app)
    page = person.open("/shared")
    assert page.links["make them first"] == "/you/words"
    assert send(person, page, "/shared").url == "/"
    assert set(person.cookies()) <= {"begun"}
    assert THOUGHT in person.open("/records").main.text
    assert send(person, person.open("/shared"), "/shared/off").url == "/"
    assert set(held(person)) - {"begun", "n"} == {"p"}
    assert set(person.cookies()) - {"begun"} == {"p"}
    assert THOUGHT in person.open("/records").main.text
    nobody = Person(shared_app)
    share(nobody)
    send(nobody, nobody.open("/shared"), "/shared/off")
    assert held(nobody) == {}


def test_a_passphrase_and_a_shared_computer_do_not_go_together(shared_app: Flask) -> None:
    person = at_a_library(shared_app)
    assert "/you/lock" not in person.open("/you").links.values()
    assert person.open("/you/lock").url == "/shared"
    ann = begun(shared_app)
    send(ann, ann.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE)
    page = ann.open("/shared")
    assert page.links["open it, or go on without those records"] == "/you/unlock"
    token = ann.open("/you").main.find("input", name="csrf_token")
    assert token is not None
    ann.post("/shared", (("csrf_token", token.attrs["value"]),))
    assert "s" not in held(ann)
    assert THOUGHT in ann.open("/records").main.text


def test_a_shared_computer_keeps_no_help_page_and_no_file(shared_app: Flask) -> None:
    person = at_a_library(shared_app)
    page = person.open("/help")
    assert "keep_help.js" not in page.html
    assert "shared.js" in page.html
    made = send(person, person.open("/you/words"), "/you/words")
    assert "Save them as a text file" not in made.main.text
    assert "a file stays behind" in person.open("/you").main.text


def test_a_cookie_that_is_not_ours_makes_no_shared_computer(shared_app: Flask) -> None:
    for value in ("", "x", "A" * 60, "%%%", "../.."):
        person = begun(shared_app)
        person.client.set_cookie("s", value, domain=person.host)
        assert THOUGHT in person.open("/records").main.text


def test_the_key_is_in_no_file_and_no_log(fresh: MakeApp, data: Path, log_lines: StringIO) -> None:
    person = at_a_library(fresh())
    page = person.start("thought_record")
    person.post("/shared/lock", (("draft", f"{page.url}\nanswer=quince"),))
    everything = b"".join(bytes_of(data).values()) + log_lines.getvalue().encode()
    for secret in (*held(person).values(), address_of(page), "quince"):
        # That an exercise was begun is no secret.
        if secret == "yes":
            continue
        assert secret.encode() not in everything


def test_a_computer_locks_although_the_store_cannot_answer(fresh: MakeApp, data: Path) -> None:
    person = at_a_library(fresh())
    with time_machine.travel(datetime.now(UTC) + QUIET, tick=True):
        for path in (data / "cbt.db", data / "cbt.db-wal"):
            path.write_bytes(b"")
        assert person.open("/help").status == 200
        assert person.open("/records").url == "/shared/locked"


def test_words_typed_where_other_records_are_open_are_asked_about_on_their_own_page(
    shared_app: Flask,
) -> None:
    other = begun(shared_app)
    words = " ".join(make_words(other))
    person = begun(shared_app)
    token = person.open("/you/come-back").hidden["csrf_token"]
    page = person.post("/shared/open", (("csrf_token", token), ("typed", words)))
    assert page.url == "/you/come-back"
    assert THOUGHT in person.open("/records").main.text
    token = other.open("/you/come-back").hidden["csrf_token"]
    assert other.post("/shared/open", (("csrf_token", token), ("typed", words))).url == "/records"
