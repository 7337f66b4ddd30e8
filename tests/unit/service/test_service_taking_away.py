"""Taking everything along and bringing it back: whole, once, and only what the questions would have taken."""

import copy
import json
from datetime import timedelta
from typing import Any

import pytest

from cbt.errors import ArchiveWrong
from cbt.records.archive import MOST_RECORDS, dump_archive
from cbt.records.readable import render_readable
from cbt.service import Record
from cbt.vault.keys import new_secret
from tests.fakes import MemoryStore
from tests.unit.service.house import ANSWERS, LIBRARY, Browser, House, compiled, finish
from tests.unit.service.test_service_coming_back import begun, make_words, titles


def file_of(browser: Browser) -> bytes:
    taken = browser.house.taking_away.take(browser.secret)
    return dump_archive(taken.records, browser.house.clock().date(), taken.left_out)


def bring(house: House, data: bytes, secret: bytes | None = None) -> tuple[Browser, tuple[int, int, int]]:
    """The browser that brought a file in, and how many records were new, known and refused."""
    brought = house.taking_away.bring_in(secret, house.taking_away.ticket(), data)
    return Browser(house, brought.secret or secret), (brought.new, brought.known, brought.refused)


def records_of(browser: Browser) -> list[Record]:
    lines, _ = browser.house.keeping.records(browser.secret)
    return [browser.house.keeping.record(browser.secret, line.address) for line in lines]


def test_everything_comes_back_after_everything_was_deleted(either: House) -> None:
    ann = begun(either)
    finish(ann)
    data, before = file_of(ann), records_of(ann)
    either.keeping.erase(ann.secret)
    either.clock.forward(timedelta(days=3))
    back, counts = bring(either, data)
    assert counts == (2, 0, 0)
    assert [(r.address, r.title, r.day, r.finished, r.here, r.rows, r.changes) for r in records_of(back)] == [
        (r.address, r.title, r.day, r.finished, r.here, r.rows, r.changes) for r in before
    ]
    page = back.page(before[1].address)
    assert back.answer(page, "facts").go_to == page.number + 1


def test_nothing_is_doubled_however_often_a_file_comes_in(either: House) -> None:
    ann = begun(either)
    finish(ann)
    data = file_of(ann)
    assert bring(either, data, ann.secret)[1] == (0, 2, 0)
    either.keeping.delete(ann.secret, records_of(ann)[0].address)
    assert bring(either, data, ann.secret)[1] == (1, 1, 0)
    assert bring(either, data, ann.secret)[1] == (0, 2, 0)
    make_words(ann, seen=True)
    assert bring(either, data, ann.secret)[1] == (0, 2, 0)
    assert len(records_of(ann)) == 2


def test_somebody_who_lost_their_key_gets_copies_and_those_are_not_doubled_either(either: House) -> None:
    ann = begun(either)
    data = file_of(ann)
    again, counts = bring(either, data)
    assert counts == (1, 0, 0)
    assert again.secret != ann.secret
    assert titles(again) == titles(ann)
    assert bring(either, data, again.secret)[1] == (0, 1, 0)
    assert bring(either, file_of(again), again.secret)[1] == (0, 1, 0)
    third, counts = bring(either, file_of(again))
    assert counts == (1, 0, 0)
    assert len({records_of(each)[0].address for each in (ann, again, third)}) == 3


def test_a_file_sent_twice_makes_one_person(either: House) -> None:
    ann = begun(either)
    data, ticket = file_of(ann), either.taking_away.ticket()
    first = either.taking_away.bring_in(None, ticket, data)
    second = either.taking_away.bring_in(None, ticket, data)
    assert first.secret == second.secret
    assert (first.new, second.new, second.known) == (1, 0, 1)
    assert either.store.count_people() == 2


def test_a_record_keeps_its_days_as_far_as_they_can_be_true(either: House) -> None:
    ann = begun(either)
    raw = json.loads(file_of(ann))
    raw["records"][0] |= {"begun_on": "2020-02-03", "changed_on": "2099-01-01"}
    back, _ = bring(either, json.dumps(raw).encode())
    kept = either.keeping.kept(back.secret)
    assert kept is not None
    assert kept.first_day is not None
    assert (kept.first_day.isoformat(), kept.last_day) == ("2020-02-03", either.clock().date())


def test_more_records_than_one_page_of_them_are_taken(either: House) -> None:
    ann = Browser(either)
    for _ in range(105):
        ann.answer(ann.start(), "She is cross.")
    assert len(either.taking_away.take(ann.secret).records) == 105
    assert either.taking_away.take(None).records == []
    assert either.taking_away.take(new_secret()).records == []


def test_a_record_that_does_not_open_is_counted_and_the_others_are_taken() -> None:
    house = House()
    ann = begun(house)
    finish(ann)
    first = min(house.memory.tables.sessions.values(), key=lambda each: each.number)
    house.memory.tables.sessions[first.session_id] = type(first)(
        first.session_id, first.person_id, first.number, first.revision, first.visit, bytes(1024),
        first.created_on, first.updated_on,
    )  # fmt: skip
    taken = house.taking_away.take(ann.secret)
    assert (len(taken.records), taken.left_out) == (1, 1)
    assert "1 could not be opened" in render_readable(taken.records, house.clock().date(), taken.left_out)


