"""Plays a flow in a terminal: shows a page, reads an answer, and goes where the service would.

It must not decide where that is, and keeps nothing after it has ended.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cbt.cli.debugging import facts_of
from cbt.cli.pausing import Pausing
from cbt.cli.recorded import record_lines, together_lines
from cbt.cli.screen import ENDED, NO_RECORD, PROMPT, STOPPED, Screen
from cbt.cli.typed import first_prompt, options_of, read_form
from cbt.engine.answering import answer, begin, pass_over_recalls
from cbt.engine.machine import Program
from cbt.engine.quoting import left_as_it_is
from cbt.errors import AnswerError
from cbt.model.answer import RecallKind
from cbt.model.flow import Flow, Transition
from cbt.model.session import ExerciseSession
from cbt.service import Page, Watching
from cbt.service.finished import Finished
from cbt.service.handing import inputs_for
from cbt.service.looking_back import changes_of, rows_of
from cbt.service.pages import next_page, page_of, words_at
from cbt.service.readable import ReadableRecord
from cbt.service.together import read_together

_ANSWERED = "Your answer so far: {words}. Press Enter to leave it as it is."

# Given a program and where to show things, the session to go on with and the page to show.
Beginning = Callable[[Program, Screen], tuple[ExerciseSession, int]]


class _Back(Exception):
    """The person wants to see the page before."""


class _Quit(Exception):
    """The person wants to stop."""


class Player:
    """One sitting in a terminal. `read` shows a prompt and reads a line; it raises EOFError at the end of input.

    With `debug` it shows after each answer what lies behind the next page. `watching` looks at answers.
    """

    def __init__(
        self,
        flows: Mapping[str, Flow],
        screen: Screen,
        read: Callable[[str], str] = input,
        *,
        debug: bool = False,
        watching: Watching | None = None,
    ) -> None:
        self._flows = flows
        self._screen = screen
        self._read = read
        self._debug = debug
        self._taken: list[Transition] = []
        self._watching = watching or Watching({})
        self._pausing = Pausing(self._watching)

    def play(self, flow_id: str, beginning: Beginning | None = None) -> None:
        """Plays a flow, and those that it hands over to, until one ends or the person leaves.

        `beginning` says where to begin, if not at the first page.
        """
        try:
            program = self._opened(flow_id)
            session, number = (beginning or _from_the_start)(program, self._screen)
            while True:
                last = self._play_one(program, session, number)
                offer = last.step.hand_off
                if offer is None or offer.flow not in self._flows:
                    self._screen.say(ENDED)
                    return
                self._screen.say(f"The exercise offered next is: {self._flows[offer.flow].title.source}.")
                self._read_line(last, f"Press Enter to go on with it, or type quit {PROMPT}")
                program = self._opened(offer.flow)
                session, number = begin(program, inputs_for(last, program)), 1
        except (_Quit, _Back):
            self._screen.say(STOPPED)
        except (EOFError, KeyboardInterrupt):
            # The cursor still stands behind the prompt.
            self._screen.say(f"\n{STOPPED}")

    def _opened(self, flow_id: str) -> Program:
        self._screen.opening(self._flows[flow_id])
        return Program(self._flows[flow_id], self._taken.append)

    def _play_one(self, program: Program, session: ExerciseSession, number: int) -> Page:
        """Plays one flow from a page on; its last page."""
        self._pausing = Pausing(self._watching)
        page = self._forward(program, self._past_recalls(program, session), number)
        while True:
            self._screen.page(page, options_of(page))
            if page.step.is_final:
                self._show_record(page)
                return page
            try:
                page = self._answered(page)
            except _Back:
                page = self._page_before(page)

    def _show_record(self, page: Page) -> None:
        """What the exercise leaves, and what its records would show together."""
        program, session = page.program, page.session
        lines = record_lines(rows_of(program, session), changes_of(program, session))
        self._screen.set_apart("What you wrote", lines)
        if program.flow.over_time is not None:
            today = datetime.now(UTC).date()
            finished = Finished(program, session, today)
            together = read_together(program.flow, [ReadableRecord(finished, finished.walk())], today)
            self._screen.set_apart("Records of this exercise together", together_lines(together))

    def _answered(self, page: Page) -> Page:
        """Reads answers until one is taken; the page that it leads to."""
        said = words_at(page, page.place)
        if said:
            self._screen.say(_ANSWERED.format(words=said.replace("\n", " ")))
        while True:
            first = self._read_line(page, first_prompt(page, PROMPT))
            if said and not first.strip():
                return self._page_after(page, left_as_it_is(page.session, page.place))
            fields = read_form(page, first, lambda prompt: self._read_line(page, prompt))
            self._taken.clear()
            try:
                session = answer(page.program, page.session, page.place, fields)
            except AnswerError as refused:
                self._screen.refused(refused, page.step.kind)
                if said_beside := self._pausing.said_beside(page, fields):
                    self._screen.say(said_beside)
                continue
            after = self._page_after(page, self._past_recalls(page.program, session))
            if self._debug:
                self._screen.facts(facts_of(after, _since(self._taken, page.place.step)))
            if said := self._pausing.said_after(page, after):
                self._screen.say(said)
            return after

    def _past_recalls(self, program: Program, session: ExerciseSession) -> ExerciseSession:
        """The session past each question about an earlier record: in the terminal there is none."""
        after = pass_over_recalls(program, session, lambda _kind: {})
        for _ in range(len(after.position.pages) - len(session.position.pages)):
            self._screen.say(NO_RECORD)
        return after

    def _page_after(self, page: Page, session: ExerciseSession) -> Page:
        return self._forward(page.program, session, next_page(page.program, session, page.place, None))

    def _forward(self, program: Program, session: ExerciseSession, number: int) -> Page:
        """The page of that number, or the next one behind it that is not passed over."""
        while _is_recall(program, session, number):
            number += 1
        return page_of(program, session, 0, number)

    def _page_before(self, page: Page) -> Page:
        number = page.number - 1
        while number and _is_recall(page.program, page.session, number):
            number -= 1
        if not number:
            self._screen.say("This is the first page.")
        return page_of(page.program, page.session, 0, number or page.number)

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


def _from_the_start(program: Program, _screen: Screen) -> tuple[ExerciseSession, int]:
    return begin(program), 1


def _is_recall(program: Program, session: ExerciseSession, number: int) -> bool:
    place = session.position.pages[number - 1]
    return isinstance(program.flow.steps[place.step].kind, RecallKind)


def _since(taken: list[Transition], step: str) -> list[Transition]:
    """The ways taken since a page was left last; a change has taken those before it once more."""
    left = [number for number, way in enumerate(taken) if way.source == step]
    return taken[left[-1] :] if left else taken
