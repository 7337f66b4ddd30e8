"""What the compiler accepts runs: no text lacks an answer, no guard meets a gap, every run ends within its pages.

The engine is lenient where a value is missing; here it is made strict, so that a gap in the proofs shows.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cbt.compiler.library import compile_files
from cbt.compiler.uses import in_text, on_arrival
from cbt.engine import machine
from cbt.engine.answering import answer, begin
from cbt.engine.evaluate import Evaluator
from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.walk import Walk
from cbt.errors import AnswerError
from cbt.model.answer import Mark
from cbt.model.expression import LOOKING, Binary, Call, Expression, Name, Node, Unary
from cbt.model.flow import FewerThan, Flow, HasNext, Move, Role, Step, Transition, Turn
from cbt.model.reference import AnswerRef, ComputedRef, ItemsRef, Ref
from cbt.model.session import ExerciseSession
from tests.unit.compiler.random_flows import flow_files, form


class Missing(Exception):
    """A value was read that has not been given."""


class Strict(Evaluator):
    """Evaluates as the engine does, and raises where a value is missing."""

    def __init__(self, computed: Mapping[str, Expression]) -> None:
        super().__init__(computed)
        self.trees = computed

    def truth(self, expression: Expression) -> Callable[[Walk], bool]:
        lenient = super().truth(expression)

        def held(walk: Walk) -> bool:
            value = self.value(expression.root, walk)
            assert value == lenient(walk)
            return bool(value)

        return held

    def value(self, node: Node, walk: Walk) -> Any:
        match node:
            case Name(ref=ref):
                assert ref is not None
                return self.read(ref, walk)
            case Call(function="if", args=(test, yes, no)):
                return self.value(yes if self.value(test, walk) else no, walk)
            case Call(function="answered"):
                return self.function(node)(walk)
            case Call(function=function, args=(Name(ref=ref), each, *_)) if function in LOOKING:
                assert ref is not None
                self.read(ref, walk)
                for item in walk.ids_in(ref) if isinstance(ref, ItemsRef) else walk.items_in(ref):
                    self.value(each, walk.looking_at(item if isinstance(item, str) else item.id))
                return self.function(node)(walk)
            case Binary(op="and"):
                return self.value(node.left, walk) and self.value(node.right, walk)
            case Binary(op="or"):
                return self.value(node.left, walk) or self.value(node.right, walk)
        for child in node.args if isinstance(node, Call) else sides(node):
            self.value(child, walk)
        value = self.function(node)(walk)
        if value is None:
            raise Missing(node)
        return value

    def read(self, ref: Ref, walk: Walk) -> Any:
        """The value of a reference. Raises Missing."""
        if isinstance(ref, ComputedRef):
            return self.value(self.trees[ref.name].root, walk)
        value = self.function(Name("x", 0, ref))(walk)
        if value is None or isinstance(value, Mark) or (isinstance(value, tuple) and None in value):
            raise Missing(ref)
        return value


def sides(node: Node) -> tuple[Node, ...]:
    return (
        (node.left, node.right)
        if isinstance(node, Binary)
        else (node.arg,)
        if isinstance(node, Unary)
        else ()
    )


@pytest.fixture(autouse=True)
def strict_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "Evaluator", Strict)


def accepted(files: dict[str, bytes]) -> Flow:
    library = compile_files(files)
    # A made flow may be nested more deeply than a file may be.
    expected = ("F001", "F103", "F302", "F303", "F304", "F602", "W")
    unexpected = [f for f in library.findings if not f.code.startswith(expected)]
    assert not unexpected, (files, unexpected)
    assume("sample" in library.flows)
    return library.flows["sample"]


def check_page(program: Program, session: ExerciseSession) -> None:
    """Whether everything that the present page shows has been given."""
    place = session.position.here
    step = program.flow.steps[place.step]
    walk = walk_to(program, session.facts, session.position, place)
    evaluator = program.evaluator
    assert isinstance(evaluator, Strict)
    for use in on_arrival(program.flow, step):
        evaluator.read(use.ref, walk)
    if step.end is not None:
        for change in program.flow.summary.changes:
            evaluator.read(change.before, walk)
            evaluator.read(change.after, walk)


def check_refusal(program: Program, session: ExerciseSession) -> None:
    """Whether everything that the refusing sentences show has been given, besides the answer that they refuse."""
    place = session.position.here
    step = program.flow.steps[place.step]
    walk = walk_to(program, session.facts, session.position, place)
    evaluator = program.evaluator
    assert isinstance(evaluator, Strict)
    for check in step.checks:
        for use in in_text(check.sentence):
            if not (isinstance(use.ref, AnswerRef) and use.ref.step == step.id):
                evaluator.read(use.ref, walk)


RANDOM = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
    ],
)


@RANDOM
@given(st.data())
def test_an_accepted_flow_never_lacks_an_answer_and_ends_within_its_pages(data: st.DataObject) -> None:
    flow = accepted(data.draw(flow_files()))
    program = Program(flow)
    session = begin(program)
    refusals = 0
    while not flow.steps[session.position.here.step].is_final:
        check_page(program, session)
        place = session.position.here
        try:
            session = answer(program, session, place, data.draw(form(program, session)))
            assert session.position.here != place
        except AnswerError:
            check_refusal(program, session)
            refusals += 1
            assume(refusals < 5)
    check_page(program, session)
    assert flow.pages.fewest <= len(session.position.pages) <= flow.pages.most


@RANDOM
@given(flow_files())
def test_the_fewest_and_most_pages_are_those_of_the_shortest_and_longest_path(
    files: dict[str, bytes],
) -> None:
    flow = accepted(files)
    assume(flow.pages.most <= 60)
    paths = Paths(flow)
    start = paths.moved(flow.start_moves, {})
    assert paths.pages(flow.start, start) == (flow.pages.fewest, flow.pages.most)


Counts = tuple[tuple[str, int], ...]


class Paths:
    """All paths of a flow, answers being free and loops having any number of items within their bounds."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._known: dict[tuple[str, Counts], tuple[int, int]] = {}

    def pages(self, step_id: str, counts: dict[str, int]) -> tuple[int, int]:
        """The fewest and most pages from a step on; `counts` are the items had in each loop."""
        key = (step_id, tuple(sorted(counts.items())))
        if key not in self._known:
            step = self._flow.steps[step_id]
            onward = [self.pages(way.dest, self.moved(way.moves, counts)) for way in self._open(step, counts)]
            own = 1 if step.is_page and step.role is not Role.HAND_OFF else 0
            assert onward or step.is_final
            fewest = min((low for low, _ in onward), default=0)
            self._known[key] = (own + fewest, own + max((high for _, high in onward), default=0))
        return self._known[key]

    def _open(self, step: Step, counts: dict[str, int]) -> Iterator[Transition]:
        for way in self._flow.ways.get(step.id, ()):
            loop_guards = [guard for guard in way.guards if isinstance(guard, FewerThan | HasNext)]
            for guard in loop_guards:
                loop = self._flow.loops[guard.loop]
                limit = guard.count if isinstance(guard, FewerThan) else loop.most
                if counts[guard.loop] < limit:
                    yield way
                    if isinstance(guard, FewerThan) or counts[guard.loop] < loop.least:
                        return
            if not loop_guards:
                yield way

    def moved(self, moves: tuple[Move, ...], counts: dict[str, int]) -> dict[str, int]:
        """The counts after the moves of a way."""
        after = dict(counts)
        for move in moves:
            match move.turn:
                case Turn.BEFORE:
                    after[move.loop] = 0
                case Turn.NEXT:
                    after[move.loop] = after.get(move.loop, 0) + 1
                case Turn.LEAVE:
                    after.pop(move.loop)
        return after
