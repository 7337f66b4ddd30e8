"""A step of a ladder: picked from the ladder of an earlier record, or written in own words."""

from tests.web.answering import filled
from tests.web.pages import Page
from tests.web.person import Person

RUNGS = tuple([("line", f"Step {number}") for number in range(1, 7)])


def keep_ladder(person: Person) -> Page:
    """A whole ladder; its last page."""
    page = person.go_on(person.start("ladder"), "Bridges", "The sea", "I freeze")
    page = person.send(filled(page, RUNGS))
    page = person.go_on(person.send(filled(page, ())), "10", "20", "30", "40", "50", "60")
    page = person.send(filled(page, ()))
    first = page.form.all("input", name="answer")[0].attrs["value"]
    return person.go_on(page, first, "later")


def test_the_steps_of_the_ladder_can_be_picked_or_another_one_written(person: Person) -> None:
    keep_ladder(person)
    page = person.start("ladder_step")
    earlier = page.form.all("input", name="answer")[0].attrs["value"]
    page = person.go_on(page, earlier, "")
    assert [each.text for each in page.form.all("label", cls="option")] == [
        *[words for _, words in RUNGS],
        "Something else",
    ]
    assert "Step 2" not in person.send(filled(page, (("answer", "other"), ("own", "")))).url
    page = person.send(filled(page, (("answer", "other"), ("own", "Half way over"))))
    assert page.heading == "When will you do it?" or page.status == 200


def test_without_a_ladder_a_field_for_own_words_is_all_there_is(person: Person) -> None:
    page = person.start("ladder_step")
    assert not page.form.all("label", cls="option")
    [box] = page.form.all("textarea", name="own")
    assert box.attrs["id"] == "own"
    refused = person.send(filled(page, (("answer", "other"), ("own", "Half"))))
    assert "Please add a few words" in refused.main.text
    assert refused.form.all("textarea", name="own")[0].raw.strip() == "Half"
    assert (
        person.send(filled(refused, (("answer", "other"), ("own", "Half way over")))).heading != page.heading
    )
