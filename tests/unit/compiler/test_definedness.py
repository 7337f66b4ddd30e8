"""F304: every answer that is used has been given on all paths to its use, else the path without it is shown.

The cases stand in `definedness/`: a title, the steps (`<belief>` and the like stand for the blocks below), what
follows them, and for those that are refused the word that is told and the path.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cbt.compiler.checks.trail import path_without
from tests.unit.compiler.making import END, compile_text, flow_text

FOLDER = Path(__file__).parent / "definedness"
BLOCKS = {
    "belief": """belief:
  ask: How far?
  answer: 0-100
  next:
    - {if: belief >= 40, go: fact}
    - {else: after}
fact:
  ask: Which fact?
  answer: text
after:
  say: Read on.
""",
    "loop": """feelings:
  repeat: 1-3
  steps:
    name:
      ask: Which feeling?
      answer: text
    strength:
      ask: How strong?
      answer: 0-10
  again: Another?
""",
    "walked": """now:
  for_each: feelings
  steps:
    strength_now:
      ask: How strong is {name} now? It was {strength}.
      answer: 0-10
""",
    "optional": """note:
  ask: A note?
  answer: text
  optional: true
""",
}
PART = """
part: p
needs: {claim: text}
gives: [fits, doubts]
steps:
  sure:
    ask: Sure about {claim}?
    answer: yes/no
    next: {yes: fits, no: doubts}
  fits:
    ask: What fits {claim}?
    answer: text
  doubts:
    ask: What does not fit?
    answer: text
"""
OTHER_ONE = """
flow: other_one
title: Another
language: en
anywhere: {support: help_now}
needs: {claim: text}
steps:
  last:
    say: Saved.
    end: completed
"""


class Case(NamedTuple):
    title: str
    text: str
    path: str


def block(match: re.Match[str]) -> str:
    return BLOCKS[match[1]].replace("1-3", match[2] or "1-3")


def cases(name: str) -> list[Case]:
    found = []
    for written in (FOLDER / name).read_text(encoding="utf-8").split("=== ")[1:]:
        title, _, body = written.partition("\n")
        steps, *sections = re.split(r"^--- ", body, flags=re.MULTILINE)
        by_word = dict(section.split("\n", 1) for section in sections)
        steps = re.sub(r"^<(\w+)(?: (\S+))?>\n", block, steps, flags=re.MULTILINE)
        text = flow_text(steps, by_word.get("tail", ""), end=by_word.get("end", END))
        found.append(Case(title, text, by_word.get("path", "").strip()))
    return found


@pytest.mark.parametrize("case", cases("accepted.txt"), ids=lambda case: case.title)
def test_an_answer_that_every_path_gives_may_be_used(case: Case) -> None:
    library = compile_text(case.text, parts__p=PART, other_one=OTHER_ONE)
    assert library.findings == ()


@pytest.mark.parametrize("case", cases("refused.txt"), ids=lambda case: case.title)
def test_an_answer_that_a_path_does_not_give_is_told_with_that_path(case: Case) -> None:
    library = compile_text(case.text, parts__p=PART, other_one=OTHER_ONE)
    (finding,) = library.findings
    line = case.text.splitlines()[finding.pos.line - 1]
    word = line[finding.pos.column - 1 :][: finding.length]
    assert finding.code == "F304"
    assert f"{word}: {' › '.join(finding.trail)}" == case.path


def test_the_path_reads_as_in_the_language_reference() -> None:
    steps = f"{BLOCKS['loop']}{BLOCKS['belief']}balanced:\n  ask: With {{fact}}?\n  answer: text\n"
    (finding,) = compile_text(flow_text(steps)).findings
    assert finding.message == '"fact" may not have been answered yet'
    assert finding.hint == "give it on every path, guard it with if: answered(fact), or take it out"
    shown = "feelings.name › feelings.strength › belief (below 40) › after › balanced"
    assert " › ".join(finding.trail) == shown


def test_there_is_no_path_to_a_page_that_no_way_leads_to() -> None:
    flow = compile_text(flow_text(BLOCKS["belief"])).flows["sample"]
    assert path_without(flow, "a:fact", "elsewhere") == ()
