"""The exercise that somebody can go on with is found among all that is kept of them."""

from dataclasses import replace

import pytest

from cbt.vault.address import Addresses
from cbt.vault.keys import new_secret
from tests.unit.service.house import Browser, House, finish


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def test_the_newest_exercise_that_waits_is_found_among_finished_ones_and_such_as_no_longer_open(
    house: House, browser: Browser
) -> None:
    assert house.keeping.waiting(None) is None
    assert house.keeping.waiting(new_secret()) is None
    finish(browser)
    assert house.keeping.waiting(browser.secret) is None
    begun = browser.answer(browser.start(), "She is cross with me.").page
    finish(browser)
    broken = browser.answer(browser.start(), "They are late.").page
    session_id = Addresses.session_id(broken.address)
    stored = house.memory.tables.sessions[session_id]
    house.memory.tables.sessions[session_id] = replace(stored, blob=stored.blob[::-1])
    line = house.keeping.waiting(browser.secret)
    assert line is not None
    assert line.address == begun.address
