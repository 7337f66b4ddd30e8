"""Whatever breaks, wherever: no word and no key comes into a log, a file or another page; guessing learns nothing."""

import inspect
import os
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask

from cbt.store import SqlStore
from cbt.vault import keys, seal
from tests.markers import files_with
from tests.web.house import MakeApp, services_of
from tests.web.pages import Page
from tests.web.person import FORM_TYPE, Person, encoded
from tests.web.routes import OWN, ROUTES, Begun, Route, begin, name_of, token_of
from tests.web.stored import bytes_of
from web.services import Services

WORD = "canaryquincemarmalade"
FIELDS = (("answer", WORD), ("own", WORD), ("line", WORD), ("words", WORD), ("typed", WORD), ("name", WORD),
          ("first", WORD), ("again", WORD), ("passphrase", WORD), ("draft", WORD), ("sure", "yes"))  # fmt: skip
# What would take the key away, and with it all that could break.
ENDS = ("delete", "forget", "lock", "shared", "come-back")
SERVICES = (
    "exercises",
    "keeping",
    "together",
    "noticing",
    "coming_back",
    "devices",
    "locking",
    "lending",
    "taking_away",
    "shelf",
)


def ask_everywhere(begun: Begun, asked: list[tuple[Route, bytes]]) -> Iterator[tuple[Route, int, str]]:
    """What each route says to its owner, whose forms hold the word in every field."""
    for route, sent in asked:
        response = begun.person.request(
            route.method,
            f"{route.url(begun)}?{WORD}",
            body=sent if route.method == "POST" else b"",
            content_type=FORM_TYPE,
        )
        yield route, response.status_code, response.text


def methods_of(owner: type) -> list[str]:
    """The public methods that somebody can call."""
    found = inspect.getmembers(owner, inspect.isfunction)
    return [name for name, _ in found if not name.startswith("_")]


def each_service_call(app: Flask) -> list[tuple[type, str]]:
    """Every public method of every service, and of the store below them."""
    owners = [type(getattr(services_of(app), name)) for name in SERVICES] + [SqlStore]
    return [(owner, name) for owner in owners for name in methods_of(owner)]


def breaking(begun: Begun) -> Callable[..., NoReturn]:
    """Something that breaks with all that it could tell."""

    def broken(*args: object, **named: object) -> NoReturn:
        raise ValueError(WORD, begun.person.cookies(), begun.address, args, named)

    return broken


def secrets_of(begun: Begun) -> list[str]:
    return [WORD, *begun.person.cookies().values(), begun.address]


def test_every_service_of_the_application_is_broken_below() -> None:
    others = {
        "retention",
        "is_ready",
        "close",
        "offer",
        "helplines",
        "country",
        "leave_to",
        "worker",
        "watching",
        # The same services once more for each language.
        "spoken",
    }
    assert {each.name for each in fields(Services)} == {*SERVICES, *others}


