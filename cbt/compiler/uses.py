"""Where a flow uses which answers: in texts, rules, ways on, lists and the summary.

It must not say whether they are given.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cbt.model.expression import Expression
from cbt.model.flow import Flow, Step, Text
from cbt.model.reference import Ref
from cbt.model.source import SourcePos


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a name outside of an expression.

    `inside` is the prefix of the part that it is handed to, if any; `record` the word of the summary that shows it.
    `may_lack` where the page can do without: a list to pick from, where own words can be given.
    """

    name: str
    ref: Ref
    pos: SourcePos
    inside: str = ""
    record: str = ""
    may_lack: bool = False


def on_arrival(flow: Flow, step: Step) -> Iterator[Use]:
    """What the texts of a page need in order to be shown; at an end also the record's title."""
    for text in (
        step.prompt,
        step.label,
        step.help,
        step.example,
        *step.labels.values(),
        *step.ends.values(),
    ):
        yield from in_text(text)
    if step.is_final:
        yield from (replace(use, record="title") for use in in_text(flow.summary.title))


def with_answer(step: Step) -> Iterator[Use | Expression]:
    """What a page needs once it has been answered: its rules and their sentences."""
    for check in step.checks:
        yield check.must
        yield from in_text(check.sentence)


def in_text(text: Text | None) -> Iterator[Use]:
    """The names in a text."""
    if text is not None:
        yield from (Use(slot.name, slot.ref, slot.pos) for slot in text.slots)
