"""Every route of the application, with an address to try it at; `test_web_routes.py` holds it against the real map.

It must not hold a test.
"""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass

from cbt.vault.keys import locator
from tests.web.pages import Fields, Page
from tests.web.person import Person, address_of


@dataclass(frozen=True)
class Begun:
    """Somebody who has begun a thought record, stands on the page that asks for another feeling, and has done a
    reframe that offers the thought record next."""

    person: Person
    page: Page
    address: str
    item: str


@dataclass(frozen=True)
class Route:
    """A way into the application. `status` is what its owner gets; `own` says that nobody else gets anything.

    `asks` says whether the store is asked before the answer; for one that is `own` it is.
    """

    method: str
    rule: str
    url: Callable[[Begun], str]
    status: int
    own: bool = False
    fields: Callable[[Begun], Fields] = lambda begun: ()
    page: bool = True
    asks: bool | None = None


def begin(person: Person) -> Begun:
    """Somebody with one exercise half-way."""
    page = person.go_on(person.start("thought_record"), "I lost my place.", "sad", "80")
    row = page.items["sad – 80"]
    return Begun(person, page, address_of(page), row.get("input", name="item").attrs["value"])


def offered(begun: Begun) -> Fields:
    """The field in which the page about words carries new ones."""
    carried = begun.person.open("/you/words").main.find("input", name="words")
    return (("words", "" if carried is None else carried.attrs["value"]),)


def device(begun: Begun) -> str:
    """The id of the owner's device."""
    secret = begun.person.cookies().get("p") or begun.person.cookies().get("__Host-p") or ""
    return locator(urlsafe_b64decode(secret + "=")).hex()


