"""A person at a browser: opens pages, writes, chooses, presses and follows, with script or without.

It must not know what is right; it only looks at every page that it comes to.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.look import Look
from tests.e2e.scripting import Scripting
from tests.e2e.watch import Watch
from tests.web.runs import Asked

_NEXT_IS_HERE = """visit => document.readyState === 'complete'
  && document.querySelector('main [name=visit]')?.value !== visit"""
_FORM = "main form[data-answer]"
_ANSWER = "#answer"


class Person:
    """One tab of one browser. `script` says whether scripts run there."""

    def __init__(
        self, context: BrowserContext, watch: Watch, look: Look, origin: str, *, script: bool
    ) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.watch = watch
        self.look = look
        self.origin = origin
        self.script = script
        self.scripting = Scripting(self.page, on=script)

    # Where they are

    @property
    def path(self) -> str:
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def problem(self) -> Locator:
        """The error summary."""
        return self.page.locator("#problem")

    @property
    def not_saved(self) -> Locator:
        """What says that words could not be sent yet."""
        return self.page.locator("[data-not-saved]")

    @property
    def field(self) -> Locator:
        return self.page.locator(_ANSWER)

    @property
    def main_button(self) -> Locator:
        return self.page.locator(f"{_FORM} button.main")

    def another_tab(self) -> "Person":
        """The same browser with a second tab."""
        return Person(self.context, self.watch, self.look, self.origin, script=self.script)

    # How they get about

    def open(self, path: str) -> None:
        self.page.goto(f"{self.origin}{path}")
        self.arrive()

    def follow(self, name: str, within: str = "body") -> None:
        """Follows a link by all or the beginning of what it says."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=spoken(name)).first.click()
        self.arrive()

    def start(self, title: str) -> None:
        """From the list of exercises, out of its folded group, to the first question; at first by its own page."""
        self.open("/exercises")
        button = self.page.get_by_role("button", name=spoken(f"Start: {title}"), include_hidden=True)
        if not button.is_visible():
            self.page.locator("details.reason", has=button).locator("summary").click()
        with self.page.expect_navigation():
            button.click()
        if self.page.locator("#before").count():
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="Start", exact=True).click()
        self.arrive()

    def back(self) -> None:
        """The browser's own Back."""
        self.page.go_back()

    def forward(self) -> None:
        self.page.go_forward()

    def arrive(self) -> None:
        """Looks at the page, where the focus is and where help is."""
        problem = self.problem
        question = self.page.locator("#question")
        if problem.count():
            expect(problem).to_be_focused()
        elif question.count():
            expect(question).to_be_focused()
        expect(self.page.locator(".top").get_by_role("link", name="Help now")).to_be_visible()
        self.look.at(self.page, self.scripting)

    # What they answer

    def write(self, text: str) -> None:
        self.field.fill(text)

    def fill(self, asked: Asked) -> None:
        """Puts an answer into the page's field, whichever it is."""
        main = self.page.locator("main")
        if isinstance(asked.answer, tuple):
            for row, line in enumerate(asked.answer):
                main.locator("textarea[name=line]").nth(row).fill(line)
        elif main.locator("fieldset input[type=radio]").count():
            self._choose(asked)
        else:
            self.write(asked.answer or "")

    def go_on(self) -> None:
        """Presses Continue and comes to what follows."""
        with self.turn():
            self.main_button.click()
        self.arrive()

    def answer(self, asked: Asked) -> None:
        """Fills the page in and goes on."""
        expect(self.page.locator("h1")).to_have_text(asked.heading)
        if asked.answer in ("yes", "no"):
            with self.turn():
                self.page.locator(f"button[name=answer][value={asked.answer}]").click()
            self.arrive()
        elif asked.answer is not None:
            self.fill(asked)
            self.go_on()

    def walk(self, run: Iterable[Asked]) -> None:
        for asked in run:
            self.answer(asked)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until what is done inside has led to another page, by htmx or by the browser."""
        if not self.script:
            with self.page.expect_navigation():
                yield
            return
        visit = self.page.evaluate("() => document.querySelector('main [name=visit]')?.value")
        yield
        self.page.wait_for_function(_NEXT_IS_HERE, arg=visit)

    def _choose(self, asked: Asked) -> None:
        group = self.page.locator("main fieldset")
        if asked.own is None:
            assert isinstance(asked.answer, str)
            group.get_by_label(asked.answer, exact=True).check()
        else:
            group.locator(f"input[value={asked.answer}]").check()
            self.page.locator("#own").fill(asked.own)


def spoken(name: str) -> re.Pattern[str]:
    """A name by ear: before what only a screen reader says there may be a blank."""
    return re.compile(f"^{re.escape(name)}".replace(":", r"\s?:"))
