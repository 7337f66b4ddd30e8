"""The shipped helplines: each has a source, none claims more than is known, and every number can be dialled."""

from datetime import date

import pytest

from cbt.compiler.helplines import FOLDER, read_helplines
from cbt.compiler.library import default_flows_folder
from cbt.safety.helplines import Audience, Country, Standing, gather

# The day on which most of them were seen; from then on they grow old, and no test may fail by that.
DAY = date(2026, 11, 26)
READ = read_helplines(default_flows_folder() / FOLDER, DAY)
ALL = gather(READ.countries)
COUNTRIES = pytest.mark.parametrize("country", ALL.all(), ids=lambda country: country.code)

# Found in nothing but a list of 2021, or written down from memory: their numbers come after the directories.
ONLY_OLD_OR_MEMORY = ("ar", "ie", "lu", "is", "ro", "gr", "ua", "il", "tw", "cz", "th", "id", "it")
# Lists that are out there still carry these, which have ended or were never a helpline.
ENDED = {"1393", "141", "18002214444", "182", "18002738255", "18334564566"}


def test_the_shipped_helplines_have_no_fault_and_are_of_fifty_countries() -> None:
    assert [each.sentence for each in READ.findings if each.code.startswith("F")] == []
    assert len(ALL.countries) == 50
    assert ALL.anywhere is not None
    assert ALL.local is None


@COUNTRIES
def test_every_row_names_its_source_and_nobody_is_said_to_have_tried_it(country: Country) -> None:
    for evidence in (country.evidence, *[each.evidence for each in country.helplines]):
        assert evidence.source
        assert evidence.seen_on is None or evidence.seen_on <= DAY
        assert (evidence.verified_on, evidence.verified_by, evidence.confirmations) == (None, "", 0)
        if evidence.source.startswith("From memory"):
            assert evidence.standing(DAY) is Standing.UNSEEN
        if "July 2021" in evidence.source:
            assert evidence.standing(DAY) is Standing.EXPIRED


@COUNTRIES
def test_every_country_has_an_emergency_number_and_says_when_a_line_answers(country: Country) -> None:
    assert country.emergency
    for helpline in country.helplines:
        assert helpline.name
        assert helpline.hours or helpline.audience is Audience.YOUNG or country.code in ("ng", "anywhere")
        assert helpline.languages or country.code == "anywhere"


@pytest.mark.parametrize("code", ONLY_OLD_OR_MEMORY)
def test_what_rests_on_an_old_list_or_on_memory_comes_after_the_directories(code: str) -> None:
    first, later = ALL.countries[code].ordered(DAY)
    assert first == ()
    assert later


@COUNTRIES
def test_no_number_is_one_that_has_ended(country: Country) -> None:
    links = {link.partition(":")[2].partition("?")[0] for line in country.helplines for link in line.links()}
    assert not links & ENDED


def test_a_country_without_a_line_says_so_by_having_none() -> None:
    assert [country.code for country in ALL.countries.values() if not country.helplines] == ["tr"]


def test_three_lines_or_fewer_stand_first_in_most_countries_and_a_second_one_is_often_there() -> None:
    known = [country.ordered(DAY)[0] for country in ALL.countries.values()]
    assert sum(len(lines) > 3 for lines in known) == 0
    assert sum(len(lines) >= 1 for lines in known) >= 30