ROUTES = [
    Route("GET", "/static/<path:filename>", lambda begun: "/static/style.css", 200, page=False),
    Route("GET", "/", lambda begun: "/", 200),
    Route("GET", "/exercises", lambda begun: "/exercises", 200),
    Route("POST", "/exercises", lambda begun: "/exercises", 200),
    Route("GET", "/exercises/<flow_id>", lambda begun: "/exercises/reframe", 200),
    Route("POST", "/exercises/<flow_id>", lambda begun: "/exercises/reframe", 303),
    Route(
        "GET",
        "/records/<address>/together",
        lambda begun: f"/records/{begun.address}/together",
        404,
        own=True,
    ),
    Route("GET", "/s/<address>/", lambda begun: f"/s/{begun.address}/", 303, own=True),
    Route("GET", "/s/<address>/<int:number>", lambda begun: f"/s/{begun.address}/1", 200, own=True),
    Route(
        "POST",
        "/s/<address>/<int:number>",
        lambda begun: begun.page.url,
        303,
        own=True,
        fields=lambda begun: begun.page.fill("no").without("csrf_token").fields,
    ),
    # This exercise rests nowhere, so its owner gets what a stranger gets.
    Route(
        "GET",
        "/s/<address>/<int:number>/calendar.ics",
        lambda begun: f"/s/{begun.address}/1/calendar.ics",
        404,
        own=True,
    ),
    Route(
        "POST",
        "/s/<address>/<int:number>/remove",
        lambda begun: f"{begun.page.url}/remove",
        303,
        own=True,
        fields=lambda begun: (("revision", begun.page.hidden["revision"]), ("item", begun.item)),
    ),
    # This exercise offers none to go over to, so its owner gets what a stranger gets.
    Route("POST", "/s/<address>/next", lambda begun: f"/s/{begun.address}/next", 404, own=True),
    Route("GET", "/records", lambda begun: "/records", 200, asks=True),
    Route("GET", "/records/<address>", lambda begun: f"/records/{begun.address}", 200, own=True),
    Route(
        "GET", "/records/<address>/delete", lambda begun: f"/records/{begun.address}/delete", 200, own=True
    ),
    Route(
        "POST", "/records/<address>/delete", lambda begun: f"/records/{begun.address}/delete", 303, own=True
    ),
    Route("GET", "/you", lambda begun: "/you", 200, asks=True),
    Route(
        "POST",
        "/you/delete",
        lambda begun: "/you/delete",
        200,
        fields=lambda begun: (("sure", "yes"),),
        asks=True,
    ),
    Route("GET", "/you/words", lambda begun: "/you/words", 200, asks=True),
    Route("POST", "/you/words", lambda begun: "/you/words", 200, own=True, fields=offered),
    Route(
        "POST",
        "/you/words/file",
        lambda begun: "/you/words/file",
        200,
        own=True,
        fields=offered,
        page=False,
        asks=False,
    ),
    Route("GET", "/you/come-back", lambda begun: "/you/come-back", 200),
    # No words: whoever sends none is asked again.
    Route("POST", "/you/come-back", lambda begun: "/you/come-back", 422),
    Route(
        "POST",
        "/you/devices/<device_id>/name",
        lambda begun: f"/you/devices/{device(begun)}/name",
        303,
        own=True,
    ),
    Route(
        "GET",
        "/you/devices/<device_id>/forget",
        lambda begun: f"/you/devices/{device(begun)}/forget",
        200,
        own=True,
    ),
    Route(
        "POST",
        "/you/devices/<device_id>/forget",
        lambda begun: f"/you/devices/{device(begun)}/forget",
        200,
        own=True,
    ),
    Route("GET", "/you/lock", lambda begun: "/you/lock", 200, asks=True),
    # No passphrase: whoever sends none is asked again.
    Route("POST", "/you/lock", lambda begun: "/you/lock", 422),
    Route("POST", "/you/lock/off", lambda begun: "/you/lock/off", 303, asks=True),
    Route("POST", "/you/lock/now", lambda begun: "/you/lock/now", 303),
    Route("GET", "/you/unlock", lambda begun: "/you/unlock", 200),
    Route("POST", "/you/unlock", lambda begun: "/you/unlock", 422),
    Route("POST", "/you/unlock/leave", lambda begun: "/you/unlock/leave", 303),
    Route("GET", "/you/records.json", lambda begun: "/you/records.json", 200, page=False, asks=True),
    Route("GET", "/you/records.md", lambda begun: "/you/records.md", 200, page=False, asks=True),
    Route("GET", "/you/bring", lambda begun: "/you/bring", 200),
    Route("POST", "/you/bring", lambda begun: "/you/bring", 422),
    Route("GET", "/shared", lambda begun: "/shared", 200, asks=True),
    Route("POST", "/shared", lambda begun: "/shared", 303),
    Route("POST", "/shared/off", lambda begun: "/shared/off", 303),
    Route("GET", "/shared/finish", lambda begun: "/shared/finish", 200, asks=True),
    Route("POST", "/shared/finish", lambda begun: "/shared/finish", 303),
    Route("GET", "/shared/finished", lambda begun: "/shared/finished", 200),
    Route("POST", "/shared/leave", lambda begun: "/shared/leave", 200, page=False),
    Route("POST", "/shared/here", lambda begun: "/shared/here", 204, page=False),
    # Nobody is there whose key could be taken.
    Route("POST", "/shared/lock", lambda begun: "/shared/lock", 303),
    Route("GET", "/shared/locked", lambda begun: "/shared/locked", 200),
    # No words: whoever sends none is asked again.
    Route("POST", "/shared/open", lambda begun: "/shared/open", 422),
    Route("GET", "/help", lambda begun: "/help", 200),
    Route("GET", "/help/offline", lambda begun: "/help/offline", 200),
    Route("GET", "/help/countries", lambda begun: "/help/countries", 200),
    Route("GET", "/help/young", lambda begun: "/help/young", 200),
    Route("GET", "/help/someone", lambda begun: "/help/someone", 200),
    Route("GET", "/help/safe", lambda begun: "/help/safe", 200),
    Route("GET", "/help/<code>", lambda begun: "/help/gb", 200),
    Route(
        "POST", "/help/country", lambda begun: "/help/country", 303, fields=lambda begun: (("country", "gb"),)
    ),
    Route("GET", "/help/worker.js", lambda begun: "/help/worker.js", 200, page=False),
    Route("POST", "/language", lambda begun: "/language", 303),
    Route("GET", "/privacy", lambda begun: "/privacy", 200),
    Route("GET", "/about", lambda begun: "/about", 200),
    Route("GET", "/healthz", lambda begun: "/healthz", 200, page=False),
    Route("GET", "/readyz", lambda begun: "/readyz", 200, page=False),
]
READS = [route for route in ROUTES if route.method == "GET"]
FORMS = [route for route in ROUTES if route.method == "POST"]
OWN = [route for route in ROUTES if route.own]


def name_of(value: object) -> str | None:
    """What a route is called in a test's id."""
    return f"{value.method} {value.rule}" if isinstance(value, Route) else None


def token_of(person: Person) -> str:
    """A token that fits the cookie that this person has."""
    return person.open("/you/come-back").hidden["csrf_token"]
