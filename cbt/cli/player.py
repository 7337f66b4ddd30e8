"""Plays a flow in a terminal: shows a page, reads an answer, and goes where the service would.

It must not decide where that is, and keeps nothing after it has ended.
"""

from collections.abc import Callable, Mapping

from rich.console import Console

from cbt.cli.screen import ENDED, STOPPED, Screen
from cbt.cli.typed import options_of, read_form
from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.errors import AnswerError
from cbt.model.answer import Value
from cbt.model.flow import Flow
from cbt.service import Page
from cbt.service.handing import inputs_for
from cbt.service.looking_back import changes_of, rows_of
from cbt.service.pages import next_page, page_of, words_at

PROMPT = "› "
_ANSWERED = "Your answer so far: {words}. Press Enter to leave it as it is."


class _Back(Exception):
    """The person wants to see the page before."""


class _Quit(Exception):
    """The person wants to stop."""


class Player:
    """One sitting in a terminal. `read` shows a prompt and reads a line; it raises EOFError at the end of input."""

    def __init__(
        self, flows: Mapping[str, Flow], console: Console, read: Callable[[str], str] = input
    ) -> None:
        self._flows = flows
        self._screen = Screen(console)
        self._read = read

    def play(self, flow_id: str) -> None:
        """Plays a flow, and those that it hands over to, until one ends or the person leaves."""
        program, inputs = Program(self._flows[flow_id]), dict[str, Value]()
        try:
            while True:
                last = self._play_one(program, inputs)
                offer = last.step.hand_off
                if offer is None or offer.flow not in self._flows:
                    self._screen.say(ENDED)
                    return
                program = Program(self._flows[offer.flow])
                inputs = inputs_for(last, program)
                self._screen.say(f"The exercise offered next is: {program.flow.title.source}.")
                self._read_line(last, f"Press Enter to go on with it, or type quit {PROMPT}")
        except (_Quit, _Back):
            self._screen.say(STOPPED)
        except (EOFError, KeyboardInterrupt):
            # The cursor still stands behind the prompt.
            self._screen.say(f"\n{STOPPED}")

    def _play_one(self, program: Program, inputs: Mapping[str, Value]) -> Page:
        """Plays one flow; its last page."""
        self._screen.opening(program.flow)
        page = page_of(program, begin(program, inputs), 0)
        while True:
            self._screen.page(page, options_of(page))
            if page.step.is_final:
                self._screen.record(rows_of(program, page.session), changes_of(program, page.session))
                return page
            try:
                page = self._answered(page)
            except _Back:
                page = self._page_before(page)

    def _answered(self, page: Page) -> Page:
        """Reads answers until one is taken; the page that it leads to."""
        said = words_at(page, page.place)
        if said:
            self._screen.say(_ANSWERED.format(words=said.replace("\n", " ")))
        while True:
            first = self._read_line(page)
            if said and not first.strip():
                return self._page_after(page)
            fields = read_form(page, first, lambda prompt: self._read_line(page, prompt))
            try:
                session = answer(page.program, page.session, page.place, fields)
            except AnswerError as refused:
                self._screen.refused(refused)
                continue
            number = next_page(page.program, session, page.place, None)
            return page_of(page.program, session, 0, number)

    def _page_after(self, page: Page) -> Page:
        number = next_page(page.program, page.session, page.place, None)
        return page_of(page.program, page.session, 0, number)

    def _page_before(self, page: Page) -> Page:
        if page.number == 1:
            self._screen.say("This is the first page.")
        return page_of(page.program, page.session, 0, max(page.number - 1, 1))

    def _read_line(self, page: Page, prompt: str = PROMPT) -> str:
        """A line that is no command; help and example are shown on the way. Raises _Back, _Quit, EOFError."""
        while True:
            line = self._read(prompt).strip("\r\n")
            match line.strip().lower():
                case "quit":
                    raise _Quit
                case "back":
                    raise _Back
                case "help":
                    self._screen.help()
                case "example":
                    self._screen.example(page)
                case _:
                    return line
