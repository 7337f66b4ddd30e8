"""F302 and F303: what the compiler says of guards is what trying every answer says."""

from collections.abc import Mapping
from typing import cast

from hypothesis import given

from cbt.compiler.diagnostics import ERROR, Findings
from cbt.compiler.expression import parse_expression
from cbt.compiler.library import Library
from cbt.compiler.nodes import Scalar
from cbt.compiler.resolve import with_refs
from cbt.engine.evaluate import Evaluator
from cbt.engine.walk import Walk
from cbt.model.answer import Mark, Value
from cbt.model.reference import AnswerRef
from cbt.model.source import SourcePos
from tests.unit.compiler.making import HEAD, compile_steps, said
from tests.unit.compiler.random_guards import Listed, listed, summed

ABOVE = HEAD.count("\n") + 2


class Given:
    """A walk that has given some answers."""

    def __init__(self, answers: Mapping[str, Value]) -> None:
        self.answers = answers

    def answer(self, step: str) -> Value:
        return self.answers[step]


def holds(condition: str, answers: Mapping[str, Value]) -> bool:
    """Whether the engine finds a condition true."""
    parsed = parse_expression(Scalar(condition, SourcePos("x.yaml", 1, 1)), Findings())
    assert parsed is not None
    root = with_refs(parsed.root, lambda name: AnswerRef(name.name, ()))
    return Evaluator({}).function(root)(cast(Walk, Given(answers))) is True


def tried(ways: Listed) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """The code and line of every fault, found by trying all answers; and of those among them that only follow.

    A way that is missing follows from a guard that is never true or reached, and all below a guard that nothing is left
    for are alike.
    """
    found: set[tuple[str, int]] = set()
    follows: set[tuple[str, int]] = set()
    own, everything = ways.asked[-1].name, ways.answers()
    passed = [answers for answers in everything if answers[own] is not Mark.SKIPPED]
    for line, rule in zip(ways.lines["rules"], ways.rules, strict=True):
        true = [answers for answers in passed if holds(rule, answers)]
        if len(true) in (0, len(passed)):
            found.add(("F303", line))
        # Rules that none keeps are told, and then count for nothing.
        passed = true or passed
    left = [
        answers for answers in everything if answers[own] is Mark.SKIPPED or keeps_all(ways.rules, answers)
    ]
    left = left or everything
    dead, is_told = False, False
    for line, guard in zip(ways.lines["guards"], ways.guards, strict=True):
        true = [answers for answers in left if holds(guard, answers)]
        if not true:
            dead = True
            found.add(("F303", line))
            if any(holds(guard, answers) for answers in everything):
                follows |= {("F303", line)} if is_told else set()
                is_told = is_told or not left
        left = [answers for answers in left if answers not in true]
    if left and not ways.otherwise:
        found.add(("F302", ways.lines["guards"][-1]))
        follows |= {("F302", ways.lines["guards"][-1])} if dead else set()
    if not left and ways.otherwise:
        found.add(("F303", ways.lines["else"][0]))
        follows |= {("F303", ways.lines["else"][0])} if is_told else set()
    return found, follows


def keeps_all(rules: list[str], answers: Mapping[str, Value]) -> bool:
    return all(holds(rule, answers) for rule in rules)


def told(library: Library) -> set[tuple[str, int]]:
    """The code and line of every fault that the compiler tells."""
    return {(f.code, f.pos.line - ABOVE) for f in library.findings if f.severity == ERROR}


@given(listed())
def test_guards_are_weighed_as_trying_every_answer_weighs_them(ways: Listed) -> None:
    library = compile_steps(ways.steps())
    found, follows = tried(ways)
    assert told(library) == found - follows, (ways.steps(), said(library.findings))


@given(summed())
def test_of_sums_nothing_is_said_that_trying_every_answer_denies(ways: Listed) -> None:
    known = told(compile_steps(ways.steps()))
    found, _ = tried(ways)
    # Values that are weighed each by itself may seem to come together where they cannot.
    assert {fault for fault in known if fault[0] == "F303"} <= found
    guards = {("F303", line) for line in ways.lines["guards"]}
    assert guards & known or {fault for fault in found if fault[0] == "F302"} <= known
