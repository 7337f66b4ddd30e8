"""What stands at a place of a file, where it comes from, and the file's headings. A place is marked with ¦."""

import pytest

from cbt.compiler.authoring.headings import headings_of
from cbt.compiler.authoring.meanings import Meaning, find_meaning
from tests.unit.compiler.half_typed import FILES, FLOW, marked, sheet_of


def meaning(old: str, new: str, path: str = "made.yaml") -> Meaning:
    found = find_meaning(*marked(old, new, path))
    assert found is not None
    return found


def test_a_loop_without_a_question_for_more_says_nothing_of_itself() -> None:
    found = meaning(
        "    again: One more than {name}?\n  sure:", "  sure:\n    ask: Eh?\n    next: em¦otions\n  sure2:"
    )
    assert found.about.startswith("**emotions**")


@pytest.mark.parametrize(
    ("old", "new", "about", "line"),
    [
        ("must: words(thought)", "must: words(tho¦ught)", "**thought**: a text", 7),
        ("must: words(thought)", "must: wo¦rds(thought)", "words(text)", None),
        ("{yes: way", "{yes: w¦ay", "**way**", 31),
        ("      facts: sides", "      fa¦cts: sides", "**facts**: The facts", 33),
        ("rows: [thought, sides.fits]", "rows: [thought, sides.fi¦ts]", "What fits {claim}?", 5),
        ("rows: [thought, sides.fits]", "rows: [thought, sid¦es]", "use: parts/two_sides", 37),
        ("{emotions: [before, after]}", "{emotions: [bef¦ore, after]}", "0 to 100", 22),
        ("  start: mean", "  sta¦rt: mean", "Computed: `mean(emotions.before)`", 50),
        ("How strong was {name}", "How strong was {na¦me}", "a choice, of f0", 19),
        ("with: {claim: thought}", "with: {cla¦im: thought}", "needs: text", 2),
        ("carry: {claim: thought}", "carry: {cla¦im: thought}", "needs: text", 3),
        ("use: parts/two_sides", "use: parts/two¦_sides", "gives: fits", 1),
        ("hand_off: needy", "hand_off: nee¦dy", "It needs a claim.", 1),
        ("options: shared/emotions", "options: shared/emo¦tions", "`f0`: feeling 0", 1),
        ("ends: shared/strength", "ends: shared/stre¦ngth", "`100`: all", 1),
        ("before_you_start: shared/not_now", "before_you_start: shared/not¦_now", "Not when", 1),
        ("    repeat: 1-3", "    rep¦eat: 1-3", "**repeat**", None),
        ("  sure:\n", "  su¦re:\n", "Sure?", None),
        ("  later:\n", "  la¦ter:\n", "for_each: emotions", None),
        ("  hand:\n", "  ha¦nd:\n", "hand_off: needy", None),
        ("reword: ", "", "", None),
    ][:-1],
)
def test_what_stands_at_a_place_is_told_with_where_it_comes_from(
    old: str, new: str, about: str, line: int | None
) -> None:
    found = meaning(old, new)
    assert about in found.about
    assert (found.comes_from.line if found.comes_from else None) == line


NIGHTS = """flow: made
title: Made
language: en
anywhere: {support: help_now}
steps:
  before:
    ask: How many before?
    answer: number
  now:
    ask: How many?
    answer: number
  done:
    say: Done.
    end: completed
computed:
  more: round(if(now > before, now - before, 0))
labels:
  more: How many more
  more_a_night: More a night
units:
  more: minutes
  more_a_night: minutes
over_time:
  draw: [more]
  list: [more]
  mean_by: {before: [more]}
  figures:
    more_a_night: mean(more)
"""


