"""From a finished exercise to the one that it offers, with what it carries."""

from flask import Flask

from tests.web.pages import Sent, hidden_of
from tests.web.person import Person, address_of


def test_an_exercise_offers_another_one_without_carrying_anything(person: Person) -> None:
    answers = (
        "A thought of mine.",
        "50",
        "50",
        "facts",
        "Some facts.",
        "A much fairer thought.",
        "50",
        "50",
        "50",
    )
    page = person.go_on(person.start("reframe"), *answers)
    page = person.answer(person.answer(page), "longer")
    assert page.main.get("section", cls="card").get("h2").text == "Thought record"
    assert person.open(page.links["See this exercise"]).heading == "Thought record"
    assert person.open("/records").links["A thought of mine."]


def test_an_exercise_carries_an_answer_over_to_the_next_and_only_once(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = person.go_on(person.start("giver"), "A <b>bold</b> thought.")
    form = next(each for each in page.main.all("form") if each.attrs["action"].endswith("/next"))
    sent = Sent(form.attrs["action"], hidden_of(form))
    taken = person.send(sent)
    assert taken.heading == "You wrote A <b>bold</b> thought.. What now?"
    assert person.send(sent).url == taken.url
    assert len(person.open("/records").main.all("li")) == 2
    done = person.answer(taken, "I go on.")
    assert person.open(f"/records/{address_of(done)}").status == 200


def test_nobody_can_start_an_exercise_that_needs_what_another_carries(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    assert person.open("/exercises/taker").status == 404
    assert person.post("/exercises/taker").status == 404
    assert "A taker" not in person.open("/").main.text


def test_a_stranger_cannot_go_over_with_what_somebody_else_wrote(kinds_app: Flask) -> None:
    person, stranger = Person(kinds_app), Person(kinds_app)
    page = person.go_on(person.start("giver"), "A thought of mine.")
    token = stranger.open("/you/come-back").hidden["csrf_token"]
    refused = stranger.post(f"/s/{address_of(page)}/next", (("csrf_token", token),))
    assert refused.status == 404
