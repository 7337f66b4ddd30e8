"""The bank of rewordings: what is approved and passes shows, and nothing else ever takes a flow's own words away."""

from textwrap import dedent, indent

import pytest

from cbt.compiler.diagnostics import Findings
from cbt.compiler.judging import Standing, standing_of
from cbt.compiler.library import Library, compile_files
from cbt.compiler.parts import Bundle
from cbt.compiler.rewordings import read_bank

FLOW = """
flow: sample
title: A sample
language: en
reword: allowed
anywhere: {support: help_now}
steps:
  thought:
    ask: What went through your mind?
    help: You can leave this empty.
    example: I am late.
    answer: text
    keep: [leave this]
  items:
    ask: How often did it trouble you?
    options: {a: Never, b: Often}
    ends: shared/two
  fixed:
    ask: What next?
    options: {a: On}
    reword: never
  sides:
    use: parts/p
  done:
    say: You are done.
    end: completed
"""
ITEMS = "    options: {a: Never, b: Often}\n    ends: shared/two\n"
FILES = {
    "sample.yaml": FLOW.replace(ITEMS, "    answer: 0-1\n    ends: shared/two\n"),
    "parts/p.yaml": "part: p\nsteps:\n  look:\n    ask: Which facts fit this thought?\n    answer: list 1-2\n",
    "shared/two.yaml": "scale: two\nends: {0: never, 1: often}\n",
}
MINE = "by: a person\napproved: R. Author, 2026-11-22\n"
THOUGHT = "thought.ask:\n  from: What went through your mind?\n  to: {to}\n"


def bank(entries: str, name: str = "sample", head: str = "language: en\nstyle: simpler\n") -> str:
    return f"rewording: {name}\n{head}texts:\n{indent(dedent(entries), '  ')}"


def entry(to: str, more: str = MINE) -> str:
    return THOUGHT.format(to=to) + indent(dedent(more), "  ")


def library(*banks: str) -> Library:
    files = {**FILES, **{f"rewordings/{number}.yaml": text for number, text in enumerate(banks)}}
    return compile_files({path: text.encode() for path, text in files.items()})


def codes(*banks: str) -> list[str]:
    return [finding.code for finding in library(*banks).findings if finding.code.startswith("F")]


def shown(
    made: Library, step: str = "thought", tone: str = "simpler", *, proposed: bool = False
) -> str | None:
    reworded = made.reworded.get("sample", {}).get(tone)
    steps = {} if reworded is None else reworded.proposed if proposed else reworded.steps
    prompt = steps[step].prompt if step in steps else None
    return prompt.source if prompt is not None else None


def standings(text: str) -> list[Standing]:
    files = {path: each.encode() for path, each in {**FILES, "rewordings/x.yaml": text}.items()}
    return [standing_of(each, file) for file in read_bank(Bundle(files), Findings()) for each in file.entries]


def test_an_approved_rewording_takes_the_place_of_the_question_alone() -> None:
    made = library(bank(entry("What came to mind?")))
    step, own = made.reworded["sample"]["simpler"].steps["thought"], made.flows["sample"].steps["thought"]
    assert step.prompt is not None
    assert step.prompt.source == "What came to mind?"
    assert (step.help, step.example, step.label, step.kind) == (own.help, own.example, own.label, own.kind)
    assert list(made.reworded["sample"]["simpler"].steps) == ["thought"]
    assert not [each for each in made.findings if each.code.startswith("F")]


def test_the_page_of_a_part_is_reworded_in_the_flow_that_uses_it() -> None:
    text = "look.ask:\n  from: Which facts fit this thought?\n  to: What facts match this thought?\n"
    made = library(bank(text + indent(MINE, "  "), "parts/p"))
    assert shown(made, "sides.look") == "What facts match this thought?"