@pytest.mark.parametrize(
    ("old", "marked", "about"),
    [
        ("round(", "rou¦nd(", "round(number)"),
        ("if(now", "i¦f(now", "if(test, a, b)"),
        ("labels:", "lab¦els:", "**labels**"),
        ("units:", "uni¦ts:", "**units**"),
        ("draw: [more", "draw: [mo¦re", "Computed: `round("),
        ("before: [more", "before: [mo¦re", "Computed: `round("),
        ("{before: [", "{bef¦ore: [", "How many before?"),
        ("list: [more", "list: [mo¦re", "Computed: `round("),
        ("  more: minutes", "  mo¦re: minutes", "Computed: `round("),
        ("  more: How", "  mo¦re: How", "Computed: `round("),
        (
            "more_a_night: More",
            "more_a¦_night: More",
            "**more_a_night**: over all the records\n\n`mean(more)`",
        ),
        ("more_a_night: min", "more_a¦_night: min", "**more_a_night**: over all the records"),
        ("more_a_night: mean", "more_a¦_night: mean", "**more_a_night**: over all the records"),
        ("mean(more)", "mean(mo¦re)", "Computed: `round("),
    ],
)
def test_the_words_for_several_records_tell_what_they_mean(old: str, marked: str, about: str) -> None:
    at = NIGHTS.index(old) + marked.index("¦")
    line, column = NIGHTS.count("\n", 0, at), at - NIGHTS.rfind("\n", 0, at) - 1
    found = find_meaning(sheet_of(NIGHTS), line, column)
    assert found is not None
    assert about in found.about


def test_a_short_name_of_nothing_says_nothing() -> None:
    for text in (NIGHTS, NIGHTS.partition("over_time")[0], NIGHTS.replace("figures:", "count:")):
        lines = text.replace("more_a_night: More", "nothing: More").split("\n")
        line = next(number for number, each in enumerate(lines) if "nothing:" in each)
        assert find_meaning(sheet_of("\n".join(lines)), line, 4) is None


def test_an_input_of_a_part_is_handed_in_from_outside() -> None:
    found = meaning("What fits {claim}", "What fits {cla¦im}", "parts/two_sides.yaml")
    assert "Handed in from outside." in found.about
    assert found.comes_from is not None
    assert (found.comes_from.file, found.comes_from.line) == ("parts/two_sides.yaml", 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ask: Sure?", "ask: Su¦re?"),
        ("{yes: way", "{yes: wa¦yy"),
        ("{yes: way", "{ye¦s: way"),
        ("rows: [thought", "rows: [noth¦ing"),
        ("with: {claim: thought}", "with: {oth¦er: thought}"),
        ("use: parts/two_sides\n    with: {claim: thought}", "use: parts/none\n    with: {cl¦aim: thought}"),
        ("hand_off: needy", "hand_off: to¦rn_and_lost"),
        ("  sure:\n", "  su¦re2 :x\n"),
        ("  title: ", "  tit¦el: "),
        ("minutes", "minutes"),
    ][:-1],
)
def test_nothing_is_told_of_what_is_unknown(old: str, new: str) -> None:
    assert find_meaning(*marked(old, new)) is None


def test_a_file_that_cannot_be_read_is_still_led_to() -> None:
    found = meaning("hand_off: needy", "hand_off: to¦rn")
    assert (found.about, found.comes_from is not None) == ("", True)
    assert meaning("hand_off: needy", "hand_off: pla¦in").about == ""
    assert meaning("use: parts/two_sides", "use: parts/ba¦re").about == "**parts/bare**\n\nsteps: look"


def test_the_headings_are_the_steps_with_those_inside_and_the_computed_values() -> None:
    found = headings_of(sheet_of(FLOW))
    assert [heading.name for heading in found][:4] == ["thought", "causes", "emotions", "sure"]
    emotions = found[2]
    assert [heading.name for heading in emotions.inside] == ["name", "before"]
    assert (emotions.name.pos.line, emotions.end, emotions.detail) == (16, 26, "One more than {name}?")
    assert found[-2].sort == "computed"
    listed = headings_of(sheet_of(FILES["shared/strength.yaml"], "shared/strength.yaml"))
    assert [(heading.name, heading.detail) for heading in listed] == [("0", "none"), ("100", "all")]
    assert headings_of(sheet_of("- a\n")) == []
    assert headings_of(sheet_of("a: b # c\n" * 200)) == []
    assert headings_of(sheet_of("steps: {a: b, c: {ask: {}}}\n"))[1].detail == ""
