"""Does an exercise as a walk tells: looks at a page, answers it, and keeps in mind what happened.

It must not know what the walk wants to come of it.
"""

from collections.abc import Collection

from cbt.engine.answer_tree import steps_told
from cbt.engine.answering import answer, begin, remove_item
from cbt.engine.answers import NO_RECORDS, Fields, Records
from cbt.engine.carrying import inputs_of
from cbt.engine.coverage import Coverage
from cbt.engine.failing import fail
from cbt.engine.filling import form_of
from cbt.engine.machine import Note, Program
from cbt.engine.replay import walk_to
from cbt.engine.taking import what_it_takes, why_not
from cbt.engine.walk import Walk
from cbt.errors import AnswerError
from cbt.model.answer import RecallKind
from cbt.model.flow import Flow, Role, Step
from cbt.model.session import ExerciseSession, Place
from cbt.model.source import SourcePos
from cbt.model.walk import Tree, WalkCase


class Player:
    """One run through a flow. `refused` is what the last answer was refused with, `visited` are all pages shown.

    There is an earlier record to recall wherever the walk says what it gave or `recalls` names the step, and nowhere
    else. A `program` that was made before spares making it again; what is taken is then not noted.
    """

    def __init__(
        self,
        flow: Flow,
        case: WalkCase,
        coverage: Coverage,
        *,
        program: Program | None = None,
        recalls: Collection[str] = (),
    ) -> None:
        self.flow = flow
        self._coverage = coverage
        self.program = program or Program(flow, noting(flow, coverage))
        answered = {action.about for action in case.script if action.word == "answer"}
        self._told = answered | steps_told(case.answers) | set(recalls)
        self._viewing: Place | None = None
        self.visited: set[str] = set()
        self.session = self._arrived(begin(self.program, inputs_of(flow, case)))
        self.refused: str | None = None
        self.needs_help = False

    @property
    def here(self) -> Place:
        """The page shown: an earlier one after going back, else the one that the session stands on."""
        return self._viewing or self.session.position.here

    @property
    def step(self) -> Step:
        return self.flow.steps[self.here.step]

    def walk(self) -> Walk:
        """A walk that stands on the page shown."""
        return walk_to(self.program, self.session.facts, self.session.position, self.here)

    def view(self, place: Place | None) -> None:
        """Shows a page that was passed; None for the one that the session stands on."""
        self._viewing = place

    def give(self, told: Tree, pos: SourcePos) -> None:
        """Answers the page shown with what an author wrote. Raises WalkFailed when it is no answer of its kind."""
        step = self.step
        if step.kind is None:
            word = "wait for a page that rests" if step.role is Role.WAIT else "continue for a page to read"
            fail("T102", pos, f'"{step.id}" asks nothing', f"write {word}")
        fields, records = form_of(self.program, self.walk(), told, pos)
        self.submit(fields, pos, records)

    def submit(self, fields: Fields, pos: SourcePos, records: Records = NO_RECORDS) -> None:
        """Sends the page's form and goes on by one page."""
        place, is_earlier = self.here, self._viewing is not None
        try:
            session = answer(self.program, self.session, place, fields, records)
        except AnswerError as error:
            self._note_refusal(place.step, error, pos, len(fields.get("line", ())))
            return
        self.session = self._arrived(session)
        pages = self.session.position.pages
        self.view(pages[pages.index(place) + 1] if is_earlier else None)

    def remove(self, loop: str, outer: tuple[str, ...], item: str) -> None:
        """Takes an item out of a `repeat`, and shows the page that this leads to."""
        self.session = self._arrived(remove_item(self.program, self.session, loop, outer, item))
        self.view(None)

    def _arrived(self, session: ExerciseSession) -> ExerciseSession:
        """The session on the next page that is shown; what it has come to is visited, but for what was passed over."""
        while self._is_passed_over(session.position.here):
            session = answer(self.program, session, session.position.here, {})
        self.visited |= {page.step for page in session.position.pages if not self._is_passed_over(page)}
        return session

    def _is_passed_over(self, page: Place) -> bool:
        """Whether a page would recall a record of which the walk does not tell."""
        return isinstance(self.flow.steps[page.step].kind, RecallKind) and page.step not in self._told

    def _note_refusal(self, step: str, error: AnswerError, pos: SourcePos, lines: int) -> None:
        if error.code != "check":
            hint = f"it takes {what_it_takes(self.program, self.walk())}"
            if error.code == "lines" and lines > int(error.facts["most"]):
                hint += "; a comma in brackets parts two of them: put one with a comma in quotes"
            fail("T103", pos, f'the answer does not fit "{step}"{why_not(error)}', hint)
        self.refused = error.sentence
        self._coverage.refusals.add((step, int(error.facts["check"])))

    def expect_no_refusal(self, pos: SourcePos) -> None:
        """Raises WalkFailed when the last answer was refused and the walk did not say so."""
        if self.refused is not None:
            fail(
                "T104",
                pos,
                f"the answer was refused: {self.refused}",
                "follow it with refused:, or change it",
            )


def noting(flow: Flow, coverage: Coverage) -> Note:
    """What tells a coverage of every way that is taken."""
    numbers = {
        id(way): (way.source, number) for ways in flow.ways.values() for number, way in enumerate(ways)
    }
    return lambda way: coverage.ways.add(numbers[id(way)])
