"""What is left behind: nothing in the browser but one cookie, and nothing on the server's disk that can be read."""

import pytest

from cbt.compiler.library import default_flows_folder
from tests.e2e.caller import Caller
from tests.e2e.conftest import Visit
from tests.e2e.look import is_neutral
from tests.e2e.runs import CANARIES, REFRAME, THOUGHT_RECORD
from tests.e2e.server import Server
from tests.e2e.sweep import counts, ids_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("own_server")]

_KEPT_BY_SCRIPT = """async () => [
  ...Object.entries(localStorage), ...Object.entries(sessionStorage),
  ...(await indexedDB.databases()), ...(await caches.keys()), ...(await navigator.serviceWorker.getRegistrations()),
  document.cookie, JSON.stringify(history.state) ?? '']"""


def test_the_browser_keeps_a_few_cookies_and_nothing_else_and_no_address_tells_a_thing(visit: Visit) -> None:
    person = visit()
    person.start("A second look at a thought")
    titles = {person.page.title()}
    person.context.on("page", lambda page: titles.add(page.title()))
    for asked in REFRAME:
        person.answer(asked)
        titles.add(person.page.title())
        left = person.page.evaluate(_KEPT_BY_SCRIPT)
        assert [each for each in left if each not in ("", '{"htmx":true}')] == []
    person.follow("Read my record")
    assert titles == {"Steps"}
    assert [each.url for each in person.watch.requests if not is_neutral(each.url)] == []
    kept = {cookie["name"]: cookie for cookie in person.context.cookies()}
    assert sorted(kept) == ["begun", "n", "p"]
    assert kept["begun"]["value"] == "yes"
    assert {(cookie["httpOnly"], cookie["sameSite"]) for cookie in kept.values()} == {(True, "Lax")}
    assert person.context.storage_state(indexed_db=True)["origins"] == []


def test_nothing_that_was_typed_or_chosen_can_be_read_from_the_servers_disk_or_output(
    own_server: Server,
) -> None:
    names = ids_in(default_flows_folder())
    # What a start itself writes about the flows that are offered is there now.
    own_server.stop()
    own_server.start()
    before = counts(own_server.all_bytes(), names)
    caller = Caller(own_server.port)
    caller.walk("thought_record", THOUGHT_RECORD)
    caller.walk("reframe", REFRAME)
    for path in ("/records", "/you", "/nowhere"):
        caller.get(path)
    while_it_runs = counts(own_server.all_bytes(), names)
    canaries = counts(own_server.all_bytes(), CANARIES)
    own_server.stop()
    assert canaries == counts(own_server.all_bytes(), CANARIES) == {}
    for after in (while_it_runs, counts(own_server.all_bytes(), names)):
        assert {name: count for name, count in after.items() if count > before.get(name, 0)} == {}
