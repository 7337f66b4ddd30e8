"""The sleep diary is right in the nights in which the clocks change, held against the time zones themselves."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cbt.compiler.library import compile_folder
from cbt.engine.machine import Program
from cbt.engine.walk import Walk
from cbt.model.answer import Chosen, Value
from cbt.model.packed import Answers
from cbt.model.session import Facts

FLOW = compile_folder(Path("flows")).flows["sleep_diary"]
PROGRAM = Program(FLOW)

# The nights with the moment (UTC) at which the clocks change.
NIGHTS = {
    "Europe/London in March": ("Europe/London", datetime(2026, 3, 29, 1, tzinfo=UTC), "forward"),
    "Europe/London in October": ("Europe/London", datetime(2026, 10, 25, 1, tzinfo=UTC), "back"),
    "Europe/Berlin in March": ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC), "forward"),
    "America/New_York in November": ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC), "back"),
    "Australia/Sydney in October": ("Australia/Sydney", datetime(2026, 10, 3, 16, tzinfo=UTC), "forward"),
}
STAYS = st.lists(st.integers(0, 5 * 60), min_size=3, max_size=3)


def worked_out(answers: dict[str, Value]) -> dict[str, float]:
    walk = Walk(FLOW, Facts(Answers(answers)))
    for address in answers:
        walk.pass_page(address)
    return {name: PROGRAM.evaluator.computed(name)(walk) for name in ("lying", "span", "after", "in_bed")}


@pytest.mark.parametrize("night", NIGHTS)
@given(begins=st.integers(-12 * 60, 3 * 60), stays=STAYS)
def test_every_stretch_of_the_night_has_the_minutes_that_really_passed(
    night: str, begins: int, stays: list[int]
) -> None:
    zone, change, way = NIGHTS[night]
    moments = [change + timedelta(minutes=begins)]
    for stay in stays:
        moments.append(moments[-1] + timedelta(minutes=stay))
    # The moment of the change itself belongs to both stretches.
    assume(change not in moments[1:-1])
    into_bed, tried, woke, up = [moment.astimezone(ZoneInfo(zone)).time() for moment in moments]
    found = worked_out(
        {
            "day_before": (Chosen(way),),
            "moved": Chosen(_stretch(moments, change)),
            "into_bed": into_bed,
            "tried": tried,
            "woke": woke,
            "up": up,
        }
    )
    assert [found["lying"], found["span"], found["after"], found["in_bed"]] == [*stays, sum(stays)]


def _stretch(moments: list[datetime], change: datetime) -> str:
    """Where a person would say that the clocks changed."""
    for name, (start, end) in zip(("lying", "trying", "awake"), pairwise(moments), strict=True):
        if start < change <= end:
            return name
    return "out"


def test_without_a_change_nothing_is_taken_off() -> None:
    clocks = [datetime(2026, 6, 1, hour, tzinfo=UTC).time() for hour in (22, 23, 6, 7)]
    answers: dict[str, Value] = dict(zip(("into_bed", "tried", "woke", "up"), clocks, strict=True))
    assert worked_out(answers) == {"lying": 60, "span": 420, "after": 60, "in_bed": 540}
