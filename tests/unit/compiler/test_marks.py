"""`safety`: the answers after which help is offered, proved to be answers that can be given."""

import pytest

from cbt.compiler.library import compile_files
from cbt.model.flow import Step

FLOW = """flow: sample
title: A sample
language: en
anywhere: {{support: help_now}}
reword: allowed
steps:
  asked:
    ask: How was it?
{words}
  done:
    say: Saved.
    end: completed
"""
OPTIONS = "    options: {calm: Calm, dark: Dark}\n"


def compiled(words: str) -> tuple[Step | None, list[str]]:
    library = compile_files({"sample.yaml": FLOW.format(words=words.rstrip("\n")).encode()})
    flow = library.flows.get("sample")
    return (flow.steps["asked"] if flow else None), [
        f"{each.code} {each.sentence}" for each in library.findings
    ]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (f"{OPTIONS}    safety: {{dark: help}}", ("dark",)),
        (
            f"{OPTIONS}    other: allowed\n    pick: many\n    safety: {{dark: help, other: help}}",
            ("dark", "other"),
        ),
        ("    answer: yes/no\n    safety: {yes: help}", ("yes",)),
        ("    answer: 0-3\n    safety: {1: help, 2: help, 3: help}", ("1", "2", "3")),
        ("    answer: -3-3\n    safety: {-3: help}", ("-3",)),
        ("    answer: number\n    safety: {1000: help}", ("1000",)),
        ("    answer: percent\n    safety: {100: help}", ("100",)),
        ("    answer: minutes\n    safety: {0: help}", ("0",)),
        (OPTIONS, ()),
    ],
)
def test_what_can_be_answered_can_be_marked(words: str, marked: tuple[str, ...]) -> None:
    step, told = compiled(words)
    assert step is not None, told
    assert step.safety == marked


@pytest.mark.parametrize("answer", ["text", "long text", "date", "list 1-3"])
def test_words_and_days_have_nothing_to_mark(answer: str) -> None:
    step, told = compiled(f"    answer: {answer}\n    safety: {{1: help}}")
    assert step is None
    assert told == [
        'F011 "asked" has no options or numbers to mark; take safety out: what people write is looked at anyway'
    ]


def test_a_mark_means_help_and_nothing_else() -> None:
    step, told = compiled(f"{OPTIONS}    safety: {{dark: stop}}")
    assert step is None
    assert len(told) == 1
    assert "help" in told[0]


def test_a_question_whose_answer_was_not_understood_is_told_of_once() -> None:
    step, told = compiled("    answer: telepathy\n    safety: {1: help}")
    assert step is None
    assert [line[:4] for line in told] == ["F013"]


@pytest.mark.parametrize("number", ["4", "01", "2.5", "-0", "1e1", "9999999999"])
def test_a_number_that_nobody_can_choose_is_a_fault(number: str) -> None:
    step, told = compiled(f'    answer: 0-3\n    safety: {{"{number}": help}}')
    assert step is None
    assert told == [f'F610 "asked" never has the answer {number}; mark a whole number within its limits']


def test_a_question_with_a_marked_answer_keeps_its_words_unless_its_page_allows_others() -> None:
    marked = f"{OPTIONS}    safety: {{dark: help}}"
    assert [bool(step and step.reword) for step, _ in map(compiled, (OPTIONS, marked))] == [True, False]
    step, _ = compiled(f"{marked}\n    reword: allowed")
    assert step is not None
    assert step.reword
