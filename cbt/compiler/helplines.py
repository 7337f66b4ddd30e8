"""Reads files of helplines strictly (F611-F614), and says which are old or were never confirmed (W751-W753).

It must not decide what a page shows: a file with a fault is left out, and all else is for `cbt.safety`.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from cbt.compiler.diagnostics import ERROR, WARNING, Diagnostic, Enough, Findings
from cbt.compiler.faults import shape_of
from cbt.compiler.helpline_shapes import CountryShape, EvidenceShape, HelplineShape, MessageShape, NumberShape
from cbt.compiler.library import default_flows_folder, read_folder
from cbt.compiler.nodes import Map, Node, Scalar
from cbt.compiler.parts import Bundle
from cbt.safety.helplines import (
    ANYWHERE,
    LOCAL,
    Audience,
    Country,
    Evidence,
    Helpline,
    Helplines,
    Standing,
    gather,
)
from cbt.safety.numbers import Message, Number, dialled, is_number

FOLDER = "helplines"
_LETTERS = 2
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Read:
    """What a folder of helplines holds: the files without a fault, and every finding in the order of their places."""

    countries: tuple[Country, ...]
    findings: tuple[Diagnostic, ...]


def read_helplines(folder: Path, today: date, shown: str | None = None) -> Read:
    """The files of a folder. `shown` stands before their names in findings; the folder itself by default."""
    return helplines_of(read_folder(folder, ("",)), today, str(folder) if shown is None else shown)


# What came with the app does not change while it runs; a start needs it several times, and a worker has its parent's.
_read_once = cache(read_helplines)


def helplines_of(files: Mapping[str, bytes], today: date, shown: str = "") -> Read:
    """The same for files that were read before: name -> bytes."""
    bundle, everything, countries = Bundle(files, shown), Findings(), []
    for path in files:
        own = Findings()
        with suppress(Enough):
            shape = bundle.shape(path, CountryShape, own)
            country = _Reader(own, today).country(shape) if shape is not None else None
            if country is not None and not own.has("F"):
                countries.append(country)
        everything.extend(own.sorted())
    everything.extend(advice(countries, today))
    return Read(tuple(countries), tuple(everything.sorted()))


def advice(countries: Iterable[Country], today: date) -> list[Diagnostic]:
    """What should be looked at again, as warnings: each helpline, and each country's emergency numbers."""
    found = []
    for country in countries:
        lines = [(each.name, each.pos, each.evidence) for each in country.helplines]
        if country.emergency:
            lines.insert(0, ("the emergency numbers", country.pos, country.evidence))
        for name, pos, evidence in lines:
            told = _told(name, evidence, today)
            if told is not None:
                code, message = told
                hint = "try it, then write verified_on and verified_by"
                found.append(Diagnostic(code, pos, message, hint, severity=WARNING))
    return found


def _told(name: str, evidence: Evidence, today: date) -> tuple[str, str] | None:
    """The code and the message for how well it is known; None for what was confirmed of late."""
    name, age = f'"{name}"', evidence.days_old(today)
    match evidence.standing(today):
        case Standing.CONFIRMED:
            return None
        case Standing.STALE:
            return "W751", f"{name} was last confirmed {age} days ago"
        case Standing.EXPIRED:
            return "W752", f"{name} was last seen {age} days ago, and comes after the directory now"
        case Standing.UNSEEN:
            return "W753", f"nobody has looked up {name}, and it comes after the directory"
    return "W753", f"nobody has confirmed {name}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Those that came with the app and the operator's own as one, and what is wrong or old in either."""

    helplines: Helplines
    findings: tuple[Diagnostic, ...]


def gather_helplines(own: Path | None, today: date, shown: Path | None = None) -> Gathered:
    """The helplines to show. Advice is given on what is shown, not on what an operator has replaced.

    `shown` stands for the folder of the flows that came with the app in findings; the folder itself by default.
    """
    folder = default_flows_folder()
    shipped = _read_once(folder / FOLDER, today, str((shown or folder) / FOLDER))
    added = read_helplines(own, today) if own is not None else Read((), ())
    helplines = gather(shipped.countries, added.countries)
    faults = [each for each in (*added.findings, *shipped.findings) if each.severity == ERROR]
    return Gathered(helplines, (*faults, *advice(helplines.all(), today)))


