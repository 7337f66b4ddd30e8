"""Headers on every response, and what pages may hold and ask for."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from cbt.compiler.library import compile_folder, default_flows_folder
from tests.web.house import HTTPS, MakeApp
from tests.web.kinds import run_kinds
from tests.web.pages import Page
from tests.web.person import FORM_TYPE, Person, address_of, encoded
from tests.web.routes import ROUTES, begin, name_of, token_of
from tests.web.runs import RUNS, words_of
from web.headers import EVERYWHERE, ON_FILES, ON_PAGES, STRICT_TRANSPORT

WEB = Path(__file__).parents[2] / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
HELP = ("/help", "/help/gb", "/help/ie", "/help/offline", "/help/countries", "/help/young")
# Ways to each status that is no success.
TROUBLE = {
    "/nowhere": ("GET", 404),
    "/static/nowhere.css": ("GET", 404),
    "/static/../../etc/passwd": ("GET", 404),
    "/help": ("DELETE", 400),
    "/you/delete": ("GET", 405),
    "/exercises/reframe": ("POST", 303),
}


def headers_of(person: Person, method: str, url: str, body: bytes = b"") -> dict[str, str]:
    response = person.request(method, url, body=body, content_type=FORM_TYPE)
    names = [name for name, _ in response.headers]
    assert sorted(names) == sorted(set(names)), "a header is there twice"
    return dict(response.headers)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_every_response_of_every_route_has_our_headers(htmx: bool, shared_app: Flask) -> None:
    for route in ROUTES:
        begun = begin(Person(shared_app))
        body = encoded((("csrf_token", token_of(begun.person)), *route.fields(begun)))
        response = begun.person.request(
            route.method,
            route.url(begun),
            body=body if route.method == "POST" else b"",
            headers={"HX-Request": "true"} if htmx else {},
            content_type=FORM_TYPE,
        )
        wanted = [*EVERYWHERE, *(ON_FILES if route.url(begun).startswith("/static/") else ON_PAGES)]
        for name, value in wanted:
            assert response.headers.getlist(name) == [value], (name_of(route), name)
        assert "Strict-Transport-Security" not in response.headers
        assert "Server" not in response.headers


@pytest.mark.parametrize("url", TROUBLE)
def test_responses_to_what_went_wrong_have_our_headers_too(url: str, shared_app: Flask) -> None:
    method, status = TROUBLE[url]
    response = Person(shared_app).request(method, url)
    assert response.status_code == status
    for name, value in (*EVERYWHERE, *ON_PAGES):
        assert response.headers.getlist(name) == [value]


def test_a_host_name_that_is_not_ours_is_refused_with_our_headers(shared_app: Flask) -> None:
    response = Person(shared_app, origin="http://evil.example").request("GET", "/")
    assert response.status_code == 400
    for name, value in (*EVERYWHERE, *ON_PAGES):
        assert response.headers.getlist(name) == [value]
    assert b"evil.example" not in response.data


def test_over_https_the_browser_is_told_to_stay_there(fresh: MakeApp) -> None:
    person = Person(fresh(public_url=HTTPS), origin=HTTPS)
    for url in ("/", "/static/style.css", "/nowhere"):
        assert headers_of(person, "GET", url)[STRICT_TRANSPORT[0]] == STRICT_TRANSPORT[1]


def test_pages_are_never_kept_files_for_ever_and_the_rest_is_shut(shared_app: Flask) -> None:
    page = headers_of(Person(shared_app), "GET", "/records")
    assert page["Cache-Control"] == "no-store"
    assert set(page["Vary"].split(", ")) == {"HX-Request", "Cookie"}
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Cross-Origin-Opener-Policy"] == page["Cross-Origin-Resource-Policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation"):
        assert f"{feature}=()" in page["Permissions-Policy"]
    assert "noindex" in page["X-Robots-Tag"]
    file = headers_of(Person(shared_app), "GET", "/static/style.css")
    assert file["Cache-Control"] == "public, max-age=31536000, immutable"
    assert STRICT_TRANSPORT[1].startswith("max-age=63072000")


def test_the_policy_allows_our_own_files_and_nothing_that_stands_in_a_page() -> None:
    policy = dict(EVERYWHERE)["Content-Security-Policy"]
    directives = dict(each.split(" ", 1) for each in policy.split("; "))
    assert set(directives.values()) == {"'none'", "'self'"}
    assert {name for name, value in directives.items() if value == "'none'"} == {
        "default-src", "base-uri", "frame-ancestors"
    }  # fmt: skip
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB / "templates").as_posix())
def test_no_template_holds_script_style_or_a_way_round_the_escaping(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for pattern in (
        r"<script(?![^>]*\ssrc=)", r"<style", r"\sstyle=", r"\son[a-z]+=", r"\|\s*safe\b", r"\bMarkup\b",
        r"autoescape", r"hx-on", r"hx-vals", r"hx-headers", r"\bjs:", r"javascript:", r"<iframe", r"<object", r"<base",
        r"\|\s*tojson", r"srcdoc", r"http-equiv",
    ):  # fmt: skip
        assert not re.search(pattern, text, re.IGNORECASE), pattern


# One escapes what it links, the other takes what a template has made.
ESCAPED_FIRST = {"linking.py", "tones.py"}


def test_no_python_of_the_web_makes_markup_but_where_it_is_escaped_first() -> None:
    for path in sorted(WEB.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for word in ("Markup", "render_template_string", "autoescape", "|safe", "eval(", "exec(", "pickle"):
            assert word not in text or (word == "Markup" and path.name in ESCAPED_FIRST), (path.name, word)


def all_pages(app: Flask, kinds: Flask) -> list[Page]:
    """One page of each sort, filled with words."""
    person = Person(app)
    pages = [
        person.open(url)
        for url in ("/", *HELP, "/privacy", "/about", "/exercises/reframe", "/records", "/you")
    ]
    for flow_id, run in RUNS.items():
        pages.append(person.start(flow_id))
        for asked in run[:-1]:
            assert asked.answer is not None
            pages.append(person.answer(pages[-1], *words_of(asked.answer), own=asked.own))
        address = address_of(pages[-1])
        pages += [person.open(f"/records/{address}"), person.open(f"/records/{address}/delete")]
    pages += [person.open(url) for url in ("/records", "/you", "/", "/nowhere")]
    other = Person(kinds)
    pages += run_kinds(other)
    pages.append(other.open(f"/records/{address_of(pages[-1])}"))
    return pages


@pytest.fixture(scope="module")
def pages(shared_app: Flask, kinds_app: Flask) -> list[Page]:
    return all_pages(shared_app, kinds_app)


def test_no_page_asks_another_host_for_anything(pages: list[Page]) -> None:
    for page in pages:
        for element in page.root:
            for name, value in element.attrs.items():
                if element.tag == "a" and name == "href":
                    continue
                for part in re.split(r"[\s,;]+", value):
                    assert not urlsplit(part).netloc, (page.url, element.tag, name, value)
        assert "@import" not in page.html


def test_no_stylesheet_and_no_script_of_ours_asks_another_host_for_anything() -> None:
    for path in [*(WEB / "static").glob("*.css"), *(WEB / "static").glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", text), path.name
        assert "@import" not in text
        for word in ("localStorage", "sessionStorage", "indexedDB", "eval(", "Function("):
            assert word not in text, (path.name, word)
        # What may be kept is one list of addresses, and `test_web_help.py` looks at that.
        for word, home in (("caches.", "worker.js"), ("serviceWorker", "keep_help.js")):
            assert path.name == home or word not in text, (path.name, word)


def test_links_to_other_hosts_send_no_referrer(pages: list[Page]) -> None:
    for page in pages:
        for link in page.root.all("a"):
            if urlsplit(link.attrs["href"]).netloc:
                assert "noreferrer" in link.attrs["rel"].split()


def test_every_link_and_form_of_every_page_leads_to_a_route_of_ours(
    pages: list[Page], shared_app: Flask
) -> None:
    router = shared_app.url_map.bind("localhost")
    for page in pages:
        for element in page.root:
            method = "POST" if element.tag == "form" else "GET"
            url = element.attrs.get("action") if element.tag == "form" else element.attrs.get("href")
            if (
                not url
                or urlsplit(url).netloc
                or urlsplit(url).scheme in ("tel", "sms")
                or url.startswith("#")
            ):
                continue
            assert router.test(urlsplit(url).path, method=method), (page.url, url)


def test_help_is_one_tap_away_on_every_page(pages: list[Page]) -> None:
    for page in pages:
        if not page.is_fragment:
            assert page.links["Help now"] == "/help"


def ids_of_flows() -> set[str]:
    """Every flow's and step's id that is not a plain word of our own pages' addresses."""
    library = compile_folder(default_flows_folder())
    ids = set(library.flows) | {step for flow in library.flows.values() for step in flow.steps}
    return {each for each in ids if len(each) > 3}


