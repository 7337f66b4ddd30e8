"""What a person is told of answers that were given beside an earlier one which they have changed since.

It must not judge them: they may be as right as before.
"""

from dataclasses import dataclass, field

from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import prose
from cbt.model.answer import MinutesKind, NumberKind, ScaleKind
from cbt.model.session import ExerciseSession, Place, place_at

_NUMBERS = (MinutesKind, NumberKind, ScaleKind)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was changed, by what it is called, and the later answers: their labels and pages.

    `is_here` says that the page in view holds one of them; `of_words` that what was changed is no number.
    """

    changed: tuple[str, ...] = field(repr=False)
    answers: tuple[tuple[str, int], ...] = field(repr=False)
    is_here: bool = False
    of_words: bool = True

    @property
    def sentences(self) -> tuple[str, str]:
        """What happened, and what came of it."""
        called = " and ".join([f"“{label}”" for label in self.changed])
        stop = "" if called[-2] in ".?!" else "."
        stood = "the earlier words" if self.of_words else "the earlier number"
        if self.is_here:
            what = f"What you wrote here was about {stood}. You can change it, or leave it as it is."
        else:
            what = (
                f"What you wrote after it was about {stood}. You can change it below, or leave it as it is."
            )
        return f"You changed {called}{stop}", what


def find_beside(program: Program, session: ExerciseSession, here: Place | None = None) -> Beside | None:
    """What is told on a page, or on the record; None where there is nothing. What is off the path is not told."""
    if not session.beside:
        return None
    pages = session.position.pages.numbers
    found = {at: changed for at, (changed, _) in session.beside.items() if at in pages and changed in pages}
    is_here = here is not None and here.key in found
    listed = [here.key] if here is not None and is_here else sorted(found, key=pages.__getitem__)
    if not listed:
        return None
    changed = list(dict.fromkeys([found[at] for at in listed]))
    return Beside(
        tuple(dict.fromkeys([_called(program, session, at) for at in changed])),
        () if is_here else tuple([(_called(program, session, at), pages[at] + 1) for at in listed]),
        is_here=is_here,
        of_words=not all(isinstance(program.flow.steps[place_at(at).step].kind, _NUMBERS) for at in changed),
    )


def _called(program: Program, session: ExerciseSession, address: str) -> str:
    """The short name of an answer, or else its question."""
    place = place_at(address)
    step, walk = program.flow.steps[place.step], walk_to(program, session.facts, session.position, place)
    text = step.label or step.prompt
    return next(iter(prose(program, text, walk) if text is not None else ()), "")
