"""The sealed values that pass between the store and the service.

It must not open anything: what stands here is all that a database may know.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A person's data key, wrapped under one of their secrets; `person_id` is 16 random bytes."""

    person_id: bytes
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedSession:
    """One session as stored: ids of 16 bytes, `number` 1.. by order of creation, `revision` 1.., days in UTC.

    Flow, step, answers and language are inside `blob`; its length is one of the seal's size steps.
    """

    session_id: bytes
    person_id: bytes
    number: int
    revision: int
    visit: bytes = field(repr=False)
    blob: bytes = field(repr=False)
    created_on: date
    updated_on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person: sessions, sealed bytes, first and last day (None without sessions)."""

    sessions: int
    bytes: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SealedWrap:
    """One way to a person's data key: its kind, the day it was made, and its name, sealed, where it was given one."""

    locator: bytes
    kind: str
    made_on: date
    name: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Days:
    """When a person was first and last here (UTC)."""

    created_on: date
    seen_on: date
