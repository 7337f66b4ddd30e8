"""Every route, with htmx and without, with every sort of cookie, at every sort of address."""

import base64
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.web.house import HTTPS, MakeApp
from tests.web.person import FORM_TYPE, LOOPBACK, Person, encoded
from tests.web.routes import OWN, READS, ROUTES, Begun, Route, begin, name_of, token_of
from tests.web.stored import bytes_of, rows_of

COOKIES: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "short": lambda: "abc",
    "no base64": lambda: "%%%%",
    "not ours": lambda: base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("="),
    "too long": lambda: base64.urlsafe_b64encode(os.urandom(33)).decode(),
    "quoted": lambda: '"\\303\\244"',
    "a name": lambda: "../../etc/passwd",
}
each_route = pytest.mark.parametrize("route", ROUTES, ids=name_of)


def ask(
    person: Person, route: Route, begun: Begun, *, htmx: bool = False, url: str = ""
) -> tuple[int, bytes]:
    """Status and body of what this person gets there, with a token of their own."""
    headers = {"HX-Request": "true"} if htmx else {}
    body = b""
    if route.method == "POST":
        body = encoded((("csrf_token", token_of(person)), *route.fields(begun)))
    response = person.request(
        route.method, url or route.url(begun), headers=headers, body=body, content_type=FORM_TYPE
    )
    return response.status_code, response.data


@pytest.fixture
def begun(shared_app: Flask) -> Begun:
    return begin(Person(shared_app))


@pytest.fixture(scope="session")
def standing(shared_app: Flask) -> Begun:
    """The same, for tests in which nothing may change."""
    return begin(Person(shared_app))


@pytest.fixture(scope="session")
def nowhere(shared_app: Flask) -> bytes:
    """The page for what is not there."""
    response = Person(shared_app).request("GET", f"/records/{'A' * 64}")
    assert response.status_code == 404
    return bytes(response.data)


def test_every_route_of_the_application_is_listed_here(shared_app: Flask) -> None:
    real = {
        (method, rule.rule)
        for rule in shared_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(route.method, route.rule) for route in ROUTES} == real


@each_route
def test_each_route_answers_its_owner(route: Route, begun: Begun) -> None:
    status, body = ask(begun.person, route, begun)
    assert status == route.status
    assert route.status != 200 or body


@each_route
def test_each_route_answers_htmx_with_a_fragment_of_a_session_and_else_as_ever(
    route: Route, begun: Begun
) -> None:
    status, body = ask(begun.person, route, begun, htmx=True)
    is_form_of_a_page = route.rule.startswith("/s/<address>/<int:number>") and route.method == "POST"
    assert status == (200 if is_form_of_a_page else route.status)
    is_fragment = route.rule.startswith("/s/<address>/<int") and status == 200
    assert (b"<header" in body) == (route.page and not is_fragment and status != 303)


@pytest.mark.parametrize("cookie", [*COOKIES, "none", "another person's"])
def test_whoever_is_not_the_owner_gets_the_page_for_what_is_not_there(
    cookie: str, standing: Begun, shared_app: Flask, nowhere: bytes
) -> None:
    stranger = Person(shared_app)
    if cookie == "another person's":
        stranger.go_on(stranger.start("reframe"), "A thought of somebody else.")
    elif cookie != "none":
        stranger.set_cookie("p", COOKIES[cookie]())
    for route in OWN:
        for htmx in (False, True):
            status, body = ask(stranger, route, standing, htmx=htmx)
            assert (status, without_words(body)) == (404, nowhere), name_of(route)
    assert standing.person.open(standing.page.url).items.keys() == standing.page.items.keys()


@pytest.mark.parametrize("cookie", COOKIES)
def test_a_page_for_everybody_does_not_mind_a_strange_cookie(
    cookie: str, standing: Begun, shared_app: Flask
) -> None:
    stranger = Person(shared_app)
    stranger.set_cookie("p", COOKIES[cookie]())
    for route in READS:
        if not route.own:
            assert ask(stranger, route, standing)[0] == 200, name_of(route)


MALFORMED = [
    "x",
    "A" * 63,
    "A" * 65,
    "A" * 63 + "%00",
    "%F0%9F%98%80",
    "..%2F..",
    "%FF%FE",
    "'%20OR%201=1--",
    "-" * 64,
]


