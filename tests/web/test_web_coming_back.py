"""Coming back, as people meet it: words offered and in nobody's way, other devices, a passphrase, a copy."""

import base64
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from flask import Flask

from cbt.vault.words import parse_words
from tests.web.house import HTTPS, MakeApp
from tests.web.pages import Page
from tests.web.person import LOOPBACK, Person
from tests.web.runs import THOUGHT
from tests.web.stored import bytes_of
from web.words_page import _which

PHRASE = "a calm blue evening"


def begun(app: Flask, *, origin: str = LOOPBACK) -> Person:
    """Somebody who has answered once."""
    person = Person(app, origin=origin)
    person.go_on(person.start("reframe"), THOUGHT)
    return person


def send(person: Person, page: Page, action: str, **fields: str) -> Page:
    """Fills in the form with this action, and sends it."""
    form = next(each for each in page.main.all("form") if each.attrs["action"] == action)
    hidden = [(each.attrs["name"], each.attrs.get("value", "")) for each in form.all("input", type="hidden")]
    return person.post(action, (*hidden, *fields.items()))


def make_words(person: Person, **fields: str) -> list[str]:
    page = send(person, person.open("/you/words"), "/you/words", **fields)
    assert page.status == 200
    return [each.text.strip() for each in page.main.get("ol").all("li")]


def come_back(app: Flask, words: str) -> tuple[Person, Page]:
    person = Person(app)
    return person, send(person, person.open("/you/come-back"), "/you/come-back", typed=words)


def test_words_are_offered_after_the_first_answer_and_at_the_end_and_stand_in_nobodys_way(
    person: Person,
) -> None:
    offer = "Twelve words let you come back"
    first = person.start("reframe")
    assert offer not in first.main.text
    page = person.answer(first, THOUGHT)
    assert offer in page.main.text
    page = person.answer(page, "80")
    assert offer not in page.main.text
    page = person.go_on(page, "70", "facts", "Some facts.", "A much fairer thought.", "75", "45", "20")
    page = person.answer(page)
    assert offer in page.main.text
    make_words(person)
    assert offer not in person.open(page.url).main.text
    second = person.answer(person.start("reframe"), THOUGHT)
    assert offer not in second.main.text


def test_twelve_words_open_the_records_on_another_device(shared_app: Flask) -> None:
    ann = begun(shared_app)
    words = make_words(ann)
    assert len(words) == 12
    other, page = come_back(shared_app, "\n".join(f"{n}. {word.upper()}" for n, word in enumerate(words, 1)))
    assert page.url == "/records?back"
    assert THOUGHT in page.main.text
    assert other.cookies()["p"] != ann.cookies()["p"]
    assert THOUGHT in other.open("/records").main.text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type your twelve words first."),
        ("abandon", "This is one word. It needs all twelve."),
        ("abandon " * 13, "These are 13 words. It needs twelve, in their order."),
        ("abandon " * 12, "These twelve words do not belong together."),
        ("abandon " * 11 + "about", "These twelve words open nothing here."),
        ("abandon xyzzy " + "abandon " * 10, "The second word is not in our list."),
    ],
)
def test_wrong_words_come_back_with_one_calm_sentence_and_stay_out_of_the_log(
    typed: str, says: str, shared_app: Flask, log_lines: StringIO
) -> None:
    person, page = come_back(shared_app, typed)
    assert page.status == 422
    assert says in page.problem
    assert page.main.get("textarea").raw.strip() == typed.strip()
    assert person.cookies() == {}
    assert "xyzzy" not in page.problem
    for word in ("abandon", "xyzzy"):
        assert word not in log_lines.getvalue()


def test_which_words_are_wrong_is_said_by_their_place() -> None:
    assert _which(()) == ""
    assert _which((1,)) == "The first word is"
    assert _which((3, 12)) == "The third and the twelfth word are"
    assert _which((1, 2, 14)) == "The first, the second and the 14th word are"
    assert _which((1, 2, 3, 4)) == "4 of these words are"


def test_whoever_tries_too_often_has_to_wait_and_keeps_what_they_typed(fresh: MakeApp) -> None:
    app = fresh()
    typed = "abandon " * 12
    statuses = [come_back(app, typed)[1].status for _ in range(21)]
    assert statuses == [422] * 20 + [429]
    _, page = come_back(app, typed)
    assert page.main.get("textarea").raw.strip() == typed.strip()
    assert "Please wait a minute" in page.problem
    locked = begun(app)
    assert send(locked, locked.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE).status == 200


