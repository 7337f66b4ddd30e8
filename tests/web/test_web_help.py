"""Help now: the right numbers for the country that a person chose, with nothing that could fail in front of them."""

import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from cbt.settings import Settings
from tests.web.house import HTTPS, MakeApp, compile_once, services_of
from tests.web.markup import Element
from tests.web.pages import Page
from tests.web.person import FORM_TYPE, LOOPBACK, Person, encoded
from tests.web.routes import READS, begin
from web import create_app
from web.help_page import MOST_FIRST
from web.offline import FILES, PAGES
from web.services import close

DAYS_400 = 400 * 24 * 3600
TODAY = datetime.now(UTC).date().isoformat()
COUNTRY = """country: zz
name: Nowhere
source: a page
helplines:
"""
LINE = """  - name: {name}
    phone: [{number}]
    source: a page
    {words}
"""
CONFIRMED = f"verified_on: {TODAY}\n    verified_by: Ann"


def order_of(page: Page) -> list[str]:
    """The names of helplines and the headings over them, as they stand on the page."""
    return [each.text for each in page.main if each.tag in ("h2", "h3")]


def section(page: Page, heading: str) -> Element:
    return next(each for each in page.main.all("section") if heading in each.get("h2").text)


def calls(page: Page) -> list[str]:
    return [each.attrs["href"] for each in page.main.all("a") if each.attrs["href"].startswith("tel:")]


def choose(person: Person, code: str) -> Page:
    return person.post("/help/country", (("country", code),))