def test_the_text_for_people_has_every_answer_and_no_markup_of_theirs() -> None:
    house = House()
    ann = Browser(house)
    page = ann.start()
    for words in ("She is <b>cross</b>.", *ANSWERS[1:3], "One line.\nAnother line.", *ANSWERS[4:7]):
        page = ann.go_on(page, words)
    page = ann.answer(page, "one", "two").page
    ann.go_on(page, *ANSWERS[8:], "", "40")
    text = render_readable(house.taking_away.take(ann.secret).records, house.clock().date(), 0)
    assert "> She is \\<b>cross\\</b>." in text
    assert "> One line.\n> Another line." in text
    assert "> - one\n> - two" in text
    for said in ("# My records", "## She is \\<b>cross", "### Which way?\n\n> The facts", "> 8 out of 10",
                 "? – 8 before, 5 now (3 lower)", "> 40 out of 100"):  # fmt: skip
        assert said in text, said
    assert "Not finished" not in text
    begun(house)
    assert text.count("###") >= 9


def test_an_unfinished_record_says_so() -> None:
    house = House()
    ann = begun(house)
    text = render_readable(house.taking_away.take(ann.secret).records, house.clock().date(), 2)
    assert "A small exercise, 2026-11-25. Not finished." in text
    assert "2 could not be opened, and are not here." in text


OURS = {"format": "cbt-flows-records", "version": 1}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "foreign"),
        (b"\xff\xfe", "foreign"),
        (b"[" * 100_000, "foreign"),
        (b"[]", "foreign"),
        (b'{"format": "something else"}', "foreign"),
        (b'{"format": "cbt-flows-records"}', "damaged"),
        (b'{"format": "cbt-flows-records", "version": true, "records": []}', "damaged"),
        (b'{"format": "cbt-flows-records", "version": 0, "records": []}', "damaged"),
        (b'{"format": "cbt-flows-records", "version": 1, "records": {}}', "damaged"),
        (b'{"format": "cbt-flows-records", "version": 2, "records": []}', "newer"),
        (json.dumps({**OURS, "records": [0] * (MOST_RECORDS + 1)}).encode(), "many"),
    ],
    ids=str,
)  # fmt: skip
def test_a_file_that_is_not_ours_is_refused_whole(data: bytes, reason: str) -> None:
    house = House()
    with pytest.raises(ArchiveWrong) as refusal:
        bring(house, data)
    assert refusal.value.reason == reason
    assert house.memory.tables.people == {}


def test_a_file_without_a_record_that_fits_makes_nobody() -> None:
    house = House()
    assert bring(house, dump_archive([], house.clock().date(), 0))[1] == (0, 0, 0)
    other = House(MemoryStore(), compiled({"foreign.yaml": FOREIGN}))
    ann = Browser(other)
    ann.answer(ann.start("foreign"), "A thought.")
    back, counts = bring(house, file_of(ann))
    assert (back.secret, counts) == (None, (0, 0, 1))
    assert house.memory.tables.people == {}


FOREIGN = """
flow: foreign
title: Not offered here
language: en
anywhere: {support: help_now}
steps:
  thought:
    ask: Which thought?
    answer: text
  done:
    say: Done.
    end: completed
"""

WRONG: dict[str, dict[str, Any]] = {
    "no flow": {"flow": 5},
    "another flow": {"flow": "giver"},
    "a version that is no hash": {"flow_version": "../../etc"},
    "an unknown version": {"flow_version": "ab" * 32},
    "an address that is none": {"address": "short"},
    "an address with odd letters": {"address": "é" * 64},
    "no answers": {"answers": []},
    "a count that is none": {"made": True},
    "items that were never made": {"items": {"feelings": ["9"]}},
    "items of a loop that is none": {"items": {"nowhere": ["1"]}},
    "items of a loop that walks others": {"items": {"calmer": ["1"]}},
    "items twice": {"items": {"feelings": ["1", "1"]}},
    "too many items": {"items": {"feelings": ["1", "2", "3", "4"]}, "made": 4},
    "an item that is no count": {"items": {"feelings": ["x"]}},
    "an item inside a loop that is in none": {"items": {"feelings@1": ["1"]}},
    "an input that is not needed": {"inputs": {"claim": "x"}},
    "a rest at no time": {"rested": "yesterday"},
}
ANSWERED: dict[str, Any] = {
    "thought": [5, None, "", " ", "two\nlines", "nul\x00", "\ud800", ["a"], {"x": 1}, {}, {"m": "gone"},
                {"m": "skipped"}],
    "before": ["8", True, 11, -1, 5.5, {"m": "seen"}],
    "way": ["facts", {"o": "elsewhere"}, {"o": "facts", "w": "own"}, {"o": ["facts"]}, {"i": "facts"}],
    "lines": [[], ["a"], [{"l": "1", "t": "a"}, {"l": "1", "t": "b"}], [{"l": [1], "t": "a"}], [{"l": "x", "t": "a"}],
              [{"l": "1", "t": " "}], [{"l": "1", "t": "a"}] * 4, [{"l": str(n), "t": "a"} for n in range(1, 5)]],
    "breath": [True, "seen", {"m": "skipped"}],
    "name@1": [5], "name": ["sad"], "name@": ["sad"], "name@1/2": ["sad"], "name@a@b": ["sad"],
    "done": [{"m": "seen"}], "feelings.more@1": [True], "nowhere": ["x"], "feelings.again@1": ["no", 1],
}  # fmt: skip


