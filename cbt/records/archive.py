"""The file that a person takes with them: JSON for machines, with every record whole and in words too.

It must not know a key or a database, and trusts nothing in a file that comes back: `docs/records-format.md` says what
stands in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cbt.errors import ArchiveWrong
from cbt.model.packed import Answers, text_of, unpack
from cbt.model.session import Facts

FORMAT = "cbt-flows-records"
VERSION = 1
MOST_RECORDS = 5000
# No question with its help is longer than a page of print.
LONGEST_SHOWN = 4000

# What a value that was not written by us can make of reading it.
_MALFORMED = (AttributeError, IndexError, KeyError, RecursionError, StopIteration, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer in words, several for a list.

    `shown` are the words that it was asked in, where they were not its author's own.
    """

    question: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    shown: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Archived:
    """One record as it is taken along; days in UTC.

    `shown` holds, by address, the words that a question was asked in where they were not its author's own. `said` is
    what was asked and answered on its path, and `changes` the numbers that it compares, in words; neither of these two
    is read when it comes back.
    """

    flow_id: str
    flow_version: str
    address: str
    begun_on: date
    changed_on: date
    facts: Facts = field(repr=False)
    handed_to: str = ""
    rested: str = ""
    shown: Mapping[str, str] = field(default_factory=dict, repr=False)
    exercise: str = ""
    title: str = field(default="", repr=False)
    finished: bool = False
    said: tuple[Said, ...] = field(default=(), repr=False)
    changes: tuple[str, ...] = field(default=(), repr=False)


def dump_archive(records: list[Archived], made_on: date, left_out: int) -> bytes:
    """The file: UTF-8, indented; `left_out` are records that could not be opened."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": made_on.isoformat(),
        "left_out": left_out,
        "records": [_record(record) for record in records],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def load_archive(data: bytes) -> tuple[list[Archived], int]:
    """The records of a file, oldest first as they stand there, and how many in it make no sense.

    Raises ArchiveWrong for a file that is not ours.
    """
    try:
        whole = json.loads(data.decode("utf-8-sig", "surrogatepass"))
    except (RecursionError, ValueError):
        raise ArchiveWrong("foreign") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise ArchiveWrong("foreign")
    version, listed = whole.get("version"), whole.get("records")
    if type(version) is not int or version < 1 or not isinstance(listed, list):
        raise ArchiveWrong("damaged")
    if version > VERSION:
        raise ArchiveWrong("newer")
    if len(listed) > MOST_RECORDS:
        raise ArchiveWrong("many")
    found = [_find_record(raw) for raw in listed]
    records = [record for record in found if record is not None]
    return records, len(found) - len(records)


def _record(record: Archived) -> dict[str, Any]:
    return {
        "exercise": record.exercise,
        "title": record.title,
        "begun_on": record.begun_on.isoformat(),
        "changed_on": record.changed_on.isoformat(),
        "finished": record.finished,
        "in_words": [_in_words(said) for said in record.said],
        "compared": list(record.changes),
        "session": {
            "flow": record.flow_id,
            "flow_version": record.flow_version,
            "address": record.address,
            "handed_to": record.handed_to,
            "rested": record.rested,
            "answers": _values(record.facts.answers),
            "items": {at: list(items) for at, items in record.facts.items.items()},
            "made": record.facts.made,
            "inputs": _values(record.facts.inputs),
            "shown": dict(record.shown),
        },
    }


def _in_words(said: Said) -> dict[str, Any]:
    asked = {"shown": said.shown} if said.shown else {}
    return {"question": said.question, **asked, "answer": list(said.words)}


def _values(answers: Answers) -> dict[str, Any]:
    return {at: json.loads(text_of(value)) for at, value in answers.packed.items()}


def _find_record(raw: Any) -> Archived | None:
    try:
        return _loaded(raw, raw["session"])
    except _MALFORMED:
        return None


def _loaded(raw: Mapping[str, Any], session: Mapping[str, Any]) -> Archived:
    texts = [session[name] for name in ("flow", "flow_version", "address")]
    texts += [session.get(name, "") for name in ("handed_to", "rested")]
    made = session["made"]
    if not all(isinstance(text, str) for text in texts) or type(made) is not int:
        raise TypeError
    facts = Facts(_given(session["answers"]), _items(session["items"]), made, _given(session["inputs"]))
    flow_id, version, address, handed_to, rested = texts
    begun, changed = date.fromisoformat(raw["begun_on"]), date.fromisoformat(raw["changed_on"])
    shown = _shown(session.get("shown", {}), facts.answers)
    return Archived(flow_id, version, address, begun, changed, facts, handed_to, rested, shown)


def _shown(raw: Mapping[str, Any], answers: Answers) -> dict[str, str]:
    """The words that questions were asked in: of those that were answered, and no longer than a question is."""
    return {
        at: words
        for at, words in raw.items()
        if at in answers.packed and isinstance(words, str) and 0 < len(words) <= LONGEST_SHOWN
    }


def _given(raw: Mapping[str, Any]) -> Answers:
    return Answers({at: unpack(value) for at, value in raw.items()})


def _items(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {loop: tuple(items) for loop, items in raw.items() if isinstance(items, list)}