def test_tones_stand_side_by_side() -> None:
    warmer = bank(entry("What came into your mind?"), head="language: en\nstyle: warmer\n")
    made = library(bank(entry("What came to mind?")), warmer)
    assert shown(made, tone="warmer") == "What came into your mind?"
    assert shown(made, tone="simpler") == "What came to mind?"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            bank(
                "items.ask:\n  from: How often did it trouble you?\n  to: How often did it bother you?\n"
                + indent(MINE, "  ")
            ),
            "F501",
        ),
        (bank("fixed.ask:\n  from: What next?\n  to: What is next?\n" + indent(MINE, "  ")), "F501"),
        (bank("thought.example:\n  from: I am late.\n  to: I was late.\n" + indent(MINE, "  ")), "F501"),
        (bank("done.say:\n  from: You are done.\n  to: You have finished.\n" + indent(MINE, "  ")), "F501"),
        (bank("though.ask:\n  from: A\n  to: B\n" + indent(MINE, "  ")), "F502"),
        (bank(THOUGHT.format(to="What came to mind?").replace("went", "ran") + indent(MINE, "  ")), "F503"),
        (bank(entry("What came to your {mind}?")), "F504"),
        (
            bank(
                "thought.help:\n  from: You can leave this empty.\n  to: You can skip this.\n"
                + indent(MINE, "  ")
            ),
            "F504",
        ),
        (bank(entry("Who went through your mind?")), "F505"),
        (
            bank(
                entry("What came to mind!", MINE + "waived:\n  - {guard: markup, by: 'A. B, 2026-01-02'}\n")
            ),
            "F504",
        ),
        (
            bank(
                entry("What came to mind?", MINE + "waived:\n  - {guard: people, by: 'A. B, 2026-01-02'}\n")
            ),
            "F506",
        ),
        (bank(entry("What comes to mind?", MINE + "waived:\n  - {guard: scope, by: me}\n")), "F506"),
        (bank(entry("Who came to mind?", MINE + "waived:\n  - {guard: question words, by: me}\n")), "F507"),
        (bank(entry("What came to mind?", "by: a person\napproved: me\n")), "F507"),
        (bank(entry("What came to mind?", "by: somebody\n")), "F508"),
        (bank(entry("What came to mind?", "by: a model\n")), "F508"),
        (bank(entry("What came to mind?"), head="language: xx\nstyle: simpler\n"), "F509"),
        (bank(entry("What came to mind?"), head="language: en-GB\nstyle: simpler\n"), "F509"),
        (bank(entry("What came to mind?"), head="language: en\nstyle: simple\n"), "F509"),
        (bank(entry("What came to mind?"), head="language: 1\nstyle: simpler\n"), "F013"),
        (bank(entry("What came to mind?"), "sampl"), "F105"),
        (bank(entry("What came to mind?"), "shared/two"), "F105"),
        (bank(entry("What came to mind?"), "shared/../sample"), "F105"),
        ("rewording: sample\n", "F012"),
        ("- a\n", "F012"),
    ],
)
def test_what_is_wrong_with_a_rewording_is_told_and_it_never_shows(text: str, code: str) -> None:
    made = library(text)
    assert code in [finding.code for finding in made.findings]
    assert shown(made) is None
    assert "sample" in made.flows


def test_a_second_file_of_a_tone_is_told_and_the_first_one_counts() -> None:
    first, second = bank(entry("What came to mind?")), bank(entry("What ran through your mind?"))
    assert codes(first, second) == ["F509"]
    assert shown(library(first, second)) == "What came to mind?"


def test_a_structural_reason_can_be_waived_by_name_and_day() -> None:
    waived = "waived:\n  - guard: question words\n    by: A. B, 2026-01-02\n    because: It was a person.\n"
    made = library(bank(entry("Who came to mind?", MINE + waived)))
    assert shown(made) == "Who came to mind?"
    assert not [each for each in made.findings if each.code.startswith("F")]


def test_a_proposed_rewording_is_for_those_who_let_the_guards_decide() -> None:
    made = library(
        bank(entry("What came to mind?", "by: a model\nmodel: tiny\nguards: 1\nsettings: {seed: 1}\n"))
    )
    assert shown(made) is None
    assert shown(made, proposed=True) == "What came to mind?"
    assert made.findings == library().findings


def test_approved_and_proposed_stand_side_by_side() -> None:
    helped = (
        "thought.help:\n  from: You can leave this empty.\n  to: You can leave this blank.\n  by: a person\n"
    )
    made = library(bank(entry("What came to mind?") + helped))
    assert shown(made) == shown(made, proposed=True) == "What came to mind?"
    steps = made.reworded["sample"]["simpler"]
    assert [
        each["thought"].help.source for each in (steps.steps, steps.proposed) if each["thought"].help
    ] == [
        "You can leave this empty.",
        "You can leave this blank.",
    ]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        (bank(entry("What came to mind?")), Standing.APPROVED),
        (bank(entry("What came to mind?", "by: a person\n")), Standing.PROVED),
        (bank(entry("What part came to mind?", "by: a person\n")), Standing.PROPOSED),
        (bank(entry("What came to mind?", "by: somebody\n")), Standing.PROPOSED),
        (bank(entry("What silly idea came to mind?", "by: a person\n")), Standing.REFUSED),
        (bank(entry("Who came to mind?")), Standing.REFUSED),
        (bank(THOUGHT.format(to="What came?").replace("went", "ran") + "  by: a person\n"), Standing.STALE),
        (bank("done.say:\n  from: You are done.\n  to: Done.\n  by: a person\n"), Standing.FIXED),
        (bank("gone.ask:\n  from: A\n  to: B\n  by: a person\n"), Standing.UNKNOWN),
    ],
)
def test_every_entry_has_a_standing(text: str, standing: Standing) -> None:
    assert standings(text) == [standing]


def test_a_rewording_that_changes_nothing_makes_no_page() -> None:
    assert library(bank(entry("What went through your mind?"))).reworded == {}


def test_a_flow_with_faults_keeps_its_rewordings_to_itself() -> None:
    files = {
        **FILES,
        "sample.yaml": FLOW + "  more:\n    ask: What?\n",
        "rewordings/a.yaml": bank(entry("What came to mind?")),
    }
    made = compile_files({path: text.encode() for path, text in files.items()})
    assert made.reworded == {}
    files["sample.yaml"] = "a: [\n"
    assert compile_files({path: text.encode() for path, text in files.items()}).reworded == {}
