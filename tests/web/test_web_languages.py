"""A translated exercise is read in the language that a person chose, else in the one that their browser asks for."""

from pathlib import Path

import pytest
from flask import Flask

from cbt.compiler.library import compile_folder
from tests.web.house import MakeApp
from tests.web.pages import Page
from tests.web.person import Person
from web import languages
from web.services import offer_flows

FLOW = """flow: small
title: A small page
about: One small question.
language: en
anywhere: {support: help_now}
steps:
  mood:
    ask: How is it now?
    help: Choose the nearest.
    options: {calm: Calm, tense: Tense}
  word:
    ask: Which word fits {mood}?
    answer: text
    check:
      - must: words(word) >= 2
        else: Please write two words.
  done:
    say: It was {mood}.
    end: completed
over_time:
  count: [mood]
summary:
  rows: [mood, word]
"""
LEADING = """flow: leading
title: One that leads on
language: en
anywhere: {support: help_now}
steps:
  on:
    hand_off: small
"""
OTHER = """flow: other
title: Another
language: en
anywhere: {support: help_now}
steps:
  done:
    say: That is all.
    end: completed
"""
GERMAN = """translation: small
language: de
texts:
  title: {from: A small page, to: Eine kleine Seite}
  about: {from: One small question., to: Eine kleine Frage.}
  mood.ask: {from: How is it now?, to: Wie ist es jetzt?}
  mood.help: {from: Choose the nearest., to: Nimm das Nächste.}
  mood.options.calm: {from: Calm, to: Ruhig}
  mood.options.tense: {from: Tense, to: Angespannt}
  word.ask: {from: "Which word fits {mood}?", to: "Welches Wort passt zu {mood}?"}
  word.check.1: {from: Please write two words., to: Bitte schreib zwei Wörter.}
  done.say: {from: "It was {mood}.", to: "Es war {mood}."}
"""


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    folder = tmp_path / "flows"
    (folder / "translations").mkdir(parents=True)
    (folder / "small.yaml").write_text(FLOW, encoding="utf-8")
    (folder / "other.yaml").write_text(OTHER, encoding="utf-8")
    (folder / "leading.yaml").write_text(LEADING, encoding="utf-8")
    (folder / "translations" / "small.de.yaml").write_text(GERMAN, encoding="utf-8")
    return folder


@pytest.fixture
def app(fresh: MakeApp, flows: Path) -> Flask:
    return fresh(flows)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def reader(request: pytest.FixtureRequest, app: Flask) -> Person:
    return Person(app, script=request.param)


def choose(person: Person, page: Page, language: str) -> Page:
    """Presses the button of a language."""
    token = page.main.get("form", cls="languages").get("input", name="csrf_token").attrs["value"]
    fields = (("csrf_token", token), ("exercise", "small"), ("language", language))
    return person.post("/language", fields)


def offered(page: Page) -> dict[str, bool]:
    """The languages that a page offers, and whether each is the one that is read."""
    buttons = page.main.all("button", name="language")
    return {each.text: "aria-pressed" in each.attrs for each in buttons}


def test_an_exercise_is_read_in_the_language_that_was_chosen(reader: Person) -> None:
    page = reader.open("/exercises/small")
    assert (page.heading, offered(page)) == ("A small page", {"Deutsch": False, "English": True})
    page = choose(reader, page, "de")
    assert (page.heading, offered(page)) == ("Eine kleine Seite", {"Deutsch": True, "English": False})
    assert "The buttons, the help and all other pages are in English." in page.main.text
    page = reader.start("small")
    assert page.heading == "Wie ist es jetzt?"
    page = reader.go_on(page, "tense")
    assert page.heading == "Welches Wort passt zu Angespannt?"
    page = reader.answer(page, "eins")
    assert "Bitte schreib zwei Wörter." in page.problem
    page = reader.answer(page, "sehr eng")
    assert page.heading == "Es war Angespannt."


def test_words_in_another_language_than_the_page_say_so(reader: Person) -> None:
    page = choose(reader, reader.open("/exercises/small"), "de")
    assert page.main.get("h1").attrs["lang"] == "de"
    assert page.main.get("p", cls="lead").attrs["lang"] == "de"
    page = reader.start("small")
    assert page.main.get("h1").attrs["lang"] == "de"
    assert [each.attrs["lang"] for each in page.main.get("fieldset").all("span")] == ["de", "de"]
    assert page.main.get("p", cls="hint").attrs["lang"] == "de"
    page = choose(reader, reader.open("/exercises/small"), "en")
    assert "lang" not in page.main.get("h1").attrs


