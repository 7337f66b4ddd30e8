"""What looks like a template or markup is plain text in every text of every file, and in every message about it."""

import json
from pathlib import Path

import pytest

from cbt.cli.console import visible
from cbt.compiler.codes import read_explanations
from cbt.compiler.diagnostics import LONGEST_MESSAGE, Findings
from cbt.compiler.library import compile_files
from cbt.compiler.nodes import Map
from cbt.compiler.prose import spots_of
from cbt.compiler.reader import read
from cbt.compiler.report import render_text, sarif_log, workflow_command
from cbt.compiler.report.facts import to_json
from cbt.compiler.schema import FILE_SHAPES, CheckShape, Shape, StepShape, SummaryShape
from cbt.engine.answering import begin
from cbt.engine.machine import Program
from cbt.engine.text import filled
from cbt.engine.walk import Walk
from cbt.model.flow import Flow, Text
from tests.payloads import MARKUP, TEMPLATES, quoted

FLOW = """flow: sample
title: TEXT
about: TEXT
language: en
anywhere: {support: help_now}
before_you_start: shared/before
steps:
  thought:
    ask: TEXT
    label: TEXT
    help: TEXT
    example: TEXT
    options:
      a: TEXT
      b: TEXT
    check:
      - must: thought == "a"
        else: TEXT
  strength:
    ask: TEXT
    answer: 0-10
    ends:
      0: TEXT
      10: TEXT
  amount:
    ask: TEXT
    answer: number
    unit: TEXT
  shared_one:
    ask: TEXT
    options: shared/labels
  shared_scale:
    ask: TEXT
    answer: 0-3
    ends: shared/points
  things:
    repeat: 1-2
    again: TEXT
    steps:
      name:
        ask: TEXT
        answer: text
  parted:
    ask: TEXT
    answer: shares of 100 over things.name
    rest: TEXT
  inside:
    use: parts/inner
  look:
    say: TEXT
  done:
    say: TEXT
    end: completed
summary:
  title: TEXT
"""
FILES = {
    "sample.yaml": FLOW,
    "parts/inner.yaml": "part: inner\nsteps:\n  read:\n    say: TEXT\n",
    "shared/before.yaml": "text: before\nsay: TEXT\n",
    "shared/labels.yaml": "list: labels\noptions:\n  a: TEXT\n  b: TEXT\n",
    "shared/points.yaml": "scale: points\nends:\n  0: TEXT\n  3: TEXT\n",
}
# Each TEXT above becomes one text of the flow; the label of a loop's page and the like are none.
COUNT = sum(text.count("TEXT") for text in FILES.values())
WORDS_OF_PROSE = {"title", "about", "ask", "say", "label", "help", "example", "again", "else", "unit", "rest"}


def files_with(payload: str) -> dict[str, bytes]:
    return {path: text.replace("TEXT", quoted(payload)).encode() for path, text in FILES.items()}


def texts_of(flow: Flow) -> list[Text]:
    texts = [flow.title, flow.about, flow.before_you_start, flow.summary.title]
    for step in flow.steps.values():
        texts += [step.prompt, step.label, step.help, step.example, step.unit, step.rest]
        texts += [*step.labels.values(), *step.ends.values(), *(check.sentence for check in step.checks)]
    return [text for text in texts if text is not None]


def test_every_word_that_holds_prose_is_tried() -> None:
    shapes: list[type[Shape]] = [*FILE_SHAPES[:5], StepShape, CheckShape, SummaryShape]
    prose = {
        field.alias or name
        for shape in shapes
        for name, field in shape.model_fields.items()
        if "Prose" in str(shape.__annotations__.get(name, "")) or (field.alias or name) in WORDS_OF_PROSE
    }
    tried = {spot.word for path in FILES for spot in spots_of(root_of(path))}
    assert prose - {"must", "keep", "options", "ends"} <= tried


def root_of(path: str) -> Map:
    root = read(files_with("x")[path], path, Findings())
    assert isinstance(root, Map)
    return root


@pytest.mark.parametrize("payload", [*TEMPLATES, *MARKUP[::8]])
def test_what_looks_like_code_is_shown_as_typed_wherever_it_stands(payload: str) -> None:
    library = compile_files(files_with(payload))
    assert [finding.code for finding in library.findings if not finding.code.startswith("W")] == []
    flow = library.flows["sample"]
    program = Program(flow)
    session = begin(program)
    walk = Walk(flow, session.facts, session.position)
    texts = texts_of(flow)
    assert len(texts) == COUNT
    for text in texts:
        assert text.parts == (payload,)
        assert filled(program, text, walk) == payload


BROKEN = """flow: sample
title: A sample
language: en
anywhere: {support: help_now}
steps:
  a:
    ask: A?
    answer: WORD
    WORD: b
    keep_in_view: [WORD]
    next: WORD
  WORD:
    say: B.
    end: done
computed:
  x: a > WORD
"""


@pytest.mark.parametrize(
    "payload", [*TEMPLATES[::3], *MARKUP[::4], "x" * 5000, "{" * 300, "é😀" * 200, "a\u0301" * 300]
)
def test_a_message_carries_hostile_words_on_one_short_line(payload: str) -> None:
    findings = compile_files({"sample.yaml": BROKEN.replace("WORD", quoted(payload)).encode()}).findings
    assert findings
    for finding in findings:
        for words in (finding.message, finding.hint):
            assert len(words) <= LONGEST_MESSAGE
            assert "\n" not in words
        shown = render_text(finding, BROKEN.split("\n")[finding.pos.line - 1].replace("WORD", payload))
        assert visible(shown) == shown
        command = workflow_command(finding)
        assert "\n" not in command
        assert command.count("::") >= 2
        assert command.startswith(("::error file=", "::warning file="))
    log = sarif_log(findings, read_explanations(), version="1", home=Path.cwd())
    assert json.loads(json.dumps(log)) == log
    assert json.loads(json.dumps([to_json(finding) for finding in findings]))


@pytest.mark.parametrize("payload", ["\x1b]0;owned\x07", "\x1b[2J", "a\u202eb", "\x9b31m", "\x00", "\x7f"])
def test_what_a_terminal_would_obey_never_reaches_a_message(payload: str) -> None:
    findings = compile_files({"sample.yaml": BROKEN.replace("WORD", quoted(payload)).encode()}).findings
    assert [finding.code for finding in findings] == ["F006"]
    assert payload not in findings[0].message
    escaped = "".join(f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}" for char in payload)
    findings = compile_files({"sample.yaml": BROKEN.replace("WORD", f'"{escaped}"').encode()}).findings
    assert [finding.code for finding in findings] == ["F006"]
    assert payload not in findings[0].message
