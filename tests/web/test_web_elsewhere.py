"""Forms count only when our own page sent them: any other is refused and changes nothing."""

import hmac
from pathlib import Path

import pytest
from flask import Flask

from tests.web.house import HTTPS, MakeApp
from tests.web.pages import Sent
from tests.web.person import FORM_TYPE, LOOPBACK, Person, encoded
from tests.web.routes import FORMS, Begun, Route, begin, name_of, token_of
from tests.web.stored import rows_of

ELSEWHERE: dict[str, dict[str, str | None]] = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "another site, which says it is ours": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
    "nobody": {"Sec-Fetch-Site": "none"},
    "something new": {"Sec-Fetch-Site": "same-origin "},
    "an old browser on another site": {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
    "an old browser on another port": {"Sec-Fetch-Site": None, "Origin": "http://localhost:81"},
    "an old browser on a longer name": {"Sec-Fetch-Site": None, "Origin": "http://localhost.evil.example"},
    "an old browser under another scheme": {"Sec-Fetch-Site": None, "Origin": "https://localhost"},
    "an old browser that hides it": {"Sec-Fetch-Site": None, "Origin": "null"},
    "an old browser that is silent": {"Sec-Fetch-Site": None, "Origin": None},
    "an old browser with an odd origin": {"Sec-Fetch-Site": None, "Origin": "http://["},
}
WITHOUT_TOKEN = ("/exercises", "/help", "/shared/leave", "/shared/lock", "/shared/here")
each_form = pytest.mark.parametrize("route", FORMS, ids=name_of)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_form_from_elsewhere_is_refused_and_changes_nothing(where: str, fresh: MakeApp, data: Path) -> None:
    begun = begin(Person(fresh()))
    rows = rows_of(data)
    for route in FORMS:
        for htmx in ({}, {"HX-Request": "true"}):
            body = encoded((("csrf_token", token_of(begun.person)), *route.fields(begun)))
            headers = {**htmx, **ELSEWHERE[where]}
            response = begun.person.request(
                "POST", route.url(begun), body=body, headers=headers, content_type=FORM_TYPE
            )
            assert response.status_code == 403, name_of(route)
            assert "Set-Cookie" not in response.headers
    assert rows_of(data) == rows


def test_a_form_of_an_old_browser_on_our_own_page_counts(shared_app: Flask) -> None:
    person = Person(shared_app)
    sent = person.start("reframe").fill("One thought of mine.")
    page = person.post(sent.url, sent.fields, headers={"Sec-Fetch-Site": None, "Origin": LOOPBACK})
    assert page.number == 2


def test_behind_a_proxy_the_origin_that_people_see_is_ours_and_no_other(fresh: MakeApp) -> None:
    app = fresh(public_url=HTTPS)
    inside = Person(app, origin="http://steps.example")
    sent = inside.start("reframe").fill("One thought of mine.")
    for origin, status in ((HTTPS, 303), ("http://steps.example", 403)):
        headers = {"Sec-Fetch-Site": None, "Origin": origin}
        assert inside.post(sent.url, sent.fields, headers=headers).trail[0] == status


def tokens_that_do_not_fit(begun: Begun, app: Flask, server_key: bytes) -> dict[str, str | None]:
    other = Person(app)
    other.go_on(other.start("reframe"), "A thought of somebody else.")
    key = hmac.digest(server_key, b"cbt/v1 csrf", "sha256")
    return {
        "none": None,
        "empty": "",
        "of before the first answer": token_of(Person(app)),
        "another person's": token_of(other),
        "of the key alone": hmac.digest(key, b"p", "sha256").hex(),
        "half": token_of(begun.person)[:32],
        "in capitals": token_of(begun.person).upper(),
        "no text": "\udcff\u00e4",
    }


@each_form
def test_a_token_that_does_not_fit_is_refused_and_changes_nothing(
    route: Route, fresh: MakeApp, data: Path
) -> None:
    app = fresh()
    begun = begin(Person(app))
    tokens = tokens_that_do_not_fit(begun, app, (data / "server.key").read_bytes())
    rows = rows_of(data)
    for what, token in tokens.items():
        given = () if token is None else (("csrf_token", token),)
        body = encoded((*given, *route.fields(begun)))
        response = begun.person.request("POST", route.url(begun), body=body, content_type=FORM_TYPE)
        # What changes nothing takes no token, nor does a country, nor leaving a shared computer; a page of one's own
        # comes back to be sent once more.
        is_page = route.rule == "/s/<address>/<int:number>"
        wanted = route.status if route.rule.startswith(WITHOUT_TOKEN) else 422 if is_page else 400
        assert response.status_code == wanted, what
        # Neither of the two that a person may get all the same says who they are.
        own = {"/help/country": "country=", "/exercises/<flow_id>": "begun=yes;"}.get(route.rule, "none")
        assert not [each for each in response.headers.getlist("Set-Cookie") if not each.startswith(own)]
    assert rows_of(data) == rows


def test_a_token_is_another_for_each_person_and_the_same_for_one(shared_app: Flask) -> None:
    people = [Person(shared_app) for _ in range(3)]
    assert len({token_of(person) for person in people}) == 1
    for person in people:
        person.go_on(person.start("reframe"), "One thought of mine.")
    tokens = [token_of(person) for person in people]
    assert len(set(tokens)) == 3
    assert [token_of(person) for person in people] == tokens


@pytest.mark.parametrize("script", [False, True], ids=["plain", "htmx"])
def test_a_first_page_that_was_opened_before_the_cookie_comes_back_with_its_words_and_then_works(
    script: bool, shared_app: Flask
) -> None:
    person = Person(shared_app, script=script)
    early = person.start("thought_record")
    person.go_on(person.start("reframe"), "One thought of mine.")
    back = person.answer(early, "I lost my place in the talk.")
    assert (back.status, back.is_fragment) == (422, script)
    assert back.heading == early.heading
    assert back.value == ("I lost my place in the talk.",)
    assert back.problem.startswith("Please press the button once more")
    assert "Your answer is still here." in back.problem
    assert "Set-Cookie" not in back.headers
    after = person.send(back.fill(*back.value))
    assert (after.status, after.number) == (200, 2)
    assert person.back(after).value == ("I lost my place in the talk.",)
    assert len(person.open("/records").main.get("ul", cls="records").all("li")) == 2


def test_a_page_with_the_token_of_a_lost_cookie_gives_its_words_back(shared_app: Flask) -> None:
    person = Person(shared_app)
    page = person.go_on(person.start("reframe"), "One thought of mine.")
    person.lose_cookie()
    refused = person.answer(page, "77")
    assert refused.status == 400
    assert refused.root.get(id="kept-words").raw.strip() == "77"


def test_a_first_page_of_which_the_day_is_over_gives_its_words_back_too(shared_app: Flask) -> None:
    person = Person(shared_app)
    early = person.start("reframe").fill("I thought of this yesterday.")
    stale = Sent(early.url.replace(early.url.split("/")[2], "A" * 64), early.fields)
    person.go_on(person.start("reframe"), "One thought of mine.")
    refused = person.send(stale)
    assert refused.status == 400
    assert refused.root.get(id="kept-words").raw.strip() == "I thought of this yesterday."