def wrong_sessions() -> list[tuple[str, dict[str, Any]]]:
    wrong = list(WRONG.items())
    for at, values in ANSWERED.items():
        wrong += [(f"{at} = {value!r}", {"answers": {at: value}}) for value in values]
    return wrong


@pytest.mark.parametrize(
    ("what", "changes"), wrong_sessions(), ids=lambda value: value if type(value) is str else ""
)
def test_a_record_that_the_questions_would_not_have_taken_is_refused_and_the_others_come_in(
    what: str, changes: dict[str, Any]
) -> None:
    house = House()
    ann = Browser(house)
    finish(ann)
    raw = json.loads(file_of(ann))
    wrong = copy.deepcopy(raw["records"][0])
    answers = (
        {**wrong["session"]["answers"], **changes["answers"]}
        if isinstance(changes.get("answers"), dict)
        else {}
    )
    wrong["session"] |= {**changes, "address": changes.get("address", "w" * 64)}
    if answers:
        wrong["session"]["answers"] = answers
    raw["records"].insert(0, wrong)
    house.keeping.erase(ann.secret)
    back, counts = bring(house, json.dumps(raw).encode())
    assert counts == (1, 0, 1)
    assert [record.title for record in records_of(back)] == ["She is cross with me."]


@pytest.mark.parametrize(
    "record", [None, 5, "x", [], {}, {"session": None}, {"session": {}}, {"session": []}]
)
def test_what_is_no_record_at_all_is_refused(record: object) -> None:
    house = House()
    data = json.dumps({"format": "cbt-flows-records", "version": 1, "records": [record]}).encode()
    assert bring(house, data)[1] == (0, 0, 1)


def test_the_links_of_a_record_are_kept_only_where_they_are_addresses() -> None:
    house = House()
    giver = Browser(house)
    giver.go_on(giver.start("giver"), "A thought.", "7", "yes")
    page = giver.page(records_of(giver)[0].address)
    page = giver.answer(page, "one").page
    house.exercises.hand_over(giver.secret, page.address)
    data = file_of(giver)
    house.keeping.erase(giver.secret)
    back, counts = bring(house, data)
    assert counts == (2, 0, 0)
    assert file_of(back) == data
    raw = json.loads(data)
    for record in raw["records"]:
        record["session"]["handed_to"] = "https://elsewhere.example/"
    house.keeping.erase(back.secret)
    again, _ = bring(house, json.dumps(raw).encode())
    assert "elsewhere" not in file_of(again).decode()


NEEDED = [("claim", 5), ("claim", "nul\x00"), ("much", "7"), ("much", True), ("much", float("nan")), ("sure", 1),
          ("lines", "x"), ("lines", [{"l": "x", "t": "a"}])]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), NEEDED)
def test_an_input_of_another_kind_than_is_needed_is_refused(name: str, value: object) -> None:
    house = House()
    giver = Browser(house)
    page = giver.go_on(giver.start("giver"), "A thought.", "7", "yes")
    page = giver.answer(page, "one").page
    house.exercises.hand_over(giver.secret, page.address)
    raw = json.loads(file_of(giver))
    raw["records"] = [record for record in raw["records"] if record["session"]["flow"] == "taker"]
    house.keeping.erase(giver.secret)
    assert bring(house, json.dumps(raw).encode())[1] == (1, 0, 0)
    raw["records"][0]["session"] |= {"address": "x" * 64}
    raw["records"][0]["session"]["inputs"][name] = value
    assert bring(house, json.dumps(raw).encode())[1] == (0, 0, 1)


def test_what_a_file_holds_is_said_by_its_version() -> None:
    house = House(MemoryStore(), LIBRARY)
    ann = begun(house)
    raw = json.loads(file_of(ann))
    assert (raw["format"], raw["version"], raw["made_on"], raw["left_out"]) == (
        "cbt-flows-records", 1, "2026-11-25", 0,
    )  # fmt: skip
    (record,) = raw["records"]
    assert list(record) == [
        "exercise",
        "title",
        "begun_on",
        "changed_on",
        "finished",
        "in_words",
        "compared",
        "session",
    ]
    assert record["in_words"] == [
        {"question": "Which thought?", "answer": ["She is cross with me."]},
        {"question": "How strong is it?", "answer": ["8 out of 10"]},
    ]
