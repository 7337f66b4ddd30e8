"""Every page of every exercise on a small phone: it fits, axe finds nothing, and it can be read by day and by night."""

from collections.abc import Iterator

import pytest

from cbt.compiler.library import compile_folder, default_flows_folder
from cbt.model.walk import WalkCase
from tests.e2e.caller import Caller, address_of
from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.server import HOST, Server
from tests.web.answers import question_of
from tests.web.pages import Page, Sent, hidden_of
from tests.web.walking import Step, cases, steps_of

pytestmark = pytest.mark.e2e

DIARIES = sorted(
    flow.id for flow in compile_folder(default_flows_folder()).flows.values() if flow.over_time is not None
)
WALKS: dict[str, list[WalkCase]] = {}
for flow, walk in cases():
    WALKS.setdefault(flow, []).append(walk)


def walked(caller: Caller, flow_id: str, steps: list[Step]) -> Page:
    """The page that a walk comes to."""
    page = caller.send(Sent(f"/exercises/{flow_id}", ()))
    for step in steps:
        if not page.main.all("form") or question_of(page) != step.question:
            page = find_page(caller, page, step.question)
        page = caller.send(filled(page, step))
    return page


def filled(page: Page, step: Step) -> Sent:
    words = [(name, text) for name, texts in step.fields.items() for text in texts]
    hidden = [each for each in hidden_of(page.form) if each[0] not in {"line_id", *step.fields}]
    return Sent(page.form.attrs["action"], (*hidden, *words))


def find_page(caller: Caller, page: Page, question: str) -> Page:
    """The page that asks this question, nearest to the end."""
    return next(
        each for each in pages_of(caller, page) if each.main.all("form") and question_of(each) == question
    )


def pages_of(caller: Caller, page: Page) -> Iterator[Page]:
    """The pages of a session, the furthest one first."""
    address = address_of(page)
    furthest = caller.get(f"/s/{address}/")
    for number in range(int(furthest.url.rpartition("/")[2]), 0, -1):
        yield caller.get(f"/s/{address}/{number}")


def called(page: Page) -> str:
    """What a page is called by its author, whatever was answered before; by its heading where it asks nothing."""
    return (
        question_of(page).partition("@")[0] if page.main.all("form", **{"data-answer": ""}) else page.heading
    )


def look_at(person: Person, url: str) -> None:
    """Everything that holds for every page, by day; and its colours by night, once for pages of the same make-up."""
    person.open(url)
    if person.look.is_new(person.page):
        for scheme in ("dark", "light"):
            person.page.emulate_media(color_scheme=scheme)
            person.look.contrast(person.page)


def take_over(person: Person, cookie: str) -> None:
    """Lets the browser hold what somebody without one got."""
    name, _, value = cookie.partition("=")
    person.context.clear_cookies()
    person.context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/"}])


@pytest.mark.parametrize("flow_id", WALKS)
def test_every_page_of_an_exercise_fits_and_can_be_read(
    flow_id: str, visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, seen = visit(), set[str]()
    for case in WALKS[flow_id]:
        caller = Caller(server.port)
        last = walked(caller, flow_id, steps_of(flow_id, case, monkeypatch))
        pages = {called(page): page.url for page in pages_of(caller, last)}
        if not seen:
            pages["the record"] = f"/records/{address_of(last)}"
        take_over(person, caller.cookie)
        for name in pages.keys() - seen:
            look_at(person, pages[name])
        seen |= pages.keys()


@pytest.mark.parametrize("flow_id", DIARIES)
def test_records_that_are_read_together_fit_and_can_be_read(
    flow_id: str, visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller, person = Caller(server.port), visit()
    walks = (WALKS[flow_id] * 3)[:4]
    last = [walked(caller, flow_id, steps_of(flow_id, case, monkeypatch)) for case in walks][-1]
    take_over(person, caller.cookie)
    look_at(person, f"/records/{address_of(last)}/together")
    assert person.page.locator("main .row, main .note").count() > 0