def test_a_view_that_breaks_tells_nobody_what_it_held(
    fresh: MakeApp, data: Path, log_lines: StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    app = fresh()
    begun = begin(Person(app))
    secrets, token = secrets_of(begun), token_of(begun.person)
    urls = {name_of(route): (route.url(begun), route.fields(begun)) for route in ROUTES}
    for endpoint in [*app.view_functions]:
        if endpoint != "static":
            app.view_functions[endpoint] = breaking(begun)
    for route in ROUTES:
        url, own = urls[name_of(route)]
        body = encoded((("csrf_token", token), *own, *FIELDS)) if route.method == "POST" else b""
        response = begun.person.request(route.method, f"{url}?{WORD}", body=body, content_type=FORM_TYPE)
        if route.rule.startswith("/static"):
            continue
        assert response.status_code == 500, name_of(route)
        page = Page(url, 500, response.headers, response.text)
        if route.method == "GET":
            assert WORD not in response.text
        else:
            assert WORD in page.root.get(id="kept-words").raw
    told = capfd.readouterr()
    held = bytes_of(data) | {"log": log_lines.getvalue().encode(), "printed": (told.out + told.err).encode()}
    assert files_with(held, secrets) == []


def test_a_service_or_a_store_that_breaks_at_any_call_tells_nobody_what_it_held(
    fresh: MakeApp, data: Path, log_lines: StringIO, capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    app = fresh()
    begun = begin(Person(app))
    secrets = secrets_of(begun)
    harmless = [route for route in ROUTES if not any(word in route.rule for word in ENDS)]
    token = token_of(begun.person)
    asked = [(route, encoded((("csrf_token", token), *route.fields(begun), *FIELDS))) for route in harmless]
    broke = 0
    for owner, name in each_service_call(app):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, breaking(begun))
            for route, status, text in ask_everywhere(begun, asked):
                broke += status == 500
                assert status < 501, (name, name_of(route))
                assert (route.method, status) != ("GET", 500) or WORD not in text, (name, name_of(route))
    assert broke > 60
    told = capfd.readouterr()
    held = bytes_of(data) | {"log": log_lines.getvalue().encode(), "printed": (told.out + told.err).encode()}
    assert files_with(held, secrets) == []


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what a request does: calls to the store, keys derived, values sealed or opened."""
    done: Counter[str] = Counter()

    def count(owner: object, name: str, label: str) -> None:
        real = getattr(owner, name)

        def counted(*args: object, **named: object) -> object:
            done[label] += 1
            return real(*args, **named)

        monkeypatch.setattr(owner, name, counted)

    for name in methods_of(SqlStore):
        count(SqlStore, name, f"store.{name}")
    count(keys, "_derive", "derived")
    count(seal, "_cipher", "sealed or opened")
    return done


def work_for(person: Person, route: Route, begun: Begun, url: str, work: Counter[str]) -> Counter[str]:
    """What one request takes."""
    body = b""
    if route.method == "POST":
        body = encoded((("csrf_token", token_of(person)), *route.fields(begun)))
    work.clear()
    response = person.request(route.method, url, body=body, content_type=FORM_TYPE)
    assert response.status_code == 404
    return Counter(work)


def other_url(url: str, begun: Begun, id_of_nothing: str) -> str:
    device = url.split("/")[3] if url.startswith("/you/devices/") else begun.address
    return url.replace(device, id_of_nothing[: len(device)])


def test_an_id_of_somebody_else_takes_the_same_work_as_one_that_is_nobodys(
    fresh: MakeApp, work: Counter[str]
) -> None:
    app = fresh()
    begun = begin(Person(app))
    stranger = Person(app)
    stranger.go_on(stranger.start("reframe"), "A thought of somebody else.")
    unknown = {"session": "A" * 64, "devices": "0" * 64}
    for route in [each for each in OWN if "<address>" in each.rule or "<device_id>" in each.rule]:
        url = route.url(begun)
        kind = "devices" if "<device_id>" in route.rule else "session"
        there = work_for(stranger, route, begun, url, work)
        gone = work_for(stranger, route, begun, other_url(url, begun, unknown[kind]), work)
        assert there == gone, name_of(route)
        assert there, name_of(route)


def test_a_key_that_is_nobodys_takes_the_same_work_whoever_guesses_it(
    fresh: MakeApp, work: Counter[str]
) -> None:
    app = fresh()
    begun = begin(Person(app))
    for route in [each for each in OWN if each.method == "GET"]:
        taken = []
        for _ in range(3):
            guesser = Person(app)
            guesser.set_cookie("p", urlsafe_b64encode(os.urandom(32)).decode().rstrip("="))
            taken.append(work_for(guesser, route, begun, route.url(begun), work))
        assert taken[0] == taken[1] == taken[2]
        assert taken[0]["sealed or opened"] == 0


def test_no_two_values_are_sealed_under_the_same_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    nonces = Counter[bytes]()
    real = os.urandom

    def noted(size: int) -> bytes:
        made = real(size)
        nonces[made] += 1
        return made

    monkeypatch.setattr(os, "urandom", noted)
    sealed = {seal.seal_exact(b"k" * 32, b"the same words", aad=b"") for _ in range(20_000)}
    assert len(sealed) == len(nonces) == 20_000
    for blob in sealed:
        assert blob[5:17] in nonces
