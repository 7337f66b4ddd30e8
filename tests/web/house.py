"""Applications for tests: over the shipped exercises, and over one with every kind of field; each on files of its own.

It must not hold a test.
"""

import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from flask import Flask

from cbt.compiler.detector import gather_packs
from cbt.compiler.library import Library, compile_folder, default_flows_folder
from cbt.safety.pack import Pack
from cbt.settings import Settings
from tests.web.elsewhere import elsewhere
from web import create_app
from web.services import Services

# The short exercise and all that it leads to.
FEW = ("reframe", "thought_record", "behavioural_experiment", "grounding")

EVERY_KIND = """
flow: every_kind
title: Every kind
language: en
anywhere: {support: help_now}
steps:
  line:
    ask: What is the line?
    answer: text
  prose:
    ask: What is the prose?
    answer: long text
    keep_in_view: [line]
  short:
    ask: How short?
    answer: 0-10
  long:
    ask: How long?
    answer: 0-100
    ends: {0: not long, 100: very long}
  sure:
    ask: Are you sure?
    answer: yes/no
  way:
    ask: Which way?
    options: {near: The near one, far: The far one}
    other: allowed
  many:
    ask: Which ones?
    options: {red: The red one, blue: The blue one}
    pick: many
    other: allowed
  lines:
    ask: Which lines?
    answer: list 1-4
  one:
    ask: Which of these?
    answer: one of lines
  things:
    repeat: 1-3
    steps:
      name:
        ask: Which thing?
        answer: text
      note:
        ask: Anything about {name}?
        answer: text
        optional: true
    again: Another thing?
  read:
    say: You wrote "{line}" and chose "{one}".
  last:
    ask: What happened to {lines} and {many}, by {way}?
    answer: long text
    optional: true
    keep_in_view: [line, prose, short, long, sure, way, many, lines, one]
  done:
    say: Done with {line}.
    end: completed
summary:
  title: "{line}"
  rows: [line, prose, short, long, sure, way, many, lines, one, last]
  change: {much: [short, long]}
"""

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
  read:
    ask: You wrote {claim}. What now?
    answer: text
  done:
    say: Done.
    end: completed
"""

FLOWS = {"every_kind": EVERY_KIND, "giver": GIVER, "taker": TAKER}
# A folder with one flow that has all other kinds of answers and pages.
MORE_FLOWS = Path(__file__).parent / "flows"
HTTPS = "https://steps.example"

MakeApp = Callable[..., Flask]

# Compiling the same files anew for each test would take most of the time; what comes of it never changes.
compile_once: Callable[[Path], Library] = cache(compile_folder)


def write_flows(folder: Path) -> Path:
    """A folder with our own flows."""
    folder.mkdir()
    for name, text in FLOWS.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def make_app(data: Path, flows: Path | None = None, public_url: str = "") -> Flask:
    """An application on this data folder, by default over the shipped exercises."""
    library = compile_once(flows or default_flows_folder())
    settings = Settings(data=data, flows=flows, public_url=public_url, database_url=elsewhere.url_of(data))
    has_own = flows is not None and (flows / "detector").is_dir()
    return create_app(settings, library, gather_once(flows if has_own else None))


@cache
def gather_once(flows: Path | None = None) -> Mapping[str, Pack]:
    """The detector's packs for a folder of flows: to read them takes twenty times as long as all else of a start."""
    return gather_packs(flows).packs


def services_of(app: Flask) -> Services:
    found = app.extensions["cbt"]
    assert isinstance(found, Services)
    return found


def copy_few(folder: Path) -> None:
    """Makes a folder of few shipped exercises and all that they share, which is proved in a moment."""
    shipped = default_flows_folder()
    left_out = [path.name for path in shipped.glob("*.yaml") if path.stem not in FEW]
    shutil.copytree(
        shipped, folder, ignore=shutil.ignore_patterns("walks", "shelf", "instruments", *left_out)
    )
