"""Odd requests: thousands of fields, strange headers and methods, random bytes; none of them breaks anything."""

from io import BytesIO, RawIOBase
from urllib.parse import quote_plus

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import LengthRequired, RequestTimeout

from tests.web.pages import Page
from tests.web.person import FORM_TYPE, LOOPBACK, Person, encoded
from tests.web.routes import ROUTES, begin, name_of, token_of
from web.door import _Refused


@pytest.mark.parametrize("count", [1001, 20_000])
def test_thousands_of_fields_are_harmless(count: int, shared_app: Flask) -> None:
    person = Person(shared_app)
    sent = person.start("reframe").fill("One thought of mine.")
    many = tuple([(f"x{number}", "1") for number in range(count)])
    assert person.post(sent.url, (*sent.fields, *many)).status < 500
    assert person.post(sent.url, (*sent.fields, *[("answer", "x")] * count)).status < 500


METHODS = st.sampled_from(
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X"]
)
TYPES = st.sampled_from(
    [FORM_TYPE, "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain", "",
     FORM_TYPE + "; charset=utf-16", "multipart/form-data; boundary=" + "x" * 300, "image/png\u00e9", ";;;"]
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "answer",
        "line",
        "line_id",
        "own",
        "revision",
        "visit",
        "place",
        "begin",
        "item",
        "sure",
        "csrf_token",
        "x",
    ]
)
VALUES = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=20),
    st.sampled_from(["-1", "0", "1", "9" * 30, "yes", "no", "²", "x" * 2000]),
)
BODIES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.tuples(NAMES, VALUES), max_size=6).map(lambda fields: encoded(tuple(fields))),
    st.just(b'--x\r\nContent-Disposition: form-data; name="answer"\r\n\r\nwords\r\n--x--\r\n'),
    st.just(b'--x\r\nContent-Disposition: form-data; name="answer"; filename="a"\r\n\r\nwords'),
)
HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["HX-Request", "HX-Boosted", "HX-Current-URL", "HX-Target", "HX-Trigger", "HX-History-Restore-Request",
         "Cookie", "Range", "If-None-Match", "If-Modified-Since", "Accept-Encoding", "Transfer-Encoding",
         "X-Forwarded-For", "X-Forwarded-Host", "X-HTTP-Method-Override", "Content-Encoding", "Origin"]
    ),
    HEADER_TEXT,
    max_size=4,
)  # fmt: skip


@pytest.fixture(scope="module")
def doors(shared_app: Flask) -> tuple[Person, list[str]]:
    """Somebody half-way, and every address that they can ask."""
    begun = begin(Person(shared_app))
    urls = sorted({route.url(begun) for route in ROUTES if "delete" not in route.rule})
    return begun.person, [
        *urls,
        "/nowhere",
        "/s/x/1",
        "/records?before=x",
        "/records?before=99999999999999999999",
    ]


@settings(max_examples=150)
@given(data=st.data(), method=METHODS, kind=TYPES, body=BODIES, headers=HEADERS, has_token=st.booleans())
def test_random_requests_never_break_anything(
    data: st.DataObject, method: str, kind: str, body: bytes, headers: dict[str, str], has_token: bool,
    doors: tuple[Person, list[str]],
) -> None:  # fmt: skip
    person, urls = doors
    url = data.draw(st.sampled_from(urls))
    cookies = person.cookies()
    if has_token:
        body = b"csrf_token=" + token_of(person).encode() + b"&" + body
    response = person.request(method, url, body=body, content_type=kind, headers=headers)
    person.lose_cookie()
    person.take_cookies(cookies)
    assert response.status_code < 500
    assert b"Traceback" not in response.data
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize(
    "cookie",
    ["p=" + "A" * 43 + "; " + "; ".join([f"c{number}={number}" for number in range(20_000)]), "p=" + "x" * 100_000,
     "p", "=", ";;;=;", "p=\x01\x7f", 'p="' + "\\" * 99, "p=a; p=b", "__Host-p=x"],
    ids=range(9),
)  # fmt: skip
def test_strange_and_huge_cookie_headers_are_harmless(cookie: str, shared_app: Flask) -> None:
    for url in ("/", "/records", "/you", "/s/x/1"):
        response = Person(shared_app).request("GET", url, headers={"Cookie": cookie})
        assert response.status_code in (200, 404)
        assert "Set-Cookie" not in response.headers


def test_headers_of_huge_size_are_harmless(shared_app: Flask) -> None:
    for name in ("HX-Current-URL", "Accept-Language", "X-Forwarded-For", "Referer", "HX-Request"):
        assert Person(shared_app).request("GET", "/", headers={name: "x" * 64_000}).status_code == 200


def test_what_stands_in_a_query_is_never_shown(shared_app: Flask) -> None:
    begun = begin(Person(shared_app))
    for route in ROUTES:
        if route.method == "GET" and route.page:
            text = "<script>alert(1)</script>"
            page = begun.person.open(
                f"{route.url(begun)}?back={quote_plus(text)}&before={quote_plus(text)}&x={text}"
            )
            assert "alert(1)" not in page.html, name_of(route)


@pytest.mark.parametrize(
    ("sent", "size", "heading"),
    [
        (_Refused(LengthRequired()), 1, "That did not arrive whole"),
        (_Refused(RequestTimeout()), 1, "That took too long to arrive"),
        (BytesIO(), 17 * 1024 * 1024, "That is more than we can take at once"),
    ],
    ids=["no length", "too late", "too large"],
)
def test_a_form_that_cannot_be_had_whole_gets_a_page_of_ours_with_help_on_it(
    sent: RawIOBase | BytesIO, size: int, heading: str, shared_app: Flask
) -> None:
    response = shared_app.test_client().post(
        "/help/country",
        environ_overrides={"wsgi.input": sent, "CONTENT_LENGTH": str(size)},
        content_type=FORM_TYPE,
        headers={"Origin": LOOPBACK, "Sec-Fetch-Site": "same-origin"},
    )
    page = Page("/", response.status_code, response.headers, response.text)
    assert response.status_code in (408, 411, 413)
    assert (page.heading, page.links["Help now"]) == (heading, "/help")
