"""Tries are counted by network and by day, under a key that nobody else has, and no address is kept."""

from datetime import date, timedelta

import pytest

from web.limits import Limits

DAY = date(2026, 11, 26)


def tries(limits: Limits, address: str, count: int = 21, *, what: str = "words", day: date = DAY) -> int:
    """How many of so many tries may be made."""
    return sum(limits.has_another_try(what, address, day) for _ in range(count))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:ff::2", True),
        ("2001:db8:1:2::1", "2001:db8:2::1", False),
        ("", "no address", True),
    ],
)
def test_people_of_one_network_count_as_one(one: str, other: str, together: bool) -> None:
    limits = Limits()
    assert tries(limits, one) == 20
    assert tries(limits, other) == (0 if together else 20)
    assert tries(limits, one, what="passphrase") == 20


def test_a_new_day_has_a_new_key_and_knows_nobody() -> None:
    limits = Limits()
    assert tries(limits, "192.0.2.1") == 20
    assert tries(limits, "192.0.2.1", day=DAY + timedelta(days=1)) == 20


def test_what_is_kept_of_a_network_says_nothing_of_it() -> None:
    limits = Limits()
    tries(limits, "192.0.2.1")
    kept = repr(vars(limits._limiter.storage))
    assert "192.0.2" not in kept
    assert "c0000" not in kept
