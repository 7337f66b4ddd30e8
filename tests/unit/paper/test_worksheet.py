"""A worksheet can be filled in by hand: it has room for every answer and no word for machines."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from cbt.compiler.library import compile_folder
from cbt.model.answer import OrderKind, ScaleKind
from cbt.model.flow import Flow
from cbt.model.reference import InputRef
from cbt.paper.fields import field_for
from cbt.paper.sheet import Gap, Item, Room, Row, Set, Sheet, Ticks
from cbt.paper.worksheet import MOST_ROUNDS, make_worksheet
from cbt.paper.worksheet_html import render_worksheet_html
from cbt.paper.worksheet_markdown import render_worksheet_markdown
from tests.unit.paper.papers import all_flows, flows, titles


def items(members: tuple[Item | Set, ...]) -> list[Item]:
    found: list[Item] = []
    for member in members:
        found += items(member.members) if isinstance(member, Set) else [member]
    return found


def item(sheet: Sheet, number: str) -> Item:
    (found,) = [item for item in items(sheet.members) if item.number == number]
    return found


def sheet(name: str) -> Sheet:
    return make_worksheet(all_flows()[name], titles())


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_number_that_one_is_sent_to_is_on_the_sheet_once(name: str) -> None:
    found = items(sheet(name).members)
    numbers = [item.number for item in found]
    assert len(numbers) == len(set(numbers))
    lines = [line for each in found for line in each.go]
    lines += [line for each in behind_loops(sheet(name).members) for line in each.go]
    for sent in re.findall(r"go to (\w+)\.", " ".join(lines)):
        assert sent in numbers


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_no_name_of_a_step_or_a_computed_value_is_left(name: str) -> None:
    flow = all_flows()[name]
    text = render_worksheet_markdown(sheet(name))
    assert "{" not in text
    names = [each for each in (*flow.steps, *flow.computed) if "_" in each or "." in each]
    assert not [each for each in names if each in text or each.replace("_", "\\_") in text]


@pytest.mark.parametrize(
    ("number", "field"),
    [
        ("1", None),
        ("3", Room(("",))),
        ("4", Gap("hours")),
        ("5", Gap("%")),
        ("6", Gap("(date)")),
        ("7", Gap("(time)")),
        ("9", Gap("(date and time)")),
        ("10", Gap("minutes")),
        ("11", Room(("1.", "2.", "3.", "4.", "5."))),
        ("12", Room(("1.", "2.", "3.", "4.", "5."))),
        ("13", Room(("", "", "", "", "", "My own part:"))),
        ("14", Room(("",))),
        ("15a", Row(tuple(range(11)), ((0, "nothing"), (10, "a lot")))),
    ],
)
def test_each_kind_of_answer_has_room_of_its_own(number: str, field: object) -> None:
    assert item(sheet("every_kind"), number).field == field


def test_options_and_yes_or_no_are_boxes_to_tick() -> None:
    found = sheet("journey")
    assert item(found, "1").field == Ticks(("yes", "no"), many=False, own=False)
    assert item(found, "4").field == Ticks(("A walk", "Music", "Talk, or ……… (3)"), many=True, own=True)
    assert item(found, "5").field == Ticks(("Left", "Right | straight"), many=False, own=True)


def test_a_number_without_a_unit_has_an_empty_gap() -> None:
    step = flows()["every_kind"].steps["slept"]
    plain = type(step)(step.id, step.role, (), step.pos, kind=step.kind)
    assert field_for(plain, 0, str) == Gap("")


@pytest.mark.parametrize(
    ("least", "most", "points"),
    [
        (0, 10, tuple(range(11))),
        (1, 5, (1, 2, 3, 4, 5)),
        (0, 100, tuple(range(0, 101, 10))),
        (0, 15, (0, 3, 6, 9, 12, 15)),
        (0, 17, (0, 17)),
    ],
)
def test_a_scale_shows_all_its_points_or_some_at_even_steps(
    least: int, most: int, points: tuple[int, ...]
) -> None:
    step = flows()["journey"].steps["mood"]
    scale = type(step)(step.id, step.role, (), step.pos, kind=ScaleKind(least, most))
    found = field_for(scale, 0, str)
    assert isinstance(found, Row)
    assert found.points == points
    assert found.is_coarse == (most - least > 10)


def test_loops_are_written_out_up_to_five_times() -> None:
    found = sheet("thought_record")
    headings = [member.heading for member in found.members if isinstance(member, Set) and member.heading]
    assert headings == [
        *[f"{each} time" for each in ("1st", "2nd", "3rd", "4th", "5th")],
        *[f"The {each} of your answers to 2: ………" for each in ("1st", "2nd", "3rd", "4th", "5th")],
    ]
    assert MOST_ROUNDS == 5


def test_a_long_list_of_options_stands_on_the_sheet_once() -> None:
    found = sheet("thought_record")
    assert isinstance(item(found, "2a").field, Ticks)
    assert item(found, "2b").field == Room(("(see the list at 2a)",))


def test_another_is_asked_for_only_where_there_may_be_one() -> None:
    numbers = [item.number for item in items(sheet("journey").members)]
    assert [number for number in numbers if number.startswith("9")] == ["9b", "9c"]
    assert [number for number in numbers if number.startswith("7a")] == ["7aa", "7ab"]


def test_the_question_for_another_says_what_to_do_either_way() -> None:
    assert item(sheet("thought_record"), "4a").go == ("If so, go on below.", "If not, go to 5.")
    assert item(sheet("journey"), "9b").go == (
        "If so, go on below.",
        "If not and if your answers to 6 has more than 3 items, go to 10.",
        "If not, go to 11a.",
    )
    assert item(sheet("journey"), "7ba").go == (
        "If so, go on below.",
        "If not, leave out all that is left of 7b to 8b.",
    )


NESTED = """\
flow: nested
title: Nested
language: en
anywhere: {support: help_now}
steps:
  tools:
    ask: Which tools?
    options: {axe: An axe, saw: A saw}
    pick: many
  each:
    for_each: tools
    steps:
      twice:
        repeat: 2-2
        steps:
          use:
            ask: What is {tools} for?
            answer: text
        again: Another?
  done:
    say: Done.
    end: completed