def test_no_title_and_no_address_of_a_session_says_what_it_is_about(
    shared_app: Flask, kinds_app: Flask
) -> None:
    told = ids_of_flows() | {"every_kind", "useless", "course", "Nobody"}
    for page in all_pages(shared_app, kinds_app):
        if not page.url.startswith(("/s/", "/records/")):
            continue
        if not page.is_fragment:
            assert page.title == "Steps"
        address = address_of(page)
        assert re.fullmatch(r"[A-Za-z0-9_-]{64}", address)
        rest = page.url.replace(address, "")
        assert not any(word in rest for word in told), page.url
        for url in [*page.links.values(), *[form.attrs["action"] for form in page.main.all("form")]]:
            if url.startswith(("/s/", "/records/")):
                assert re.fullmatch(
                    r"/(?:s|records)/[\w-]{64}(?:/\d*|/delete|/\d+/remove)?(?:\?back=(?:\d+|record))?", url
                )


def test_every_full_page_is_english_has_one_heading_and_its_landmarks(pages: list[Page]) -> None:
    for page in pages:
        assert len(page.main.all("h1")) == 1
        if page.is_fragment:
            continue
        assert page.root.get("html").attrs["lang"] == "en-GB"
        assert len(page.root.all("main")) == len(page.root.all("header")) == len(page.root.all("footer")) == 1
        assert page.title


def test_every_field_has_a_label_that_is_there(pages: list[Page]) -> None:
    for page in pages:
        ids = {each.attrs["id"] for each in page.root if "id" in each.attrs}
        labelled = {each.attrs.get("for") for each in page.root.all("label")}
        inside = {id(part) for label in page.root.all("label") for part in label}
        for field in [*page.root.all("input"), *page.root.all("textarea")]:
            if field.attrs.get("type") == "hidden":
                continue
            names = field.attrs.get("aria-labelledby", "").split()
            assert names or id(field) in inside or field.attrs.get("id") in labelled, (page.url, field.attrs)
        if page.is_fragment:
            continue
        for element in page.root:
            for name in ("aria-labelledby", "aria-describedby", "for"):
                assert set(element.attrs.get(name, "").split()) <= ids, (page.url, element.tag, element.attrs)
