"""A step or an option gets another id wherever it is named, and what is sound stays so. A place is marked with ¦."""

from collections.abc import Mapping

import pytest

from cbt.compiler.authoring.checking import check_file
from cbt.compiler.authoring.mentions import Named, named_in
from cbt.compiler.authoring.renaming import Mention, find_renamable, mentions_of, why_not
from cbt.compiler.authoring.sheet import Sheet
from cbt.compiler.parts import Bundle
from cbt.compiler.walks import walks_of
from cbt.engine.coverage import Coverage
from cbt.engine.playing import play
from tests.unit.compiler.half_typed import FILES, FLOW, PART
from tests.unit.engine.exercise import FLOWS

SHIPPED = ("five_areas", "ladder_step", "problem_solving", "sleep_diary", "thought_record")


class Desk:
    """Files of a folder, in which an id is renamed."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = dict(files)
        self.bundle = Bundle({path: text.encode() for path, text in files.items() if "walks/" not in path})

    def lines(self, path: str) -> list[str]:
        return self.files.get(path, "").split("\n")

    def sheet(self, path: str) -> Sheet:
        return Sheet(path, self.lines(path), self.bundle)

    def at(self, path: str, old: str, marked: str) -> Named | None:
        before = self.files[path].index(old) + marked.index("¦")
        line = self.files[path].count("\n", 0, before)
        return find_renamable(self.sheet(path), line, before - self.files[path].rfind("\n", 0, before) - 1)

    def renamed(self, named: Named, new: str) -> dict[str, str]:
        return changed(self.files, mentions_of(self.bundle, named, self.lines), new)


def changed(files: Mapping[str, str], mentions: list[Mention], new: str) -> dict[str, str]:
    texts = {path: text.split("\n") for path, text in files.items()}
    for one in sorted(mentions, key=lambda one: -one.token.start):
        line = texts[one.file][one.line]
        texts[one.file][one.line] = line[: one.token.start] + new + line[one.token.end :]
    return {path: "\n".join(lines) for path, lines in texts.items()}


WALKS = """walks:
  - name: both sides
    answers:
      thought: thought facts
      emotions: [{name: f1, before: 80}]
      sure: yes
      way: facts
      sides: {fits: no}
    expect: {visits: [sides.fits, way], skips: [later, emotions]}
  - name: line by line
    script:
      - thought: Too short
      - emotions.name: f1
      - emotions.again: no
      - change: {thought: Other words}
      - remove: {emotions: 1}
      - at: emotions.before
      - see: emotions thought
      - way: facts
      - parked:
        - emotions.name
        - sides.fits
"""
MADE = {**FILES, "made.yaml": FLOW.replace("  odd: if(\n", ""), "walks/made.yaml": WALKS}


def lines_with(path: str, old: str, marked: str, new: str = "fresh") -> dict[str, list[str]]:
    """The lines that are changed, by file, where what stands at the mark in `old` is called otherwise."""
    desk = Desk(MADE)
    named = desk.at(path, old, marked)
    assert named is not None
    files = desk.renamed(named, new)
    return {
        path: [
            line.strip()
            for line, before in zip(text.split("\n"), MADE[path].split("\n"), strict=True)
            if line != before
        ]
        for path, text in files.items()
        if text != MADE[path]
    }


def test_a_step_is_renamed_in_conditions_texts_inputs_summaries_and_walks() -> None:
    found = lines_with("made.yaml", "  thought:\n    ask", "  tho¦ught:\n    ask")
    assert found["made.yaml"] == [
        "fresh:",
        "- must: words(fresh) >= 2",
        "else: Say more than {fresh}.",
        "with: {claim: fresh}",
        "carry: {claim: fresh}",
        'title: "{fresh}"',
        "rows: [fresh, sides.fits]",
    ]
    assert found["walks/made.yaml"] == [
        "fresh: thought facts",
        "- fresh: Too short",
        "- change: {fresh: Other words}",
    ]


@pytest.mark.parametrize(
    ("old", "marked", "lines", "in_walks"),
    [
        (
            "for_each: emotions",
            "for_each: emoti¦ons",
            ["fresh:", "for_each: fresh", "start: mean(fresh.before)", "change: {fresh: [before, after]}"],
            [
                "fresh: [{name: f1, before: 80}]",
                "expect: {visits: [sides.fits, way], skips: [later, fresh]}",
                "- fresh.name: f1",
                "- fresh.again: no",
                "- remove: {fresh: 1}",
                "- at: fresh.before",
                "- fresh.name",
            ],
        ),
        (
            "emotions.before)",
            "emotions.bef¦ore)",
            ["fresh:", "start: mean(emotions.fresh)", "change: {emotions: [fresh, after]}"],
            ["emotions: [{name: f1, fresh: 80}]", "- at: emotions.fresh"],
        ),
        ("[before, after]", "[before, af¦ter]", ["fresh:", "change: {emotions: [before, fresh]}"], []),
        (
            "facts: sides",
            "facts: si¦des",
            ["facts: fresh", "fresh:", "rows: [thought, fresh.fits]"],
            [
                "fresh: {fits: no}",
                "expect: {visits: [fresh.fits, way], skips: [later, emotions]}",
                "- fresh.fits",
            ],
        ),
        (
            "facts: The facts",
            "fa¦cts: The facts",
            ["options: {fresh: The facts, friend: A friend}", "fresh: sides"],
            ["way: fresh", "- way: fresh"],
        ),
    ],
)
def test_from_any_place_all_others_are_found(
    old: str, marked: str, lines: list[str], in_walks: list[str]
) -> None:
    found = lines_with("made.yaml", old, marked)
    assert found["made.yaml"] == lines
    assert found.get("walks/made.yaml", []) == in_walks


def test_a_step_of_a_part_is_renamed_in_the_flows_that_use_it() -> None:
    found = lines_with("made.yaml", "sides.fits]", "sides.fi¦ts]")
    assert found == lines_with("parts/two_sides.yaml", "  fits:", "  fi¦ts:")
    assert found["parts/two_sides.yaml"] == ["gives: [fresh]", "fresh:"]
    assert found["made.yaml"] == ["rows: [thought, sides.fresh]"]
    assert found["walks/made.yaml"] == [
        "sides: {fresh: no}",
        "expect: {visits: [sides.fresh, way], skips: [later, emotions]}",
        "- sides.fresh",
    ]


RENAMED = """renamed:
  heaviest: sides
  both.fits: sides.fits
  feelings: "emotions"
  feelings.before: emotions.before
  both.gone: sides.gone
