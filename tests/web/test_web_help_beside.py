"""An answer that cannot be taken yet is looked at too: a cry of two words gets help, not only a note on its length."""

from pathlib import Path

import pytest

from tests.web.house import MakeApp
from tests.web.pausing import DANGER, LINE, is_panel, kept_answer
from tests.web.person import Person
from tests.web.stored import count_of
from tests.web.test_web_pause_traces import note_of

HEARD = "You do not have to be alone with it."


@pytest.mark.parametrize("said", ["kill myself", "suicide", "self harm", "hits me"])
def test_a_cry_that_is_too_short_for_an_answer_gets_numbers_to_call_and_keeps_its_words(
    said: str, person: Person
) -> None:
    person.post("/help/country", (("country", "gb"),))
    page = person.answer(person.start("thought_record"), said)
    assert page.status == 422
    assert page.value == (said,)
    assert HEARD in page.main.text
    assert "999" in page.main.text
    assert not is_panel(page)
    # Once it can be taken the panel comes as ever.
    page = person.answer(page, DANGER)
    assert is_panel(page)
    assert kept_answer(person, page) == (DANGER,)


def test_a_short_word_about_the_past_gets_the_quiet_line(person: Person) -> None:
    page = person.answer(person.start("thought_record"), "past suicide")
    assert page.status == 422
    assert LINE in page.main.text
    assert HEARD not in page.main.text


@pytest.mark.parametrize("said", ["", "my boss", "so worthless"])
def test_any_other_short_answer_gets_its_note_and_nothing_else(said: str, person: Person) -> None:
    page = person.answer(person.start("thought_record"), said)
    assert page.status == 422
    assert LINE not in page.main.text
    assert HEARD not in page.main.text


def test_nothing_is_stored_or_noted_of_what_was_not_taken(fresh: MakeApp, data: Path) -> None:
    person = Person(fresh())
    page = person.answer(person.start("thought_record"), "kill myself")
    assert HEARD in page.main.text
    assert note_of(page) == ""
    assert count_of(data, "exercise_session") == count_of(data, "person") == 0
