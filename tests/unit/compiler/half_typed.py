"""A flow among its parts and shared files, at whose text tests type on. A place is marked with ¦.

It must not ask anything about it.
"""

from cbt.compiler.authoring.sheet import Sheet
from cbt.compiler.parts import Bundle

FLOW = """flow: made
title: Made
language: en
anywhere: {support: help_now}
before_you_start: shared/not_now
steps:
  thought:
    ask: Which thought?
    answer: text
    check:
      - must: words(thought) >= 2
        else: Say more than {thought}.
  causes:
    ask: What may have led to it?
    answer: list 1-5
  emotions:
    repeat: 1-3
    steps:
      name:
        ask: Which feeling?
        options: shared/emotions
      before:
        ask: How strong was {name}?
        answer: 0-100
        ends: shared/strength
    again: One more than {name}?
  sure:
    ask: Sure?
    answer: yes/no
    next: {yes: way, no: hand}
  way:
    ask: Which way?
    options: {facts: The facts, friend: A friend}
    next:
      facts: sides
      friend: later
  sides:
    use: parts/two_sides
    with: {claim: thought}
  later:
    for_each: emotions
    steps:
      after:
        ask: And now?
        answer: 0-100
  hand:
    hand_off: needy
    carry: {claim: thought}
computed:
  start: mean(emotions.before)
  odd: if(
summary:
  title: "{thought}"
  rows: [thought, sides.fits]
  change: {emotions: [before, after]}
"""
PART = """part: two_sides
needs: {claim: text}
gives: [fits]
steps:
  fits:
    ask: What fits {claim}?
    answer: text
"""
FILES = {
    "made.yaml": FLOW,
    "needy.yaml": "flow: needy\nabout: It needs a claim.\nneeds: {claim: text}\n",
    "torn.yaml": "flow: [",
    "plain.yaml": "just words\n",
    "parts/two_sides.yaml": PART,
    "shared/emotions.yaml": "list: emotions\noptions: {"
    + ", ".join(f"f{number}: feeling {number}" for number in range(14))
    + "}\n",
    "shared/strength.yaml": "scale: strength\nends: {0: none, 100: all}\n",
    "parts/bare.yaml": "part: bare\nsteps: {look: {say: x}}\n",
    "shared/not_now.yaml": "text: not_now\nsay: Not when it is loud.\n",
}


def sheet_of(text: str, path: str = "made.yaml") -> Sheet:
    """A file with this text among the others, typed on from how it stands there."""
    saved = Bundle({name: body.encode() for name, body in FILES.items()})
    before = Sheet(path, FILES[path].split("\n"), saved)
    files = {**FILES, path: text}
    return before.typed_on(text.split("\n"), Bundle({name: body.encode() for name, body in files.items()}))


def sheet_like(sheet: Sheet, line: str) -> Sheet:
    """A sheet with another fifth line, in a folder where it was never whole."""
    return Sheet(sheet.path, [*sheet.lines[:4], line, *sheet.lines[5:]], sheet.bundle)


def marked(old: str, new: str, path: str = "made.yaml") -> tuple[Sheet, int, int]:
    """The file with `new`, which marks a place, instead of `old`, and the place."""
    assert old in FILES[path]
    text = FILES[path].replace(old, new, 1)
    at = text.index("¦")
    return sheet_of(text.replace("¦", ""), path), text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
