"""Two tabs that do six things each, in all 924 orders: one wins, the other gets both texts, and nothing is dropped."""

from collections import Counter
from itertools import combinations

import pytest

from cbt.service import Page, Turn
from tests.faults.counts import cases, reached
from tests.unit.service.house import ANSWERS, Browser, House

MOVES = 6
# Each order: the places of the first tab's moves among all twelve.
ORDERS = [
    [0 if place in mine else 1 for place in range(2 * MOVES)]
    for mine in combinations(range(2 * MOVES), MOVES)
]
# How many pages are answered before the two tabs are opened: at the start, before a way parts, and in a loop.
STARTS = {"small, from its second page": 1, "small, where the way parts": 2, "small, in its loop": 5}


class Tab:
    """One tab; it looks at a page, answers it, looks, answers, looks and answers."""

    def __init__(self, name: str, browser: Browser, page: Page) -> None:
        self.name = name
        self.browser = browser
        self.page = page
        self.moves = 0
        self.refused: Turn | None = None

    def move(self, told: Counter[str]) -> None:
        if self.moves % 2 == 0:
            self.page = self.browser.page(self.page.address)
        else:
            self.answer(told)
        self.moves += 1

    def answer(self, told: Counter[str]) -> None:
        words = self.words_for(self.page)
        before = stored(self.browser, self.page)
        turn = self.browser.answer(self.page, words)
        now = stored(self.browser, self.page)
        if turn.go_to is not None:
            told["saved"] += 1
            # What is saved is this answer and no other, under the question that was on the screen.
            assert now.keys() == before.keys() | {self.page.place.key}
            assert {key for key in before if now[key] != before[key]} <= {self.page.place.key}
            return
        assert now == before
        assert turn.stale or turn.error is not None
        told["given back"] += 1
        if turn.stale and not turn.moved:
            assert turn.page.place.key == self.page.place.key

    def words_for(self, page: Page) -> str:
        kind = type(page.step.kind).__name__
        if kind in ("ScaleKind", "NumberKind"):
            return str(3 + self.moves)
        fixed = {"ListKind": "A line.", "ChoiceKind": "facts", "YesNoKind": "no"}
        if self.name == "two":
            fixed["ChoiceKind"] = "friend"
        return fixed.get(kind, f"Some words of {self.name} {self.moves}")


def stored(browser: Browser, page: Page) -> dict[str, object]:
    here = browser.page(page.address)
    return {str(key): value for key, value in here.session.facts.answers.items()}


@pytest.mark.parametrize("start", STARTS)
def test_two_tabs_in_all_924_orders_save_each_answer_once_or_give_it_back(start: str) -> None:
    orders, told = ORDERS if STARTS[start] == 2 else ORDERS[:: cases(7, 1)], Counter[str]()
    for order in orders:
        house = House()
        first = Browser(house)
        page = first.go_on(first.start(), *ANSWERS[: STARTS[start]])
        tabs = [Tab(name, Browser(house, first.secret), page) for name in ("one", "two")]
        for turn in order:
            tabs[turn].move(told)
        assert len(house.memory.tables.sessions) == len(house.memory.tables.people) == 1
    reached(f"Two tabs, {start}", orders=len(orders), **{name: told[name] for name in sorted(told)})
    assert told["saved"] > len(orders)
    assert told["given back"]
