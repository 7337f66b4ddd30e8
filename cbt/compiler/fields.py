"""How the answers of a loop's items are read: from outside all of them, from a walk over them this item's.

It must not lay out steps or look a name up.
"""

from collections.abc import Callable
from dataclasses import replace

from cbt.compiler.scope import Entry, Target
from cbt.model.reference import AnswerRef, FieldRef, InputRef, ItemsRef, PickedRef, PreviousRef, Ref

Found = Target | str | None

_NOT_BEFORE = "is no answer of the item before"
_OWN_LOOP = "cannot be read here; read it inside its own loop"


def as_field(member: Entry, owner: Callable[[], str | None], outer: tuple[int, ...]) -> Entry:
    """The member of a loop's body as it is read outside: one value for each item."""

    def look() -> Found:
        inner, items_of = member.look(), owner()
        if not isinstance(inner, Target):
            return inner
        ref = inner.ref
        if items_of is None or not isinstance(ref, AnswerRef) or len(ref.items) != len(outer) + 1:
            return _OWN_LOOP
        return Target(FieldRef(items_of, ref.step, outer), replace(inner.type, many=True))

    members = {name: as_field(inner, owner, outer) for name, inner in member.members.items()}
    return Entry(member.at, look, members, member.broken)


def as_item(member: Entry, here: int) -> Entry:
    """A list's field as it is read while the list is walked: this item's."""

    def look() -> Found:
        found = member.look()
        if not isinstance(found, Target) or not isinstance(found.ref, FieldRef):
            return found
        ref = AnswerRef(found.ref.step, (*found.ref.items, here))
        return Target(ref, replace(found.type, many=False))

    members = {name: as_item(inner, here) for name, inner in member.members.items()}
    return Entry(member.at, look, members, member.broken)


def as_picked(member: Entry, step: str, depth: tuple[int, ...]) -> Entry:
    """A list's field as it is read of the item that was picked on a page."""

    def look() -> Found:
        found = member.look()
        if not isinstance(found, Target) or not isinstance(found.ref, FieldRef):
            return found
        return Target(PickedRef(step, depth, found.ref), replace(found.type, many=False))

    members = {name: as_picked(inner, step, depth) for name, inner in member.members.items()}
    return Entry(member.at, look, members, member.broken)


def as_previous(member: Entry, depth: tuple[int, ...]) -> Entry:
    """The member of a loop's body as the item before this one has it."""

    def look() -> Found:
        found = member.look()
        if not isinstance(found, Target):
            return found
        if not isinstance(found.ref, AnswerRef) or found.ref.items != depth:
            return _NOT_BEFORE
        return Target(PreviousRef(found.ref.step, depth), found.type)

    members = {name: as_previous(inner, depth) for name, inner in member.members.items()}
    return Entry(member.at, look, members, member.broken)


def owner_of_items(ref: Ref) -> str | None:
    """The loop or step whose items a reference to a list walks."""
    match ref:
        case ItemsRef():
            return ref.loop
        case AnswerRef():
            return ref.step
        case InputRef():
            return ref.name
        case _:
            return None