"""
ONE_LINE = "renamed: {heaviest: sides, both.fits: sides.fits, feelings.before: emotions.before}\n"


@pytest.mark.parametrize(
    ("old", "marked", "lines"),
    [
        (
            "facts: sides",
            "facts: si¦des",
            ["heaviest: fresh", "both.fits: fresh.fits", "both.gone: fresh.gone"],
        ),
        ("sides.fits]", "sides.fi¦ts]", ["both.fits: sides.fresh"]),
        ("  emotions:", "  emo¦tions:", ['feelings: "fresh"', "feelings.before: fresh.before"]),
        ("[before,", "[bef¦ore,", ["feelings.before: emotions.fresh"]),
    ],
)
def test_what_a_step_was_called_before_leads_to_its_new_id(old: str, marked: str, lines: list[str]) -> None:
    # A step may have the name that another had before: what stands before the colon is left as it is.
    desk = Desk({**MADE, "made.yaml": MADE["made.yaml"] + RENAMED})
    named = desk.at("made.yaml", old, marked)
    assert named is not None
    text = desk.renamed(named, "fresh")["made.yaml"].partition("renamed:\n")[2]
    assert [line.strip() for line in text.split("\n") if line not in RENAMED.split("\n")] == lines


def test_what_a_step_is_called_now_is_renamed_from_one_line_and_stays_sound() -> None:
    desk = Desk({**MADE, "made.yaml": MADE["made.yaml"] + ONE_LINE})
    named = desk.at("made.yaml", "heaviest: sides", "heaviest: si¦des")
    assert named is not None
    files = desk.renamed(named, "fresh")
    assert "  fresh:\n    use: parts/two_sides\n" in files["made.yaml"]
    assert files["made.yaml"].endswith(ONE_LINE.replace("sides", "fresh"))
    _, findings = check_file(Desk(files).bundle, "made.yaml")
    assert "F108" not in [finding.code for finding in findings]
    assert desk.at("made.yaml", "{heaviest:", "{heav¦iest:") is None


CHOICES = """flow: made
title: Made
language: en
anywhere: {support: help_now}
steps:
  kind:
    ask: Which kind?
    options: {one: One, two: Two}
  many:
    ask: Which ones?
    options:
      one: One
      two: Two
    pick: many
    safety: {one: help}
    next:
      - if: kind == "one" or "two" == kind or has(many, "one")
        go: done
      - {else: one}
  one:
    ask: One of {many}? Not one.
    answer: one of many
  done:
    say: Done.
    end: completed
