"""A whole thought record and a whole reframe, with htmx and without, page by page, to the record and back."""

import pytest
from flask import Flask

from tests.web.pages import Page, Sent, hidden_of
from tests.web.person import Person, address_of
from tests.web.runs import BALANCED, FACTS, FAIRER, HOT, RUNS, THOUGHT, THOUGHTS, Asked, words_of

both_exercises = pytest.mark.parametrize("flow_id", sorted(RUNS))


def send(person: Person, page: Page, asked: Asked) -> Page:
    assert asked.answer is not None
    return person.answer(page, *words_of(asked.answer), own=asked.own)


def finish(person: Person, flow_id: str) -> list[Page]:
    """Does the whole exercise; every page as it was shown."""
    pages = [person.start(flow_id)]
    for asked in RUNS[flow_id][:-1]:
        pages.append(send(person, pages[-1], asked))
    return pages


@both_exercises
def test_each_page_asks_one_question_and_keeps_the_answers_that_matter_in_view(
    person: Person, flow_id: str
) -> None:
    for page, asked in zip(finish(person, flow_id), RUNS[flow_id], strict=True):
        assert page.heading == asked.heading
        assert tuple([words for kept in page.kept.values() for words in kept]) == asked.kept


@both_exercises
def test_each_page_says_where_it_stands_and_never_counts_backwards(person: Person, flow_id: str) -> None:
    pages = finish(person, flow_id)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert all(page.total >= page.number for page in pages)
    assert pages[-1].number == pages[-1].total
    address = address_of(pages[0])
    assert [page.url for page in pages] == [f"/s/{address}/{page.number}" for page in pages]


@both_exercises
def test_without_script_each_answer_is_answered_by_a_way_on_to_the_next_page(
    shared_app: Flask, flow_id: str
) -> None:
    pages = finish(Person(shared_app), flow_id)
    assert {page.trail for page in pages} == {(303, 200)}
    assert not any(page.is_fragment for page in pages)


@both_exercises
def test_with_script_each_answer_brings_the_next_page_itself_and_its_address(
    shared_app: Flask, flow_id: str
) -> None:
    first, *pages = finish(Person(shared_app, script=True), flow_id)
    assert not first.is_fragment
    for page in pages:
        assert page.trail == (200,)
        assert page.is_fragment
        assert page.headers["HX-Push-Url"] == page.url
        assert page.root.get(id="said").attrs["hx-swap-oob"] == "innerHTML"
        assert not page.root.all("head") + page.root.all("body") + page.root.all("main")


@both_exercises
def test_the_fragment_and_the_whole_page_show_the_same(shared_app: Flask, flow_id: str) -> None:
    person = Person(shared_app, script=True)
    for page in finish(person, flow_id):
        whole = person.open(page.url)
        part = person.open(page.url, htmx=True)
        assert (whole.is_fragment, part.is_fragment) == (False, True)
        assert whole.main.text.replace(part.said, "").split() == part.main.text.replace(part.said, "").split()


@both_exercises
def test_the_focus_goes_to_the_new_question_and_the_live_region_says_that_it_is_saved(
    person: Person, flow_id: str
) -> None:
    first, *pages = finish(person, flow_id)
    assert first.said == ""
    for page in pages:
        assert page.said.startswith("Saved")
        assert [each.tag for each in page.root if "autofocus" in each.attrs] == ["h1"]


def test_a_thought_record_ends_with_its_rows_its_numbers_and_the_difference_in_words(person: Person) -> None:
    last = finish(person, "thought_record")[-1]
    record = person.open(last.links["Read my record"])
    assert record.heading == HOT
    assert record.rows == {
        "What happened?": ("On Tuesday I lost my place in the talk.\n\nNobody said a word.",),
        "What went through your mind?": THOUGHTS,
        "The thought that would hurt most": (HOT,),
        "Facts that fit the thought": ("Nobody clapped.",),
        "What does not quite fit with it": ("Two people thanked me.", "My boss nodded."),
        "A fairer thought, with both sides in it": (BALANCED,),
        "Belief in the fairer thought": ("70 out of 100",),
        "What you take from this": ("I can ask before I decide.",),
    }
    assert changes_of(record) == {
        "sad": ("80", "40", "40 lower"),
        "a hot, sinking shame": ("90", "50", "40 lower"),
        "Belief in the first thought": ("85", "45", "40 lower"),
    }


