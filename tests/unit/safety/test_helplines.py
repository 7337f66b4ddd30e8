"""How well a number is known decides where it stands, and never whether it stands there."""

from datetime import date, timedelta

import pytest

from cbt.model.source import SourcePos
from cbt.safety.helplines import Audience, Country, Evidence, Helpline, Standing, gather
from cbt.safety.numbers import Number

TODAY = date(2026, 11, 26)
POS = SourcePos("gb.yaml", 1, 1)
SEEN = Evidence("a page", seen_on=TODAY)
MEMORY = Evidence("From memory")


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def line(name: str, evidence: Evidence = SEEN, audience: Audience = Audience.EVERYONE) -> Helpline:
    return Helpline(name, POS, evidence, audience, phone=(Number("112"),))


def country(code: str, *lines: Helpline, name: str = "", alone: bool = False, emergency: str = "") -> Country:
    numbers = (Number(emergency),) if emergency else ()
    return Country(code, name or code, POS, SEEN, numbers, lines, alone)


def names(lines: tuple[Helpline, ...]) -> list[str]:
    return [each.name for each in lines]


@pytest.mark.parametrize(
    ("evidence", "standing"),
    [
        (MEMORY, Standing.UNSEEN),
        (Evidence("a page", seen_on=ago(365)), Standing.SEEN),
        (Evidence("a page", seen_on=ago(366)), Standing.EXPIRED),
        (Evidence("a page", verified_on=ago(180)), Standing.CONFIRMED),
        (Evidence("a page", verified_on=ago(181)), Standing.STALE),
        (Evidence("a page", verified_on=ago(365)), Standing.STALE),
        (Evidence("a page", verified_on=ago(366)), Standing.EXPIRED),
        (Evidence("a page", seen_on=ago(3), verified_on=ago(500)), Standing.CONFIRMED),
    ],
)
def test_a_number_grows_old_by_the_day(evidence: Evidence, standing: Standing) -> None:
    assert evidence.standing(TODAY) is standing


def test_what_is_not_well_known_comes_later_and_is_never_left_out() -> None:
    of = country(
        "gb", line("a", MEMORY), line("b"), line("c", Evidence("x", verified_on=ago(400))), line("d")
    )
    first, later = of.ordered(TODAY)
    assert (names(first), names(later)) == (["b", "d"], ["a", "c"])


def test_lines_for_young_people_are_for_them_and_those_for_adults_are_not() -> None:
    of = country(
        "gb", line("all"), line("old", audience=Audience.ADULTS), line("young", audience=Audience.YOUNG)
    )
    assert names(of.ordered(TODAY)[0]) == ["all", "old"]
    assert names(of.ordered(TODAY, young=True)[0]) == ["young", "all"]


def test_a_helpline_lists_calls_then_texts_then_pages() -> None:
    assert line("a").links() == ("tel:112",)


def test_an_operators_own_line_takes_the_place_of_its_name_and_others_come_first() -> None:
    shipped = country("gb", line("a"), line("b"), name="the United Kingdom", emergency="999")
    own = country("gb", line("campus"), line("b", MEMORY), name="Britain")
    (found,) = gather([shipped], [own]).countries.values()
    assert names(found.helplines) == ["campus", "a", "b"]
    assert found.helplines[2].evidence == MEMORY
    assert (found.name, found.emergency) == ("Britain", (Number("999"),))


def test_an_operators_own_emergency_numbers_and_whole_countries_can_replace_ours() -> None:
    shipped = country("gb", line("a"), emergency="999")
    (joined,) = gather([shipped], [country("gb", line("b"), emergency="112")]).countries.values()
    assert (names(joined.helplines), joined.emergency) == (["b", "a"], (Number("112"),))
    (alone,) = gather([shipped], [country("gb", line("b"), alone=True, emergency="112")]).countries.values()
    assert names(alone.helplines) == ["b"]


def test_countries_stand_in_the_order_of_their_names_without_the_article() -> None:
    found = gather(
        [country("nz", name="New Zealand"), country("nl", name="the Netherlands"), country("anywhere")],
        [country("local"), country("ao", name="Angola")],
    )
    assert list(found.countries) == ["ao", "nl", "nz"]
    assert [each.code for each in found.all()] == ["local", "anywhere", "ao", "nl", "nz"]
    assert gather([]).all() == ()
