"""A person with a browser: opens pages, fills forms, presses Back, keeps cookies; with script (htmx) or without.

It must not know what is right: the tests do.
"""

from collections.abc import Mapping
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.pages import Fields, Page, Sent

LOOPBACK = "http://localhost"
FORM_TYPE = "application/x-www-form-urlencoded"


class Person:
    """One browser. `script` says whether forms go through htmx; `origin` is where the app is reached."""

    def __init__(self, app: Flask, *, script: bool = False, origin: str = LOOPBACK) -> None:
        self.app = app
        self.script = script
        self.origin = origin
        self.client = app.test_client()

    # What a browser sends

    def request(
        self,
        method: str,
        url: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str | None] | None = None,
        content_type: str | None = None,
    ) -> TestResponse:
        """One request with a browser's own headers; one that is given as None is left out."""
        ours: dict[str, str | None] = {"Sec-Fetch-Site": "same-origin"}
        if method not in ("GET", "HEAD"):
            ours["Origin"] = self.origin
        ours |= headers or {}
        sent = {name: value for name, value in ours.items() if value is not None}
        return self.client.open(
            url,
            method=method,
            data=body,
            headers=sent,
            content_type=content_type,
            base_url=self.origin,
            buffered=True,
        )

    def open(self, url: str, *, htmx: bool = False, language: str = "") -> Page:
        """Follows a link, or types an address; `language` is what the browser says of the languages wanted."""
        headers = {"HX-Request": "true"} if htmx else {}
        headers |= {"Accept-Language": language} if language else {}
        return self._arrive(url, self.request("GET", url, headers=headers), ())

    def post(
        self,
        url: str,
        fields: Fields = (),
        *,
        htmx: bool = False,
        headers: Mapping[str, str | None] | None = None,
    ) -> Page:
        """Sends a form and goes where the answer leads."""
        asked = {"HX-Request": "true", "HX-Current-URL": self.origin + url} if htmx else {}
        response = self.request(
            "POST",
            url,
            body=encoded(fields),
            headers={**asked, **(headers or {})},
            content_type=FORM_TYPE,
        )
        return self._arrive(url, response, (), swapped=htmx)

    def send(self, sent: Sent, *, htmx: bool | None = None) -> Page:
        """Sends a form that was filled in; through htmx where the person has script."""
        return self.post(sent.url, sent.fields, htmx=self.script if htmx is None else htmx)

    # What a person does

    def start(self, flow_id: str) -> Page:
        """Presses Start, on the first page or on that of the exercise; never through htmx."""
        return self.post(f"/exercises/{flow_id}")

    def answer(self, page: Page, *words: str, own: str | None = None) -> Page:
        """Fills in the question's field and presses the main button."""
        return self.send(page.fill(*words, own=own))

    def go_on(self, page: Page, *answers: str | tuple[str, ...]) -> Page:
        """Answers one page after the other; a tuple is several lines or options."""
        for words in answers:
            page = self.answer(page, *((words,) if isinstance(words, str) else words))
            assert page.status == 200, (words, page.status, page.problem or page.html)
        return page

    def back(self, page: Page) -> Page:
        """Follows the Back link."""
        return self.open(page.links["‹ Back"])

    def change(self, page: Page, label: str) -> Page:
        """Follows a Change link."""
        return self.open(page.change_of(label))

    def remove(self, page: Page, words: str) -> Page:
        """Takes an item out of a list that a loop has collected."""
        return self.send(removal(page, words))

    def delete_record(self, address: str) -> Page:
        """Opens the question whether to delete, and says yes."""
        page = self.open(f"/records/{address}/delete")
        return self.send(page.fill(), htmx=False) if page.status == 200 else page

    def delete_everything(self) -> Page:
        """Ticks the box and presses the button."""
        page = self.open("/you")
        form = next(each for each in page.main.all("form") if each.attrs["action"] == "/you/delete")
        hidden = [(each.attrs["name"], each.attrs["value"]) for each in form.all("input", type="hidden")]
        return self.post("/you/delete", (*hidden, ("sure", "yes")))

    def restart(self) -> None:
        """Closes the browser and opens it again: only what has a date to live until is still there."""
        kept = self.cookies()
        self.client = self.app.test_client()
        for name, value in kept.items():
            self.set_cookie(name, value)

    # The cookie

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    def cookies(self) -> dict[str, str]:
        """All cookies that outlive the browser."""
        jar = self.client._cookies or {}  # the client has no list of them
        return {cookie.key: cookie.value for cookie in jar.values() if cookie.max_age}

    def set_cookie(self, name: str, value: str) -> None:
        self.client.set_cookie(name, value, domain=self.host, max_age=1000)

    def lose_cookie(self) -> dict[str, str]:
        """Clears all cookies; gives back what there was."""
        gone = self.cookies()
        self.client = self.app.test_client()
        return gone

    def take_cookies(self, cookies: Mapping[str, str]) -> None:
        for name, value in cookies.items():
            self.set_cookie(name, value)

    def _arrive(
        self, url: str, response: TestResponse, trail: tuple[int, ...], *, swapped: bool = False
    ) -> Page:
        trail = (*trail, response.status_code)
        leads = response.headers.get("HX-Redirect") if swapped else None
        if response.status_code in (301, 302, 303, 307, 308):
            assert len(trail) < 5, trail
            leads = response.headers["Location"]
        if leads is not None:
            url = urljoin(url, leads)
            return self._arrive(url, self.request("GET", url), trail)
        url = response.headers.get("HX-Push-Url", url)
        return Page(url, response.status_code, response.headers, response.text, trail, swapped)


def removal(page: Page, words: str) -> Sent:
    """The form that takes an item out."""
    form = page.items[words].get("form")
    hidden = [(each.attrs["name"], each.attrs["value"]) for each in form.all("input", type="hidden")]
    return Sent(form.attrs["action"], tuple(hidden))


def encoded(fields: Fields) -> bytes:
    """A form as bytes; what is no text at all is sent as the bytes that it would be."""
    return urlencode(fields, encoding="utf-8", errors="surrogatepass").encode()


def address_of(page: Page) -> str:
    """The random part of a session's address."""
    return urlsplit(page.url).path.split("/")[2]
