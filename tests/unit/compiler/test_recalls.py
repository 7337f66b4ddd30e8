"""Earlier records: what they give to the flow that recalls them, and where it may be read."""

import pytest

from cbt.compiler.library import compile_source
from cbt.model.answer import RecallKind
from tests.unit.compiler.making import compile_steps, said

OTHER = """
flow: weekly
title: Other
language: en
anywhere: {support: help_now}
steps:
  first:
    ask: What?
    answer: text
  feeling:
    ask: Which?
    options: {sad: sad, glad: glad}
    next: {sad: extra, glad: part}
  extra:
    ask: How much?
    answer: 0-10
  part:
    use: parts/p
  spare:
    ask: Which ones?
    answer: list 2-4
  few:
    ask: Any more?
    answer: list 0-4
  moods:
    ask: Which moods?
    options: {calm: calm, low: low}
    pick: many
    other: allowed
  each:
    repeat: 1-3
    steps:
      thing:
        ask: Which?
        answer: text
      much:
        ask: How much?
        answer: 0-10
      often:
        ask: And which else?
        answer: text
        optional: true
    again: More?
  ranked:
    ask: In which order?
    answer: order of spare
  best:
    ask: Which is best?
    answer: one of each.thing
    other: allowed
  old:
    ask: Which record?
    recall: weekly
  done:
    say: Done.
    end: completed
computed:
  twice: part.sure * 2
  lost: extra * 2
  thrice: old.part.sure * 3
"""
PART = "part: p\ngives: [sure]\nsteps:\n  sure:\n    ask: Sure?\n    answer: 0-10\n"
FORK = "fork:\n  say: Look.\n  next:\n    - {if: answered(old), go: look}\n    - {else: done}\n"
RECALL = "old:\n  ask: Which record?\n  recall: weekly\n"


def recall_page(words: str) -> str:
    return "x:\n  ask: What?\n" + "".join(f"  {line}\n" for line in words.split("; "))


def recalling(steps: str, **others: str) -> list[str]:
    library = compile_steps(RECALL + steps, weekly=OTHER, parts__p=PART, **others)
    return [line.partition(" ")[2] for line in said(library.findings)]


def test_an_earlier_record_gives_what_its_flow_gives_at_every_end() -> None:
    look = FORK.replace("answered(old)", "answered(old) and old.part.sure + old.twice > 3")
    look += "look:\n  say: '{old.first} {old.feeling} {old.part.sure} {old.twice}'\n"
    assert recalling(look) == []


@pytest.mark.parametrize("name", ["extra", "lost", "each.much", "each.often", "thrice", "part"])
def test_what_an_earlier_record_may_not_hold_cannot_be_read(name: str) -> None:
    look = FORK
    told = recalling(look + f"look:\n  say: '{{old.{name}}}'\n")
    assert [line[:4] for line in told] == ["F202"]


def test_an_earlier_record_is_read_only_where_one_was_picked() -> None:
    assert [line[:4] for line in recalling("look:\n  say: '{old.first}'\n")] == ["F304"]


def test_a_recall_keeps_the_names_that_are_read_of_it() -> None:
    look = FORK
    library = compile_steps(RECALL + look + "look:\n  say: '{old.first}'\n", weekly=OTHER, parts__p=PART)
    step = library.flows["sample"].steps["old"]
    assert (step.kind, step.optional) == (RecallKind("weekly", ("first",)), True)


def test_the_source_of_a_flow_holds_what_the_records_give_that_it_recalls() -> None:
    look = FORK
    library = compile_steps(RECALL + look + "look:\n  say: '{old.feeling}'\n", weekly=OTHER, parts__p=PART)
    for flow in library.flows.values():
        assert compile_source(library.sources[flow.version]) == flow


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("recall: weekli", ['F105 there is no flow "weekli"; did you mean "weekly"?']),
        (
            "recall: weekly; answer: text",
            ['F011 "answer" does not go with "recall"; an earlier record is the answer: take it out'],
        ),
    ],
)
def test_a_recall_that_cannot_be_followed_is_told_once(words: str, told: list[str]) -> None:
    look = "look:\n  say: Was {x.first} there? {x}\n"
    library = compile_steps(
        recall_page(words) + look.replace("{x.first} there? ", ""), weekly=OTHER, parts__p=PART
    )
    assert [line.partition(" ")[2] for line in said(library.findings) if "F304" not in line] == told


def test_a_flow_with_too_many_faults_gives_nothing() -> None:
    broken = "flow: weekly\n" + "".join(f"odd_{number}: x\n" for number in range(120))
    told = compile_steps(RECALL + "look:\n  say: '{old.first}'\n", weekly=broken).findings
    assert {finding.pos.file for finding in told} == {"weekly.yaml"}


