"""Judges an entry of the bank: whether it may show, and if not, why not (F501-F508).

It must not change an entry, or let a reason of the hard guards be waived.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from cbt.compiler.bank import Entry, File
from cbt.compiler.checks.words import barred_in, check_text
from cbt.compiler.diagnostics import Findings, did_you_mean
from cbt.compiler.nodes import Scalar
from cbt.compiler.schema import RewordedShape, WaivedShape
from cbt.wording.guards import judge
from cbt.wording.reason import Reason, Strictness
from cbt.wording.tables import Tables

PERSON, MODEL = "a person", "a model"
_NAMED = re.compile(r"\S.*, [0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHO = "write a name and the day, such as R. Author, 2026-11-22"


class Standing(Enum):
    """What has become of an entry."""

    APPROVED = "approved"
    PROVED = "proposed, and passes all guards"
    PROPOSED = "proposed"
    REFUSED = "refused"
    STALE = "older than its source"
    FIXED = "never reworded"
    UNKNOWN = "of no text"


def standing_of(entry: Entry, file: File) -> Standing:
    """What has become of an entry, and so whether it may show."""
    if entry.source is None:
        return Standing.UNKNOWN
    if entry.never:
        return Standing.FIXED
    if is_stale(entry):
        return Standing.STALE
    if _barred_in(entry, file):
        return Standing.REFUSED
    reasons = reasons_of(entry, file)
    if entry.shape.approved is not None:
        findings = Findings()
        check_entry(entry, file, findings)
        return Standing.REFUSED if findings.has("F5") else Standing.APPROVED
    if any(reason.strictness is Strictness.HARD for reason in reasons):
        return Standing.REFUSED
    return Standing.PROPOSED if reasons or not _is_of_known_origin(entry.shape) else Standing.PROVED


def is_stale(entry: Entry) -> bool:
    """Whether the text has changed since it was reworded, by more than the breaks of its lines."""
    return entry.source is None or entry.shape.source.split() != entry.source.split()


def _barred_in(entry: Entry, file: File) -> bool:
    """Whether a rewording has words that no text may hold."""
    found = barred_in(str(entry.shape.to), file.language)
    return any(not each.group.is_advice for each in found)


def reasons_of(entry: Entry, file: File) -> tuple[Reason, ...]:
    """Why the guards refuse an entry: all three sets, whatever is waived."""
    assert entry.source is not None
    source, to = str(entry.source).strip(), str(entry.shape.to).strip()
    return _judged(_Asked(source, to, file.tone, entry.keep, file.tables.digest, file.tables))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the guards are asked; the digest stands for the tables."""

    source: str
    to: str
    tone: str
    keep: tuple[str, ...]
    digest: str
    tables: Tables = field(compare=False)


# An entry is judged where it is checked and where it is put together, and again whenever its folder is read.
@lru_cache(maxsize=2048)
def _judged(asked: _Asked) -> tuple[Reason, ...]:
    return judge(asked.source, asked.to, asked.tone, asked.tables, asked.keep).reasons


def check_entry(entry: Entry, file: File, findings: Findings) -> None:
    """Notes what keeps an approved entry from being shown; one that is only proposed may be whatever it is."""
    shape = entry.shape
    _check_origin(shape, entry, findings)
    if shape.approved is None:
        return
    if entry.source is None:
        hint = did_you_mean(entry.key, file.known) or "take it out"
        findings.add("F502", entry.at, f'"{entry.key}" is no text of "{file.source}"', hint)
    elif entry.never:
        hint = "take it out; the question and the help of a page can be reworded where its flow allows it"
        findings.add("F501", entry.at, f'"{entry.key}" is never reworded', hint)
    elif is_stale(entry):
        message = f'the text of "{entry.key}" has changed since it was reworded'
        hint = f'line {entry.source.pos.line} now says "{entry.source}": reword it again, and write it behind from'
        findings.add("F503", shape.source, message, hint)
    else:
        _check_words(entry, file, findings)
    if not _NAMED.fullmatch(shape.approved):
        findings.add("F507", shape.approved, "nobody is named who has approved this, or no day", _WHO)


def _check_words(entry: Entry, file: File, findings: Findings) -> None:
    waived = {str(each.guard): each for each in entry.shape.waived or []}
    refusing = [each for each in reasons_of(entry, file) if each.strictness <= Strictness.STRUCTURAL]
    hard = [each for each in refusing if each.strictness is Strictness.HARD]
    if not hard and _barred_in(entry, file):
        check_text(entry.shape.to, file.language, findings)
    for reason in hard or refusing:
        is_hard = reason.strictness is Strictness.HARD
        if is_hard or reason.guard not in waived:
            code = "F504" if is_hard else "F505"
            hint = "word it otherwise" if is_hard else f'word it otherwise, or waive "{reason.guard}"'
            findings.add(code, _place(entry.shape.to, reason), f"{reason.guard}: {reason.message}", hint)
    waivable = {reason.guard for reason in refusing if reason.strictness is Strictness.STRUCTURAL}
    for each in entry.shape.waived or []:
        _check_waiver(each, waivable, refusing, findings)


def _place(text: Scalar, reason: Reason) -> Scalar:
    """The first of the offending words; the whole text where something is missing from it."""
    return text.part(*reason.added[0]) if reason.added else text


def _check_waiver(each: WaivedShape, waivable: set[str], refusing: list[Reason], findings: Findings) -> None:
    if any(reason.guard == each.guard and reason.strictness is Strictness.HARD for reason in refusing):
        findings.add("F506", each.guard, f'"{each.guard}" is never waived', "word it otherwise")
    elif each.guard not in waivable:
        hint = did_you_mean(each.guard, waivable) or "take it out"
        findings.add("F506", each.guard, f'"{each.guard}" refuses nothing here', hint)
    elif not _NAMED.fullmatch(each.by):
        findings.add("F507", each.by, "nobody is named who has waived this, or no day", _WHO)


def _is_of_known_origin(shape: RewordedShape) -> bool:
    return shape.by == PERSON or (shape.by == MODEL and shape.model is not None and shape.guards is not None)


def _check_origin(shape: RewordedShape, entry: Entry, findings: Findings) -> None:
    if _is_of_known_origin(shape):
        return
    if shape.by == MODEL:
        message, hint = (
            "it does not say which model wrote it",
            "add model: its name, and guards: their version",
        )
        findings.add("F508", entry.at, message, hint)
    else:
        findings.add("F508", shape.by, f'"{shape.by}" wrote it', f'write "{PERSON}" or "{MODEL}"')