def test_words_are_saved_as_a_plain_file_with_a_neutral_name(shared_app: Flask) -> None:
    ann = begun(shared_app)
    page = send(ann, ann.open("/you/words"), "/you/words")
    words = [each.text.strip() for each in page.main.get("ol").all("li")]
    saved = send(ann, page, "/you/words/file")
    assert saved.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert saved.headers["Content-Disposition"] == 'attachment; filename="words.txt"'
    lines = saved.html.splitlines()
    assert [len(line.split()) for line in lines] == [4, 4, 4]
    assert " ".join(lines).split() == words
    assert THOUGHT in come_back(shared_app, saved.html)[1].main.text


def test_no_word_no_secret_no_passphrase_and_no_name_of_a_device_is_in_a_file_or_a_log(
    fresh: MakeApp, data: Path, log_lines: StringIO
) -> None:
    app = fresh()
    ann = begun(app)
    words = make_words(ann)
    other, _ = come_back(app, " ".join(words))
    you = other.open("/you")
    action = next(each.attrs["action"] for each in you.main.all("form") if "/name" in each.attrs["action"])
    send(other, you, action, name="Grandmother's tablet")
    send(other, other.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE)
    bring(ann, ann.open("/you/records.json").html.encode())
    secrets = [parse_words(" ".join(words)), *[cookie_bytes(value) for value in other.cookies().values()]]
    secrets += [cookie_bytes(value) for value in ann.cookies().values()]
    texts = [b"Grandmother", PHRASE.encode(), THOUGHT.encode(), " ".join(words[:2]).encode(), *secrets]
    texts += [secret.hex().encode() for secret in secrets]
    for name, content in {**bytes_of(data), "the log": log_lines.getvalue().encode()}.items():
        for text in texts:
            assert text not in content, name


