"""Which words of a page a person reads: its author's own, or an approved rewording in the tone that they chose.

It must not know how a rewording is judged, and changes nothing but the question and its help.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cbt.engine.machine import Program
from cbt.engine.text import paragraphs, prose
from cbt.engine.walk import Walk
from cbt.model.flow import Step, Text
from cbt.model.rewording import Reworded
from cbt.model.tone import Tone


@dataclass(frozen=True, slots=True)
class Worded:
    """A step as it reads in a tone. `tone` is empty, and `step` the author's own, where there is no rewording."""

    step: Step
    tone: str = ""
    by_software: bool = False


def tones_of(reworded: Mapping[str, Reworded], *, automatic: bool = False) -> dict[str, Tone]:
    """What a program needs of the bank; `automatic` takes in what no person has approved."""
    found = {}
    for name, held in reworded.items():
        more = held.proposed if automatic else {}
        if held.steps or more:
            steps = {**held.steps, **more}
            said = {
                step_id: _joined(texts)
                for step_id, step in steps.items()
                if (texts := _plain(step)) is not None
            }
            found[name] = Tone(steps, frozenset(more), said)
    return found


def worded(program: Program, step: Step, tone: str) -> Worded:
    """The step in a tone; as its author wrote it where that has no rewording of it."""
    chosen = program.tones.get(tone)
    other = chosen.steps.get(step.id) if chosen is not None else None
    if chosen is None or other is None:
        return Worded(step)
    return Worded(other, tone, step.id in chosen.unreviewed)


def words_shown(program: Program, step: Step, tone: str, walk: Walk) -> str:
    """The question and its help as they read in a tone, with a blank line between; empty for the author's own."""
    chosen = program.tones.get(tone)
    other = chosen.steps.get(step.id) if chosen is not None else None
    if chosen is None or other is None:
        return ""
    said = chosen.said.get(step.id)
    return _joined([prose(program, text, walk) for text in _texts(other)]) if said is None else said


def _plain(step: Step) -> list[tuple[str, ...]] | None:
    """The paragraphs of a step's question and help; None where one of them holds a name."""
    parts = [text.parts for text in _texts(step)]
    plain = ["".join([part for part in each if isinstance(part, str)]) for each in parts]
    has_name = any(not isinstance(part, str) for each in parts for part in each)
    return None if has_name else [paragraphs(text) for text in plain]


def _texts(step: Step) -> list[Text]:
    return [text for text in (step.prompt, step.help) if text is not None]


def _joined(texts: list[tuple[str, ...]]) -> str:
    return "\n\n".join([" ".join(each) for each in texts])
