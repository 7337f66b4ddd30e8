"""Published questionnaires: which there are, which a setting names, and how they join the exercises."""

from dataclasses import replace

import pytest

from cbt.compiler.instruments import compile_instruments, find_instruments, joined, wanted_instruments
from cbt.compiler.library import Library, compile_files
from cbt.engine.compare import compare
from cbt.errors import InstrumentUnknown
from cbt.model.choosing import Offer
from tests.unit.compiler import making
from tests.unit.compiler.making import compile_all, compile_steps, passing, said
from tests.unit.engine.exercise import flow_text

DONE = "done:\n  say: Done.\n  end: completed\n"
HARD = "Considerable difficulties notwithstanding, interpretation facilitates identification of psychological ideas"
LONG = " ".join(["one two three four five"] * 5)
ITEM = f"item:\n  ask: {LONG}? {HARD}?\n  help: {LONG}\n  options: {{a: Never, b: Often}}\n"


def made(*names: str, shelf: str = "") -> Library:
    files = {f"{name}.yaml": flow_text(DONE, flow_id=name) for name in names}
    files |= {"shelf/first_page.yaml": f"shelf: first_page\n{shelf}"} if shelf else {}
    return compile_files({path: text.encode() for path, text in files.items()})


def group(words: str, *names: str) -> str:
    return f"groups:\n  - title: {words}\n    flows: [{', '.join(names)}]\n"


def test_a_questionnaire_with_terms_of_its_own_lies_in_a_folder_of_its_own() -> None:
    found = {name: folder.name for name, folder in find_instruments().items()}
    shared = dict.fromkeys(("gad_7", "phq_8", "phq_9"), "instruments")
    assert found == {**shared, "who_5": "who_5"}


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ("", []),
        ("gad_7", ["gad_7"]),
        (" phq_9 , gad_7,", ["phq_9", "gad_7"]),
        ("all", ["gad_7", "phq_8", "phq_9"]),
        ("all,who_5,gad_7", ["gad_7", "phq_8", "phq_9", "who_5"]),
    ],
)
def test_a_setting_names_some_or_all_and_all_does_not_name_what_has_terms_of_its_own(
    names: str, wanted: list[str]
) -> None:
    assert list(wanted_instruments(names)) == wanted


def test_a_name_that_is_none_is_told_with_those_that_are() -> None:
    with pytest.raises(InstrumentUnknown) as unknown:
        wanted_instruments("gad_7,phq9")
    assert (unknown.value.name, unknown.value.known) == ("phq9", ["gad_7", "phq_8", "phq_9", "who_5", "all"])


def test_those_that_are_wanted_are_compiled_and_have_one_group_in_the_list() -> None:
    library = compile_instruments(wanted_instruments("gad_7,who_5"))
    assert sorted(library.flows) == ["gad_7", "who_5"]
    assert sorted(library.sources) == sorted(flow.version for flow in library.flows.values())
    assert library.choosing.groups == (Offer("Questionnaires", ("gad_7", "who_5")),)


def test_what_an_operator_offers_under_the_same_id_stays_and_so_does_its_place() -> None:
    own = made("calm", "gad_7", shelf=f"begin_with: calm\n{group('All', 'calm', 'gad_7')}")
    both = joined(own, made("gad_7", "phq_8", shelf=group("Asked", "gad_7", "phq_8")))
    assert both.flows["gad_7"] is own.flows["gad_7"]
    assert len(both.sources) == len(both.flows) == 3
    assert both.choosing.groups == (Offer("All", ("calm", "gad_7")), Offer("Asked", ("phq_8",)))
    assert both.choosing.begin_with == "calm"


def test_a_group_of_the_same_name_is_one_and_one_without_any_is_none() -> None:
    own = made("calm", "gad_7", shelf=group("All", "calm", "gad_7"))
    assert joined(own, made("gad_7", shelf=group("Asked", "gad_7"))).choosing.groups == own.choosing.groups
    both = joined(own, made("phq_8", shelf=group("All", "phq_8")))
    assert both.choosing.groups == (Offer("All", ("calm", "gad_7", "phq_8")),)


def test_published_questions_get_no_advice_on_their_style_and_what_stands_around_them_does() -> None:
    told = said(compile_all(making.flow_text(ITEM)).findings)
    assert {line.split()[1] for line in told} == {"W701", "W702", "W703"}
    assert said(compile_all(making.flow_text(ITEM, "wording: published")).findings) == []
    around = compile_all(making.flow_text(f"{ITEM}after:\n  say: {LONG}.\n", "wording: published"))
    assert [line.split()[1] for line in said(around.findings)] == ["W702"]


def test_published_questions_are_never_reworded() -> None:
    flow = passing(ITEM, "wording: published")
    assert flow.is_published
    assert not any(step.reword for step in flow.steps.values())
    both = said(compile_steps(ITEM, "reword: allowed\nwording: published").findings)
    assert [line.split(maxsplit=1)[1] for line in both] == [
        'F011 "reword: allowed" does not go with "wording"; published words are never reworded: take one out'
    ]


def test_a_rewording_of_a_published_question_is_refused() -> None:
    steps = "item:\n  ask: How often was it so?\n  options: {a: Never, b: Often}\n"
    bank = (
        "rewording: sample\nlanguage: en\nstyle: simpler\ntexts:\n  item.ask:\n    from: How often was it so?\n"
        "    to: How often was it like that?\n    by: a person\n    approved: R. Author, 2026-11-22\n"
    )
    text = flow_text(steps + DONE, "reword: never\nwording: published")
    files = {"sample.yaml": text, "rewordings/sample.en.yaml": bank}
    library = compile_files({path: content.encode() for path, content in files.items()})
    assert [(found.code, found.message) for found in library.findings] == [
        ("F501", '"item.ask" is never reworded')
    ]
    assert library.reworded == {}


@pytest.mark.parametrize(("written", "days"), [("2 weeks", 14), ("1 day", 1), ("36 hours", 2), ("5 days", 5)])
def test_how_long_two_records_are_best_apart_is_kept_in_days(written: str, days: int) -> None:
    assert passing(ITEM, f"wording: published\napart: {written}").days_apart == days


@pytest.mark.parametrize("written", ["soon", "3 hours", "60 weeks"])
def test_a_length_that_is_none_is_refused(written: str) -> None:
    findings = said(compile_steps(ITEM, f"wording: published\napart: {written}").findings)
    assert [line.split()[1] for line in findings] == ["F013"]
    assert "write it such as 2 minutes, from 1 day to 366 days" in findings[0]


def test_neither_word_changes_where_answers_lead() -> None:
    steps = "item:\n  ask: How often was it so?\n  options: {a: Never, b: Often}\n"
    found = compare(passing(steps), passing(steps, "wording: published\napart: 2 weeks"))
    assert found.edits == ()
    assert [(edit.what, edit.before, edit.after) for edit in found.shown] == [("apart", None, 14)]


def test_translations_join_too_but_those_of_a_flow_that_an_operator_has_in_its_place() -> None:
    own, more = made("a"), made("a", "b")
    german = {name: {"de": flow} for name, flow in more.flows.items()}
    found = joined(own, replace(more, translated=german))
    assert found.translated == {"b": german["b"]}
    assert found.languages == {"de"}
    assert found.in_language("de").flows["b"] == more.flows["b"]
