"""Proves that no answer is left without a way on (F302), and that every branch and rule makes a difference (F303).

It must not look along paths: an answer counts as any of its kind, wherever the person comes from.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cbt.compiler.checks.axes import GivenAxis, NumberAxis
from cbt.compiler.checks.cells import TooMany
from cbt.compiler.checks.conditions import Conditions
from cbt.compiler.checks.facts import Facts, guard_facts
from cbt.compiler.checks.spans import Site
from cbt.compiler.checks.terms import facts_below
from cbt.compiler.checks.verdicts import (
    Note,
    else_note,
    length_of,
    never_reached,
    never_true,
    rule_note,
    text_of,
)
from cbt.compiler.diagnostics import Findings
from cbt.model.expression import Expression
from cbt.model.flow import Flow, Holds, Step, Transition, Turn
from cbt.model.source import SourcePos

_ADD_ELSE = "add - {else: step}"


@dataclass(frozen=True, slots=True)
class _Gap:
    """Answers without a way on, and the guards of the list in which a way is missing."""

    note: Note
    guards: tuple[SourcePos, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """The ways that can never be taken: step id and number. `told` are the steps that those with a finding lead to.

    `is_whole` is false where a way is missing (F302), whether that was told or only what it comes of.
    """

    ways: frozenset[tuple[str, int]]
    told: frozenset[str]
    is_whole: bool

    def without(self, flow: Flow) -> Flow:
        """The flow as if these ways were not there."""
        ways = {
            step: tuple([way for number, way in enumerate(ways) if (step, number) not in self.ways])
            for step, ways in flow.ways.items()
        }
        return replace(flow, ways=ways)


def check_ways(
    flow: Flow, arrived: Mapping[str, Facts], findings: Findings, lost: Collection[SourcePos]
) -> Closed:
    """Notes answers without a way on, branches never taken and rules that refuse all or none.

    `arrived` are the facts that are certain at each step, `lost` the places of ways in lists that are not whole, which
    has been told.
    """
    proof = _Proof(flow, findings, lost)
    for step, facts in arrived.items():
        proof.check_rules(flow.steps[step], facts)
        proof.check_list(flow.steps[step], facts)
    return proof.closed()


class _Proof:
    """Steps may share a list of ways; a branch is told when none of them can take it."""

    def __init__(self, flow: Flow, findings: Findings, lost: Collection[SourcePos]) -> None:
        self._flow = flow
        self._findings = findings
        self._lost = lost
        self._notes: dict[SourcePos, list[Note | None]] = defaultdict(list)
        self._gaps: dict[SourcePos, _Gap] = {}
        self._closed: dict[tuple[str, int], SourcePos] = {}

    def closed(self) -> Closed:
        """Tells what is closed everywhere and does not follow from what is told, and gives what is closed."""
        dead: set[SourcePos] = set()
        # What a branch follows from stands above it.
        for pos, notes in self._notes.items():
            told = next((note for note in notes if note is not None and note.follows not in dead), None)
            if all(notes):
                dead.add(pos)
                if told is not None:
                    self._findings.add("F303", pos, told.message, told.hint, length=told.length)
        for pos, gap in self._gaps.items():
            # A guard that is never taken is the same mistake: mended, it may well take what is left.
            if dead.isdisjoint(gap.guards):
                self._findings.add("F302", pos, gap.note.message, gap.note.hint, length=gap.note.length)
        # Of what stands below an else there are no notes: that has been told where the list was read.
        led_to = {
            self._flow.ways[step][number].dest
            for (step, number), pos in self._closed.items()
            if pos in dead or pos not in self._notes
        }
        return Closed(frozenset(self._closed), frozenset(led_to), not self._gaps)

    def check_rules(self, step: Step, facts: Facts) -> None:
        """Weighs the checks of a page, each behind those above it."""
        if not step.checks:
            return
        site = Site(self._flow, step.id, facts | {f"a:{step.id}"}, frozenset(step.loops))
        for conditions, rules in _weighed(site, [check.must for check in step.checks]):
            kept = conditions.everything
            for must in rules:
                true = conditions.where(must)
                self._notes[must.pos].append(rule_note(conditions, must, true, kept))
                # Where nothing is let through, that is told once.
                kept = kept & true or kept

    def check_list(self, step: Step, facts: Facts) -> None:
        """Weighs the list of ways behind a page, if there is one."""
        ways = self._flow.ways.get(step.id, ())
        first = next((n for n, way in enumerate(ways) if not way.guards or _guard(way)), len(ways))
        guards = [guard for way in _guarded(ways[first:]) if (guard := _guard(way))]
        otherwise = first + len(guards)
        for number in range(otherwise + 1, len(ways)):
            self._closed[step.id, number] = ways[number].pos
        if not guards:
            return
        done = {move.loop for move in ways[first].moves if move.turn is Turn.LEAVE}
        known = guard_facts(self._flow, step, facts)[first]
        site = Site(self._flow, step.id, known, frozenset(step.loops) - done)
        try:
            conditions, kept = _behind_rules(site, step, guards)
        except TooMany:
            self._check_alone(site, guards, first)
            if otherwise == len(ways):
                message = "these guards ask about too much at once to tell whether every answer has a way on"
                self._leave_open(guards, message, _ADD_ELSE)
            return
        left, follows = self._check_branches(conditions, guards, kept, (step.id, first))
        if otherwise == len(ways):
            if left:
                message = f"{conditions.shown(left, guards)} has no way on"
                self._leave_open(guards, message, self._hint(conditions, guards))
        elif left:
            self._notes[ways[otherwise].pos].append(None)
        else:
            self._close((step.id, otherwise), ways[otherwise].pos, else_note(follows))

    def _check_branches(
        self, conditions: Conditions, guards: Sequence[Expression], kept: int, first: tuple[str, int]
    ) -> tuple[int, SourcePos | None]:
        """Weighs each guard behind those above it; gives the combinations that none of them takes.

        Where none is left, also the first guard that nothing was left for: all below it follows from the same mistake.
        """
        step, number = first
        above: list[tuple[str, int]] = []
        # By the guard that takes all of theirs, the first that is never reached; None for several guards together.
        taken_by: dict[str | None, SourcePos] = {}
        left, spent = kept, None
        for guard in guards:
            true = conditions.where(guard)
            if true & left:
                self._notes[guard.pos].append(None)
            else:
                if not true:
                    note = never_true(conditions, guard)
                elif not true & kept:
                    note = never_reached(guard, "a check refuses every answer for which it is true")
                else:
                    taker = next((shown for shown, taken in above if not true & kept & ~taken), None)
                    takes = f"{taker} above it takes" if taker else "the ways above it take"
                    why = f"{takes} every answer for which it is true"
                    note = never_reached(guard, why, spent or taken_by.get(taker))
                    taken_by.setdefault(taker, guard.pos)
                    spent = spent or (None if left else guard.pos)
                self._close((step, number), guard.pos, note)
            left &= ~true
            above.append((text_of(guard), true))
            number += 1
        return left, spent

    def _check_alone(self, site: Site, guards: Sequence[Expression], number: int) -> None:
        """Weighs each guard by itself, where all together ask about too much."""
        step = site.step
        for guard in guards:
            for conditions, _ in _weighed(site, [guard]):
                if not conditions.where(guard):
                    self._close((step, number), guard.pos, never_true(conditions, guard))
                    break
            else:
                self._notes[guard.pos].append(None)
            number += 1

    def _close(self, way: tuple[str, int], pos: SourcePos, note: Note) -> None:
        self._closed[way] = pos
        self._notes[pos].append(note)

    def _leave_open(self, guards: Sequence[Expression], message: str, hint: str) -> None:
        last = guards[-1]
        if last.pos not in self._lost:
            note = Note(message, hint, length_of(last))
            self._gaps.setdefault(last.pos, _Gap(note, tuple([guard.pos for guard in guards])))

    def _hint(self, conditions: Conditions, guards: Sequence[Expression]) -> str:
        """An else cures it also where values that are weighed each by itself cannot come together."""
        facts = [fact for guard in guards for fact in facts_below(self._flow, guard.root)]
        values = [axis for axis in conditions.asked_by(guards) if not isinstance(axis, GivenAxis)]
        derived = any(isinstance(axis, NumberAxis) and axis.is_derived for axis in values)
        unsure = derived and (len(values) > 1 or any(fact.startswith("computed:") for fact in facts))
        return f"{_ADD_ELSE}, also where this cannot come about" if unsure else _ADD_ELSE


def _guard(way: Transition) -> Expression | None:
    """The author's guard of a way; None of a way without one, and of one that a loop takes."""
    guard = way.guards[0] if way.guards else None
    return guard.expression if isinstance(guard, Holds) else None