def cookie_bytes(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=")


def test_the_same_form_sent_twice_shows_the_same_words_and_an_old_one_says_so(shared_app: Flask) -> None:
    ann = begun(shared_app)
    page = ann.open("/you/words")
    twice = [send(ann, page, "/you/words").main.get("ol").text for _ in range(2)]
    assert twice[0] == twice[1]
    new = make_words(ann)
    old = send(ann, page, "/you/words")
    assert (old.status, old.main.find("ol")) == (409, None)
    assert "Newer words were made meanwhile" in old.problem
    assert THOUGHT in come_back(shared_app, " ".join(new))[1].main.text


def test_words_that_were_seen_leave_this_device_alone_with_the_key(shared_app: Flask) -> None:
    ann = begun(shared_app)
    old = make_words(ann)
    thief, _ = come_back(shared_app, " ".join(old))
    new = make_words(ann, seen="yes")
    assert THOUGHT not in thief.open("/records").main.text
    assert THOUGHT in ann.open("/records").main.text
    assert come_back(shared_app, " ".join(old))[1].status == 422
    assert THOUGHT in come_back(shared_app, " ".join(new))[1].main.text


def test_a_browser_with_other_records_is_asked_first(shared_app: Flask) -> None:
    ann, ben = begun(shared_app), Person(shared_app)
    ben.go_on(ben.start("reframe"), "A thought of somebody else.")
    words = " ".join(make_words(ann))
    page = send(ben, ben.open("/you/come-back"), "/you/come-back", typed=words)
    assert (page.status, page.main.get("textarea").raw.strip()) == (409, words)
    assert "This browser holds the key to other records." in page.problem
    assert "somebody else" in ben.open("/records").main.text
    done = send(ben, page, "/you/come-back", typed=words, leave="yes")
    assert THOUGHT in done.main.text


def test_somebody_who_is_here_already_keeps_their_key(shared_app: Flask) -> None:
    ann = begun(shared_app)
    cookies = ann.cookies()
    page = send(ann, ann.open("/you/come-back"), "/you/come-back", typed=" ".join(make_words(ann)))
    assert THOUGHT in page.main.text
    assert ann.cookies() == cookies


def test_devices_are_named_listed_and_forgotten_in_two_steps(shared_app: Flask) -> None:
    ann = begun(shared_app)
    assert "This is the only key there is." in forget_link(ann).main.text
    other, _ = come_back(shared_app, " ".join(make_words(ann)))
    action = next(
        each.attrs["action"]
        for each in other.open("/you").main.all("form")
        if "/name" in each.attrs["action"]
    )
    page = send(other, other.open("/you"), action, name="  The <old> phone ")
    assert page.url == "/you#devices"
    assert "This device, “The <old> phone”." in page.main.text
    listed = ann.open("/you").main.text
    assert "Another device, “The <old> phone”." in listed
    confirm = forget_link(ann, "Forget: The <old> phone")
    assert "This device still opens them." in confirm.main.text or "Your twelve words" in confirm.main.text
    assert THOUGHT in other.open("/records").main.text
    done = ann.send(confirm.fill(), htmx=False)
    assert done.url == "/you#devices"
    assert "Another device" not in done.main.text
    assert THOUGHT not in other.open("/records").main.text
    gone = ann.send(forget_link(ann).fill(), htmx=False)
    assert gone.heading == "This device is forgotten"
    assert set(ann.cookies()) == {"begun"}


def forget_link(person: Person, label: str = "Forget: This device") -> Page:
    links = [each for each in person.open("/you").main.all("a") if each.attrs.get("aria-label") == label]
    return person.open(links[0].attrs["href"])


@pytest.mark.parametrize("origin", [LOOPBACK, HTTPS])
def test_a_passphrase_is_asked_for_once_the_browser_was_closed(origin: str, fresh: MakeApp) -> None:
    app = fresh(public_url="" if origin == LOOPBACK else origin)
    ann = begun(app, origin=origin)
    page = send(ann, ann.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE)
    assert page.url == "/you?locked"
    assert "This device asks for your passphrase from now on" in page.main.text
    prefix = "" if origin == LOOPBACK else "__Host-"
    assert set(ann.cookies()) == {f"{prefix}begun", f"{prefix}l"}
    assert THOUGHT in ann.open("/records").main.text
    ann.restart()
    for url in ("/records", "/you", "/you/words", "/you/records.json"):
        page = ann.open(url)
        assert (page.heading, page.trail) == ("This place is locked", (303, 200))
    assert ann.open("/help").status == ann.open("/").status == 200
    assert "Go back to my records" in ann.open("/").main.text
    wrong = send(ann, page, "/you/unlock", passphrase="a calm blue morning")
    assert (wrong.status, wrong.problem) == (422, "This does not open it. Please try again.")
    assert "morning" not in wrong.html
    opened = send(ann, wrong, "/you/unlock", passphrase=PHRASE)
    assert THOUGHT in opened.main.text
    renewed = ann.request("GET", "/records").headers.getlist("Set-Cookie")
    assert [("Max-Age" in header) for header in renewed] == [False]


def test_a_locked_browser_can_be_locked_at_once_changed_and_opened_for_good(shared_app: Flask) -> None:
    ann = begun(shared_app)
    send(ann, ann.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE)
    page = send(ann, ann.open("/you"), "/you/lock/now")
    assert page.heading == "This place is locked"
    send(ann, page, "/you/unlock", passphrase=PHRASE)
    send(ann, ann.open("/you/lock"), "/you/lock", first="another evening", again="another evening")
    ann.restart()
    page = send(ann, ann.open("/you"), "/you/unlock", passphrase="another evening")
    assert THOUGHT in page.main.text
    you = ann.open("/you")
    hidden = you.main.get("form", action="/you/lock/now").get("input", name="csrf_token").attrs["value"]
    page = ann.post("/you/lock/off", (("csrf_token", hidden),))
    assert "This device needs no passphrase any more." in page.main.text
    assert set(ann.cookies()) == {"begun", "p"}
    ann.restart()
    assert THOUGHT in ann.open("/records").main.text


@pytest.mark.parametrize(
    ("first", "again", "says"),
    [
        ("q1w2e3", "q1w2e3", "Please take 8 letters or more."),
        (PHRASE, "something else", "The two are not the same. Please type both once more."),
        ("x" * 201, "x" * 201, "Please take 200 letters at most."),
    ],
)
def test_a_passphrase_that_cannot_be_taken_says_why_and_is_not_given_back(
    first: str, again: str, says: str, shared_app: Flask
) -> None:
    ann = begun(shared_app)
    page = send(ann, ann.open("/you/lock"), "/you/lock", first=first, again=again)
    assert (page.status, page.problem) == (422, says)
    assert first not in page.html
    assert set(ann.cookies()) == {"begun", "p"}


def test_words_open_a_browser_whose_passphrase_is_forgotten_and_take_the_lock_off(shared_app: Flask) -> None:
    ann = begun(shared_app)
    words = " ".join(make_words(ann))
    send(ann, ann.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE)
    ann.restart()
    page = send(ann, ann.open("/you/come-back"), "/you/come-back", typed=words)
    assert THOUGHT in page.main.text
    assert set(ann.cookies()) == {"begun", "p"}


def test_a_locked_browser_can_be_used_without_those_records(shared_app: Flask) -> None:
    ann = begun(shared_app)
    send(ann, ann.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE)
    ann.restart()
    page = send(ann, ann.open("/records"), "/you/unlock/leave")
    assert page.url == "/"
    assert set(ann.cookies()) == {"begun"}
    assert ann.open("/you/unlock").heading == "Nothing is locked here"
    assert ann.open("/you").main.text.startswith("What is kept")


def test_words_typed_into_a_page_before_the_lock_fell_are_given_back(shared_app: Flask) -> None:
    ann = Person(shared_app)
    page = ann.go_on(ann.start("reframe"), THOUGHT)
    send(ann, ann.open("/you/lock"), "/you/lock", first=PHRASE, again=PHRASE)
    ann.restart()
    after = ann.send(page.fill("80"), htmx=False)
    assert (after.status, after.heading) == (400, "This place is locked")
    assert after.main.get("textarea", id="kept-words").raw.strip() == "80"
    assert after.links["Open it with my passphrase"] == "/you/unlock"


def test_a_planted_lock_changes_nothing_but_what_it_asks(shared_app: Flask) -> None:
    stranger = Person(shared_app)
    for planted in ("x", "%%%", "A" * 43):
        stranger.set_cookie("l", planted)
        page = stranger.open("/records")
        assert page.heading == ("This place is locked" if planted == "A" * 43 else "My records")


def test_what_is_kept_is_told_with_its_size_and_its_last_day(shared_app: Flask) -> None:
    ann = begun(shared_app)
    assert "1 record, from" in (text := ann.open("/you").main.text)
    assert "Together about 1 kilobyte." in text
    assert "You have no words to come back with." in text
    make_words(ann)
    assert "Twelve words, made on" in ann.open("/you").main.text


def test_everything_can_be_taken_along_deleted_and_brought_back_in(shared_app: Flask) -> None:
    ann = begun(shared_app)
    readable, whole = ann.open("/you/records.md"), ann.open("/you/records.json")
    assert f"> {THOUGHT}" in readable.html
    for page, name in ((readable, "records.md"), (whole, "records.json")):
        assert page.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert page.headers["Cache-Control"] == "no-store"
    ann.delete_everything()
    assert THOUGHT not in ann.open("/records").main.text
    page = bring(ann, whole.html.encode())
    assert page.heading == "Your records are here"
    assert "1 record came in." in page.main.text
    assert THOUGHT in ann.open("/records").main.text
    assert "1 was here already, and stays as it is." in bring(ann, whole.html.encode()).main.text


@pytest.mark.parametrize("data", [b"", b"not ours", b"\xff" * 100])
def test_a_file_that_is_not_ours_is_refused_politely(data: bytes, shared_app: Flask) -> None:
    person = Person(shared_app)
    page = bring(person, data)
    assert page.status == 422
    assert page.problem == "This file was not made here. Choose the file records.json that you took along."
    assert person.cookies() == {}


def test_a_file_without_records_says_so(shared_app: Flask) -> None:
    empty = b'{"format": "cbt-flows-records", "version": 1, "records": [5]}'
    page = bring(Person(shared_app), empty)
    assert page.heading == "Nothing came in"
    assert "1 could not come in" in page.main.text


def test_files_that_come_too_often_have_to_wait(fresh: MakeApp) -> None:
    person = Person(fresh())
    statuses = [bring(person, b"x").status for _ in range(21)]
    assert statuses[-1] == 429


def bring(person: Person, data: bytes) -> Page:
    """Chooses a file and sends it."""
    page = person.open("/you/bring")
    form = page.main.get("form", action="/you/bring")
    fields = {each.attrs["name"]: each.attrs["value"] for each in form.all("input", type="hidden")}
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": person.origin}
    response = person.client.post(
        "/you/bring",
        data={**fields, "file": (BytesIO(data), "mine.json")},
        headers=headers,
        base_url=person.origin,
    )
    return Page("/you/bring", response.status_code, response.headers, response.text)
