"""Writes entries into a file of rewordings: one is put in or taken out, and every other line stays as it is.

It must not judge an entry.
"""

import json
import re
from dataclasses import dataclass

from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Map
from cbt.compiler.reader import read

_PLAIN = re.compile(r"[A-Za-z“‘][^\n]*")
_SPECIAL = re.compile(r": |:$| #|\t|  | $")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True, slots=True)
class Waived:
    """A structural reason that was set aside: the guard, and who did so on which day."""

    guard: str
    by: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it is to stand in the file; `settings` are those that its `model` wrote it with."""

    source: str
    to: str
    by: str
    guards: int
    model: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    approved: str = ""
    waived: tuple[Waived, ...] = ()


def new_bank(name: str, language: str, tone: str) -> str:
    """The head of a file without entries: `name` is a flow's id or parts/x."""
    return f"rewording: {name}\nlanguage: {language}\nstyle: {tone}\ntexts:\n"


def with_entry(text: str, key: str, entry: Written | None) -> str:
    """The file's text with an entry in the place of the one of that key, else at the end; None takes it out."""
    lines, block = text.splitlines(keepends=True), _block(key, entry) if entry is not None else []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    first, last = _place(text, key, len(lines))
    return "".join([*lines[:first], *block, *lines[last:]])


def _place(text: str, key: str, count: int) -> tuple[int, int]:
    """The lines of an entry, from 0 and up to the one behind it; the end of the file twice where there is none."""
    root = read(text.encode(), "", Findings())
    texts = root.get("texts") if isinstance(root, Map) else None
    if not isinstance(texts, Map) or key not in texts:
        return count, count
    starts = [texts.key(each).pos.line - 1 for each in texts]
    first = texts.key(key).pos.line - 1
    return first, min([line for line in starts if line > first], default=count)


def _block(key: str, entry: Written) -> list[str]:
    lines = [
        f"  {key}:",
        f"    from: {quoted(entry.source)}",
        f"    to: {quoted(entry.to)}",
        f"    by: {entry.by}",
    ]
    if entry.model:
        lines.append(f"    model: {quoted(entry.model)}")
    if entry.settings:
        lines += ["    settings:", *[f"      {name}: {quoted(value)}" for name, value in entry.settings]]
    lines.append(f"    guards: {entry.guards}")
    if entry.approved:
        lines.append(f"    approved: {quoted(entry.approved)}")
    if entry.waived:
        lines.append("    waived:")
    for each in entry.waived:
        lines += [f"      - guard: {quoted(each.guard)}", f"        by: {quoted(each.by)}"]
        lines += [f"        because: {quoted(each.because)}"] if each.because else []
    return [f"{line}\n" for line in lines]


def quoted(text: str) -> str:
    """A text as YAML takes it: as it is where nothing in it would be taken for something else, else in quotes."""
    is_plain = _PLAIN.fullmatch(text) and not _SPECIAL.search(text) and text.lower() not in _WORDS_OF_YAML
    return text if is_plain else json.dumps(text, ensure_ascii=False)
