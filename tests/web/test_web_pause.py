"""The panel after an answer that names danger keeps every word, and is never in the way."""

import re

import pytest
from flask import Flask

from cbt.model.answer import TextKind
from cbt.safety.panel import Panel
from tests.web.pages import Page
from tests.web.pausing import (
    DANGER,
    HEADINGS,
    LINE,
    NEXT,
    SAID,
    is_panel,
    kept_answer,
    panel_form,
    press,
    write,
)
from tests.web.person import Person, address_of
from tests.web.runs import REFRAME
from tests.web.test_web_walks import send
from tests.web.walking import FLOWS, cases, steps_of


@pytest.mark.parametrize("panel", [*Panel])
def test_each_panel_comes_up_in_place_of_the_next_page_with_the_answer_saved(
    panel: str, person: Person
) -> None:
    page = write(person, SAID[panel])
    assert page.heading == HEADINGS[panel]
    assert page.status == 200
    assert page.url.endswith("/2")
    assert page.said == ("Saved a moment ago" if person.script else "Saved")
    assert page.is_fragment is person.script
    assert kept_answer(person, page) == (SAID[panel],)
    again = person.open(page.url)
    assert again.heading == HEADINGS[panel]
    page = press(person, again, "on")
    assert (page.heading, page.url) == (NEXT, again.url)
    assert person.open(page.url).heading == NEXT


@pytest.mark.parametrize("panel", [*Panel])
def test_each_panel_says_in_order_what_it_is_whom_to_call_and_how_to_go_on(
    panel: str, person: Person
) -> None:
    person.post("/help/country", (("country", "gb"),))
    text = write(person, SAID[panel]).main.text
    told = ["Nobody reads along", "call this number", "999", "People who listen in the United Kingdom"]
    told += ["Samaritans", "116 123", "Day and night. Free.", "If no one answers, try", "Change the country"]
    told += [
        "Someone you trust",
        "My safety plan",
        "Steady yourself",
        "And now?",
        "Both ways are fine",
        "Stop here",
    ]
    if panel == "emergency":
        told = [told[1], told[2], told[0], *told[3:]]
    places = [text.find(words) for words in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)
    assert "It can be wrong" in text
    assert "nothing was sent to anyone" in text


@pytest.mark.parametrize("panel", [*Panel])
def test_no_panel_names_a_method_judges_promises_or_diagnoses(panel: str, person: Person) -> None:
    text = write(person, SAID[panel]).main.text.lower()
    words = set(re.findall(r"[a-z]+", text))
    never = {
        "pills",
        "rope",
        "commit",
        "committed",
        "failed",
        "attempt",
        "should",
        "just",
        "promise",
        "risky",
    }
    assert words & (never | {"depression", "disorder", "diagnosis", "symptom"}) == set()
    assert SAID[panel].lower() not in text


def test_the_way_to_carry_on_or_stop_stands_below_the_first_lines_or_the_number(
    person: Person,
) -> None:
    for words, before, behind in (
        (DANGER, "have to be alone with it", "This page came up by itself"),
        (SAID["emergency"], "call this number", "This page came up by itself"),
    ):
        person.post("/help/country", (("country", "gb"),))
        page = write(person, words)
        assert page.links["Carry on or stop"] == "#on"
        text = page.main.text
        assert text.find(before) < text.find("Carry on or stop") < text.find(behind)


def test_the_sort_is_optional_has_four_ways_and_the_first_two_stay_on_the_page(person: Person) -> None:
    page = write(person, DANGER)
    (row,) = [row for row in page.main.all("section", cls="row") if "nearest" in row.get("h2").text]
    assert [(each.text, each.attrs["href"]) for each in row.all("a")] == [
        ("I may act on this", "#urgent"),
        ("I have such thoughts, and I am safe right now", "#people"),
        ("It is about someone else", "/help/someone"),
    ]
    button = row.get("button")
    assert (button.attrs["form"], button.attrs["value"]) == ("on", "not_meant")
    for anchor in ("urgent", "people", "on"):
        assert page.main.find(id=anchor) is not None


