"""Several records of one exercise on one page, from the end of the exercise and from a record."""

from tests.web.pages import Page
from tests.web.person import Person, address_of

READ = "Read my records of it together"


def check_in(person: Person, mood: str) -> Page:
    """A whole mood check-in; its last page."""
    return person.go_on(person.start("mood_check_in"), mood, (), "")


def test_the_end_of_an_exercise_leads_to_its_records_read_together(person: Person) -> None:
    check_in(person, "4")
    page = person.open(check_in(person, "7").links[READ])
    assert page.main.get("h1").text == "How are you today?: read together"
    assert [cell.text for cell in page.main.all("td", cls="figure")][:2] == ["4", "7"]


def test_a_record_leads_there_too_and_the_page_leads_back(person: Person) -> None:
    record = person.open(f"/records/{address_of(check_in(person, '6'))}")
    page = person.open(record.links["Read my records of this exercise together"])
    assert page.links["‹ The record"] == record.url
    assert "From 3 records on, they are added up here too." in page.main.text


def test_figures_stand_first_once_there_are_enough_records(person: Person) -> None:
    for mood in ("4", "5"):
        check_in(person, mood)
    page = person.open(check_in(person, "7").links[READ])
    assert page.main.all("th")[0].text == "Mood, on average"
    assert page.main.all("td", cls="figure")[0].text == "5.3"


def test_an_exercise_that_shows_nothing_over_time_has_no_such_page(person: Person) -> None:
    page = person.go_on(person.start("grounding"))
    assert person.open(f"/records/{address_of(page)}/together").status == 404


def good_day(person: Person, what: str, why: str) -> Page:
    """A whole page of one good thing; its last page."""
    return person.go_on(person.start("good_things"), "yes", what, why, "", "no", "")


def test_a_week_of_good_things_stands_on_one_page_under_its_days(person: Person) -> None:
    good_day(person, "The lift worked.", "Somebody had mended it.")
    page = person.open(good_day(person, "<Soup>", "I cooked.").links[READ])
    assert [cell.text for cell in page.main.all("dd", cls="own")] == [
        "The lift worked.",
        "Somebody had mended it.",
        "<Soup>",
        "I cooked.",
    ]
    assert page.main.all("dt")[0].text == "The good thing"
    day = page.main.all("h2")[0]
    assert person.open(page.links[day.text]).main.get("h1").text == "Good things"


def test_where_nothing_can_be_put_together_the_page_says_so(person: Person) -> None:
    page = person.go_on(person.start("good_evidence_entry"), "stop")
    together = person.open(f"/records/{address_of(page)}/together")
    assert "There is nothing to put together in these records yet." in together.main.text


def part_of_a_day(person: Person, mood: str) -> Page:
    """A whole diary of one part of a day; its last page."""
    page = person.go_on(person.start("activity_diary"), ())
    return person.go_on(page, "12:00", "Soup with my flatmate.", "5", "6", mood, "with", "no", (), "", "stop")


def test_means_stand_below_the_whole_words_that_they_are_of(person: Person) -> None:
    page = [part_of_a_day(person, mood) for mood in ("4", "5", "6")][-1]
    means = person.open(f"/records/{address_of(page)}/together").main.all("table", cls="means")
    words = [[cell.text for cell in table.all("th", scope="rowgroup")] for table in means]
    company = means[words.index(["Somebody was with me"])]
    assert [cell.text for cell in company.all("td")] == ["5", "6", "5", "3"]
