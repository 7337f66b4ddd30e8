"""Gives a step or an option another id, in all files of a folder that name it.

It must not write: what is to be changed comes back as places.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cbt.compiler.authoring.layout import PARTS
from cbt.compiler.authoring.mentions import Named, named_at, named_in
from cbt.compiler.authoring.mentions_in_walks import mentions_in_walks
from cbt.compiler.authoring.sheet import Sheet, Token
from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Scalar
from cbt.compiler.parts import Bundle
from cbt.compiler.words import check_id

WALKS = "walks/"

Lines = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in a file of the folder; `line` counts from 0."""

    file: str
    line: int
    token: Token


def find_renamable(sheet: Sheet, line: int, column: int) -> Named | None:
    """The step or option that a place names, if it is made in a flow or part that can be read as it stands."""
    whole = Sheet(sheet.path, sheet.lines, sheet.bundle)
    named = named_at(whole, line, column)
    if named is None or not _is_read(named.made_at.file):
        return None
    return named


def mentions_of(bundle: Bundle, named: Named, lines: Lines) -> list[Mention]:
    """All places where it is named, walks too. `lines` are those of a file, none where there is no such file."""
    home = named.made_at.file
    found: list[Mention] = []
    for path in bundle.files:
        if path == home or (home.startswith(PARTS) and _is_read(path)):
            found += _mentions_in(Sheet(path, lines(path), bundle), named, lines)
    return found


def why_not(bundle: Bundle, named: Named, new: str, lines: Lines) -> str:
    """Why it cannot have a new id, in a sentence; empty where it can."""
    findings = Findings()
    check_id(Scalar(new, named.made_at), findings, reserved=not named.is_option)
    said = [finding.told for finding in findings.sorted()]
    if not said and new in _beside(Sheet(named.made_at.file, lines(named.made_at.file), bundle), named):
        said = [f'"{new}" is there already; choose another id']
    return said[0] if said else ""


def _is_read(path: str) -> bool:
    """Whether a file is a flow or a part."""
    return "/" not in path or path.startswith(PARTS)


def _mentions_in(sheet: Sheet, named: Named, lines: Lines) -> Iterator[Mention]:
    old = named.token.text
    word = re.compile(rf"\b{old}\b")
    for number in [number for number, text in enumerate(sheet.lines) if word.search(text)]:
        for one in named_in(sheet, number, old):
            if one.made_at == named.made_at:
                yield Mention(sheet.path, number, one.token)
    if "/" not in sheet.path:
        walks, option = f"{WALKS}{sheet.path}", old if named.is_option else ""
        for number, token in mentions_in_walks(lines(walks), _ids(sheet, named), option):
            yield Mention(walks, number, token)


def _ids(sheet: Sheet, named: Named) -> set[str]:
    """The full ids of the step, or of the steps with the option, in a flow."""
    drafts = sheet.layout.drafts if sheet.layout is not None else ()
    if named.is_option:
        labels = {draft.id: draft.answer.labels.get(named.token.text) for draft in drafts}
        return {step for step, label in labels.items() if label is not None and label.pos == named.made_at}
    return {draft.id for draft in drafts if draft.name.pos == named.made_at}


def _beside(sheet: Sheet, named: Named) -> set[str]:
    """The ids that stand beside it: a new one must be none of them."""
    drafts = sheet.layout.drafts if sheet.layout is not None else ()
    for draft in drafts:
        if named.is_option and named.made_at in [label.pos for label in draft.answer.labels.values()]:
            return set(draft.answer.labels)
        if not named.is_option and draft.name.pos == named.made_at:
            return set(draft.level.scope.known()) | {str(other.name) for other in draft.level.drafts}
    return set()