"""


@pytest.mark.parametrize(
    ("old", "marked", "lines"),
    [
        (
            "{one: One",
            "{o¦ne: One",
            [
                "options: {fresh: One, two: Two}",
                '- if: kind == "fresh" or "two" == kind or has(many, "one")',
            ],
        ),
        (
            '"two" ==',
            '"t¦wo" ==',
            [
                "options: {one: One, fresh: Two}",
                '- if: kind == "one" or "fresh" == kind or has(many, "one")',
            ],
        ),
        (
            '(many, "one")',
            '(many, "on¦e")',
            [
                "fresh: One",
                "safety: {fresh: help}",
                '- if: kind == "one" or "two" == kind or has(many, "fresh")',
            ],
        ),
        ("{else: one}", "{else: on¦e}", ["- {else: fresh}", "fresh:"]),
        (
            "one of many",
            "one of ma¦ny",
            [
                "fresh:",
                '- if: kind == "one" or "two" == kind or has(fresh, "one")',
                "ask: One of {fresh}? Not one.",
                "answer: one of fresh",
            ],
        ),
    ],
)
def test_an_option_is_told_from_those_of_other_pages_and_from_steps(
    old: str, marked: str, lines: list[str]
) -> None:
    desk = Desk({"made.yaml": CHOICES})
    named = desk.at("made.yaml", old, marked)
    assert named is not None
    text = desk.renamed(named, "fresh")["made.yaml"]
    before = CHOICES.split("\n")
    assert [line.strip() for line in text.split("\n") if line not in before] == lines


@pytest.mark.parametrize(
    ("path", "old", "marked"),
    [
        ("made.yaml", "ask: Sure?", "ask: Su¦re?"),
        ("made.yaml", "words(thought)", "wo¦rds(thought)"),
        ("made.yaml", "repeat: 1-3", "rep¦eat: 1-3"),
        ("made.yaml", "start: mean", "sta¦rt: mean"),
        ("made.yaml", "{yes: way", "{y¦es: way"),
        ("made.yaml", "{claim: thought}", "{cla¦im: thought}"),
        ("parts/two_sides.yaml", "fits {claim}", "fits {cla¦im}"),
        ("shared/emotions.yaml", "{f0: ", "{f¦0: "),
        ("walks/made.yaml", "way: facts", "w¦ay: facts"),
    ],
)
def test_what_is_neither_step_nor_option_of_this_flow_is_not_renamed(
    path: str, old: str, marked: str
) -> None:
    assert Desk(MADE).at(path, old, marked) is None


def test_nothing_is_renamed_where_a_file_cannot_be_read_or_ends_before_the_place() -> None:
    desk = Desk({"made.yaml": FLOW.replace("title: Made", "title: [")})
    assert desk.at("made.yaml", "  thought:", "  tho¦ught:") is None
    assert find_renamable(desk.sheet("made.yaml"), 900, 0) is None


@pytest.mark.parametrize(
    ("old", "marked", "new", "why"),
    [
        ("  thought:", "  tho¦ught:", "Not this", "is not an id"),
        ("  thought:", "  tho¦ught:", "words", "is a word of the language"),
        ("  thought:", "  tho¦ught:", "sure", '"sure" is there already; choose another id'),
        ("  thought:", "  tho¦ught:", "start", '"start" is there already; choose another id'),
        ("  thought:", "  tho¦ught:", "fresh", ""),
        ("facts: The", "fac¦ts: The", "friend", '"friend" is there already; choose another id'),
        ("facts: The", "fac¦ts: The", "sure", ""),
    ],
)
def test_a_new_id_that_cannot_be_says_why(old: str, marked: str, new: str, why: str) -> None:
    desk = Desk(MADE)
    named = desk.at("made.yaml", old, marked)
    assert named is not None
    told = why_not(desk.bundle, named, new, desk.lines)
    assert why in told
    assert bool(why) == bool(told)


def test_a_step_that_is_gone_by_now_stands_beside_nothing() -> None:
    desk = Desk(MADE)
    named = desk.at("made.yaml", "  thought:", "  tho¦ught:")
    assert named is not None
    assert why_not(Desk({"made.yaml": PART}).bundle, named, "fresh", Desk({"made.yaml": "x"}).lines) == ""


@pytest.mark.parametrize("flow_id", SHIPPED)
def test_a_shipped_flow_stays_sound_whatever_is_renamed_in_it(flow_id: str) -> None:
    folders = ("", "parts", "shared")
    paths = [path for folder in folders for path in sorted((FLOWS / folder).glob("*.yaml"))]
    paths.append(FLOWS / "walks" / f"{flow_id}.yaml")
    files = {path.relative_to(FLOWS).as_posix(): path.read_text("utf-8") for path in paths}
    desk, walks = Desk(files), f"walks/{flow_id}.yaml"
    sheet = desk.sheet(f"{flow_id}.yaml")
    made = {one.made_at: one for line in range(len(sheet.lines)) for one in named_in(sheet, line)}
    own = [one for one in made.values() if one.made_at.file == f"{flow_id}.yaml"]
    assert len(own) > 9
    for named in own:
        texts = desk.renamed(named, "an_id_of_its_own")
        flow, findings = check_file(Desk(texts).bundle, f"{flow_id}.yaml")
        assert [finding.told for finding in findings if finding.severity == "error"] == [], named
        assert flow is not None
        cases, faults = walks_of(texts[walks].encode(), walks)
        assert faults == []
        failures = [play(flow, case, Coverage()) for case in cases]
        assert [failure.message for failure in failures if failure is not None] == [], named
