"""Several earlier records recalled at once: picked on one page, and read as a list."""

import pytest

from cbt.errors import AnswerError
from cbt.model.answer import Mark, Recalled
from cbt.model.codec import dump_session, load_session
from cbt.service import Page
from tests.unit.service.house import Browser, House, compiled
from tests.unit.service.test_service_recalling import DIARY, keep_diary, sent, titles

PLAN = """
flow: plan
title: A plan
language: en
anywhere: {support: help_now}
steps:
  before:
    say: Let us look back.
  kept:
    ask: Which of these belong in it?
    recall: diary
    pick: many
  way:
    ask: What helps?
    answer: text
    keep_in_view: [kept.plan, kept.mood]
    next:
      - {if: answered(kept) and mean(kept.hope) > 5, go: high}
      - {if: answered(kept) and count(kept) > 1, go: several}
      - {else: done}
  high:
    say: They were {hopes} on average.
    next: done
  several:
    say: There are several.
  done:
    say: Done.
    end: completed
computed:
  hopes: mean(kept.hope)
summary:
  rows: [kept, kept.plan, kept.hope, way]
"""
LIBRARY = compiled({"diary.yaml": DIARY, "plan.yaml": PLAN})


@pytest.fixture
def browser() -> Browser:
    return Browser(House(library=LIBRARY))


def asked(browser: Browser, *plans: str) -> Page:
    """The page that asks for records, after these diaries."""
    for plan in plans:
        keep_diary(browser, plan)
    return browser.answer(browser.start("plan")).page


def test_several_records_are_picked_on_one_page_and_read_as_a_list(browser: Browser) -> None:
    page = asked(browser, "Go out.", "Ring my sister.", "Sleep.")
    assert titles(page) == ["Sleep.", "Ring my sister.", "Go out."]
    picked = [page.earlier[0].address, page.earlier[2].address]
    page = browser.send(page, sent(page, answer=[*picked, picked[0]])).page
    stored = page.session.facts.answers["kept"]
    assert isinstance(stored, tuple)
    assert [record.record for record in stored if isinstance(record, Recalled)] == picked
    assert [str(words) for words in page.walk.read(page.step.keep_in_view[0].ref)] == ["Sleep.", "Go out."]  # type: ignore[union-attr]
    page = browser.answer(page, "Walking.").page
    assert page.step.id == "high"


def test_several_records_last_like_every_answer(browser: Browser) -> None:
    page = asked(browser, "Go out.", "Sleep.")
    page = browser.send(page, sent(page, answer=[one.address for one in page.earlier])).page
    assert load_session(dump_session(page.session)) == page.session
    again = browser.page(page.address, 2)
    assert again.session.facts.answers["kept"] == page.session.facts.answers["kept"]
    record = browser.page(page.address)
    assert record.step.id == "way"


def test_picking_none_of_them_passes_the_page(browser: Browser) -> None:
    page = asked(browser, "Go out.")
    page = browser.send(page, sent(page, answer=[])).page
    assert page.session.facts.answers["kept"] is Mark.SKIPPED
    assert browser.answer(page, "Walking.").page.step.id == "done"


def test_without_a_record_the_page_is_passed_over(browser: Browser) -> None:
    page = asked(browser)
    assert page.step.id == "way"


def test_a_record_that_is_not_offered_is_refused(browser: Browser) -> None:
    page = asked(browser, "Go out.")
    turn = browser.send(page, sent(page, answer=[page.earlier[0].address, "elsewhere"]))
    assert isinstance(turn.error, AnswerError)
    assert turn.error.code == "option"


def test_records_that_are_offered_no_more_stay_picked(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = asked(browser, "Go out.", "Sleep.")
    page = browser.send(page, sent(page, answer=[one.address for one in page.earlier])).page
    monkeypatch.setattr("cbt.service.recalling.MOST_OFFERED", 1)
    again = browser.page(page.address, 2)
    assert titles(again) == ["Sleep.", ""]
