"""Finds comments behind values (F005): far too easily a piece of prose that is cut off.

It must not read YAML: the reader says where the texts stand.
"""

from bisect import bisect_right
from collections.abc import Sequence

from cbt.compiler.diagnostics import Findings
from cbt.model.source import SourcePos

Span = tuple[int, int, bool]


def check_comments(text: str, file: str, spans: Sequence[Span], findings: Findings) -> None:
    """Notes each comment that does not have its line to itself.

    `spans` are the texts in their order: start, end, and whether it is a block. Linear in the size of the text.
    """
    starts = [start for start, _, _ in spans]
    at, line, counted = text.find("#"), 1, 0
    while at >= 0:
        near = bisect_right(starts, at) - 1
        if near >= 0 and _is_inside(text, at, spans[near]):
            at = text.find("#", spans[near][1])
            continue
        line, counted = line + text.count("\n", counted, at), at
        line_start = text.rfind("\n", 0, at) + 1
        if text[line_start:at].strip(" "):
            hint = "put the text in quotes, or the comment on a line of its own"
            pos = SourcePos(file, line, at - line_start + 1)
            findings.add("F005", pos, "everything from this # on is dropped", hint)
        end = text.find("\n", at)
        at = text.find("#", end) if end >= 0 else -1


def _is_inside(text: str, at: int, span: Span) -> bool:
    """Whether the place belongs to the text; the header line of a block does not."""
    start, end, is_block = span
    return at < end and not (is_block and text.find("\n", start, at) < 0)