def test_a_flow_with_faults_gives_nothing_and_its_faults_are_told_where_they_are() -> None:
    look = FORK + "look:\n  say: '{old.first}'\n"
    broken = OTHER.replace("answer: text", "answer: txt", 1)
    told = said(compile_steps(RECALL + look, weekly=broken, parts__p=PART).findings)
    assert [line.partition(" ")[2] for line in told] == [
        'F013 "txt" is not a kind of answer; did you mean "text"?'
    ]


SEVERAL = RECALL.replace("weekly\n", "weekly\n  pick: many\n")


def test_what_several_records_give_is_a_list() -> None:
    steps = SEVERAL + "look:\n  say: Look.\n  keep_in_view: [old.first, old.feeling]\n"
    steps += "x:\n  ask: X?\n  answer: text\n  next:\n"
    steps += "    - {if: 'answered(old) and count(old.feeling, \"sad\") > 0', go: done}\n"
    steps += "    - {if: answered(old) and sum(old.part.sure) > 3, go: done}\n    - {else: done}\n"
    library = compile_steps(steps, weekly=OTHER, parts__p=PART)
    assert said(library.findings) == []
    kind = library.flows["sample"].steps["old"].kind
    assert kind == RecallKind("weekly", ("feeling", "first", "part.sure"), many=True)


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("say: '{old.first}'", "F203"),
        ("say: '{old.extra}'", "F202"),
        ("say: Look.\n  next:\n    - {if: mean(old.part.sure) > 3, go: done}\n    - {else: done}", "F304"),
    ],
)
def test_of_several_records_one_answer_cannot_be_shown_and_none_may_be_there(look: str, told: str) -> None:
    found = compile_steps(f"{SEVERAL}look:\n  {look}\n", weekly=OTHER, parts__p=PART).findings
    assert [each.code for each in found] == [told]


def test_what_a_record_gave_can_have_a_label() -> None:
    steps = SEVERAL + "look:\n  say: Look.\n  keep_in_view: [old.first]\n"
    library = compile_steps(steps, "labels: {old.first: What came first}\n", weekly=OTHER, parts__p=PART)
    assert said(library.findings) == []
    label = library.flows["sample"].steps["look"].keep_in_view[0].label
    assert label is not None
    assert label.source == "What came first"


def picking(answer: str, more: str = "  other: allowed\n", way: str = FORK) -> list[str]:
    return recalling(way + f"look:\n  ask: Which?\n  answer: {answer}\n{more}")


@pytest.mark.parametrize("name", ["spare", "ranked", "each.thing"])
def test_an_item_is_picked_from_a_list_an_order_or_the_texts_of_a_loop_that_a_record_gave(name: str) -> None:
    assert picking(f"one of old.{name}", more="") == []
    assert [line[:4] for line in picking(f"one of old.{name}", more="", way="")] == ["F304"]


def test_where_own_words_can_be_given_there_need_be_no_record_and_no_item() -> None:
    assert picking("one of old.spare", way="") == []
    assert picking("one of old.few") == []
    hint = "add other: allowed, so that own words can be given"
    told = f'F304 "old.few" may be empty, and then there is nothing to answer; {hint}'
    assert picking("one of old.few", more="") == [told]


def test_own_words_of_a_record_are_not_asked_for_twice() -> None:
    assert picking("one of old.moods", more="") == []
    assert [line[:4] for line in picking("one of old.moods")] == ["F203"]


@pytest.mark.parametrize("answer", ["order of old.spare", "shares of 100 over old.spare", "one of old.first"])
def test_nothing_else_is_asked_about_what_a_record_gave(answer: str) -> None:
    assert [line[:4] for line in picking(answer, more="")] == ["F203"]


def test_of_several_records_no_item_is_picked() -> None:
    steps = RECALL.replace("weekly", "weekly\n  pick: many") + FORK
    steps += "look:\n  ask: Which?\n  answer: one of old.first\n"
    found = said(compile_steps(steps, weekly=OTHER, parts__p=PART).findings)
    assert [line.split()[1] for line in found] == ["F203"]


def test_a_list_that_is_never_there_cannot_be_picked_from() -> None:
    steps = "look:\n  ask: Which?\n  answer: one of lines\n  other: allowed\n"
    steps += "lines:\n  ask: What?\n  answer: list 1-3\n"
    [line] = said(compile_steps(steps).findings)
    assert '"lines" is never answered before this page, so it cannot be picked from' in line


def test_own_words_are_no_item_with_fields_and_only_one_of_takes_them() -> None:
    steps = "lines:\n  ask: What?\n  answer: list 1-3\neach:\n  for_each: lines\n  steps:\n    size:\n"
    steps += "      ask: How much?\n      answer: 0-10\nlook:\n  ask: Which?\n  answer: one of lines\n"
    read = "told:\n  say: '{look} {look.size}'\n"
    assert compile_steps(steps + read).findings == ()
    own = "  other: allowed\n"
    assert [each.code for each in compile_steps(steps + own + read).findings] == ["F202"]
    ordered = steps.replace("one of", "order of") + own
    assert [each.message for each in compile_steps(ordered).findings] == ['"other" goes with "options" only']
