"""The words that a question was shown in stay with its answer, and another bank is offered without a restart."""

import json
from dataclasses import replace
from typing import Any

import pytest

from cbt.records.archive import LONGEST_SHOWN, dump_archive
from cbt.records.readable import render_readable
from cbt.service import Form, Page, Shelf
from tests.unit.service.house import FILES, SMALL, Browser, House, compiled, form
from tests.unit.service.test_service_upgrading import stored

ALLOWED = SMALL.replace("language: en\n", "language: en\nreword: allowed\n")
MINE = "    by: a person\n    approved: R. Author, 2026-11-22\n"
BANK = f"""
rewording: small
language: en
style: simpler
texts:
  thought.ask:
    from: Which thought?
    to: What thought?
{MINE}  facts.ask:
    from: Which facts?
    to: What facts?
{MINE}  feelings.name.ask:
    from: Which feeling?
    to: What feeling?
{MINE}"""
PROPOSED = BANK.replace("    approved: R. Author, 2026-11-22\n", "")
KEPT = ["A thought of mine", "8", "facts", "It rained.", "sad", "70", "no"]


def files(small: str = ALLOWED, bank: str = BANK) -> dict[str, str]:
    return {**FILES, "small.yaml": small, "rewordings/small.en.yaml": bank}


@pytest.fixture
def browser() -> Browser:
    return Browser(House(library=compiled(files())))


def in_tone(page: Page, words: str, tone: str = "simpler") -> Form:
    return replace(form(page, words), tone=tone)


def go(browser: Browser, *answers: str, tone: str = "simpler") -> Page:
    page = browser.start()
    for words in answers:
        page = browser.send(page, in_tone(page, words, tone)).page
    return page


def test_the_words_that_were_shown_are_kept_with_the_answer(browser: Browser) -> None:
    page = go(browser, *KEPT)
    assert stored(browser, page.address).shown == {
        "thought": "What thought?",
        "facts": "What facts?",
        "feelings.name@1": "What feeling?",
    }
    record = browser.house.keeping.record(browser.secret, page.address)
    assert [(row.label, row.asked) for row in record.rows] == [
        ("Which thought?", "What thought?"),
        ("Which facts?", "What facts?"),
    ]


def test_the_authors_own_words_are_not_kept_a_second_time(browser: Browser) -> None:
    page = go(browser, *KEPT, tone="warmer")
    assert stored(browser, page.address).shown == {}


def test_an_answer_given_again_to_the_authors_words_forgets_the_others(browser: Browser) -> None:
    page = go(browser, *KEPT)
    browser.answer(browser.page(page.address, 1), "Another thought of mine")
    assert sorted(stored(browser, page.address).shown) == ["facts", "feelings.name@1"]


def test_an_item_that_is_taken_out_takes_its_words_along(browser: Browser) -> None:
    page = go(browser, *KEPT[:-1])
    browser.remove(page, "1")
    assert sorted(stored(browser, page.address).shown) == ["facts", "thought"]


def test_the_words_move_along_with_ids_that_are_renamed(browser: Browser) -> None:
    page = go(browser, *KEPT)
    renamed = ALLOWED.replace("feelings", "moods") + "renamed: {feelings: moods}\n"
    browser.house.replace(files(renamed, BANK.replace("feelings.", "moods.")))
    page = browser.page(page.address)
    browser.answer(page, "More")
    assert "moods.name@1" in stored(browser, page.address).shown


def test_a_changed_bank_is_offered_without_a_restart(browser: Browser) -> None:
    browser.start()
    browser.house.replace(files(bank=BANK.replace("What facts?", "What evidence?")))
    page = go(browser, *KEPT)
    assert stored(browser, page.address).shown["facts"] == "What evidence?"
    program = page.program
    browser.house.replace(files(bank=BANK.replace("What facts?", "What evidence?")))
    assert browser.page(page.address).program is program


def test_the_last_good_version_of_a_flow_keeps_its_tones(browser: Browser) -> None:
    go(browser)
    browser.house.replace(files(small=f"{ALLOWED}oops: 1\n"))
    assert sorted(browser.start().program.tones) == ["simpler"]


def test_proposals_show_only_where_the_operator_lets_the_guards_decide() -> None:
    house, library = House(), compiled(files(bank=PROPOSED))
    assert Shelf(library, house.store).get_offered("small").tones == {}
    tones = Shelf(library, house.store, automatic=True).get_offered("small").tones
    assert tones["simpler"].unreviewed == {"thought", "facts", "feelings.name"}


# Taken along


def archived_by(browser: Browser) -> tuple[dict[str, Any], str]:
    """The file for machines and the text for people."""
    taken, today = browser.house.taking_away.take(browser.secret), browser.house.clock().date()
    return json.loads(dump_archive(taken.records, today, 0)), render_readable(taken.records, today, 0)


def brought(browser: Browser, raw: dict[str, Any]) -> dict[str, str]:
    """What a file says was shown, once it has come in for somebody new."""
    house = browser.house
    made = house.taking_away.bring_in(None, house.taking_away.ticket(), json.dumps(raw).encode())
    assert (made.new, made.refused) == (1, 0)
    back = Browser(house, made.secret)
    lines, _ = house.keeping.records(back.secret)
    return dict(stored(back, lines[0].address).shown)


def test_the_words_that_were_shown_are_taken_along_and_come_back_in(browser: Browser) -> None:
    page = go(browser, *KEPT)
    raw, text = archived_by(browser)
    shown = stored(browser, page.address).shown
    assert raw["records"][0]["session"]["shown"] == shown
    assert raw["records"][0]["in_words"][0] == {
        "question": "Which thought?",
        "shown": "What thought?",
        "answer": ["A thought of mine"],
    }
    assert "### Which thought?\n\nAsked as: What thought?\n\n> A thought of mine" in text
    assert "Asked as: What facts?\n\n> It rained." in text
    assert brought(browser, raw) == shown


def test_what_was_asked_in_its_authors_words_is_taken_along_without_a_word_of_it(browser: Browser) -> None:
    go(browser, *KEPT, tone="warmer")
    raw, text = archived_by(browser)
    assert raw["records"][0]["session"]["shown"] == {}
    assert not any("shown" in each for each in raw["records"][0]["in_words"])
    assert "Asked as" not in text


def test_a_file_of_before_comes_in_and_words_that_belong_to_no_answer_do_not(browser: Browser) -> None:
    go(browser, *KEPT)
    raw, _ = archived_by(browser)
    session = raw["records"][0]["session"]
    session["shown"] = {
        "thought": "x" * LONGEST_SHOWN,
        "facts": "x" * (LONGEST_SHOWN + 1),
        "feelings.name@1": 7,
        "feelings.name@9": "Which?",
        "done": "",
    }
    assert brought(browser, raw) == {"thought": "x" * LONGEST_SHOWN}
    del session["shown"]
    assert brought(browser, raw) == {}


def test_a_record_whose_shown_words_are_no_words_by_address_is_refused(browser: Browser) -> None:
    go(browser, *KEPT)
    raw, _ = archived_by(browser)
    raw["records"][0]["session"]["shown"] = ["What thought?"]
    house = browser.house
    made = house.taking_away.bring_in(None, house.taking_away.ticket(), json.dumps(raw).encode())
    assert (made.new, made.refused) == (0, 1)
