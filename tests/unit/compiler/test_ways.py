"""F302 and F303: what the compiler says of guards is what trying every answer says."""

from collections.abc import Mapping
from typing import cast

import pytest
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
from tests.unit.compiler.random_guards import KINDS, Asked, Listed, listed, summed

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

    A way that is missing follows from a guard that is never taken. Of branches that are never reached, those follow
    from the first which the same guards take, or which nothing is left for.
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
    skipped = [answers for answers in everything if answers[own] is Mark.SKIPPED]
    keeping = [
        answers
        for answers in everything
        if answers[own] is not Mark.SKIPPED and keeps_all(ways.rules, answers)
    ]
    # So too for the ways behind them, also where the page can be left out.
    left = [*keeping, *skipped] if keeping else everything
    kept, takers = left, set[int | None]()
    is_spent = False
    for number, (line, guard) in enumerate(zip(ways.lines["guards"], ways.guards, strict=True)):
        true = [answers for answers in kept if holds(guard, answers)]
        if not any(answers in left for answers in true):
            found.add(("F303", line))
            above = enumerate(ways.guards[:number])
            takes_all = (n for n, other in above if all(holds(other, answers) for answers in true))
            taker = next(takes_all, None)
            if true:
                follows |= {("F303", line)} if is_spent or taker in takers else set()
                takers.add(taker)
                is_spent = is_spent or not left
        left = [answers for answers in left if answers not in true]
    follow_on = {("F302", ways.lines["guards"][-1])} if found & guards_of(ways) else set()
    if left and not ways.otherwise:
        found.add(("F302", ways.lines["guards"][-1]))
        follows |= follow_on
    if not left and ways.otherwise:
        found.add(("F303", ways.lines["else"][0]))
        follows |= {("F303", ways.lines["else"][0])} if is_spent else set()
    return found, follows


def guards_of(ways: Listed) -> set[tuple[str, int]]:
    """What would be told of guards that are never taken."""
    return {("F303", line) for line in ways.lines["guards"]}


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


@pytest.mark.parametrize("optional", [False, True])
def test_ways_behind_rules_that_nobody_can_keep_are_not_told_as_well(optional: bool) -> None:
    """One mistake is told once, whether the page can be left out or not."""
    guards = ["answered(x) and x > 2", "answered(x) and x == 0"]
    ways = Listed([Asked("x", KINDS["scale"], optional)], guards, ["x > 2", "x < 2"], otherwise=True)
    library = compile_steps(ways.steps())
    assert told(library) == {("F303", ways.lines["rules"][1])}


def test_a_way_that_a_check_refuses_is_told_also_below_one_that_nothing_is_left_for() -> None:
    guards = ["count(x) < 2", "not (count(x) < 0)", "count(x) > 1"]
    ways = Listed([Asked("x", KINDS["lines"])], guards, ["count(x) < 2"], otherwise=False)
    library = compile_steps(ways.steps())
    assert told(library) == {("F303", ways.lines["guards"][1]), ("F303", ways.lines["guards"][2])}


@given(summed())
def test_of_sums_nothing_is_said_that_trying_every_answer_denies(ways: Listed) -> None:
    known = told(compile_steps(ways.steps()))
    found, _ = tried(ways)
    # Values that are weighed each by itself may seem to come together where they cannot.
    assert {fault for fault in known if fault[0] == "F303"} <= found
    assert guards_of(ways) & known or {fault for fault in found if fault[0] == "F302"} <= known
