"""Every exercise has the panel, whoever wrote it; options can be marked, and a broken pack stops nothing."""

from pathlib import Path

import pytest
from flask import Flask

from cbt.model.answer import ListKind, TextKind
from cbt.model.flow import Flow
from cbt.model.walk import WalkCase
from tests.web.house import MakeApp, services_of
from tests.web.pausing import DANGER, HEADINGS, LINE, is_panel, press
from tests.web.person import Person, address_of
from tests.web.test_web_walks import send
from tests.web.walking import FLOWS, cases, steps_of


def kind_at(flow_id: str, question: str) -> str:
    kind = FLOWS[flow_id].steps[question.partition("@")[0]].kind
    return "text" if isinstance(kind, TextKind) else "list" if isinstance(kind, ListKind) else ""


def has_words(flow: Flow) -> bool:
    return any(isinstance(step.kind, TextKind | ListKind) for step in flow.steps.values())


def first_walks() -> list[tuple[str, WalkCase]]:
    """For each flow that takes words and can be started, the first walk that comes to such a page."""
    found: dict[str, WalkCase] = {}
    with pytest.MonkeyPatch.context() as patch:
        for flow_id, case in cases():
            if flow_id not in found and any(
                kind_at(flow_id, step.question) for step in steps_of(flow_id, case, patch) if step.is_taken
            ):
                found[flow_id] = case
    return list(found.items())


WALKS = first_walks()


def test_every_exercise_that_takes_words_is_tried() -> None:
    wanted = {flow.id for flow in FLOWS.values() if has_words(flow) and not flow.needs}
    # What can be written there comes after an earlier record that is picked, which no walk has without a session.
    wanted -= {"good_evidence_entry"}
    assert {flow_id for flow_id, _ in WALKS} == wanted
    assert len(wanted) > 20


@pytest.mark.parametrize(("flow_id", "case"), WALKS, ids=[flow_id for flow_id, _ in WALKS])
def test_every_exercise_has_the_panel_keeps_the_answer_and_goes_on(
    flow_id: str, case: WalkCase, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(shared_app, script=len(flow_id) % 2 == 0)
    page = person.start(flow_id)
    for step in steps_of(flow_id, case, monkeypatch):
        kind = kind_at(flow_id, step.question)
        if kind:
            break
        page = send(person, page, step.fields)
        assert not is_panel(page)
    asked = page.at
    page = person.answer(page, DANGER)
    if page.status == 422:
        # This page wants more lines than one.
        page = person.answer(person.open(f"/s/{address_of(page)}/{asked}"), DANGER, "and rest", "and sleep")
    assert page.heading == HEADINGS["help"]
    assert ("My safety plan" in page.main.text) is (flow_id != "safety_plan")
    on = press(person, page, "on")
    assert on.status == 200
    assert on.at == asked + 1
    assert DANGER in person.open(f"/s/{address_of(page)}/{asked}").value


MARKED = """
flow: marked
title: Marked
language: {language}
anywhere: {{support: help_now}}
steps:
  often:
    ask: How often?
    answer: 0-3
    ends: {{0: never, 3: always}}
    safety: {{1: help, 2: help, 3: help}}
  extra:
    ask: Anything else?
    answer: text
  done:
    say: Done.
    end: completed
"""


def own_folder(tmp_path: Path, language: str = "en", **packs: str) -> Path:
    flows = tmp_path / "own"
    (flows / "detector").mkdir(parents=True)
    (flows / "marked.yaml").write_text(MARKED.format(language=language), encoding="utf-8")
    for name, text in packs.items():
        (flows / "detector" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return flows


@pytest.mark.parametrize("script", [False, True])
def test_a_marked_answer_leads_to_the_panel_and_the_others_do_not(
    script: bool, fresh: MakeApp, tmp_path: Path
) -> None:
    app = fresh(own_folder(tmp_path))
    for answer, comes in (("0", False), ("1", True), ("3", True)):
        person = Person(app, script=script)
        page = person.answer(person.start("marked"), answer)
        assert is_panel(page) is comes, answer
        if comes:
            assert page.heading == HEADINGS["gentle"]
            # These flows are all that is here, so no exercise is offered that is not.
            assert "My safety plan" not in page.main.text
            assert press(person, page, "on").heading == "Anything else?"


def test_a_language_without_a_pack_has_the_line_on_every_page(fresh: MakeApp, tmp_path: Path) -> None:
    person = Person(fresh(own_folder(tmp_path, "sv")))
    page = person.start("marked")
    assert LINE in page.main.text
    page = person.go_on(page, "0")
    assert LINE in page.main.text
    assert LINE in person.answer(page, "Jag gick hem").main.text


def test_a_pack_with_a_fault_keeps_nobody_out_and_another_can_take_its_place(
    fresh: MakeApp, tmp_path: Path
) -> None:
    app = fresh(own_folder(tmp_path, "sv", sv="detector: sv\nnonsense: [1]\n"))
    person = Person(app)
    assert LINE in person.start("marked").main.text
    services_of(app).watching.replace({})
    page = person.go_on(person.start("marked"), "0")
    assert LINE in person.answer(page, DANGER).main.text
