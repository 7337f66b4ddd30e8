"""Earlier answers that stay in view say what they are about."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.house import MakeApp
from tests.web.person import Person

FLOW = """flow: small
title: A small page
language: en
anywhere: {support: help_now}
steps:
  feelings:
    repeat: 1-3
    steps:
      name:
        ask: What is it called?
        answer: text
      strong:
        ask: How strong is {name}?
        answer: 0-10
      where:
        ask: Where do you feel it?
        label: Where in the body
        answer: text
    again: Is there another?
  note:
    ask: What do you notice?
    answer: text
    keep_in_view: [feelings.strong, feelings.where]
  done:
    say: Done.
    end: completed
"""


@pytest.fixture
def app(fresh: MakeApp, tmp_path: Path) -> Flask:
    folder = tmp_path / "flows"
    folder.mkdir()
    (folder / "small.yaml").write_text(FLOW, encoding="utf-8")
    return fresh(folder)


def test_a_loop_s_answers_in_view_name_their_item_where_the_question_did(app: Flask) -> None:
    person = Person(app)
    page = person.go_on(person.start("small"), "Dread", "7", "Belly", "yes", "Joy", "2", "Hands", "no")
    kept = page.main.get("section", cls="kept")
    assert [one.text for one in kept.all("h2")] == [
        "How strong is Dread?",
        "How strong is Joy?",
        "Where in the body",
    ]
    assert [one.text for one in kept.all("p", cls="own")] == ["“7 out of 10”", "“2 out of 10”"]
    changes = [one.attrs["href"] for one in kept.all("a")]
    assert [person.open(href).heading for href in changes] == ["How strong is Dread?", "How strong is Joy?"]