def test_what_a_check_says_is_in_the_exercise_s_language_and_what_we_say_is_not(reader: Person) -> None:
    choose(reader, reader.open("/exercises/small"), "de")
    page = reader.go_on(reader.start("small"), "tense")
    refused = reader.answer(page, "eins").main.get("div", id="problem")
    assert refused.get("a").attrs["lang"] == "de"
    assert "lang" not in refused.get("h2").attrs
    empty = reader.answer(page, "").main.get("div", id="problem")
    assert "lang" not in empty.get("a").attrs


def test_an_exercise_that_is_offered_next_says_which_language_it_is_in(reader: Person) -> None:
    choose(reader, reader.open("/exercises/small"), "de")
    card = reader.start("leading").main.get("section", cls="card")
    assert (card.get("h2").text, card.get("h2").attrs["lang"]) == ("Eine kleine Seite", "de")
    assert card.get("p").attrs["lang"] == "de"


def test_records_that_are_read_together_say_which_language_their_names_are_in(reader: Person) -> None:
    choose(reader, reader.open("/exercises/small"), "de")
    page = reader.go_on(reader.start("small"), "tense", "sehr eng")
    together = reader.open(page.links["Read my records of it together"]).main
    assert together.get("h1").text == "Eine kleine Seite: read together"
    assert together.get("h1").get("span").attrs["lang"] == "de"
    assert "lang" not in together.get("h1").attrs
    tally = together.get("article").get("section")
    assert tally.get("h2").attrs["lang"] == "de"


def test_the_choice_holds_for_a_record_that_was_begun_in_the_other_language(reader: Person) -> None:
    page = reader.go_on(reader.start("small"), "tense", "very tight")
    assert page.heading == "It was Tense."
    choose(reader, reader.open("/exercises/small"), "de")
    record = reader.open(page.links["Read my record"])
    assert record.rows["Wie ist es jetzt?"] == ("Angespannt",)
    assert [each.attrs.get("lang") for each in record.main.all("h2")] == ["de", "de", None]
    assert choose(reader, reader.open("/exercises/small"), "en").status == 200
    assert reader.open(record.url).rows["How is it now?"] == ("Tense",)


def test_before_any_choice_the_browser_s_first_known_language_counts_and_sets_no_cookie(app: Flask) -> None:
    person = Person(app)
    page = person.open("/exercises/small", language="fr, de-AT;q=0.8, en;q=0.5")
    assert page.heading == "Eine kleine Seite"
    assert person.cookies() == {}
    assert person.open("/exercises/small", language="en-GB, de;q=0.8").heading == "A small page"
    assert person.open("/exercises/small", language="fr").heading == "A small page"


def test_a_choice_counts_before_the_browser_s_languages_and_can_be_forgotten(app: Flask) -> None:
    person = Person(app)
    choose(person, person.open("/exercises/small"), "en")
    assert person.cookies()["language"] == "en"
    assert person.open("/exercises/small", language="de").heading == "A small page"
    choose(person, person.open("/exercises/small"), "tlh")
    assert "language" not in person.cookies()
    assert person.open("/exercises/small", language="de").heading == "Eine kleine Seite"


def test_an_exercise_in_one_language_offers_no_other(app: Flask) -> None:
    person = Person(app)
    assert offered(person.open("/exercises/other")) == {}
    assert offered(person.open("/exercises")) == {"Deutsch": False, "English": True}


def test_a_choice_leads_back_to_the_list_where_it_names_no_exercise(app: Flask) -> None:
    person = Person(app)
    token = person.open("/exercises").main.get("form", cls="languages").get("input").attrs["value"]
    page = person.post(
        "/language", (("csrf_token", token), ("language", "de"), ("exercise", "//example.org"))
    )
    assert page.heading == "All exercises"


def test_where_nothing_is_translated_nothing_is_offered(person: Person) -> None:
    assert offered(person.open("/exercises")) == {}
    assert offered(person.open("/exercises/thought_record")) == {}


def test_a_translation_comes_and_goes_while_people_read(app: Flask, flows: Path) -> None:
    person = Person(app)
    (flows / "translations" / "small.fr.yaml").write_text(
        GERMAN.replace("language: de", "language: fr").replace("Eine kleine Seite", "Une petite page"),
        encoding="utf-8",
    )
    (flows / "translations" / "small.de.yaml").write_text(
        GERMAN.replace("Eine kleine Seite", "Ein Blatt"), encoding="utf-8"
    )
    offer_flows(app, compile_folder(flows))
    assert person.open("/exercises/small", language="fr").heading == "Une petite page"
    assert person.open("/exercises/small", language="de").heading == "Ein Blatt"
    (flows / "translations" / "small.de.yaml").unlink()
    offer_flows(app, compile_folder(flows))
    assert person.open("/exercises/small", language="de").heading == "A small page"


def test_a_language_without_a_name_of_its_own_here_is_told_by_its_letters() -> None:
    assert [languages.called(each) for each in ("de-CH", "tlh")] == ["Deutsch", "tlh"]
