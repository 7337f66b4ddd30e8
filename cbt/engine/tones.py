"""Which words of a page a person reads: its author's own, or an approved rewording in the tone that they chose.

It must not know how a rewording is judged, and changes nothing but the question and its help.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cbt.engine.machine import Program
from cbt.engine.text import prose
from cbt.engine.walk import Walk
from cbt.model.flow import Step
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
            found[name] = Tone({**held.steps, **more}, frozenset(more))
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
    shown = worded(program, step, tone)
    if not shown.tone:
        return ""
    texts = [text for text in (shown.step.prompt, shown.step.help) if text is not None]
    return "\n\n".join([" ".join(prose(program, text, walk)) for text in texts])
