"""Small flows for the engine's tests, compiled as every flow is, and ways to answer them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

from cbt.compiler.library import Library, compile_files, compile_folder
from cbt.engine.answering import answer
from cbt.engine.answers import Fields
from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import filled, labelled_items
from cbt.engine.walk import Walk
from cbt.model.answer import (
    ChoiceKind,
    DateKind,
    ListKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    RecallKind,
    ScaleKind,
    SharesKind,
    TimeKind,
    Value,
    YesNoKind,
)
from cbt.model.flow import Flow
from cbt.model.session import ExerciseSession, Place, place_at

ROOT = Path(__file__).resolve().parents[3]
FLOWS = ROOT / "flows"
SHIPPED = ("reframe", "thought_record")

FIRST = {
    NumberKind: "7",
    MinutesKind: "90",
    DateKind: "2026-05-04",
    TimeKind: "23:15",
    MomentKind: "2026-05-04 20:00",
}


def flow_text(steps: str, rest: str = "", flow_id: str = "sample") -> str:
    """A whole flow file: its head, the steps, and whatever else stands below them."""
    head = (
        f"flow: {flow_id}\ntitle: A sample\nlanguage: en\nanywhere: {{support: help_now}}\nmost_pages: 900\n"
    )
    return f"{head}\nsteps:\n{indent(dedent(steps).strip(), '  ')}\n\n{dedent(rest).strip()}\n"


def compile_text(text: str, files: Mapping[str, str] | None = None, flow_id: str = "sample") -> Flow:
    named = {f"{flow_id}.yaml": text, **(files or {})}
    library = compile_files({path: content.encode() for path, content in named.items()})
    errors = [finding for finding in library.findings if finding.severity == "error"]
    assert not errors, [(finding.code, finding.pos.line, finding.sentence) for finding in errors]
    return library.flows[flow_id]


def flow_of(steps: str, rest: str = "", files: Mapping[str, str] | None = None) -> Flow:
    return compile_text(flow_text(steps, rest), files)


def program_of(steps: str, rest: str = "", files: Mapping[str, str] | None = None) -> Program:
    return Program(flow_of(steps, rest, files))


@cache
def shipped_library() -> Library:
    return compile_folder(FLOWS, "flows")


@cache
def shipped(flow_id: str) -> Program:
    return Program(shipped_library().flows[flow_id])


def form(value: object) -> Fields:
    """The form of an answer as a test writes it: a word, a number, or a list of lines."""
    if isinstance(value, list):
        return {"line": value}
    return {} if value is None else {"answer": [str(value)]}


def give(program: Program, session: ExerciseSession, *values: object) -> ExerciseSession:
    """Answers the pages that the session comes to, one after another; None passes a page to read."""
    for value in values:
        session = answer(program, session, session.position.here, form(value))
    return session


def change(program: Program, session: ExerciseSession, address: str, value: object) -> ExerciseSession:
    return answer(program, session, place_at(address), form(value))


def walk_of(program: Program, session: ExerciseSession, place: Place | None = None) -> Walk:
    return walk_to(program, session.facts, session.position, place or session.position.here)


def prompt(program: Program, session: ExerciseSession, place: Place | None = None) -> str:
    """The words of a page, by default of the present one."""
    walk = walk_of(program, session, place)
    text = program.flow.steps[walk.step].prompt
    return filled(program, text, walk).strip() if text else ""


def path(session: ExerciseSession) -> list[str]:
    """The keys of all pages, the present one last."""
    return [place.key for place in session.position.pages]


def parked(session: ExerciseSession) -> dict[str, Value]:
    on_path = set(path(session))
    return {address: value for address, value in session.facts.answers.items() if address not in on_path}


def first_fields(program: Program, session: ExerciseSession, *, yes: bool = False) -> Fields:
    """An answer that the present page takes: the first option, the middle of a scale, plain words."""
    walk = walk_of(program, session)
    match program.flow.steps[walk.step].kind:
        case None:
            return {}
        case ScaleKind(least, most):
            return {"answer": [str((least + most) // 2)]}
        case YesNoKind():
            return {"answer": ["yes" if yes else "no"]}
        case ChoiceKind(options) | PicksKind(options):
            return {"answer": [options[0]], "own": ["my own"]}
        case ListKind():
            return {"line": ["one thing", "and another"]}
        case OneOfKind() as kind:
            items = [item for item, _ in labelled_items(program, kind, walk)]
            return {"answer": [*items[:1], "other"][:1], "own": ["my own step"]}
        case (OrderKind() | SharesKind()) as kind:
            items = [item for item, _ in labelled_items(program, kind, walk)]
            return {"item": items, "share": [str(getattr(kind, "total", ""))]}
        case RecallKind():
            return {}
        case kind:
            return {"answer": [FIRST.get(type(kind), "words enough to be taken")]}
