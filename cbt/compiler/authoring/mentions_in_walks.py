"""Where a file of walks names a step or an option of its flow.

It must not read a file, nor know a flow: the ids are given.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from cbt.compiler.authoring.cursor import ITEM, cursor_at
from cbt.compiler.authoring.mentions import parts_of
from cbt.compiler.authoring.sheet import Token

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_IS_KEY = re.compile(r"[ \t]*:(?:[ \t]|$)")
_ENDS_ITEM = re.compile(r"[\"']?[ \t]*(?:[,\]}]|$)")
_STARTS_ITEM = re.compile(r"(?:[:\[{,]|^[ \t]*-|[ \t]-)[ \t]*[\"']?$")
_WITH_STEPS = ("answers", "script", "expect")
_OF_STEPS = ("visits", "skips", "at", "parked")
_AROUND = (ITEM, "change", "remove")


def mentions_in_walks(
    lines: Sequence[str], ids: Collection[str], option: str = ""
) -> Iterator[tuple[int, Token]]:
    """The last part of each of the steps' full `ids`, wherever it stands; or an `option` of these steps."""
    words = {option} if option else {full.rpartition(".")[2] for full in ids}
    for number, text in enumerate(lines):
        for match in _NAME.finditer(text):
            if words & set(match[0].split(".")):
                whole = Token(match[0], match.start(), match.end())
                yield from [(number, found) for found in _found(lines, number, whole, ids, option)]


def _found(
    lines: Sequence[str], number: int, whole: Token, ids: Collection[str], option: str
) -> Iterator[Token]:
    cursor = cursor_at(lines, number, whole.end)
    if cursor is None or cursor.path[2:3] not in [(word,) for word in _WITH_STEPS]:
        return
    around = [part for part in cursor.path[3:] if part not in _AROUND]
    text = lines[number]
    is_key = _IS_KEY.match(text, whole.end) is not None
    is_item = bool(_STARTS_ITEM.search(text[: whole.start]) and _ENDS_ITEM.match(text, whole.end))
    if option:
        if is_item and not is_key and whole.text == option and ".".join(around) in ids:
            yield whole
    elif is_key or (is_item and around[-1:] in [[word] for word in _OF_STEPS]):
        before = around if is_key else []
        for place, part in enumerate(parts_of(whole), 1):
            if ".".join([*before, *whole.text.split(".")[:place]]) in ids:
                yield part
