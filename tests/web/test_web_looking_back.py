"""What a person finds when they look back: each number with its way to change it, long words folded, no dead end."""

import pytest

from tests.web.pages import Page
from tests.web.person import Person, address_of
from tests.web.runs import FAIRER, THOUGHT

FRIEND = "It is one test."
KIND = "You need not stay alone with it."
UPSET = "How upsetting the first thought is"


def finish(person: Person, *, upset_now: str = "65", friend: str = FRIEND, stop: bool = True) -> Page:
    """The record of a short exercise."""
    page = person.go_on(
        person.start("reframe"), THOUGHT, "80", "70", "friend", friend, FAIRER, "75", "80", upset_now
    )
    page = person.answer(page)
    if stop:
        page = person.answer(page, "stop")
    return person.open(page.links["Read my record"])


@pytest.mark.parametrize("when", ["before", "now"])
def test_each_number_of_a_pair_can_be_changed_from_the_record(person: Person, when: str) -> None:
    record = finish(person)
    page = person.open(record.links[f"Change: {UPSET}, {when}"])
    assert page.value == ("70" if when == "before" else "65",)
    after = person.answer(page, "66")
    assert after.url == record.url
    figures = [each.text for each in after.main.all("td", cls="figure")]
    assert figures == (["80", "80", "66", "65"] if when == "before" else ["80", "80", "70", "66"])


def test_the_numbers_of_each_item_of_a_loop_can_be_changed_from_the_record(person: Person) -> None:
    page = person.go_on(person.start("thought_record"), "It was a bad day.", "sad", "50")
    page = person.go_on(page, "yes", "hurt", "60", "no", ("I did it wrong.",))
    page = person.go_on(page, page.main.get("input", type="radio").attrs["value"], "70", ("It broke.",))
    page = person.go_on(page, ("It was old.",), "It broke, and it was old.", "50", "20", "30", "40")
    record = person.open(f"/records/{address_of(person.go_on(page, '', '', ''))}")
    for label, value in (
        ("sad, before", "50"),
        ("sad, now", "20"),
        ("hurt, before", "60"),
        ("hurt, now", "30"),
    ):
        assert person.open(record.links[f"Change: {label}"]).value == (value,)


def test_after_a_wrong_tap_on_change_back_and_stop_lead_to_the_record(person: Person) -> None:
    record = finish(person)
    page = person.change(record, "The thought")
    assert page.links["‹ Back"] == record.url
    assert page.links["Stop here – it is saved"] == record.url
    refused = person.answer(page, "one")
    assert refused.links["‹ Back"] == record.url


@pytest.mark.parametrize(("upset_now", "is_kind"), [("80", False), ("81", True), ("40", False)])
def test_a_number_that_is_higher_than_before_brings_kind_words_and_the_way_to_help(
    person: Person, upset_now: str, is_kind: bool
) -> None:
    record = finish(person, upset_now=upset_now, stop=upset_now != "40")
    assert (KIND in record.main.text) is is_kind
    assert ("Sometimes an exercise changes little." in record.main.text) is not is_kind
    # The folded lines on when to see somebody have one way to help of their own.
    assert (len(record.main.all("a", href="/help")) == 2) is is_kind


@pytest.mark.parametrize(("length", "is_folded"), [(3000, False), (3001, True)])
def test_a_very_long_answer_is_folded_in_the_record(person: Person, length: int, is_folded: bool) -> None:
    record = finish(person, friend="word " * (length // 5) + "x" * (length % 5))
    assert bool(record.main.all("details", cls="fold")) is is_folded
    assert record.rows["What you would say to a friend"][0].startswith("word word")


@pytest.mark.parametrize(("length", "folds"), [(60, []), (399, ["fold narrow"]), (401, ["fold wide"])])
def test_a_long_answer_is_folded_where_it_is_kept_in_view(
    person: Person, length: int, folds: list[str]
) -> None:
    thought = "I " + "x" * (length - 2)
    page = person.go_on(person.start("reframe"), thought)
    assert [each.attrs["class"] for each in page.main.all("details", cls="fold")] == folds
    assert page.kept["The thought"] == (thought,)


def test_an_unfinished_record_shows_its_first_words_and_leads_on_and_to_itself(person: Person) -> None:
    page = person.go_on(person.start("reframe"), "I will " + "fail and " * 30)
    listed = person.open("/records")
    words = listed.main.get("p", cls="own").text
    assert words.startswith("“I will fail and fail")
    assert words.endswith(" …”")
    assert len(words) <= 92
    assert listed.links["A second look at a thought Not finished yet: you can go on."] == page.url
    (beside,) = [each for each in listed.main.all("a") if each.text == "Read or delete what is saved"]
    assert beside.attrs["href"] == f"/records/{address_of(page)}"


def test_a_deleted_record_is_said_to_be_deleted(person: Person) -> None:
    record = finish(person)
    after = person.delete_record(record.url.rsplit("/", 1)[1])
    assert after.main.get("p", role="status").text == "That record is deleted."
    assert "That record is deleted." not in person.open("/records").main.text


def test_whatever_asks_for_one_more_is_answered_with_a_plain_yes_or_no(person: Person) -> None:
    page = person.go_on(person.start("thought_record"), "It was a bad day.", "sad", "50")
    buttons = {each.attrs["value"]: each.text for each in page.main.all("button", name="answer")}
    assert buttons == {"yes": "Yes", "no": "No, carry on"}


def test_one_more_that_was_begun_and_has_no_answer_yet_is_no_row_so_far(person: Person) -> None:
    asking = person.go_on(person.start("thought_record"), "It was a bad day.", "sad", "50")
    person.answer(asking, "yes")
    assert list(person.open(asking.url).items) == ["sad – 50"]
    begun = person.go_on(person.start("sleep_diary"), "", "22:30", "22:45")
    assert begun.items == {}
    person.answer(begun, "yes")
    assert person.open(begun.url).items == {}