def test_a_reframe_ends_with_its_rows_its_numbers_and_the_difference_in_words(person: Person) -> None:
    last = finish(person, "reframe")[-1]
    record = person.open(last.links["Read my record"])
    assert record.heading == THOUGHT
    assert record.rows == {
        "The thought": (THOUGHT,),
        "The way of checking it": ("Look at the facts",),
        "Facts that fit the thought, and facts that do not": (FACTS,),
        "A fairer thought": (FAIRER,),
        "Belief in the fairer thought": ("75 out of 100",),
    }
    assert changes_of(record) == {
        "Belief in the first thought": ("80", "45", "35 lower"),
        "How upsetting the first thought is": ("70", "65", "about the same"),
    }


def test_the_chart_repeats_the_table_and_is_not_read_out(person: Person) -> None:
    record = person.open(finish(person, "reframe")[-1].links["Read my record"])
    tables = record.main.all("table")
    assert len(tables) == 2
    for table in tables:
        assert [row.get("th", scope="row").text for row in table.all("tr")] == ["Before", "Now"]
        for row in table.all("tr"):
            assert row.get("td", cls="bar").attrs["aria-hidden"] == "true"
            width = float(row.all("rect")[1].attrs["width"].removesuffix("%"))
            assert abs(width - int(row.get("td", cls="figure").text)) <= 1


def test_the_list_of_records_names_the_newest_first_and_leads_to_each(person: Person) -> None:
    finish(person, "reframe")
    finish(person, "thought_record")
    listed = person.open("/records")
    links = [each for row in listed.main.get("ul", cls="records").all("li") for each in row.all("a")]
    assert [link.text for link in links] == [HOT, THOUGHT]
    assert [person.open(link.attrs["href"]).heading for link in links] == [HOT, THOUGHT]
    assert "Not finished yet" not in listed.main.text


def test_an_unfinished_exercise_goes_on_from_the_list_where_it_was_left(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80")
    listed = person.open("/records")
    link = listed.main.get("ul", cls="records").all("a")[0]
    assert link.text == "A second look at a thought Not finished yet: you can go on."
    again = person.open(link.attrs["href"])
    assert (again.url, again.heading) == (page.url, page.heading)
    record = person.open(f"/records/{address_of(page)}")
    assert record.rows == {"The thought": (THOUGHT,)}
    assert not record.main.all("table")
    assert person.open(record.links["Go on from here"]).url == page.url
    assert person.open(f"/s/{address_of(page)}/").url == page.url


def test_a_browser_that_was_closed_and_opened_again_finds_everything(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80")
    person.restart()
    assert person.open(page.url).heading == page.heading
    assert (
        person.open("/records").links["A second look at a thought Not finished yet: you can go on."]
        == page.url
    )


def test_with_the_cookie_gone_nothing_is_found_and_with_the_cookie_back_all_of_it(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80")
    cookies = person.lose_cookie()
    assert person.open(page.url).status == 404
    assert "its record will stand here" in person.open("/records").main.text
    person.take_cookies(cookies)
    assert person.open(page.url).heading == page.heading


def test_a_finished_exercise_can_be_done_again_beside_the_first(person: Person) -> None:
    first = finish(person, "reframe")[-1]
    second = person.go_on(person.start("reframe"), "Another thought of mine.")
    assert address_of(first) != address_of(second)
    assert len(person.open("/records").main.get("ul", cls="records").all("li")) == 2
    assert person.open(first.links["Read my record"]).heading == THOUGHT


def changes_of(record: Page) -> dict[str, tuple[str, ...]]:
    """Label -> before, now, and the difference in words."""
    found = {}
    for change in record.main.all("div", cls="change"):
        figures = [each.text for each in change.all("td", cls="figure")]
        found[change.get("caption").text] = (*figures, change.get("p").text)
    return found


@both_exercises
def test_an_exercise_starts_from_the_first_page_and_from_its_own(person: Person, flow_id: str) -> None:
    own, home = person.open(f"/exercises/{flow_id}"), person.open("/")
    assert own.heading in home.main.text
    assert "When it is better not to do this now" in own.main.text
    form, *_ = [each for each in home.main.all("form") if each.attrs["action"] == f"/exercises/{flow_id}"]
    for start in (own.form, form):
        page = person.send(Sent(start.attrs["action"], hidden_of(start)), htmx=False)
        assert (page.trail, page.number, page.heading) == ((303, 200), 1, RUNS[flow_id][0].heading)
        assert person.cookies() == {"begun": "yes"}


def test_each_start_makes_another_address(person: Person) -> None:
    assert len({person.start("reframe").url for _ in range(5)}) == 5
