"""Whoever comes back to the first page can go on at once with what they began, and nobody else is told of it."""

import pytest
from flask import Flask

from cbt.errors import SealBroken, StoreUnavailable
from tests.web.house import services_of
from tests.web.person import Person
from tests.web.runs import THOUGHT
from tests.web.test_web_care import finish
from tests.web.test_web_coming_back import send
from tests.web.test_web_shared import share

GO_ON = "Go on: A second look at a thought"


def begun(person: Person) -> str:
    """The address of the page that they were on."""
    return person.go_on(person.start("reframe"), THOUGHT, "80").url


def test_an_exercise_that_was_begun_stands_near_the_top_by_its_name_and_leads_where_it_was_left(
    person: Person,
) -> None:
    page = begun(person)
    home = person.open("/")
    assert home.links[GO_ON] == page
    assert home.main.text.index(GO_ON) < home.main.text.index("Not sure?")
    assert THOUGHT not in home.html


def test_what_is_finished_and_what_nobody_began_is_not_offered(person: Person) -> None:
    assert "Go on:" not in person.open("/").main.text
    finish(person)
    assert "Go on:" not in person.open("/").main.text


def test_what_was_begun_before_a_finished_one_still_waits(person: Person) -> None:
    page = begun(person)
    finish(person)
    assert person.open("/").links[GO_ON] == page


def test_a_shared_computer_tells_it_only_while_it_holds_the_key(shared_app: Flask) -> None:
    person = Person(shared_app)
    share(person)
    begun(person)
    assert GO_ON in person.open("/").links
    send(person, person.open("/shared/finish"), "/shared/finish")
    assert "Go on:" not in person.open("/").main.text


@pytest.mark.parametrize("trouble", [StoreUnavailable("locked"), SealBroken()])
def test_the_first_page_is_there_while_nothing_kept_can_be_read(
    trouble: Exception, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    begun(person)
    monkeypatch.setattr(type(services_of(person.app).keeping), "waiting", fail)
    home = person.open("/")
    assert home.status == 200
    assert "Go on:" not in home.main.text