def test_the_two_ways_on_are_equal_buttons(person: Person) -> None:
    buttons = panel_form(write(person, DANGER)).get("div", cls="two").all("button")
    assert [each.attrs["value"] for each in buttons] == ["on", "stop"]
    assert len({each.attrs["class"] for each in buttons}) == 1


def test_without_a_country_the_panel_has_lists_and_a_way_to_choose(person: Person) -> None:
    page = write(person, DANGER)
    assert "https://findahelpline.com" in page.links.values()
    assert page.links["Choose your country, for lines that are near"] == "/help"


def test_help_and_leaving_stay_at_the_top_and_the_title_says_nothing(shared_app: Flask) -> None:
    page = write(Person(shared_app), DANGER)
    assert page.title == "Steps"
    assert page.links["Help now"] == "/help"
    assert "Leave quickly" in page.links
    assert page.headers["Cache-Control"] == "no-store"


def test_stopping_leaves_to_the_records_and_the_exercise_goes_on_later_without_the_panel(
    person: Person,
) -> None:
    page = write(person, DANGER)
    records = press(person, page, "stop")
    assert records.url == "/records"
    assert person.open(page.url).heading == NEXT


def test_an_ordinary_answer_goes_straight_on(person: Person) -> None:
    page = write(person, "I am worthless and it will never get better")
    assert page.heading == NEXT
    assert LINE not in page.main.text


def run_to_thoughts(person: Person, page: Page) -> Page:
    return person.go_on(page, "sad", "80", "no")


def test_a_second_panel_comes_for_danger_on_another_page_and_then_only_the_line(person: Person) -> None:
    page = press(person, write(person, DANGER), "on")
    page = run_to_thoughts(person, page)
    assert LINE not in page.main.text
    page = person.answer(page, DANGER, "I have swallowed all my pills")
    assert page.heading == HEADINGS["emergency"]
    page = press(person, page, "on")
    assert LINE in page.main.text
    assert page.links["people who listen are here"] == "/help"
    first = person.open(f"/s/{address_of(page)}/1")
    assert LINE in first.main.text
    assert not is_panel(person.answer(first, "I want to die"))


def test_after_not_what_i_meant_the_exercise_goes_on_with_the_line_and_no_panel(person: Person) -> None:
    page = press(person, write(person, DANGER), "not_meant")
    assert page.heading == NEXT
    assert LINE in page.main.text
    page = person.answer(run_to_thoughts(person, page), DANGER)
    assert not is_panel(page)
    assert LINE in page.main.text
    # Another exercise is another session.
    assert is_panel(write(person, DANGER))


def test_being_at_the_limit_brings_one_quiet_line_and_no_panel(person: Person) -> None:
    page = write(person, "I can't take any more")
    assert page.heading == NEXT
    assert LINE in page.main.text
    assert LINE not in person.answer(page, "sad").main.text


def test_a_form_that_is_sent_twice_brings_up_one_panel(person: Person) -> None:
    page = person.open(f"/s/{address_of(write(person, 'It rained all of Tuesday'))}/1")
    form = page.fill(DANGER)
    first, second = person.send(form), person.send(form)
    assert first.heading == second.heading == HEADINGS["help"]
    assert press(person, second, "on").heading == NEXT


def test_the_page_before_is_there_behind_the_panel_and_taking_the_words_back_takes_the_panel_away(
    person: Person,
) -> None:
    page = write(person, DANGER)
    before = person.open(f"/s/{address_of(page)}/1")
    assert before.value == (DANGER,)
    assert person.answer(before, "I went for a walk").heading == NEXT


