"""Small flows that the tests of `cbt play` share, and a way to type at one."""

import io
from collections.abc import Iterator

from rich.console import Console

from cbt.cli.player import Player
from cbt.cli.screen import Screen
from cbt.compiler.library import Library

GIVER = """
flow: giver
title: A giver
language: en
anywhere: {support: help_now}
steps:
  thought:
    ask: Which thought?
    answer: text
  go:
    hand_off: taker
    carry: {claim: thought}
"""
TAKER = """
flow: taker
title: A taker
language: en
anywhere: {support: help_now}
needs: {claim: text}
steps:
  done:
    say: You wrote {claim}.
    end: completed
"""
LOOPING = """
flow: looping
title: Looping
language: en
anywhere: {support: help_now}
steps:
  things:
    repeat: 0-2
    steps:
      what:
        ask: What?
        answer: text
    again: Another?
  each:
    for_each: things
    steps:
      how:
        ask: How is {what}?
        answer: yes/no
  way:
    ask: Which way?
    options: {left: Left, right: Right}
    next: {left: left, right: done}
  left:
    ask: What is left?
    answer: text
  done:
    say: Done.
    end: completed
"""


def play(library: Library, flow_id: str, *typed: str, width: int = 80) -> str:
    """What is shown when these lines are typed; behind them the input ends."""
    lines: Iterator[str] = iter(typed)
    shown = io.StringIO()

    def read(prompt: str) -> str:
        try:
            line = next(lines)
        except StopIteration:
            raise EOFError from None
        shown.write(f"{prompt}{line}\n")
        return line

    screen = Screen(Console(file=shown, width=width, emoji=False, highlight=False))
    Player(library.flows, screen, read).play(flow_id)
    assert next(lines, None) is None, "not every line was read"
    return shown.getvalue()