def _guarded(ways: Sequence[Transition]) -> Iterator[Transition]:
    """The ways up to the first that is always taken."""
    for way in ways:
        if not way.guards:
            return
        yield way


def _weighed(site: Site, guards: Sequence[Expression]) -> list[tuple[Conditions, Sequence[Expression]]]:
    """Guards to be weighed together; where that is too much, each by itself; none where even that is."""
    try:
        return [(Conditions(site, guards), guards)]
    except TooMany:
        return [found for guard in guards for found in _weighed(site, [guard])] if len(guards) > 1 else []


def _behind_rules(site: Site, step: Step, guards: Sequence[Expression]) -> tuple[Conditions, int]:
    """The guards of a list, and the combinations that the checks of the page let through. Raises TooMany."""
    rules = [check.must for check in step.checks]
    try:
        conditions = Conditions(site, [*guards, *rules])
    except TooMany:
        alone = Conditions(site, guards)
        return alone, alone.everything
    if not _can_be_kept(site, step, rules):
        # That has been told.
        return conditions, conditions.everything
    kept = _keeping(conditions, rules)
    # A page that is passed without an answer has no rule to keep.
    return conditions, kept | conditions.missing(f"a:{step.id}") if step.optional else kept


def _can_be_kept(site: Site, step: Step, rules: Sequence[Expression]) -> bool:
    """Whether some answer to the page keeps all its rules."""
    answered = replace(site, facts=site.facts | {f"a:{step.id}"})
    conditions = Conditions(answered, rules)
    return bool(_keeping(conditions, rules))


def _keeping(conditions: Conditions, rules: Sequence[Expression]) -> int:
    """The combinations that keep all rules."""
    kept = conditions.everything
    for must in rules:
        kept &= conditions.where(must)
    return kept