def own_app(tmp_path: Path, files: dict[str, str], country: str = "") -> Flask:
    """An application whose operator has helplines of their own."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    from cbt.compiler.library import default_flows_folder

    settings = Settings(data=tmp_path / "data", helplines=folder, country=country)
    return create_app(settings, compile_once(default_flows_folder()))


def test_without_a_country_the_page_has_emergency_numbers_a_list_of_lines_and_a_way_to_choose(
    person: Person,
) -> None:
    page = person.open("/help")
    assert calls(page) == ["tel:999", "tel:112", "tel:911", "tel:000", "tel:111"]
    assert "https://findahelpline.com" in page.links.values()
    options = [each.attrs["value"] for each in page.main.all("option")]
    assert len(options) == 51
    assert {"gb", "us", "in", "no"} <= set(options)


def test_a_country_has_its_emergency_number_first_then_three_lines_then_lists(person: Person) -> None:
    page = person.open("/help/gb")
    assert calls(page)[:2] == ["tel:999", "tel:116123"]
    order = order_of(page)
    assert order[0].startswith("If life is at risk now, call this number")
    assert order[1:5] == ["People who listen in the United Kingdom", "Samaritans", "Shout", "NHS 111"]
    assert order[5] == "Lists of lines in many countries"
    assert "sms:85258?&body=SHOUT" in page.links.values()
    assert "Day and night. Free. English." in page.main.text
    assert "If no one answers, try Shout: text SHOUT to 85258." in page.main.text
    assert "Childline" not in page.main.text


@pytest.mark.parametrize("code", ["ie", "cz", "th", "gr"])
def test_lines_that_nobody_has_checked_lately_come_after_the_lists_and_are_there(
    code: str, person: Person
) -> None:
    page = person.open(f"/help/{code}")
    order = order_of(page)
    lists = order.index("Lists of lines in many countries")
    assert order[lists - 1].startswith("People who listen in ")
    unchecked = section(page, "nobody has checked lately")
    assert order.index("Lines that nobody has checked lately") > lists
    assert [each for each in unchecked.all("a") if each.attrs["href"].startswith("tel:")]
    assert "If no one answers" in unchecked.text


def test_a_country_without_a_line_says_so_and_leads_on(person: Person) -> None:
    page = person.open("/help/tr")
    assert calls(page) == ["tel:112"]
    assert "We know no line there. A list below may know one." in page.main.text


def test_every_country_says_whom_to_try_if_no_one_answers(shared_app: Flask) -> None:
    person = Person(shared_app)
    for code, country in services_of(shared_app).helplines.countries.items():
        page = person.open(f"/help/{code}")
        assert page.status == 200
        assert bool(country.helplines) is ("If no one answers, try" in page.main.text), code
        first = section(page, "People who listen").all("h3")
        assert len(first) <= MOST_FIRST


def test_more_than_three_lines_wait_behind_one_tap(tmp_path: Path) -> None:
    names = ("One", "Two", "Three", "Four", "Five")
    lines = "".join(
        [LINE.format(name=name, number=100 + at, words=CONFIRMED) for at, name in enumerate(names)]
    )
    app = own_app(tmp_path, {"zz": COUNTRY + lines})
    page = Person(app).open("/help/zz")
    fold = page.main.get("details")
    assert [each.text for each in fold.all("h3")] == ["Four", "Five"]
    assert fold.get("summary").text == "More lines in Nowhere"
    # It has no emergency numbers of its own, so those of many countries stand there.
    assert calls(page)[:5] == ["tel:999", "tel:112", "tel:911", "tel:000", "tel:111"]
    close(app)


def test_one_line_alone_is_to_be_tried_again(tmp_path: Path) -> None:
    press = "press: 8, for: the evening"
    line = f"  - name: One\n    phone: [{{number: 100, {press}}}]\n    source: a page\n    {CONFIRMED}\n"
    app = own_app(tmp_path, {"zz": COUNTRY + line})
    page = Person(app).open("/help/zz")
    assert "If no one answers, try again in a few minutes" in page.main.text
    assert "the evening, then press 8" in page.main.text
    close(app)


def test_help_nearby_comes_before_the_country_on_every_page_of_help(tmp_path: Path) -> None:
    local = COUNTRY.replace("zz", "local") + LINE.format(
        name="Campus", number="020 7946 0000", words=CONFIRMED
    )
    app = own_app(tmp_path, {"local": local}, country="ie")
    person = Person(app)
    for url in ("/help", "/help/gb", "/help/offline"):
        order = order_of(person.open(url))
        assert order[1:3] == ["Close to you", "Campus"]
    close(app)


def test_the_operators_country_is_shown_until_a_person_chooses_another(tmp_path: Path) -> None:
    app = own_app(tmp_path, {}, country="nz")
    person = Person(app)
    page = person.open("/help")
    assert calls(page)[0] == "tel:111"
    assert "Set-Cookie" not in page.headers
    choose(person, "gb")
    assert calls(person.open("/help"))[0] == "tel:999"
    close(app)


@pytest.mark.parametrize(("origin", "name"), [(LOOPBACK, "country"), (HTTPS, "__Secure-country")])
def test_a_choice_is_two_letters_in_a_cookie_for_the_help_pages_and_those_of_exercises(
    origin: str, name: str, fresh: MakeApp
) -> None:
    person = Person(fresh(public_url="" if origin == LOOPBACK else origin), origin=origin)
    body = encoded((("country", "gb"),))
    sent = person.request("POST", "/help/country", body=body, content_type=FORM_TYPE)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/help/gb")
    headers = sent.headers.getlist("Set-Cookie")
    assert len(headers) == 2
    for header, path in zip(headers, ("/help", "/s"), strict=True):
        first, *attributes = header.split("; ")
        assert first == f"{name}=gb"
        wanted = {f"Max-Age={DAYS_400}", f"Path={path}", "HttpOnly", "SameSite=Lax"}
        assert set(attributes) == wanted | ({"Secure"} if origin == HTTPS else set())
    page = person.open("/help")
    assert calls(page)[0] == "tel:999"
    assert "Your browser keeps the letters “gb”" in page.main.text


def test_a_choice_can_be_forgotten_and_nonsense_is_none(person: Person) -> None:
    choose(person, "gb")
    assert list(person.cookies()) == ["country"]
    choose(person, "")
    assert person.cookies() == {}
    for nonsense in ("zz", "GB", "gb; Path=/", "../..", "\udcff", "x" * 5000):
        body = encoded((("country", nonsense),))
        sent = person.request("POST", "/help/country", body=body, content_type=FORM_TYPE)
        assert (sent.status_code, sent.headers["Location"]) == (303, "/help")
        assert "Max-Age=0" in sent.headers["Set-Cookie"]


def test_a_country_that_is_not_known_any_more_is_as_if_none_was_chosen(person: Person) -> None:
    for nonsense in ("zz", '"\\303"', "<b>", ""):
        person.client.set_cookie("country", nonsense, path="/help")
        page = person.open("/help")
        assert page.status == 200
        assert calls(page)[0] == "tel:999"
        assert nonsense not in page.main.text or not nonsense
    assert person.open("/help/zz").status == 404


def test_a_country_opened_by_its_link_is_kept_only_when_the_person_says_so(person: Person) -> None:
    page = person.open("/help/gb")
    assert "Set-Cookie" not in page.headers
    assert "Your browser can keep the two letters “gb”" in page.main.text
    assert calls(person.open("/help"))[0] == "tel:999"
    assert len(calls(person.open("/help"))) == 5


def test_the_list_of_countries_has_each_with_its_emergency_numbers(person: Person) -> None:
    page = person.open("/help/countries")
    rows = page.main.get("ul", cls="countries").all("li")
    assert len(rows) == 50
    by_name = {row.all("a")[0].text: [each.attrs["href"] for each in row.all("a")] for row in rows}
    assert by_name["United Kingdom"] == ["/help/gb", "tel:999"]
    assert by_name["Austria"] == ["/help/at", "tel:112", "tel:144"]
    names = list(by_name)
    assert names == sorted(names)


def test_people_under_18_find_lines_of_their_own_and_no_exercise(person: Person) -> None:
    page = person.open("/help/young")
    order = order_of(page)
    assert calls(page)[:2] == ["tel:999", "tel:112"]
    assert "Childline" in order
    assert order.index("Childline") < order.index("Lists of lines in many countries")
    assert order.index("Rat auf Draht") > order.index("Lines that nobody has checked lately")
    assert "Samaritans" not in order
    assert "tel:08001111" in calls(page)
    assert not [url for url in page.links.values() if url.startswith("/exercises")]
    assert not page.main.all("form")


def test_people_under_18_who_chose_a_country_have_it_first(person: Person) -> None:
    choose(person, "nz")
    page = person.open("/help/young")
    assert calls(page)[:2] == ["tel:111", "tel:0800376633"]
    assert order_of(page)[1:5] == ["New Zealand", "Youthline", "1737", "Australia"]


def test_help_looks_at_no_key_and_gives_everyone_the_same_page(shared_app: Flask) -> None:
    stranger, begun = Person(shared_app), begin(Person(shared_app))
    for url in (*PAGES, "/help/gb"):
        ours, theirs = begun.person.request("GET", url), stranger.request("GET", url)
        assert ours.data == theirs.data
        assert b"csrf" not in ours.data
        assert "Set-Cookie" not in ours.headers


@pytest.mark.parametrize("how", ["removed", "a folder in its place", "no database any more", "locked"])
def test_help_answers_whatever_has_become_of_the_database(how: str, fresh: MakeApp, data: Path) -> None:
    app = fresh()
    person = Person(app)
    close(app)
    files = [path for path in data.iterdir() if path.name.startswith("cbt.db")]
    other = None
    if how == "locked":
        other = sqlite3.connect(data / "cbt.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
    elif how == "no database any more":
        (data / "cbt.db").write_bytes(b"\0" * 4096)
    else:
        for path in files:
            path.unlink()
        if how == "a folder in its place":
            (data / "cbt.db").mkdir()
    for url in (*PAGES, "/help/gb", "/help/worker.js"):
        assert person.request("GET", url).status_code == 200, (how, url)
    assert choose(person, "gb").status == 200
    if other is not None:
        other.close()


def test_what_a_browser_may_keep_is_help_and_the_files_for_it_and_no_page_of_a_person(
    shared_app: Flask,
) -> None:
    response = Person(shared_app).request("GET", "/help/worker.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-store"
    script = response.get_data(as_text=True)
    listed = dict(re.findall(r"^const ([A-Z]+) = (.*);$", script, re.MULTILINE)[:3])
    pages, files = json.loads(listed["PAGES"]), json.loads(listed["FILES"])
    assert pages == [
        "/help",
        "/help/offline",
        "/help/countries",
        "/help/young",
        "/help/someone",
        "/help/safe",
    ]
    assert [file.partition("?")[0] for file in files] == [f"/static/{name}" for name in FILES]
    begun = begin(Person(shared_app))
    for route in READS:
        assert not (route.own and route.url(begun) in pages)
    for url in [*pages, *files]:
        assert Person(shared_app).request("GET", url).status_code == 200


def test_the_files_that_a_help_page_needs_are_those_that_are_kept(person: Person) -> None:
    page = person.open("/help")
    needed = [
        each.attrs.get("src") or each.attrs["href"] for each in page.root if each.tag in ("script", "link")
    ]
    assert {url.partition("?")[0] for url in needed} == {f"/static/{name}" for name in FILES}


def test_other_helplines_make_another_worker_so_that_browsers_come_for_them(
    tmp_path: Path, shared_app: Flask
) -> None:
    app = own_app(tmp_path, {"zz": COUNTRY + LINE.format(name="One", number=100, words=CONFIRMED)})
    scripts = [Person(each).request("GET", "/help/worker.js").data for each in (app, shared_app)]
    assert scripts[0] != scripts[1]
    assert Person(shared_app).request("GET", "/help/worker.js").data == scripts[1]
    close(app)


def test_the_page_that_is_shown_without_a_connection_says_so_calmly(person: Person) -> None:
    page = person.open("/help/offline")
    assert page.heading == "Help now"
    assert "There seems to be no connection." in page.main.text
    assert "There seems to be no connection." not in person.open("/help").main.text
    choose(person, "gb")
    assert calls(person.open("/help/offline"))[:2] == ["tel:999", "tel:116123"]
