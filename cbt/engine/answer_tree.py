"""Where the answers of a walk stand, as its author wrote them: `emotions[0].name`.

It must not answer anything.
"""

from collections.abc import Iterator, Mapping, Sequence

from cbt.engine.walk import BEFORE_FIRST
from cbt.model.flow import Step
from cbt.model.session import Place, Position, key
from cbt.model.walk import Told, Tree

Branch = tuple[str | int, ...]


def branch_of(step: Step, numbers: Sequence[int]) -> Branch:
    """Where a page's answer stands: the words of its id, and behind each loop around it the item's number from 0."""
    number_of = dict(zip(step.loops, numbers, strict=True))
    branch: list[str | int] = []
    passed = ""
    for word in step.id.split("."):
        passed = f"{passed}.{word}" if passed else word
        branch.append(word)
        if passed in number_of:
            branch.append(number_of[passed])
    return tuple(branch)


def item_numbers(place: Place, position: Position, loops: tuple[str, ...]) -> Iterator[int]:
    """For each loop around a page the number of its item, from 0; -1 before the first."""
    for depth, (loop, item) in enumerate(zip(loops, place.items, strict=True)):
        walked = position.walked[key(loop, place.items[:depth])]
        yield -1 if item == BEFORE_FIRST else walked.index(item)


def find(tree: Tree, branch: Branch) -> Tree | None:
    """What stands at a branch of a tree, or None."""
    found: Tree | None = tree
    for part in branch:
        if isinstance(part, int):
            found = found[part] if isinstance(found, tuple) and 0 <= part < len(found) else None
        else:
            found = found.get(part) if isinstance(found, Mapping) else None
    return found


def leaves(tree: Tree, branch: Branch = ()) -> Iterator[Branch]:
    """The branches at which answers stand: a text, or a list of texts."""
    if isinstance(tree, Mapping):
        for name, below in tree.items():
            yield from leaves(below, (*branch, name))
    elif isinstance(tree, tuple) and any(isinstance(item, Mapping) for item in tree):
        for number, below in enumerate(tree):
            yield from leaves(below, (*branch, number))
    else:
        yield branch


def steps_told(tree: Tree) -> set[str]:
    """The ids of the steps that have something in a tree, and of all that they stand in."""
    ids: set[str] = set()
    for branch in leaves(tree):
        words = [part for part in branch if isinstance(part, str)]
        ids |= {".".join(words[: number + 1]) for number in range(len(words))}
    return ids


def named(branch: Branch) -> str:
    """A branch as people name it: the step, and behind it its item, counted from 1: `emotions.name@1`."""
    words = [part for part in branch if isinstance(part, str)]
    numbers = tuple([str(part + 1) for part in branch if isinstance(part, int)])
    return key(".".join(words), numbers)


def written(branch: Branch) -> str:
    """A branch as the places in a walk's file are kept: `emotions[0].name`."""
    return "".join([f"[{part}]" if isinstance(part, int) else f".{part}" for part in branch]).lstrip(".")


def texts(tree: Tree | None) -> list[Told]:
    """The texts of an answer: one, or those of a list; none where there is something else."""
    if isinstance(tree, Told):
        return [tree]
    return [text for item in tree for text in texts(item)] if isinstance(tree, tuple) else []


def text_of(tree: Tree | None) -> str:
    """The words of an answer that is one text; empty where there is none."""
    return next((told.text for told in texts(tree)), "")
