"""Does an exercise as a walk tells: looks at a page, answers it, and keeps in mind what happened.

It must not know what the walk wants to come of it.
"""

from cbt.engine.answer_tree import texts
from cbt.engine.answering import answer, begin
from cbt.engine.answers import Fields
from cbt.engine.carrying import inputs_of
from cbt.engine.coverage import Coverage
from cbt.engine.failing import fail
from cbt.engine.machine import Note, Program
from cbt.engine.replay import walk_to
from cbt.engine.text import labelled_items
from cbt.engine.walk import Walk
from cbt.errors import AnswerError
from cbt.model.answer import OTHER, ChoiceKind, OneOfKind, PicksKind
from cbt.model.flow import Flow, Step
from cbt.model.session import Place
from cbt.model.source import SourcePos
from cbt.model.walk import Tree, WalkCase


class Player:
    """One run through a flow. `refused` is what the last answer was refused with, `visited` are all pages shown."""

    def __init__(self, flow: Flow, case: WalkCase, coverage: Coverage) -> None:
        self.flow = flow
        self._coverage = coverage
        self.program = Program(flow, _noting(flow, coverage))
        self.session = begin(self.program, inputs_of(flow, case))
        self._viewing: Place | None = None
        self.visited = {self.here.step}
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
        if self.step.kind is None:
            fail("T102", pos, f'"{self.step.id}" asks nothing', "write continue for a page to read")
        self.submit(self._fields(self.step, told), pos)

    def submit(self, fields: Fields, pos: SourcePos) -> None:
        """Sends the page's form and goes on by one page."""
        place, is_earlier = self.here, self._viewing is not None
        try:
            self.session = answer(self.program, self.session, place, fields)
        except AnswerError as error:
            self._note_refusal(place.step, error, pos)
            return
        pages = self.session.position.pages
        self.view(pages[pages.index(place) + 1] if is_earlier else None)
        self.visited |= {page.step for page in pages}

    def _note_refusal(self, step: str, error: AnswerError, pos: SourcePos) -> None:
        if error.code != "check":
            fail("T103", pos, f'the answer does not fit "{step}": {error.code}', "give an answer of its kind")
        self.refused = error.sentence
        self._coverage.refusals.add((step, error.facts["check"]))

    def expect_no_refusal(self, pos: SourcePos) -> None:
        """Raises WalkFailed when the last answer was refused and the walk did not say so."""
        if self.refused is not None:
            fail(
                "T104",
                pos,
                f"the answer was refused: {self.refused}",
                "follow it with refused:, or change it",
            )

    def _fields(self, step: Step, told: Tree) -> Fields:
        """The form that holds an answer as an author writes it."""
        words = [text.text for text in texts(told)]
        match step.kind:
            case ChoiceKind() | PicksKind():
                return _option_fields(step.kind, words)
            case OneOfKind():
                labels = {label: item for item, label in labelled_items(self.program, step.kind, self.walk())}
                return {"answer": [labels.get(word, word) for word in words]}
        return {"line": words} if isinstance(told, tuple) else {"answer": words}


def _option_fields(kind: ChoiceKind | PicksKind, words: list[str]) -> Fields:
    """Ids stay what they are; where own words are allowed, all else is that."""
    options = set(kind.options) - {OTHER} if kind.other else set(kind.options)
    own = [word for word in words if word not in options and word]
    if not own or not kind.other:
        return {"answer": words}
    return {"answer": [*[word for word in words if word in options], OTHER], "own": own}


def _noting(flow: Flow, coverage: Coverage) -> Note:
    numbers = {
        id(way): (way.source, number) for ways in flow.ways.values() for number, way in enumerate(ways)
    }
    return lambda way: coverage.ways.add(numbers[id(way)])