class _Reader:
    """Turns one file's shapes into values; what is wrong goes to the findings."""

    def __init__(self, findings: Findings, today: date) -> None:
        self._findings = findings
        self._today = today

    def country(self, shape: CountryShape) -> Country:
        code = shape.country
        if len(code) != _LETTERS and code not in (ANYWHERE, LOCAL):
            hint = "write the two letters of a country, or anywhere, or local"
            self._findings.add("F614", code, f'"{code}" is no country', hint)
        return Country(
            code=str(code),
            name=str(shape.name),
            pos=code.pos,
            evidence=self._evidence(shape, code),
            emergency=tuple([self._number(each) for each in shape.emergency or ()]),
            helplines=tuple([self._helpline(each) for each in shape.helplines or ()]),
            alone=shape.alone == "true",
        )

    def _helpline(self, shape: HelplineShape) -> Helpline:
        listed = shape.node.get("phone")
        found = Helpline(
            name=str(shape.name),
            pos=shape.name.pos,
            evidence=self._evidence(shape, shape.name),
            audience=Audience(shape.audience or Audience.EVERYONE),
            languages=tuple([str(each) for each in shape.languages or ()]),
            phone=tuple([self._phone(each) for each in listed or ()]) if isinstance(listed, list) else (),
            sms=tuple([self._message(each) for each in shape.sms or ()]),
            chat=self._link(shape.chat),
            url=self._link(shape.url),
            hours=str(shape.hours or ""),
            cost=str(shape.cost or ""),
            notes=str(shape.notes or ""),
        )
        if not found.links():
            hint = "add phone, sms, chat or url"
            self._findings.add("F614", shape.name, f'"{found.name}" cannot be reached', hint)
        return found

    def _phone(self, node: Node) -> Number:
        if isinstance(node, Scalar):
            return Number(self._digits(node))
        if isinstance(node, Map):
            return self._number(shape_of(node, NumberShape, self._findings))
        self._findings.add("F013", node.pos, '"phone" should be a list of numbers', "write phone: [116 123]")
        return Number("")

    def _number(self, shape: NumberShape) -> Number:
        return Number(self._digits(shape.number), str(shape.press or ""), str(shape.purpose or ""))

    def _message(self, shape: MessageShape) -> Message:
        return Message(self._digits(shape.number), str(shape.keyword or ""))

    def _digits(self, written: Scalar) -> str:
        if not is_number(written):
            short = dialled(written).startswith("+") and dialled(written)[1:].isdecimal()
            why = "a short number never has a plus" if short else "write digits, with blanks where they help"
            self._findings.add("F611", written, f'"{written}" is no number that a phone can dial', why)
        return str(written)

    def _link(self, written: Scalar | None) -> str:
        if written is None:
            return ""
        if not _is_link(written):
            self._findings.add(
                "F614", written, f'"{written}" is no address of a page', "start it with https://"
            )
        return str(written)

    def _evidence(self, shape: EvidenceShape, at: Scalar) -> Evidence:
        named = [text for text in (shape.source, shape.source_url) if text is not None and text.strip()]
        if not named:
            hint = "add source: where it was found, or from memory"
            self._findings.add("F612", at, f'"{at}" has no source', hint)
        self._link(shape.source_url)
        seen, verified = self._day(shape.seen_on), self._day(shape.verified_on)
        if (shape.verified_on is None) != (shape.verified_by is None):
            present = shape.verified_on if shape.verified_on is not None else shape.verified_by
            assert present is not None
            hint = "write both verified_on and verified_by, or neither"
            self._findings.add("F613", present, "who tried it, and when, belong together", hint)
        return Evidence(
            ", ".join(named), seen, verified, str(shape.verified_by or ""), self._count(shape.confirmations)
        )

    def _day(self, written: Scalar | None) -> date | None:
        if written is None:
            return None
        try:
            day = date.fromisoformat(written)
        except ValueError:
            self._findings.add("F613", written, f'"{written}" is no day', "write it like 2026-11-22")
            return None
        if day > self._today:
            self._findings.add("F613", written, f"{day} has not come yet", "write the day on which it was")
        return day

    def _count(self, written: Scalar | None) -> int:
        if written is None:
            return 0
        if not (written.isascii() and written.isdecimal() and len(written) <= _MOST_DIGITS):
            self._findings.add(
                "F013", written, '"confirmations" should be a whole number', "count the people"
            )
            return 0
        return int(written)


def _is_link(written: str) -> bool:
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
