"""A power cut at any moment: what was acknowledged is there afterwards, and what was not can be sent again."""

import http.client
import random
import threading
from dataclasses import dataclass, field

import pytest

from tests.e2e.caller import Caller, address_of, filled
from tests.e2e.runs import REFRAME
from tests.e2e.server import Server
from tests.web.pages import Page, Sent
from tests.web.runs import Asked

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.xdist_group("own_server")]

CUTS = 4
LATEST = 0.7


@dataclass
class Kept:
    """What the server has said that it keeps: session -> value of each of its pages, in order."""

    pages: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    unsure: Sent | None = None


def test_nothing_that_was_acknowledged_is_lost_by_kill_9_at_any_moment(own_server: Server) -> None:
    caller = Caller(own_server.port)
    kept = Kept()
    for _ in range(CUTS):
        cut = threading.Timer(random.uniform(0.02, LATEST), own_server.kill)
        cut.start()
        write_until_it_fails(caller, kept)
        cut.join()
        own_server.start()
        if kept.unsure is not None:
            note(kept, send_again(caller, kept.unsure))
        for address, values in kept.pages.items():
            assert values == read_back(caller, address, len(values))
    assert sum(map(len, kept.pages.values())) >= CUTS


def write_until_it_fails(caller: Caller, kept: Kept) -> None:
    """Begins one exercise after the other and answers its first pages, until no reply comes."""
    kept.unsure = None
    try:
        for number in range(100_000):
            page = caller.start("reframe")
            for asked in REFRAME[:4]:
                kept.unsure = filled(page, numbered(asked, number))
                page = caller.send(kept.unsure)
                assert page.status == 200
                note(kept, page)
                kept.unsure = None
    except (OSError, http.client.HTTPException):
        return


def send_again(caller: Caller, form: Sent) -> Page:
    """The same form, which is taken whether or not it had been before.

    Where the key came with the reply that broke off, the page does not know it yet and asks for one more press.
    """
    page = caller.send(form)
    if page.status == 422:
        page = caller.send(page.fill(*[text for name, text in form.fields if name == "answer"]))
    assert page.status == 200, page.problem or page.heading
    return page


def numbered(asked: Asked, number: int) -> Asked:
    """The same answer, but another one each time."""
    assert isinstance(asked.answer, str)
    if asked.answer.isdigit():
        return Asked(asked.heading, str(number % 101))
    return Asked(asked.heading, f"{asked.answer} {number}") if asked is REFRAME[0] else asked


def note(kept: Kept, page: Page) -> None:
    """The page that followed: all answers before it are acknowledged."""
    address = address_of(page)
    assert kept.unsure is not None
    values = kept.pages.setdefault(address, [])
    del values[page.number - 2 :]
    values.append(tuple([text for name, text in kept.unsure.fields if name == "answer"]))


def read_back(caller: Caller, address: str, pages: int) -> list[tuple[str, ...]]:
    return [caller.get(f"/s/{address}/{number}").value for number in range(1, pages + 1)]


def test_a_first_answer_whose_reply_was_lost_with_the_key_can_be_sent_again(own_server: Server) -> None:
    caller = Caller(own_server.port)
    form = filled(caller.start("reframe"), REFRAME[0])
    caller.send(form)
    caller.cookie = ""
    own_server.kill()
    own_server.start()
    page = caller.send(form)
    assert (page.status, page.heading) == (200, REFRAME[1].heading)
    assert read_back(caller, address_of(page), 1) == [(REFRAME[0].answer,)]
