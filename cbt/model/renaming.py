"""Ids of steps that were called otherwise before: an author's `renamed`, applied to ids and addresses.

It must not know where a name is used.
"""

from collections.abc import Mapping

Renamed = Mapping[str, str]


def renamed_id(renamed: Renamed, full: str) -> str:
    """The present id of a step; what is renamed takes along all that lies inside of it, and the longest name wins."""
    if not renamed:
        return full
    head, tail = full, ""
    while head:
        if head in renamed:
            return f"{renamed[head]}{tail}"
        head, dot, last = head.rpartition(".")
        tail = f"{dot}{last}{tail}"
    return full


def renamed_key(renamed: Renamed, address: str) -> str:
    """The present address of an answer or a loop: its step renamed, its items as they are."""
    step, at, items = address.partition("@")
    return f"{renamed_id(renamed, step)}{at}{items}"
