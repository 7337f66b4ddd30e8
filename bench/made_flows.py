"""Flows that are made for measuring: as many as are wanted, 12 steps each.

It must not make two of the same id.
"""

from pathlib import Path

_HEAD = """flow: {name}
title: Made for measuring
language: en
anywhere: {{support: help_now}}

steps:
"""
_TEXT = """  words_{number}:
    ask: What comes to mind at question {number}?
    help: Write it as it came to you, in a sentence or two.
    example: I lost my place in the talk, and then I found it again.
    answer: long text
    check:
      - must: words(words_{number}) >= 2
        else: Please add a few more words.
"""
_SCALE = """  strength_{number}:
    ask: How strong is it?
    answer: 0-100
    ends: {{0: not at all, 100: as strong as it could be}}
    keep_in_view: [words_{number}]
"""
_TAIL = """  way:
    ask: Which way would you like to go on?
    options: {further: One question more, stop: Leave it here}
    next: {further: further, stop: done}

  further:
    ask: You gave it {strength_1} out of 100 before. What has changed?
    answer: text

  done:
    say: It went from {strength_1} to {strength_4}. The difference is {gap}.
    end: completed

computed:
  drop: strength_1 - strength_4
  gap: max(drop, -drop)

summary:
  title: "{words_1}"
  rows: [words_1, words_2, words_3, words_4]
  change: {strength: [strength_1, strength_4]}
"""


def twelve_steps(name: str) -> str:
    """The text of a flow: texts and scales, a check on each text, a branch, computed values, a summary."""
    pairs = [_TEXT.format(number=number) + _SCALE.format(number=number) for number in range(1, 5)]
    return _HEAD.format(name=name) + "\n".join([*pairs, _TEXT.format(number=5), _TAIL])


def many_steps(name: str, count: int) -> str:
    """The text of a flow of `count` steps, an even number of at least 12: with more pairs."""
    pairs = [
        _TEXT.format(number=number) + _SCALE.format(number=number) for number in range(1, count // 2 - 1)
    ]
    head = _HEAD.format(name=name).replace("\nsteps:", f"most_pages: {count}\n\nsteps:")
    return head + "\n".join([*pairs, _TEXT.format(number=count // 2 - 1), _TAIL])


def write_flows(folder: Path, count: int) -> None:
    """Puts `count` flows into a folder."""
    for number in range(count):
        name = f"made_{number}"
        (folder / f"{name}.yaml").write_text(twelve_steps(name), encoding="utf-8")
