"""The log: one line a request, where standard error is at that moment."""

import logging
import re
import sys
from io import StringIO

import pytest
from flask import Flask

from cbt.service import ComingBack
from tests.web.house import MakeApp
from tests.web.person import Person
from tests.web.runs import THOUGHT
from web import logs


@pytest.fixture
def own_handler(monkeypatch: pytest.MonkeyPatch, shared_app: Flask) -> None:
    """The handler that the application makes for itself."""
    monkeypatch.setattr(logs.LOGGER, "handlers", [])
    logs.init_app(Flask("fresh"))
    assert [type(handler).__name__ for handler in logging.getLogger("web").handlers] == ["_OnStandardError"]


def test_the_log_goes_to_standard_error_as_it_is_at_that_moment(
    own_handler: None, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", lines := StringIO())
    Person(shared_app).request("GET", "/healthz")
    assert "event=request method=GET route=/healthz status=200 ms=" in lines.getvalue()


def test_a_request_is_logged_in_the_same_shape_as_everything_else(
    own_handler: None, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", lines := StringIO())
    # The handler that watches every test is one too many for the short way.
    monkeypatch.setattr(logs.LOGGER, "handlers", logs.LOGGER.handlers[:1])
    Person(shared_app).request("GET", "/healthz")
    logs.LOGGER.info("told by the logging module")
    short, long = lines.getvalue().splitlines()
    shape = r"timestamp=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=INFO event="
    assert re.match(shape + r"request method=GET route=/healthz status=200 ms=\d+\.\d", short)
    assert re.match(shape + "told by the logging module", long)


def test_a_log_that_is_to_hold_troubles_only_holds_no_request(
    own_handler: None, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", lines := StringIO())
    monkeypatch.setattr(logs.LOGGER, "handlers", logs.LOGGER.handlers[:1])
    monkeypatch.setattr(logs.LOGGER, "level", logging.ERROR)
    monkeypatch.setattr(logs.LOGGER, "_cache", {})
    Person(shared_app).request("GET", "/healthz")
    assert lines.getvalue() == ""


def test_a_standard_error_that_is_closed_is_no_trouble_to_a_person(
    own_handler: None, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    assert Person(shared_app).request("GET", "/healthz").status_code == 200


def test_what_breaks_once_a_page_is_made_is_told_by_its_place_and_not_by_what_it_says(
    fresh: MakeApp, log_lines: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise ValueError("a word of mine")

    app = fresh()
    person = Person(app)
    person.go_on(person.start("reframe"), THOUGHT)
    monkeypatch.setattr(ComingBack, "note_visit", broken)
    assert person.open("/records").status == 500
    lines = [line for line in log_lines.getvalue().splitlines() if "event=failure" in line]
    assert lines
    for line in lines:
        assert re.fullmatch(r"\S+ level=ERROR event=failure kind=ValueError file=[\w/.]+ line=\d+", line)
    assert "a word of mine" not in log_lines.getvalue()
    assert "Traceback" not in log_lines.getvalue()
