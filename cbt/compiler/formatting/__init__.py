"""Puts an author's file into its usual shape: prose stands as it is meant, and every other byte stays.

It must not write a file anew from what was read: it changes the text itself, in as few places as will do.
"""

from cbt.compiler.diagnostics import Findings
from cbt.compiler.formatting.braces import without_braces
from cbt.compiler.formatting.inside import find_inside, find_inside_roughly, parsed
from cbt.compiler.formatting.prose import with_prose_mended
from cbt.compiler.reader import read

_MARK = "\ufeff"


def format_file(data: bytes) -> bytes:
    """The file with its prose quoted where YAML would cut it, out of braces, and without spaces at line ends.

    A file that is read without a fault means the same afterwards; the same file again is not changed any more. What the
    reader refuses as a whole (F001, F006) stays as it is. Never raises.
    """
    findings = Findings()
    read(data, "", findings)
    if findings.has("F001", "F006"):
        return data
    text = data.decode("utf-8")
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    # Each round takes a level of braces off, or puts quotes around what then has them: there are never many.
    while (after := _round(text)) != text:
        text = after
    return (mark + text).encode("utf-8")


def _round(text: str) -> str:
    events = parsed(text)
    if events is not None:
        opened = without_braces(text, events)
        if opened != text:
            return opened
    lines = text.split("\n")
    inside = find_inside_roughly(lines) if events is None else find_inside(events)
    mended = with_prose_mended(lines, inside, is_readable=events is not None)
    if mended != lines:
        return "\n".join(mended)
    return _tidied(lines, inside.open_ends)


def _tidied(lines: list[str], open_ends: set[int]) -> str:
    """Without spaces at the ends of lines, but those that belong to a text, and with a line end at the end."""
    tidy = [line if number in open_ends else _bare(line) for number, line in enumerate(lines)]
    if tidy[-1]:
        tidy += ["\r" if tidy[-1].endswith("\r") or (len(tidy) > 1 and tidy[-2].endswith("\r")) else ""]
        if tidy[-1]:
            tidy[-2:] = [tidy[-2] + "\r", ""]
    return "\n".join(tidy)


def _bare(line: str) -> str:
    end = "\r" if line.endswith("\r") else ""
    return line.removesuffix("\r").rstrip(" \t") + end
