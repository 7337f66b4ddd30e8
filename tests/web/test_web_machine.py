"""A person does anything in any order, in two tabs, with a store that fails now and then, against a simple model."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cbt.compiler.library import Library
from tests.web.answers import Answers, question_of, stored_answers, stored_from, words_sent
from tests.web.house import MakeApp, compile_once
from tests.web.markup import shown_in
from tests.web.pages import Page, Sent, hidden_of, kind_of, labels_of, typed
from tests.web.person import Person, address_of, removal
from tests.web.trouble import with_new_store

TEXTS = st.sampled_from(
    [
        "",
        " ",
        "A line.",
        "Another line.",
        "Two\nlines",
        "<b>{{7*7}}</b> {line}",
        "שלום \u202e",
        "👨‍👩‍👧‍👦",
        "x" * 5000,
    ]
)
NUMBERS = st.sampled_from(["", "0", "3", "7", "10", "55", "101", "some"])
TABS = st.integers(0, 1)
MOST_EXERCISES = 3


class Sitting(RuleBasedStateMachine):
    """One person with two tabs. The model is what each taken answer must have left: address -> question -> words."""

    app: Flask
    library: Library

    def __init__(self) -> None:
        super().__init__()
        self.shaky = with_new_store(self.app, self.library)
        self.person = Person(self.app)
        self.tabs: list[Page | None] = [None, None]
        self.model: dict[str, Answers] = {}
        self.sent: list[tuple[str, Sent]] = []

    # What people do

    @initialize()
    def come(self) -> None:
        self.start(0, "every_kind")
        self.tabs[1] = self.tabs[0]

    @precondition(lambda self: len(self.model) < MOST_EXERCISES)
    @rule(tab=TABS, flow_id=st.sampled_from(["every_kind", "every_kind", "giver"]))
    def start(self, tab: int, flow_id: str) -> None:
        page = self.person.start(flow_id)
        self.tabs[tab] = page
        self.model[address_of(page)] = {}

    @rule(tab=TABS, data=st.data(), script=st.booleans())
    def answer(self, tab: int, data: Any, script: bool) -> None:
        page = self.tabs[tab]
        if page is None or not has_form(page):
            return
        self.person.script = script
        sent = fill(page, data)
        self.tabs[tab] = self._check(page, sent, self.person.send(sent))

    @rule(tab=TABS, data=st.data(), call=st.integers(1, 6), late=st.booleans())
    def answer_while_the_store_fails(self, tab: int, data: Any, call: int, late: bool) -> None:
        page = self.tabs[tab]
        if page is None or not has_form(page):
            return
        sent = fill(page, data)
        self.shaky.fail_in(call, late=late)
        after = self.person.send(sent, htmx=True)
        self.shaky.recover()
        if after.status != 503:
            self.tabs[tab] = self._check(page, sent, after)
            return
        address, words = address_of(page), stored_from(page, sent)
        kept = after.root.find("textarea", id="kept-words")
        assert (shown_in(kept) if kept else "") == "\n".join(typed_in(sent))
        now = stored_answers(self.person, address)
        assert now in (self.model[address], {**self.model[address], question_of(page): words})
        if kept is not None:
            form = after.form
            again = Sent(form.attrs["action"], tuple([(name, typed(text)) for name, text in hidden_of(form)]))
            self.tabs[tab] = self._check(page, sent, self.person.send(again))
        else:
            self.tabs[tab] = self._check(page, sent, self.person.send(sent))

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), script=st.booleans())
    def send_again(self, data: Any, script: bool) -> None:
        """A double click, a reload of what a form led to, or a form of long ago."""
        address, sent = data.draw(st.sampled_from(self.sent[-4:]))
        after = self.person.send(sent, htmx=script)
        assert after.status in (200, 409, 422)
        assert stored_answers(self.person, address) == self.model[address]

    @rule(tab=TABS, other=st.booleans())
    def reload(self, tab: int, other: bool) -> None:
        """Reloads the page, or opens what the other tab shows."""
        page = self.tabs[1 - tab] if other else self.tabs[tab]
        if page is not None:
            self._open(tab, page.url, address_of(page))

    @rule(tab=TABS, number=st.integers(0, 16))
    def look_at(self, tab: int, number: int) -> None:
        """Back, forward, or an address typed by hand."""
        page = self.tabs[tab]
        if page is not None:
            self._open(tab, f"/s/{address_of(page)}/{number}", address_of(page))

    @rule(tab=TABS)
    def go_back(self, tab: int) -> None:
        page = self.tabs[tab]
        if page is not None and page.links.get("‹ Back", "").startswith("/s/"):
            self._open(tab, page.links["‹ Back"], address_of(page))

    @rule(tab=TABS, data=st.data())
    def change(self, tab: int, data: Any) -> None:
        page = self.tabs[tab]
        links = (
            [url for text, url in page.links.items() if text.startswith("Change")] if page is not None else []
        )
        if page is not None and links:
            self._open(tab, data.draw(st.sampled_from(links)), address_of(page))

    @rule(tab=TABS, data=st.data())
    def change_from_the_record(self, tab: int, data: Any) -> None:
        page = self.tabs[tab]
        if page is None or not self.model[address_of(page)]:
            return
        record = self.person.open(f"/records/{address_of(page)}")
        links = [url for text, url in record.links.items() if text.startswith("Change")]
        if links:
            self._open(tab, data.draw(st.sampled_from(links)), address_of(page))

    @rule(tab=TABS, data=st.data())
    def remove(self, tab: int, data: Any) -> None:
        page = self.tabs[tab]
        if page is None or not page.items:
            return
        address = address_of(page)
        sent = removal(page, data.draw(st.sampled_from(sorted(page.items))))
        item = dict(sent.fields)["item"]
        after = self.person.send(sent)
        now = stored_answers(self.person, address)
        if after.status == 200 and now != self.model[address]:
            left = {key: words for key, words in self.model[address].items() if key.partition("@")[2] != item}
            assert without_again(now) == without_again(left)
            self.model[address] = now
            self.sent = [each for each in self.sent if each[0] != address]
        else:
            assert now == self.model[address]
        self._show(tab, after, address)

    @precondition(lambda self: any(self.model.values()))
    @rule(data=st.data(), sure=st.integers(0, 2))
    def delete_a_record(self, data: Any, sure: int) -> None:
        if sure:
            return
        address = data.draw(
            st.sampled_from(sorted([each for each, answers in self.model.items() if answers]))
        )
        assert self.person.delete_record(address).url == "/records?deleted"
        self.model[address] = {}
        self.sent = [each for each in self.sent if each[0] != address]

    @precondition(lambda self: any(self.model.values()))
    @rule(sure=st.integers(0, 4))
    def delete_everything(self, sure: int) -> None:
        if sure:
            return
        assert self.person.delete_everything().heading == "Everything is deleted"
        self.model = {address: {} for address in self.model}
        self.sent.clear()
        assert not self.shaky.store.tables.people
        assert not self.shaky.store.tables.sessions

    @rule()
    def restart_the_browser(self) -> None:
        self.person.restart()
        for tab, page in enumerate(self.tabs):
            if page is not None:
                self._open(tab, page.url, address_of(page))

    # What must hold

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        for address, answers in self.model.items():
            assert stored_answers(self.person, address) == answers
        listed = self.person.open("/records")
        assert listed.status == 200
        assert len(listed.main.all("li")) == len([answers for answers in self.model.values() if answers])
        assert len(self.shaky.store.tables.people) <= 1

    def _check(self, page: Page, sent: Sent, after: Page) -> Page | None:
        """What came of a form is what the model says; gives the page that the tab now shows."""
        address, question, words = address_of(page), question_of(page), words_sent(sent)
        before, now = self.model[address], stored_answers(self.person, address)
        if after.status == 200:
            assert now == {**before, question: stored_from(page, sent)}
            self.model[address] = now
            self.sent.append((address, sent))
            return after if after.url.startswith("/s/") else None
        assert now == before
        if after.status in (400, 404):
            kept = after.root.find("textarea", id="kept-words")
            assert (shown_in(kept) if kept is not None else "") == "\n".join(typed_in(sent))
            return None
        if after.unfiled or (after.status == 409 and has_form(after) and question_of(after) != question):
            assert after.unfiled == typed_in(sent)
        elif has_form(after):
            assert question_of(after) == question
            if kind_of(after.form) != "button":
                assert tuple([text for text in after.value if text.strip()]) == words
        return after

    def _open(self, tab: int, url: str, address: str) -> None:
        page = self.person.open(url)
        self._show(tab, page, address)
        if page.status == 200 and has_form(page) and kind_of(page.form) not in ("button", ""):
            assert page.value == self.model[address].get(question_of(page), ())

    def _show(self, tab: int, page: Page, address: str) -> None:
        assert page.status in (200, 404, 409, 400)
        is_there = page.status in (200, 409)
        assert is_there or not self.model[address]
        self.tabs[tab] = page if is_there else None


def typed_in(sent: Sent) -> tuple[str, ...]:
    """The words of a form, without what was chosen."""
    return words_sent(sent.without("answer") if "chosen" in dict(sent.fields) else sent)


def has_form(page: Page) -> bool:
    return any("visit" in dict(hidden_of(each)) for each in page.main.all("form"))


def fill(page: Page, data: Any) -> Sent:
    """The page's form, filled in with whatever its field takes, and at times with what it does not take."""
    kind = kind_of(page.form)
    if kind == "":
        return page.fill()
    if kind == "line":
        return page.fill(*data.draw(st.lists(TEXTS, min_size=1, max_size=5)))
    if kind == "button":
        return page.fill(data.draw(st.sampled_from(["yes", "no", "no"])))
    if kind in ("radio", "checkbox"):
        options = sorted(labels_of(page.form).values())
        picked = data.draw(
            st.lists(st.sampled_from(options), unique=True, max_size=1 if kind == "radio" else 3)
        )
        return page.fill(*picked, own=data.draw(TEXTS).replace("\n", " ") if "other" in picked else None)
    is_number = page.form.find("input", type="number") is not None
    return page.fill(data.draw(NUMBERS if is_number else TEXTS))


def without_again(answers: Answers) -> Answers:
    return {key: words for key, words in answers.items() if "again" not in key}


@pytest.mark.slow
def test_whatever_people_do_nothing_is_lost_doubled_or_filed_elsewhere(
    fresh: MakeApp, own_flows: Path
) -> None:
    Sitting.app, Sitting.library = fresh(own_flows), compile_once(own_flows)
    run_state_machine_as_test(
        Sitting,
        settings=settings(
            max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
