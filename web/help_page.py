"""What the help pages show: emergency numbers, at most three helplines first, and the rest behind them.

It must not read a cookie or the database, or know who is asking.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cbt.safety.helplines import Audience, Country, Helpline, Helplines
from cbt.safety.numbers import Number

MOST_FIRST = 3


@dataclass(frozen=True, slots=True)
class WayView:
    """A way to reach somebody: `verb` and `number` are the words of a link, `rest` what stands behind it."""

    verb: str
    number: str
    url: str
    rest: str = ""
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class HelplineView:
    """A helpline with its ways, and in one line when it answers, what it costs and in which languages."""

    name: str
    ways: tuple[WayView, ...]
    facts: str


@dataclass(frozen=True, slots=True)
class CountryView:
    """A country in a list: what it is called, its page, and its own lines where a page shows them."""

    code: str
    name: str
    url: str
    emergency: tuple[WayView, ...] = ()
    lines: tuple[HelplineView, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpView:
    """A page of help. `place` is the country in words, empty where none is chosen; `code` its letters. `is_here` says
    that the emergency numbers are those of that country.

    `first` come before the directories and `more` behind a fold; `unchecked` come after them. `next_best` is whom to
    try if no one answers; `chosen` are the letters that the browser keeps, `is_offline` says that it shows this from
    what it keeps.
    """

    code: str
    place: str
    is_here: bool
    emergency: tuple[WayView, ...]
    near: tuple[HelplineView, ...]
    first: tuple[HelplineView, ...]
    more: tuple[HelplineView, ...]
    directories: tuple[HelplineView, ...]
    unchecked: tuple[HelplineView, ...]
    next_best: HelplineView | None
    countries: tuple[CountryView, ...]
    chosen: str = ""
    is_offline: bool = False


@dataclass(frozen=True, slots=True)
class YoungView:
    """The page for people under 18: countries with lines that are known, the directories, and then the others.

    `is_here` says that the emergency numbers are those of the chosen country, and not of many.
    """

    is_here: bool
    emergency: tuple[WayView, ...]
    known: tuple[CountryView, ...]
    directories: tuple[HelplineView, ...]
    unchecked: tuple[CountryView, ...]


def help_view(
    helplines: Helplines, country: Country | None, today: date, *, chosen: str = "", is_offline: bool = False
) -> HelpView:
    """The page for a country, or for none; emergency numbers of many countries stand in for those of none."""
    known, unchecked = country.ordered(today) if country is not None else ((), ())
    is_here, emergency = _emergency(helplines, country)
    first, later = _views(known), _views(unchecked)
    others = (*first[1:], *later) if first else later[1:]
    return HelpView(
        code=country.code if country else "",
        place=country.name if country else "",
        is_here=is_here,
        emergency=emergency,
        near=_lines_of(helplines.local),
        first=first[:MOST_FIRST],
        more=first[MOST_FIRST:],
        directories=_lines_of(helplines.anywhere),
        unchecked=later,
        next_best=next(iter(others), None),
        countries=country_views(helplines),
        chosen=chosen,
        is_offline=is_offline,
    )


def country_views(helplines: Helplines) -> tuple[CountryView, ...]:
    """Every country with its emergency numbers."""
    return tuple([_country(each) for each in helplines.countries.values()])


def young_view(helplines: Helplines, country: Country | None, today: date) -> YoungView:
    """The lines for people under 18 in every country; the chosen one comes first, and with its lines for everyone."""
    known: list[CountryView] = []
    unchecked: list[CountryView] = []
    for each in sorted(helplines.countries.values(), key=lambda each: each is not country):
        current, later = each.ordered(today, young=True)
        for lines, into in ((current, known), (later, unchecked)):
            shown = [line for line in lines if each is country or line.audience is Audience.YOUNG]
            if shown:
                into.append(_country(each, shown))
    is_here, emergency = _emergency(helplines, country)
    return YoungView(is_here, emergency, tuple(known), _lines_of(helplines.anywhere), tuple(unchecked))


def _emergency(helplines: Helplines, country: Country | None) -> tuple[bool, tuple[WayView, ...]]:
    """The country's emergency numbers, else those of many countries; and whether they are the country's own."""
    is_here = country is not None and bool(country.emergency)
    shown = country if is_here else helplines.anywhere
    return is_here, tuple([_call(number) for number in shown.emergency]) if shown else ()


def _country(country: Country, lines: Iterable[Helpline] = ()) -> CountryView:
    calls = tuple([_call(number) for number in country.emergency])
    return CountryView(country.code, country.listed, f"/help/{country.code}", calls, _views(lines))


def _lines_of(country: Country | None) -> tuple[HelplineView, ...]:
    return _views(country.helplines) if country is not None else ()


def _views(helplines: Iterable[Helpline]) -> tuple[HelplineView, ...]:
    return tuple([_view(each) for each in helplines])


def _view(helpline: Helpline) -> HelplineView:
    ways = [_call(number) for number in helpline.phone]
    for message in helpline.sms:
        words = f"{message.keyword} to {message.written}" if message.keyword else message.written
        ways.append(WayView("Text", words, message.url))
    if helpline.chat:
        ways.append(WayView("Write", "on its website", helpline.chat, is_elsewhere=True))
    if helpline.url and helpline.url != helpline.chat:
        ways.append(WayView("Visit", _host(helpline.url), helpline.url, is_elsewhere=True))
    return HelplineView(helpline.name, tuple(ways), _facts(helpline))


def _call(number: Number) -> WayView:
    rest = [number.about, f"then press {number.press}" if number.press else ""]
    return WayView("Call", number.written, number.url, ", ".join(filter(None, rest)))


def _facts(helpline: Helpline) -> str:
    """`Day and night. Free. English or French.`"""
    *before, last = helpline.languages or ("",)
    spoken = f"{', '.join(before)} or {last}" if before else last
    told = [words for words in (helpline.hours, helpline.cost, spoken) if words]
    return " ".join([f"{words[0].upper()}{words[1:]}." for words in told])


def _host(url: str) -> str:
    return url.removeprefix("https://").removeprefix("www.").partition("/")[0]
