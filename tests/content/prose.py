"""The words of the shipped flows, each with its place."""

from collections.abc import Iterator
from pathlib import Path

from cbt.model.flow import Flow, Step, Text
from tests.unit.engine.exercise import FLOWS, shipped_library

FLOW_IDS = sorted(path.stem for path in FLOWS.glob("*.yaml"))
SOURCES = Path(__file__).resolve().parents[2] / "docs" / "sources.md"


def flow(flow_id: str) -> Flow:
    return shipped_library().flows[flow_id]


def prose_of(step: Step) -> list[Text]:
    """What a page says in sentences; options and the ends of scales are labels."""
    said = [step.prompt, step.help, step.example, *[check.sentence for check in step.checks]]
    return [text for text in said if text]


def labels_of(step: Step) -> list[Text]:
    return [*step.labels.values(), *step.ends.values()]


def all_prose(of: Flow) -> Iterator[Text]:
    yield from [text for text in (of.title, of.about, of.before_you_start) if text]
    for step in of.steps.values():
        yield from prose_of(step)


def all_texts(of: Flow) -> Iterator[Text]:
    yield from all_prose(of)
    for step in of.steps.values():
        yield from labels_of(step)


def place(text: Text) -> str:
    return f"{text.pos.file}:{text.pos.line} {text.key}"
