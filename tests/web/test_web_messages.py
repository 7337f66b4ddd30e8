"""What a page says is one true thing: never saved and not saved at once, and the reason that it gives is the reason."""

from tests.web.person import Person
from tests.web.runs import THOUGHT


def test_an_empty_form_is_told_one_thing_only(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT)
    after = person.answer(page, "")
    assert after.problem == "There is no answer here yet. Write or choose one, then continue."
    assert "it is saved" not in after.main.text


def test_own_words_that_are_missing_lead_to_their_field(person: Person) -> None:
    page = person.go_on(person.start("thought_record"), "It was a bad day.")
    after = person.answer(page, "other")
    assert after.root.get(id="problem").get("a").attrs["href"] == "#own"


def test_a_lost_key_is_the_reason_that_is_given(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT)
    person.lose_cookie()
    after = person.send(page.fill("80"), htmx=False)
    assert (after.status, after.heading) == (400, "This page cannot be saved")
    assert "The key to this record is not in this browser any more." in after.main.text
    assert after.main.get("textarea").raw.strip() == "80"


def test_help_now_has_a_way_back_and_no_note_to_whoever_runs_it(person: Person) -> None:
    page = person.open("/help")
    assert "Back to where you were" in page.main.text
    assert "The Back button of your browser leads to where you were." in page.main.text
    assert "Whoever runs this place" not in page.main.text


def test_a_number_that_was_ended_with_enter_is_that_number(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT)
    after = person.answer(page, "80\n")
    assert after.status == 200
    assert person.open(page.url).value == ("80",)
