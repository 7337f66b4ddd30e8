"""Two tabs, double clicks, replayed and stale forms: nothing is lost, nothing doubled, and both texts are shown."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from flask import Flask

from tests.web.answers import question_of, stored_answers
from tests.web.kinds import KINDS, NUMBERS, run_kinds
from tests.web.pages import Page, Sent, labels_of
from tests.web.person import Person, address_of
from tests.web.runs import FACTS, RUNS, THOUGHT, words_of

READ = {"facts": "Look at the facts", "friend": "Think of what I would tell a friend"}

# What one tab does: the page it opens, then two answers, one after the other.
Moves = tuple[str, str, str]
SCENES: dict[str, tuple[tuple[str, ...], Moves, Moves]] = {
    "the very first answer": ((), ("1", "A thought from one.", "10"), ("1", "A thought from two.", "20")),
    "the same page": ((THOUGHT,), ("2", "10", "30"), ("2", "20", "40")),
    "the same answer": ((THOUGHT,), ("2", "10", "30"), ("2", "10", "40")),
    "two ways on": (
        (THOUGHT, "80", "70"),
        ("4", "facts", "The fact from one."),
        ("4", "friend", "The advice from two."),
    ),
    "an answer to a question that goes away": (
        (THOUGHT, "80", "70", "facts"),
        ("5", "The fact from one.", "A fairer thought from one."),
        ("4", "friend", "The advice from two."),
    ),
    "a change behind and a step ahead": (
        (THOUGHT, "80", "70", "facts", FACTS),
        ("1", "Another thought from one.", "15"),
        ("6", "A fairer thought from two.", "25"),
    ),
}
# Each order in which two tabs can do three things: the places of the first tab's among six.
ORDERS = [[0 if place in mine else 1 for place in range(6)] for mine in combinations(range(6), 3)]


class Tab:
    """One tab of a person, and what is told of it."""

    def __init__(self, person: Person, address: str, moves: Moves, *, script: bool) -> None:
        self.person = person
        self.address = address
        self.script = script
        self._moves: Iterator[str] = iter(moves)
        self.page: Page | None = None

    def move(self) -> None:
        """Opens the page, answers it, answers the next; a form that came back is sent again first."""
        if self.page is None:
            self.page = self.person.open(f"/s/{self.address}/{next(self._moves)}")
            return
        words = self.page.value if self._came_back(self.page) else (next(self._moves),)
        self.page = self._check(self.page, words)

    def settle(self) -> None:
        """Sends a form that came back again, with nobody else about: once, and once more if it had been overtaken."""
        assert self.page is not None
        tries = 0
        while self._came_back(self.page):
            self.page, tries = self._check(self.page, self.page.value), tries + 1
            assert tries <= 2

    def _came_back(self, page: Page) -> bool:
        return page.status != 200 and not is_moved(page)

    def _check(self, page: Page, words: tuple[str, ...]) -> Page:
        before = stored_answers(self.person, self.address)
        after = self.person.send(page.fill(*words), htmx=self.script)
        now = stored_answers(self.person, self.address)
        if after.status == 200:
            assert now == {**before, question_of(page): words}
        elif is_moved(after):
            assert (after.status, now) == (409, before)
            assert after.unfiled == (() if "chosen" in page.hidden else words)
        else:
            assert now == before
            assert (after.heading, after.value) == (page.heading, words)
            if after.status == 409:
                assert after.stored == tuple(
                    [READ.get(each, each) for each in before.get(question_of(page), ())]
                )
            else:
                assert after.status == 422
        return after


@pytest.mark.parametrize("scene", SCENES)
def test_two_tabs_in_every_order_lose_nothing_and_double_nothing(scene: str, shared_app: Flask) -> None:
    given, *moves = SCENES[scene]
    for number, order in enumerate(ORDERS):
        person = Person(shared_app)
        address = address_of(person.go_on(person.start("reframe"), *given))
        # One tab has script and the other has none, by turns.
        tabs = [Tab(person, address, each, script=number % 2 == which) for which, each in enumerate(moves)]
        for turn in order:
            tabs[turn].move()
        for tab in tabs:
            tab.settle()
        assert len(person.open("/records").main.all("li")) == 1


def test_a_double_click_keeps_one_answer_and_both_lead_to_the_next_page(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT)
    for asked in RUNS["reframe"][1:-1]:
        assert asked.answer is not None
        sent = page.fill(*words_of(asked.answer), own=asked.own)
        page, twin = person.send(sent), person.send(sent)
        assert (twin.status, twin.url, twin.heading) == (page.status, page.url, page.heading)
        if page.main.all("form"):
            assert twin.hidden["revision"] == page.hidden["revision"]
    record = person.open(page.links["Read my record"])
    assert record.heading == THOUGHT
    assert len(person.open("/records").main.all("li")) == 1


def test_a_first_answer_sent_twice_before_the_cookie_came_makes_one_person(shared_app: Flask) -> None:
    once, twice = Person(shared_app), Person(shared_app)
    sent = once.start("reframe").fill(THOUGHT)
    page, twin = once.send(sent), twice.send(sent)
    assert (twin.url, twin.heading) == (page.url, page.heading)
    assert once.cookies()["p"] == twice.cookies()["p"]
    assert len(once.open("/records").main.all("li")) == 1


def test_two_different_first_answers_before_the_cookie_came_are_both_shown(shared_app: Flask) -> None:
    once, twice = Person(shared_app), Person(shared_app)
    page = once.start("reframe")
    once.send(page.fill("The one thought."))
    conflict = twice.send(page.fill("The other thought."))
    assert conflict.status == 409
    assert conflict.stored == ("The one thought.",)
    assert conflict.value == ("The other thought.",)
    assert once.cookies()["p"] == twice.cookies()["p"]
    twice.send(conflict.fill(*conflict.value))
    assert once.back(once.open(f"/s/{address_of(page)}/")).value == ("The other thought.",)


def test_replaying_every_form_of_a_run_changes_nothing(person: Person) -> None:
    page = person.start("reframe")
    forms: list[Sent] = []
    for asked in RUNS["reframe"][:-1]:
        assert asked.answer is not None
        forms.append(page.fill(*words_of(asked.answer), own=asked.own))
        page = person.send(forms[-1])
    first, *others = forms
    before = stored_answers(person, address_of(page))
    token = page_token(person, address_of(page))
    for sent in (*others, first.with_field("csrf_token", token)):
        assert person.send(sent).status in (200, 409)
        assert stored_answers(person, address_of(page)) == before


def test_replaying_an_older_answer_after_a_change_shows_both_texts(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT)
    old = page.fill("80")
    person.send(old)
    person.answer(person.open(page.url), "30")
    conflict = person.send(old)
    assert (conflict.status, conflict.stored, conflict.value) == (409, ("30",), ("80",))


CONFLICTS = {
    "line": (("Mine.",), ("Theirs.",), None, ("Theirs.",)),
    "prose": (("Mine\n\nin lines.",), ("Theirs\n\nin lines.",), None, ("Theirs\n\nin lines.",)),
    "short": (("3",), ("7",), None, ("7",)),
    "long": (("30",), ("70",), None, ("70",)),
    "sure": (("yes",), ("no",), None, ("no",)),
    "way": (("near",), ("far",), None, ("The far one",)),
    "many": (("red", "blue"), ("blue",), None, ("The blue one",)),
    "lines": (("One", "Two", "Mine"), ("One", "Two", "Theirs"), None, ("One", "Two", "Theirs")),
    "one": (("One",), ("Three",), None, ("Three",)),
    "things": (("Mine.",), ("Theirs.",), None, ("Theirs.",)),
    "note": (("Mine.",), ("Theirs.",), None, ("Theirs.",)),
    "last": (("Mine.",), ("Theirs.",), None, ("Theirs.",)),
}


@pytest.mark.parametrize("script", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("kind", CONFLICTS)
def test_a_conflict_shows_both_texts_and_both_ways_on_work(kind: str, script: bool, kinds_app: Flask) -> None:
    mine, theirs, own, told = CONFLICTS[kind]
    person = Person(kinds_app, script=script)
    pages = run_kinds(person)
    url = pages[NUMBERS[kind] - 1].url
    for keeps_mine in (False, True):
        one, two = person.open(url), person.open(url)
        sent = one.fill(*mine, own=own)
        person.answer(two, *theirs)
        saved = person.open(url).value
        conflict = person.send(sent)
        assert conflict.status == 409
        assert conflict.is_fragment == script
        assert conflict.stored == told
        assert [each.tag for each in conflict.root if "autofocus" in each.attrs] == ["div"]
        typed = conflict.value
        assert person.open(url).value == saved
        if keeps_mine:
            verb = "chose" if "chosen" in conflict.hidden else "typed"
            assert conflict.form.get("button", cls="main").text == f"Save what I {verb}"
            assert f"What you {verb}" in conflict.problem
            person.send(conflict.fill(*typed))
            assert person.open(url).value == typed
            if kind != "one":
                assert typed == mine
        else:
            assert person.open(conflict.links["Keep what is saved"]).value == saved


def test_own_words_beside_options_are_in_a_conflict_too(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    url = run_kinds(person)[NUMBERS["way"] - 1].url
    one, two = person.open(url), person.open(url)
    person.answer(two, "other", own="Their way")
    conflict = person.answer(one, "other", own="My way")
    assert (conflict.stored, conflict.value) == (("Their way",), ("other", "My way"))


@pytest.mark.parametrize("script", [False, True], ids=["plain", "htmx"])
def test_a_first_answer_is_taken_although_an_earlier_page_was_changed_in_another_tab(
    script: bool, shared_app: Flask
) -> None:
    person = Person(shared_app, script=script)
    page = person.go_on(person.start("reframe"), THOUGHT, "80", "70")
    person.answer(person.open(f"/s/{address_of(page)}/3"), "20")
    after = person.answer(page, "facts")
    assert (after.status, after.heading) == (200, "What do the facts say about it?")
    assert stored_answers(person, address_of(page))["distress"] == ("20",)
    conflict = person.answer(page, "friend")
    assert (conflict.status, conflict.stored, conflict.value) == (409, ("Look at the facts",), ("friend",))


def test_a_page_to_read_goes_on_although_another_page_was_changed_in_another_tab(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = run_kinds(person, up_to=NUMBERS["read"] - 1)[-1]
    other = person.open(page.url)
    person.answer(person.open(f"/s/{address_of(page)}/{NUMBERS['short']}"), "7")
    after = person.answer(page)
    assert (after.status, after.number) == (200, page.number + 1)
    assert person.answer(other).url == after.url


@pytest.mark.parametrize("script", [False, True], ids=["plain", "htmx"])
def test_whether_there_is_another_one_said_in_two_tabs_shows_both_and_both_ways_on_work(
    script: bool, shared_app: Flask
) -> None:
    person = Person(shared_app, script=script)
    page = person.go_on(person.start("thought_record"), "I lost my place.", "sad", "80")
    assert person.answer(person.open(page.url), "no").status == 200
    conflict = person.answer(page, "yes")
    assert (conflict.status, conflict.heading) == (409, page.heading)
    assert conflict.stored == ("no",)
    assert "What you chose yes" in conflict.problem
    assert "field" not in conflict.problem
    kept = person.open(conflict.links["Keep what is saved"])
    assert (kept.status, kept.problem) == (200, "")
    assert person.answer(conflict, "yes").heading == "Which hard feeling came up?"


def test_a_choice_for_a_question_that_is_gone_comes_back_as_no_ids(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80", "70", "trap")
    person.answer(person.open(f"/s/{address_of(page)}/4"), "friend")
    gone = person.answer(page, next(iter(labels_of(page.form).values())))
    assert (gone.status, gone.unfiled, gone.value) == (409, (), ())
    assert "Your answer to that question was not saved." in gone.problem
    assert gone.form.get("textarea", id="answer").attrs.get("aria-invalid") is None
    assert "#answer" not in [each.attrs["href"] for each in gone.root.all("a")]


def test_words_for_a_question_that_is_gone_stand_beside_the_next_one_and_in_no_field(person: Person) -> None:
    page = person.go_on(person.start("reframe"), THOUGHT, "80", "70", "facts")
    person.answer(person.open(f"/s/{address_of(page)}/4"), "friend")
    gone = person.answer(page, "A fact that I typed.")
    assert gone.status == 409
    assert gone.heading == "What would you say to a friend who had this thought?"
    assert gone.unfiled == ("A fact that I typed.",)
    assert gone.value == ()
    assert "is not asked any more" in gone.problem
    after = person.answer(gone, "It is one test.")
    assert after.heading == "How could you put it more fairly?"
    assert after.unfiled == ()


def test_an_answer_is_filed_under_its_question_when_that_has_moved_to_another_page(person: Person) -> None:
    page = person.go_on(person.start("thought_record"), "I lost my place.", "sad", "80", "no")
    person.answer(person.open(f"/s/{address_of(page)}/4"), "yes")
    ahead = person.answer(page, "They all think I am useless.")
    assert ahead.status == 409
    assert ahead.unfiled == ("They all think I am useless.",)
    assert ahead.heading == "Which hard feeling came up?"
    assert ahead.value == ()


def test_removing_an_item_twice_takes_out_one(person: Person) -> None:
    page = person.go_on(
        person.start("thought_record"),
        "I lost my place.",
        "sad",
        "80",
        "yes",
        "angry",
        "60",
        "yes",
        "hurt",
        "50",
    )
    person.remove(page, "sad – 80")
    after = person.remove(page, "sad – 80")
    assert after.status == 200
    assert list(after.items) == ["angry – 60", "hurt – 50"]


def test_removing_on_a_page_that_was_overtaken_shows_it_as_it_is_now(person: Person) -> None:
    page = person.go_on(person.start("thought_record"), "I lost my place.", "sad", "80")
    after = person.go_on(page, "yes", "angry", "60")
    stale = person.remove(page, "sad – 80")
    assert stale.status == 409
    assert stale.problem.startswith("Please look at this page once more")
    assert list(stale.items) == ["sad – 80", "angry – 60"]
    assert list(person.open(after.url).items) == ["sad – 80", "angry – 60"]


def is_moved(page: Page) -> bool:
    return "That question is not asked any more" in page.problem


def page_token(person: Person, address: str) -> str:
    return person.open(f"/s/{address}/1").hidden["csrf_token"]


def test_the_kinds_of_our_flow_are_all_in_the_conflicts() -> None:
    assert CONFLICTS.keys() == {name for name, _, _ in KINDS} - {"again", "read"}
