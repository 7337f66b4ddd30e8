"""How a flow looks in a terminal: one page after the other, wrapped, readable at 80 columns.

It must not read what is typed, nor decide where to go.
"""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from cbt.cli.asking import how_to_answer
from cbt.cli.console import visible
from cbt.cli.recorded import Line
from cbt.cli.refusals import sentence_for
from cbt.engine.english import minutes_in_words
from cbt.engine.text import paragraphs, prose, told
from cbt.errors import AnswerError
from cbt.model.answer import Kind, RecallKind
from cbt.model.flow import Flow, Role
from cbt.model.flow import Text as Prose
from cbt.service import Page, about_total, collected, find_beside

WIDEST = 80
_WIDEST_NAME = 30
PROMPT = "› "
COMMANDS = (
    ("back", "the page before"),
    ("help", "these words, and whom to call"),
    ("example", "a sample answer"),
    ("quit", "stop here"),
)
HELP_NOW = (
    "If life is at risk now, call your emergency number: 999 in the UK, 112 in most of Europe, "
    "911 in the US and Canada."
)
NOT_KEPT = "Nothing that you type here is kept."
NO_RECORD = (
    "Here you could pick an earlier record. In the terminal there is none, so this page is passed over."
)
ENDED = "This was the end. In the terminal nothing is kept."
STOPPED = "Stopped. Nothing was kept."


class Screen:
    """Prints to a console, at most 80 columns wide."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def opening(self, flow: Flow) -> None:
        """What the exercise is, when not to do it now, and what can be typed."""
        self._gap()
        minutes = f", about {minutes_in_words(flow.minutes)}" if flow.minutes else ""
        self._line(Text.assemble((flow.title.source, "bold"), (minutes, "dim")))
        for text in (flow.about, flow.before_you_start):
            self._paragraphs(paragraphs(text.source) if text is not None else (), "dim")
        self._gap()
        self.commands()
        self._line(NOT_KEPT, "dim")

    def commands(self) -> None:
        """The words that are no answer."""
        words: list[str | tuple[str, str]] = ["On a line of its own: "]
        for number, (word, meaning) in enumerate(COMMANDS):
            words += [", " if number else "", (word, "bold"), f" ({meaning})"]
        self._line(Text.assemble(*words, ".", style="dim"))

    def help(self) -> None:
        """What can be typed, and whom to call."""
        self.commands()
        self._line(HELP_NOW, "bold")

    def example(self, page: Page) -> None:
        """The sample answer of a page, set apart."""
        sample = self._prose(page, page.step.example)
        self._paragraphs(sample or ("There is no example here.",), "italic" if sample else "dim", indent=2)
        self._gap()

    def say(self, words: str) -> None:
        """A line that is no part of the exercise."""
        self._line(words, "dim")

    def refused(self, error: AnswerError, kind: Kind | None) -> None:
        """Why an answer of this kind was not taken."""
        self._line(sentence_for(error, kind), "yellow")

    def given(self, words: str) -> None:
        """An answer that a walk or a search gave, as if it had been typed."""
        self._line(f"{PROMPT}{words}", "cyan")

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names with what stands behind them; words that need a second line stand below the first."""
        listed = list(rows)
        widest = min(max([len(name) for name, _ in listed], default=0), _WIDEST_NAME)
        for name, words in listed:
            wrapped = Text(visible(words)).wrap(self._console, self._width - widest - 4)
            for line, before in zip(wrapped, [name, *[""] * len(wrapped)], strict=False):
                line.rstrip()
                named = f"  {visible(before):<{widest}}  "
                self._console.print(Text.assemble(named, line), style="dim", soft_wrap=True)

    def page(self, page: Page, options: list[tuple[str, str]]) -> None:
        """Where we are, what was said before, the question, and how it can be answered."""
        self._gap()
        total = about_total(page) - len(_passed_over(page))
        self._rule(f"{_number(page)} of about {total}", commands_for(page))
        self._kept(page)
        self._beside(page)
        self._paragraphs(self._prose(page, page.step.prompt), "bold")
        for paragraph in self._prose(page, page.step.help):
            self._line(paragraph)
        self._collected(page)
        if options:
            self._gap()
        for number, (_, words) in enumerate(options, 1):
            self._line(Text.assemble((f"{number:>3}  ", "dim"), visible(words)))
        if not page.step.is_final:
            self._gap()
            self._line(how_to_answer(page), "dim")

    def set_apart(self, heading: str, lines: Iterable[Line]) -> None:
        """Lines below a heading of their own; nothing where there are none."""
        listed = list(lines)
        if listed:
            self._gap()
            self._rule(heading, "")
        for line in listed:
            self._line(line.words, "dim" if line.is_heading else "", indent=0 if line.is_heading else 2)

    def _kept(self, page: Page) -> None:
        for kept in page.step.keep_in_view:
            words = told(page.program, kept.ref, page.walk)
            if words:
                self._gap()
                self._line(" ".join(self._prose(page, kept.label)) or kept.called, "dim", indent=2)
            for each in words:
                self._line(f"“{each}”", "italic", indent=2)

    def _beside(self, page: Page) -> None:
        """What was given beside an answer that has been changed since; `back` leads to it."""
        found = find_beside(page.program, page.session, page.place)
        if found is None:
            return
        self._gap()
        self._line(" ".join(found.sentences), "dim", indent=2)
        for label, _ in found.answers:
            self._line(f"• {label}", "dim", indent=2)

    def _collected(self, page: Page) -> None:
        if page.step.role is not Role.AGAIN:
            return
        items = collected(page)
        if items:
            self._gap()
            self._line("So far:", "dim")
        for item in items:
            self._line(f"• {' – '.join(item.words) or '(left empty)'}", indent=2)

    def _prose(self, page: Page, text: Prose | None) -> tuple[str, ...]:
        return prose(page.program, text, page.walk) if text is not None else ()

    @property
    def _width(self) -> int:
        return min(self._console.width, WIDEST)

    def _gap(self) -> None:
        self._console.print()

    def _rule(self, left: str, right: str) -> None:
        """A line across, with words at its left and, where they fit, at its right."""
        right = f" {right} ──" if right and len(left) + len(right) + 12 <= self._width else ""
        filling = "─" * (self._width - len(left) - len(right) - 4)
        self._line(f"── {left} {filling}{right}", "dim")

    def _paragraphs(self, found: tuple[str, ...], style: str, *, indent: int = 0) -> None:
        for paragraph in found:
            self._gap()
            self._line(paragraph, style, indent=indent)

    def _line(self, words: str | Text, style: str = "", *, indent: int = 0) -> None:
        if isinstance(words, str):
            words = Text(visible(words))
        for line in words.wrap(self._console, self._width - indent) if words.plain else ():
            line.rstrip()
            self._console.print(Text.assemble(" " * indent, line), style=style, soft_wrap=True)


def _passed_over(page: Page) -> list[int]:
    """The numbers of the pages that would recall a record: in the terminal none of them is shown."""
    steps = page.program.flow.steps
    pages = enumerate(page.session.position.pages, 1)
    return [number for number, place in pages if isinstance(steps[place.step].kind, RecallKind)]


def _number(page: Page) -> int:
    """A page's number among those that are shown."""
    return page.number - sum(number < page.number for number in _passed_over(page))


def commands_for(page: Page) -> str:
    """The words that do something on a page."""
    if page.step.is_final:
        return ""
    has = {"back": _number(page) > 1, "help": True, "example": page.step.example is not None, "quit": True}
    return " · ".join([word for word, _ in COMMANDS if has[word]])