@pytest.mark.parametrize("address", MALFORMED)
def test_a_malformed_address_gets_the_page_for_what_is_not_there(
    address: str, standing: Begun, nowhere: bytes
) -> None:
    for route in OWN:
        if standing.address not in route.url(standing):
            continue
        url = route.url(standing).replace(standing.address, address)
        for htmx in (False, True):
            status, body = ask(standing.person, route, standing, htmx=htmx, url=url)
            assert (status, without_words(body)) == (404, nowhere), name_of(route)


def test_an_address_that_nobody_began_within_a_day_gets_the_page_for_what_is_not_there(
    standing: Begun, shared_app: Flask, nowhere: bytes
) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=25), tick=True):
        old = Person(shared_app).start("reframe").url.split("/")[2]
    for route in OWN:
        if standing.address not in route.url(standing):
            continue
        url = route.url(standing).replace(standing.address, old)
        status, body = ask(standing.person, route, standing, url=url)
        assert (status, without_words(body)) == (404, nowhere), name_of(route)


@pytest.mark.parametrize(
    "url", ["/nowhere", "/exercises/nowhere", "/exercises/%00", "/s", "/s/", "/static/nowhere", "/static/../app.py",
            "/records/", "/.env", "/admin", "/s/a/b/c", "/you/delete/now", "/exercises/thought_record/"],
)  # fmt: skip
def test_an_unknown_url_gets_the_same_page(url: str, shared_app: Flask, nowhere: bytes) -> None:
    response = Person(shared_app).request("GET", url)
    assert (response.status_code, response.data) == (404, nowhere)


@pytest.mark.parametrize("number", ["9" * 9, "9" * 5000, "0", "007", "\u0663"])
def test_a_page_number_that_was_never_reached_leads_to_one_that_was_or_nowhere(
    number: str, standing: Begun
) -> None:
    page = standing.person.open(f"/s/{standing.address}/{number}")
    assert page.status == 404 or 1 <= page.number <= standing.page.number


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_reading_never_writes(method: str, htmx: bool, fresh: MakeApp, data: Path) -> None:
    begun = begin(Person(fresh()))
    begun.person.start("reframe")
    rows, files = rows_of(data), bytes_of(data)
    headers = {"HX-Request": "true"} if htmx else {}
    for route in READS:
        for number in range(2):
            url = route.url(begun) + ("?back=record&before=3" if number else "")
            response = begun.person.request(method, url, headers=headers)
            assert response.status_code == route.status
            assert method == "GET" or response.data == b""
    assert rows_of(data) == rows
    assert bytes_of(data) == files


@pytest.mark.parametrize("origin", [LOOPBACK, HTTPS])
def test_before_the_first_answer_no_page_sets_a_cookie(origin: str, fresh: MakeApp, data: Path) -> None:
    app = fresh(public_url="" if origin == LOOPBACK else origin)
    begun = begin(Person(app, origin=origin))
    rows = rows_of(data)
    for cookie in ("none", *COOKIES):
        stranger = Person(app, origin=origin)
        first = stranger.start("reframe")
        if cookie != "none":
            stranger.set_cookie("p" if origin == LOOPBACK else "__Host-p", COOKIES[cookie]())
        urls = [route.url(begun) for route in READS]
        for url in [*urls, first.url, f"{first.url}?back=record", f"/s/{first.url.split('/')[2]}/"]:
            for method in ("GET", "HEAD"):
                assert "Set-Cookie" not in stranger.request(method, url).headers, (cookie, url)
        refused = stranger.send(stranger.open(first.url).fill("one"))
        assert refused.status == 422
        assert "Set-Cookie" not in refused.headers
    assert rows_of(data) == rows


def test_a_method_that_a_url_does_not_take_is_refused_and_told_which_ones_it_takes(shared_app: Flask) -> None:
    person = Person(shared_app)
    body = encoded((("csrf_token", token_of(person)),))
    response = person.request("POST", "/help", body=body, content_type=FORM_TYPE)
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))


def without_words(body: bytes) -> bytes:
    """The page without the words that came with the form and are given back, and without the box that holds them."""
    before, opened, rest = body.partition(b'<label class="label" for="kept-words">')
    return before + rest.partition(b"</textarea>\n")[2] if opened else body
