"""The words of the shipped flows, each with its place, and how hard they are to read."""

import re
from collections.abc import Iterator
from pathlib import Path

from cbt.engine.text import paragraphs
from cbt.model.flow import Flow, Step, Text
from tests.unit.engine.exercise import FLOWS, shipped_library

FLOW_IDS = sorted(path.stem for path in FLOWS.glob("*.yaml"))
SOURCES = Path(__file__).resolve().parents[2] / "docs" / "sources.md"

_SENTENCE_END = re.compile(r"(?<=[.?!:])[\"”’)]*\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouysxz]es)$")


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


def sentences(text: str) -> list[str]:
    return [part.strip() for block in paragraphs(text) for part in _SENTENCE_END.split(block) if words(part)]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """About how many: groups of vowels, without a silent end."""
    lowered = word.lower()
    count = len(_VOWELS.findall(lowered)) - (1 if _SILENT_END.search(lowered) else 0)
    return max(count, 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: the school year in the United States in which a text is read with ease."""
    found = words(text)
    spoken = sum([syllables(word) for word in found])
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * spoken / len(found) - 15.59
