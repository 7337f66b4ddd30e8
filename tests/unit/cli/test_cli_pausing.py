"""`cbt play` says where a browser would show a panel, so that authors see it too."""

import io

import pytest
from rich.console import Console

from cbt.cli.player import Player
from cbt.cli.screen import HELP_NOW, Screen
from cbt.compiler.detector import gather_packs
from cbt.compiler.library import Library
from cbt.safety.panel import Panel
from cbt.service import Watching
from tests.unit.service.house import compiled

FLOW = """
flow: said
title: Said
language: en
anywhere: {support: help_now}
steps:
  one:
    ask: One?
    answer: text
  two:
    ask: Two?
    answer: text
  three:
    ask: Three?
    answer: text
  done:
    say: Done.
    end: completed
"""
LIBRARY = compiled({"said.yaml": FLOW})
WATCHING = Watching(gather_packs().packs)
DANGER = "I want to kill myself"


def played(*typed: str, library: Library = LIBRARY) -> str:
    lines, shown = iter(typed), io.StringIO()
    screen = Screen(Console(file=shown, width=200, emoji=False, highlight=False))
    Player(library.flows, screen, lambda _prompt: next(lines, "quit"), watching=WATCHING).play("said")
    return " ".join(shown.getvalue().split())


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("I have swallowed all my pills", "getting help to come now"),
        (DANGER, "people to talk to, as what was written sounds very hard"),
        ("Everyone would be better off without me", "people to talk to, in a gentle tone"),
        ("Years ago I used to cut myself", "thoughts about the past"),
        ("He hits me when he comes home", "being safe when someone hurts you"),
        ("I am going to kill him", "someone getting hurt"),
        ("My friend wants to kill himself", "helping someone you worry about"),
        ("I have not eaten for five days", "seeing a doctor"),
    ],
)
def test_each_panel_is_told_in_a_line_with_whom_to_call(said: str, about: str) -> None:
    shown = played(said)
    assert f"In a browser a page comes first here, about {about}" in shown
    assert HELP_NOW in shown
    assert "Two?" in shown


def test_there_are_as_many_words_as_panels() -> None:
    from cbt.cli.pausing import _ABOUT

    assert set(_ABOUT) == set(Panel)


def test_it_comes_as_often_as_in_a_browser_and_then_the_line() -> None:
    shown = played(DANGER, DANGER, DANGER)
    assert shown.count("a page comes first here") == 2
    shown = played(DANGER, "He hits me", "It rained")
    assert shown.count("a page comes first here") == 1
    assert shown.count("has a quiet line here that leads to Help now") == 1


def test_ordinary_answers_say_nothing_and_a_new_exercise_begins_anew() -> None:
    assert "In a browser" not in played("It rained", "I am worthless", "Nothing")


@pytest.mark.parametrize(
    ("said", "told"), [("kill myself", "with numbers to call"), ("past suicide", "a quiet line then")]
)
def test_what_is_not_taken_is_looked_at_too(said: str, told: str) -> None:
    flow = FLOW.replace(
        "ask: One?\n", "ask: One?\n    check:\n      - must: words(one) >= 3\n        else: A few more.\n"
    )
    shown = played(said, library=compiled({"said.yaml": flow}))
    assert "A few more." in shown
    assert told in shown
    assert "In a browser" not in played("It rained", library=compiled({"said.yaml": flow}))
