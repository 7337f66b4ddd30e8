"""Helplines by country: who they are for, how they are reached, and how well that is known.

It must not hide one: what is not well known comes later on a page, and is never left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from cbt.model.source import SourcePos
from cbt.safety.numbers import Message, Number

STALE_DAYS = 180
EXPIRED_DAYS = 365
# Beside the two letters of a country, a file may be about every country, or about help close to the person.
ANYWHERE = "anywhere"
LOCAL = "local"


class Standing(StrEnum):
    """How well a number is known today."""

    CONFIRMED = "confirmed"
    STALE = "stale"
    SEEN = "seen"
    EXPIRED = "expired"
    UNSEEN = "unseen"


class Audience(StrEnum):
    """Whom a helpline is for."""

    EVERYONE = "everyone"
    ADULTS = "adults"
    YOUNG = "young"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was found, and who has checked it.

    `seen_on` is the day on which the source said so; `verified_on` the day on which `verified_by` tried it or asked
    those who run it, and `confirmations` how many people have, each for themselves.
    """

    source: str
    seen_on: date | None = None
    verified_on: date | None = None
    verified_by: str = ""
    confirmations: int = 0

    def days_old(self, today: date) -> int | None:
        """Days since it was last seen or verified; None when nobody ever looked."""
        days = [day for day in (self.seen_on, self.verified_on) if day is not None]
        return (today - max(days)).days if days else None

    def standing(self, today: date) -> Standing:
        """How well it is known today."""
        age = self.days_old(today)
        if age is None:
            return Standing.UNSEEN
        if age > EXPIRED_DAYS:
            return Standing.EXPIRED
        if self.verified_on is None:
            return Standing.SEEN
        return Standing.STALE if age > STALE_DAYS else Standing.CONFIRMED

    def is_current(self, today: date) -> bool:
        """Whether it may come before the directory that looks after its own numbers."""
        return self.standing(today) not in (Standing.EXPIRED, Standing.UNSEEN)


@dataclass(frozen=True, slots=True)
class Helpline:
    """A service of people who listen. `hours` and `cost` are words; empty where they are not known."""

    name: str
    pos: SourcePos
    evidence: Evidence
    audience: Audience = Audience.EVERYONE
    languages: tuple[str, ...] = ()
    phone: tuple[Number, ...] = ()
    sms: tuple[Message, ...] = ()
    chat: str = ""
    url: str = ""
    hours: str = ""
    cost: str = ""
    notes: str = ""

    def links(self) -> tuple[str, ...]:
        """Every link by which it is reached, calls first."""
        calls, texts = [number.url for number in self.phone], [message.url for message in self.sms]
        return (*calls, *texts, *[url for url in (self.chat, self.url) if url])


@dataclass(frozen=True, slots=True)
class Country:
    """What a file holds: a country's emergency numbers and helplines, in the order in which they are shown.

    `code` is its two letters, or ANYWHERE or LOCAL. `alone` lets a file of the operator's replace what was there.
    """

    code: str
    name: str
    pos: SourcePos
    evidence: Evidence
    emergency: tuple[Number, ...] = ()
    helplines: tuple[Helpline, ...] = ()
    alone: bool = False

    @property
    def listed(self) -> str:
        """The name as it stands in a list of countries: `the Netherlands` -> `Netherlands`."""
        return self.name.removeprefix("the ")

    def ordered(
        self, today: date, *, young: bool = False
    ) -> tuple[tuple[Helpline, ...], tuple[Helpline, ...]]:
        """Those that come first and those that come after the directory; with `young`, for people under 18."""
        left_out = Audience.ADULTS if young else Audience.YOUNG
        chosen = [each for each in self.helplines if each.audience is not left_out]
        if young:
            chosen.sort(key=lambda each: each.audience is not Audience.YOUNG)
        known = tuple(each for each in chosen if each.evidence.is_current(today))
        return known, tuple(each for each in chosen if not each.evidence.is_current(today))


@dataclass(frozen=True, slots=True)
class Helplines:
    """All that is known: countries by their letters in the order of their names, the directories, and what is near."""

    countries: Mapping[str, Country] = field(default_factory=dict)
    anywhere: Country | None = None
    local: Country | None = None

    def all(self) -> tuple[Country, ...]:
        """Every file's contents: what is near first."""
        special = [each for each in (self.local, self.anywhere) if each is not None]
        return (*special, *self.countries.values())


def gather(shipped: Iterable[Country], own: Iterable[Country] = ()) -> Helplines:
    """What is shipped with what an operator adds: a helpline of a known name takes its place, others come first."""
    found = {country.code: country for country in shipped}
    for country in own:
        known = found.get(country.code)
        found[country.code] = country if known is None or country.alone else _joined(known, country)
    anywhere, local = found.pop(ANYWHERE, None), found.pop(LOCAL, None)
    return Helplines(dict(sorted(found.items(), key=lambda item: item[1].listed)), anywhere, local)


def _joined(known: Country, own: Country) -> Country:
    names = {each.name: each for each in own.helplines}
    kept = [names.pop(each.name, each) for each in known.helplines]
    base = own if own.emergency else replace(known, name=own.name)
    return replace(base, helplines=(*names.values(), *kept))
