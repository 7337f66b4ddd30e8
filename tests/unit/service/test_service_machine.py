"""Two tabs against a simple model: whatever is done in whatever order, nothing is lost, doubled or filed elsewhere."""

from typing import Any

import pytest
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

from cbt.errors import SessionUnknown
from cbt.model.answer import Chosen, Mark
from cbt.service import RECORD, Form, Page, Turn, collected
from tests.unit.service.house import Browser, House, form

TABS = st.integers(0, 1)
TYPED = {
    "thought": st.sampled_from(["", "x", "She is cross.", "He is cross.", "<b>{{7*7}}</b> \u202e{thought}"]),
    "before": st.sampled_from(["0", "8", "10", "11", "a lot"]),
    "way": st.sampled_from(["facts", "friend", "neither"]),
    "facts": st.sampled_from(["She did not look up.", "One\r\ntwo", "\0"]),
    "friend": st.sampled_from(["Take it easy.", "She did not look up."]),
    "feelings.name": st.sampled_from(["sad", "angry"]),
    "feelings.strength": st.sampled_from(["30", "70"]),
    "feelings.again": st.sampled_from(["yes", "no", "no"]),
    "lines": st.sampled_from(["One.", "Two.", ""]),
    "after": st.sampled_from(["3", "8"]),
    "breath": st.just(""),
    "calmer.now": st.sampled_from(["30", "40"]),
    "done": st.just(""),
}


class TwoTabs(RuleBasedStateMachine):
    """One person with two tabs. The model is what each taken answer must have left behind: key -> value."""

    def __init__(self) -> None:
        super().__init__()
        self.house = House()
        self.browser = Browser(self.house)
        self.tabs: list[Page | None] = [None, None]
        self.sent: list[tuple[Page, Form, Turn]] = []
        self.model: dict[str, object] = {}
        self.address = ""

    @initialize()
    def start(self) -> None:
        page = self.browser.start()
        self.address = page.address
        self.tabs = [page, page]

    @rule(tab=TABS, data=st.data(), to_record=st.booleans())
    def answer(self, tab: int, data: Any, to_record: bool) -> None:
        page = self.tabs[tab]
        if page is None:
            return
        words = data.draw(TYPED[page.step.id])
        sent = form(page, words, back_to=RECORD if to_record else None)
        stored = self._stored()
        try:
            turn = self.browser.send(page, sent)
        except SessionUnknown:
            assert not self.model
            assert page.revision
            self.tabs[tab] = None
            return
        if turn.go_to is None:
            # Refused or stale: nothing moved, and the question is the one that the form was made for.
            assert self._stored() == stored
            assert turn.moved or turn.page.place == page.place
            assert turn.stale or turn.error is not None
            return
        if turn.page.revision > page.revision and (not stored or self._stored() != stored):
            self._check_filed(page, words)
        self.sent.append((page, sent, turn))
        self.tabs[tab] = turn.page

    def _check_filed(self, page: Page, words: str) -> None:
        """The answer stands under the question that was shown, and every other one is as it was."""
        now = self._stored()
        filed = now[page.place.key]
        assert now == {**self.model, page.place.key: filed}
        self.model = now
        if page.step.id == "lines":
            assert isinstance(filed, tuple)
            assert [line.text for line in filed] == [words]
        elif page.step.id == "breath":
            assert filed is Mark.SEEN
        elif page.step.id == "way":
            assert filed == Chosen(words)
        else:
            plain = {"yes": True, "no": False}.get(words, words.replace("\r\n", "\n"))
            assert filed == (int(words) if words.isdigit() else plain)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def send_again(self, data: Any) -> None:
        page, sent, turn = data.draw(st.sampled_from(self.sent[-3:]))
        stored = self._stored()
        was_last = (page, sent, turn) == self.sent[-1]
        try:
            again = self.browser.send(page, sent)
        except SessionUnknown:
            assert not self.model
            return
        assert self._stored() == stored
        if was_last:
            assert (again.go_to, again.stale) == (turn.go_to, False)

    @rule(tab=TABS, number=st.integers(-1, 15))
    def look_at(self, tab: int, number: int) -> None:
        """Back, forward, reload, or an address typed by hand."""
        try:
            self.tabs[tab] = self.house.exercises.nearest_page(self.browser.secret, self.address, number)
        except SessionUnknown:
            self.tabs[tab] = None

    @rule(tab=TABS, which=st.integers(0, 2))
    def remove(self, tab: int, which: int) -> None:
        page = self.tabs[tab]
        if page is None or page.step.id != "feelings.again" or not page.revision:
            return
        items = collected(page)
        item = items[which % len(items)].item
        stored = self._stored()
        try:
            turn = self.browser.remove(page, item)
        except SessionUnknown:
            assert not self.model
            return
        now = self._stored()
        if turn.stale or turn.page.revision == page.revision:
            assert now == stored
            return
        kept = {key: value for key, value in stored.items() if key.partition("@")[2] != item}
        if now != stored:
            # "Another one?" moves on to the item before; no other answer does.
            assert {k: v for k, v in now.items() if "again" not in k} == {
                k: v for k, v in kept.items() if "again" not in k
            }
        self.model = now
        self.sent.clear()
        self.tabs[tab] = turn.page

    @precondition(lambda self: self.model)
    @rule(sure=st.integers(0, 3), everything=st.booleans())
    def delete(self, sure: int, everything: bool) -> None:
        if sure:
            return
        if everything:
            self.house.keeping.erase(self.browser.secret)
            self.browser.secret = None
            assert not self.house.memory.tables.people
        else:
            self.house.keeping.delete(self.browser.secret, self.address)
        assert not self.house.memory.tables.sessions
        self.model.clear()
        self.sent.clear()
        self.start()

    @rule(tab=TABS)
    def close_and_come_back(self, tab: int) -> None:
        if self.model:
            page = self.browser.page(self.address)
            assert dict(page.session.facts.answers) == self.model
            self.tabs[tab] = page

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        assert self._stored() == self.model
        lines, more = self.house.keeping.records(self.browser.secret)
        assert (len(lines), more) == (1 if self.model else 0, None)
        assert len(self.house.memory.tables.people) <= 1
        if self.model:
            record = self.house.keeping.record(self.browser.secret, self.address)
            assert record.here == lines[0].here

    def _stored(self) -> dict[str, object]:
        if self.browser.secret is None:
            return {}
        try:
            page = self.house.exercises.page(self.browser.secret, self.address)
        except SessionUnknown:
            return {}
        return dict(page.session.facts.answers)


@pytest.mark.slow
def test_two_tabs_lose_nothing_double_nothing_and_file_nothing_elsewhere() -> None:
    run_state_machine_as_test(
        TwoTabs,
        settings=settings(
            max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