def test_a_change_from_the_record_comes_back_to_it_through_the_panel(person: Person) -> None:
    page = person.go_on(person.start("three_columns"))
    address = address_of(page)
    steps = next(walk for walk in cases() if walk[0] == "three_columns")
    with pytest.MonkeyPatch.context() as patch:
        done = steps_of(*steps, patch)
    for step in done:
        page = send(person, page, step.fields)
    record = f"/records/{address}"
    number = next(
        at
        for at, step in enumerate(done, 1)
        if isinstance(FLOWS["three_columns"].steps[step.question].kind, TextKind)
    )
    asked = person.open(f"/s/{address}/{number}?back=record")
    page = person.answer(asked, DANGER)
    assert is_panel(page)
    assert person.open(page.url).heading == page.heading
    assert press(person, page, "on").url == record
    page = person.answer(person.open(f"/s/{address}/{number}?back=record"), "At home, in the evening")
    assert page.url == record


def test_stopping_on_the_way_to_the_record_leads_to_the_record(person: Person) -> None:
    page = write(person, "It rained all of Tuesday")
    address = address_of(page)
    page = person.answer(person.open(f"/s/{address}/1?back=2"), DANGER)
    assert is_panel(page)
    page = press(person, page, "on")
    assert page.url.split("?")[0] == f"/s/{address}/2"


def test_a_panel_whose_token_is_too_old_is_shown_again_and_then_goes_on(shared_app: Flask) -> None:
    person = Person(shared_app)
    page = write(person, DANGER)
    again = person.post(panel_form(page).attrs["action"], (("csrf_token", "old"), ("pause", "on")))
    assert again.heading == HEADINGS["help"]
    assert press(person, again, "on").heading == NEXT
    # Where no panel waits there is nothing to show but the page.
    gone = person.post(panel_form(page).attrs["action"], (("csrf_token", "old"), ("pause", "on")))
    assert gone.heading == NEXT


def test_going_on_where_no_panel_waits_leads_to_the_page(person: Person) -> None:
    page = write(person, DANGER)
    assert press(person, page, "on").heading == NEXT
    assert press(person, page, "on").heading == NEXT


def test_nobody_else_can_go_on_for_a_person(shared_app: Flask) -> None:
    page = write(Person(shared_app), DANGER)
    stranger = Person(shared_app)
    token = stranger.open("/you/come-back").hidden["csrf_token"]
    sent = (("csrf_token", token), ("pause", "on"))
    assert stranger.post(panel_form(page).attrs["action"], sent).status == 404


@pytest.mark.parametrize(
    ("url", "heading"),
    [
        ("/help/someone", "Helping someone you worry about"),
        ("/help/safe", "Being safer when someone hurts you"),
    ],
)
def test_the_two_pages_stand_by_themselves_with_numbers_and_a_way_back(
    url: str, heading: str, shared_app: Flask
) -> None:
    person = Person(shared_app)
    page = person.open(url)
    assert page.heading == heading
    assert page.main.find("section", cls="urgent") is not None
    assert "https://findahelpline.com" in page.links.values()
    person.post("/help/country", (("country", "gb"),))
    assert "tel:116123" in person.open(url).links.values()
    assert url in person.open("/help").links.values()


def test_an_exercise_in_which_a_panel_came_ends_with_people_who_listen_and_a_plan_first(
    person: Person,
) -> None:
    page = press(person, person.answer(person.start("reframe"), DANGER), "on")
    last = to_the_end(person, page)
    text = last.main.text
    assert (
        text.index("People who listen are at Help now")
        < text.index("Read my record")
        < text.index("What fits")
    )
    assert last.links["a plan for very dark hours"] == "/exercises/safety_plan"
    usual = to_the_end(person, person.answer(person.start("reframe"), "I will fail"))
    assert "need more than an exercise" not in usual.main.text


def to_the_end(person: Person, page: Page) -> Page:
    """Behind the first question of the short exercise, to its last page."""
    return person.go_on(page, *[asked.answer for asked in REFRAME[1:] if asked.answer is not None])
