"""Help now: there without a connection, without script, on a small phone and on paper, and nothing else is kept."""

import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import REFRAME
from tests.e2e.server import HOST, Server
from tests.e2e.test_looks import read_in_every_mode
from web.offline import FILES, PAGES

pytestmark = pytest.mark.e2e

HELP = (*PAGES, "/help/gb", "/help/ie", "/help/tr")
_READY = "() => navigator.serviceWorker.ready.then(worker => worker.active.state)"
_KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const asked of await kept.keys()) found.push(new URL(asked.url).pathname);
  }
  return found.sort();
}"""
_OFFLINE = "There seems to be no connection."


def with_worker(visit: Visit, at: Server | None = None) -> Person:
    """Somebody whose browser has had the time to keep the help pages."""
    person = visit(at=at, service_workers="allow")
    person.open("/")
    person.page.wait_for_function(f"async () => (await ({_READY})()) === 'activated'")
    person.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return person


def test_the_help_pages_fit_and_can_be_tapped_and_read_in_every_mode(visit: Visit) -> None:
    person, small = visit(), []
    for path in HELP:
        person.open(path)
        small += read_in_every_mode(person)
        for width in (320, 768, 1280):
            person.page.set_viewport_size({"width": width, "height": 640})
            person.look.width(person.page)
    assert small == []


@pytest.mark.parametrize("is_shared", [False, True])
@pytest.mark.parametrize("width", [320, 360])
def test_on_a_small_phone_help_and_leaving_stand_in_the_one_line_at_the_top(
    visit: Visit, width: int, is_shared: bool
) -> None:
    person = visit(size=(width, 640))
    person.open("/")
    if is_shared:
        with person.page.expect_navigation():
            person.page.get_by_role("button", name="This is a shared computer").click()
    boxes = [each.bounding_box() for each in person.page.locator(".top nav > *").all()]
    middles = [box["y"] + box["height"] / 2 for box in boxes if box is not None]
    assert len(middles) == 3
    assert max(middles) - min(middles) < 3


def test_the_emergency_number_is_in_sight_at_once_on_a_small_phone(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    person.open("/help/gb")
    box = person.page.locator(".urgent .numbers a").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
    sizes = person.page.evaluate(
        """() => [...document.querySelectorAll('main *')]
          .filter(el => [...el.childNodes].some(each => each.nodeType === 3 && each.data.trim()))
          .map(el => [parseFloat(getComputedStyle(el).fontSize), el.textContent.trim()])"""
    )
    assert max(sizes)[1] == "Call 999"


def test_a_country_is_chosen_kept_and_forgotten_with_and_without_script(visit: Visit, script: bool) -> None:
    person = visit(script=script)
    person.open("/help")
    person.page.get_by_label("Which country are you in?").select_option("New Zealand")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Show lines for this country").click()
    person.arrive()
    assert person.path == "/help/nz"
    (cookie,) = person.context.cookies(f"{person.origin}/help")
    assert (cookie["name"], cookie["value"], cookie["path"]) == ("country", "nz", "/help")
    assert person.context.cookies(f"{person.origin}/records") == []
    person.open("/help")
    expect(person.page.get_by_role("heading", name="People who listen in New Zealand")).to_be_visible()
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Forget the country").click()
    assert person.context.cookies() == []


def test_without_a_connection_every_address_shows_the_kept_help_page_with_a_calm_line(visit: Visit) -> None:
    person = with_worker(visit)
    person.watch.expect("ERR_INTERNET_DISCONNECTED")
    person.context.set_offline(True)
    for path in ("/", "/records", "/exercises/reframe", "/nowhere"):
        person.page.goto(f"{person.origin}{path}")
        expect(person.page.locator("h1")).to_have_text("Help now")
        expect(person.page.get_by_text(_OFFLINE)).to_be_visible()
        expect(person.page.locator(".urgent .numbers a").first).to_have_attribute("href", "tel:999")
        weight = person.page.locator(".urgent h2").evaluate("el => getComputedStyle(el).color")
        assert weight == "rgb(140, 28, 19)", "its style is kept too"
    for path in ("/help", "/help/countries", "/help/young"):
        person.page.goto(f"{person.origin}{path}")
        expect(person.page.get_by_text(_OFFLINE)).to_have_count(0)
    person.context.set_offline(False)
    person.open("/")
    assert person.heading == "What brings you here?"


def test_when_the_server_is_gone_help_is_still_there(visit: Visit, own_server: Server) -> None:
    person = with_worker(visit, own_server)
    person.watch.expect(
        "ERR_CONNECTION_REFUSED|Failed to update a ServiceWorker|unknown error occurred when fetching"
    )
    own_server.kill()
    person.page.goto(f"{person.origin}/records")
    expect(person.page.get_by_text(_OFFLINE)).to_be_visible()
    person.page.get_by_role("link", name="Help now").click()
    expect(person.page.locator("h1")).to_have_text("Help now")


class _BadGateway(BaseHTTPRequestHandler):
    """A proxy whose application is down."""

    def do_GET(self) -> None:
        body = b"<h1>502 Bad Gateway</h1>"
        self.send_response(502)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


def test_when_only_a_proxy_answers_help_is_there_in_place_of_its_page(
    visit: Visit, own_server: Server
) -> None:
    person = with_worker(visit, own_server)
    person.watch.expect_status(502)
    person.watch.expect("Failed to update a ServiceWorker|bad HTTP response code|ERR_CONNECTION")
    own_server.kill()
    with HTTPServer((HOST, own_server.port), _BadGateway) as proxy:
        thread = Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        for path, offline in (("/records", 1), ("/help", 0)):
            person.page.goto(f"{person.origin}{path}")
            expect(person.page.locator("h1")).to_have_text("Help now")
            expect(person.page.get_by_text(_OFFLINE)).to_have_count(offline)
        proxy.shutdown()
        thread.join()


def test_the_country_that_was_chosen_is_the_one_that_is_kept(visit: Visit) -> None:
    person = with_worker(visit)
    person.watch.expect("ERR_INTERNET_DISCONNECTED")
    person.open("/help")
    person.page.get_by_label("Which country are you in?").select_option("New Zealand")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Show lines for this country").click()
    person.page.wait_for_function(
        """async () => {
          const kept = await caches.match('/help/offline', {ignoreVary: true});
          return (await kept.text()).includes('New Zealand</h2>');
        }"""
    )
    person.context.set_offline(True)
    for path in ("/records", "/help", "/help/nz"):
        person.page.goto(f"{person.origin}{path}")
        expect(person.page.locator(".urgent .numbers a").first).to_have_attribute("href", "tel:111")


def test_the_browser_keeps_help_and_nothing_that_a_person_did(visit: Visit) -> None:
    person = with_worker(visit)
    person.start("A second look at a thought")
    person.walk(REFRAME[:2])
    for path in ("/records", "/you", "/help/gb", "/nowhere"):
        person.watch.expect_status(404)
        person.page.goto(f"{person.origin}{path}")
    person.page.wait_for_function(f"async () => (await ({_KEPT})()).includes('/help/gb')")
    wanted = {*PAGES, "/help/gb", *[f"/static/{name}" for name in FILES]}
    assert set(person.page.evaluate(_KEPT)) == wanted
    texts = person.page.evaluate(
        """async () => {
          const texts = [];
          for (const name of await caches.keys()) {
            const kept = await caches.open(name);
            for (const asked of await kept.keys()) {
              texts.push(await (await kept.match(asked, {ignoreVary: true})).text());
            }
          }
          return texts.join();
        }"""
    )
    assert str(REFRAME[0].answer) not in texts
    assert "csrf_token" not in texts


def test_words_that_are_sent_without_a_connection_stay_where_they_are(visit: Visit) -> None:
    person = with_worker(visit)
    person.watch.expect("ERR_INTERNET_DISCONNECTED|htmx:error")
    person.start("A second look at a thought")
    person.write("Words that must not be lost.")
    person.context.set_offline(True)
    person.main_button.click()
    expect(person.not_saved).to_be_visible()
    expect(person.field).to_have_value("Words that must not be lost.")
    person.context.set_offline(False)
    # It sends itself once more, as it does without a worker.
    expect(person.page.locator("h1")).to_have_text(REFRAME[1].heading)


def test_on_paper_there_are_numbers_and_no_forms(visit: Visit) -> None:
    person = visit()
    person.open("/help/gb")
    person.page.emulate_media(media="print")
    for gone in (".top", ".foot", ".way", "main form", "[data-print]"):
        for each in person.page.locator(gone).all():
            expect(each).to_be_hidden()
    for shown in ("999", "116 123", "SHOUT to 85258"):
        expect(person.page.get_by_text(re.compile(shown)).first).to_be_visible()


def test_back_to_where_you_were_leads_out_of_all_help_pages_at_once(visit: Visit) -> None:
    person = visit()
    person.start("A second look at a thought")
    was = person.page.url
    person.page.get_by_role("link", name="Help now").first.click()
    person.page.get_by_role("combobox").select_option("gb")
    person.page.get_by_role("button", name="Show").click()
    expect(person.page.get_by_role("heading", name="United Kingdom")).to_be_visible()
    person.page.get_by_role("button", name="Back to where you were").click()
    expect(person.page.locator("#question")).to_be_visible()
    assert person.page.url == was