"""


def behind_loops(members: tuple[Item | Set, ...]) -> list[Set]:
    found: list[Set] = []
    for member in members:
        if isinstance(member, Set):
            found += [member] * bool(member.go) + behind_loops(member.members)
    return found


def test_behind_a_loop_over_a_list_stands_where_to_go_and_how_to_work_it_out() -> None:
    found = sheet("ladder")
    assert behind_loops(found.members) == [
        Set(
            "",
            (),
            (
                "A = all your answers to 5, in the order of each answer to 6, the smallest first",
                "B = the largest step up from one of A to the next",
                "C = the smallest of all your answers to 6",
            ),
            ("If B is above 20, go to 7.", "If C is above 40, go to 8.", "If none of these, go to 9."),
        )
    ]
    told = "If C is above 40, go to 8.\n\nIf none of these, go to 9.\n\n**7.**"
    assert told in render_worksheet_markdown(found)
    assert '<p class="go">If none of these, go to 9.</p>' in render_worksheet_html(found)


def test_behind_a_loop_that_asks_for_another_stands_where_to_go_after_its_last_round() -> None:
    assert [each.go for each in behind_loops(sheet("journey").members)] == [
        ("If your answers to 6 has more than 3 items, go to 10.", "If not, go to 11a.")
    ]


def test_behind_an_inner_loop_at_the_end_of_a_list_loop_the_next_round_needs_no_word(tmp_path: Path) -> None:
    (tmp_path / "nested.yaml").write_text(NESTED, encoding="utf-8")
    (flow,) = compile_folder(tmp_path).flows.values()
    found = make_worksheet(flow)
    assert [item.number for item in items(found.members)] == ["1", "2aa", "2ab", "2ba", "2bb", "3"]
    assert behind_loops(found.members) == []


def test_branches_say_where_to_go_and_the_next_question_needs_no_word() -> None:
    found = sheet("journey")
    assert item(found, "1").go == ("If the answer is yes, go to 3.", "If the answer is no, go to 2.")
    assert item(found, "3").go == ()
    assert item(found, "13").go == (
        "If A is 2 or more or (answer 1 is yes and answer 3 is 3), go to 14.",
        "If your answers to 4 has “A walk” and answer 5 is not “Left”, go to 15.",
        "If none of these, go to 15.",
    )
    assert item(sheet("thought_record"), "12").go == (
        "If answer 12 is below 30, go to 13.",
        "If not, go to 17a.",
    )


def test_answers_are_called_by_number_and_computed_values_by_letter_with_their_sum() -> None:
    found = item(sheet("journey"), "13")
    assert found.prompt == ("You had ……… (A) left, and ……… (C) words.",)
    assert found.sums == (
        "A = (answer 3 plus 1) times 2 minus the number of items in your answers to 6 divided by 3",
        "B = the number of words in answer 12",
        "C = B",
    )


def test_in_a_round_the_answers_of_that_round_are_meant() -> None:
    assert item(sheet("journey"), "8cb").prompt == ("How would ……… (6c) look to someone else?",)
    assert (
        item(sheet("thought_record"), "17d").prompt[0].startswith("You gave “……… (2d)” ……… (3d) out of 100")
    )


def test_pacing_waiting_lists_and_other_sheets_are_told_in_words() -> None:
    found = sheet("every_kind")
    assert item(found, "1").prompt[1] == "Take 1 minute."
    assert item(found, "2").prompt[1] == "Breathe in for 4 seconds and out for 6. Go on for 2 minutes."
    assert item(found, "3").prompt[1] == "Look for an earlier sheet: Every kind. Without one, leave this out."
    assert item(found, "12").prompt[1] == "Put your answers to 11 in order."
    assert item(found, "13").prompt[1] == "Share 100 out over your answers to 11."
    assert item(found, "14").prompt[1] == "Choose one of your answers to 12."
    assert item(found, "16").prompt[1] == "Come back on or after answer 9."
    assert item(found, "17").prompt[1] == "Come back after 2 hours."
    assert item(sheet("journey"), "14").prompt == ("You could go on with another sheet: The next step.",)
    without = make_worksheet(flows()["journey"])
    assert item(without, "14").prompt == ("You could go on with another sheet: Next step.",)


def test_what_another_exercise_hands_in_is_left_blank() -> None:
    assert item(sheet("next_step"), "1").prompt == ("What will you do about ………?",)


def test_the_sheet_begins_with_what_it_is_and_when_not_to_use_it() -> None:
    text = render_worksheet_markdown(sheet("thought_record"))
    assert text.startswith("# Thought record\n\nTake one hard moment")
    assert "**Before you start**" in text
    assert "**Before you start**" not in render_worksheet_markdown(sheet("journey"))
    assert "0 is not at all, 100 is fully" in text
    assert "My number: ____" in text


def test_a_question_about_a_list_has_a_line_for_each_item_that_fits_on_the_sheet() -> None:
    found = sheet("lists")
    assert item(found, "4").field == Room(("1.", "2.", "3."))
    assert item(found, "7").field == Room(("", "", "", "Left over:"))
    assert item(found, "8").field == Room(("", "", ""))
    assert item(found, "4").prompt[1] == "Put your answers to 1 in order."


def test_a_list_that_comes_from_elsewhere_has_as_many_lines_as_a_loop_has_rounds() -> None:
    flow = flows()["every_kind"]
    step = replace(flow.steps["ranked"], kind=OrderKind(InputRef("things")))
    found = make_worksheet(replace(flow, steps={**flow.steps, "ranked": step}))
    assert item(found, "12").field == Room(("1.", "2.", "3.", "4.", "5."))
    assert item(found, "12").prompt[1] == "Put what you bring along in order."


def test_a_loop_over_a_list_is_headed_by_its_items() -> None:
    headings = [
        member.heading for member in sheet("lists").members if isinstance(member, Set) and member.heading
    ]
    assert "The 1st of your answers to 1: ………" in headings
    assert "The 3rd of your answers to 6: ………" in headings
    assert item(sheet("lists"), "9a").go == (
        "If this one of your answers to 6 is “An axe”, go to 10a.",
        "If not, go to 11a.",
    )


def test_what_is_left_over_and_what_an_earlier_sheet_says_are_looked_up() -> None:
    assert item(sheet("lists"), "14").sums[-1] == "B = what is left over in 7 plus 0"
    found = sheet("every_kind")
    assert "……… (see 13)" in item(found, "18").prompt[0]
    assert item(found, "19").prompt == ("Last time it was ……… (see 3), on ……… (see 3).",)
    assert (
        item(found, "18").go[0]
        == "If answer 3 was answered and what you wrote then (see 3) is above answer 4, go to 19."
    )


def test_a_scale_without_words_shows_its_points_alone() -> None:
    assert "0   1   2   3   4   5\n\n**14.**" in render_worksheet_markdown(sheet("lists"))
    assert '<p class="points">' not in render_worksheet_html(make_worksheet(plain_scale()))


def plain_scale() -> Flow:
    """The flow of lists, with no words at any scale."""
    flow = flows()["lists"]
    return replace(flow, steps={name: replace(step, ends={}) for name, step in flow.steps.items()})
