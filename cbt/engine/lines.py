"""Lines of a script that no author has written yet.

It must not do what they say.
"""

from cbt.model.flow import Role, Step
from cbt.model.source import SourcePos
from cbt.model.walk import Action, Told, Tree

NOWHERE = SourcePos("", 1, 1)


def told(word: object) -> Told:
    """A word of a walk."""
    return Told(str(word), NOWHERE)


def line_of(step: Step, answer: Tree | None) -> Action:
    """The line by which a page is left."""
    if step.kind is None:
        return action("wait" if step.role is Role.WAIT else "continue")
    return answer_line(step.id, answer if answer is not None else ())


def action(word: str, value: Tree | None = None) -> Action:
    """A line that is no answer."""
    return Action(word, word if value is not None else "", value, NOWHERE)


def answer_line(step: str, value: Tree) -> Action:
    """`step: answer`."""
    return Action("answer", step, value, NOWHERE)
