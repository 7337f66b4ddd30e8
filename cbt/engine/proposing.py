"""Proposes walks for what none goes through yet: few of them, each played before it is offered.

It must not write them down.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from cbt.engine.carrying import inputs_of
from cbt.engine.coverage import Coverage, Gap, missing
from cbt.engine.lines import NOWHERE
from cbt.engine.naming import name_of_refusals, name_of_run
from cbt.engine.playing import play
from cbt.engine.samples import Flows, inputs_for
from cbt.engine.searching import Refused, Search, Stand, Way
from cbt.engine.telling import as_answers, as_script
from cbt.model.flow import Flow
from cbt.model.walk import WalkCase


@dataclass(slots=True)
class Proposal:
    """Walks for an author to look at, and what no walk was found for."""

    cases: list[WalkCase] = field(default_factory=list)
    unreached: list[Gap] = field(default_factory=list)


def propose(flow: Flow, coverage: Coverage, flows: Flows, names: Collection[str]) -> Proposal:
    """Walks through what a coverage lacks. `flows` are all there are, `names` those of the walks there are."""
    return _Proposing(flow, coverage, flows, names).run()


class _Proposing:
    """One run for one flow. `_covered` grows with each walk."""

    def __init__(self, flow: Flow, coverage: Coverage, flows: Flows, names: Collection[str]) -> None:
        self._flow = flow
        self._covered = Coverage(set(coverage.ways), set(coverage.refusals))
        self._names = set(names)
        self._carry = inputs_for(flow)
        case = WalkCase("", NOWHERE, carry=self._carry)
        self._search = Search(flow, flows, inputs_of(flow, case))
        self._cases: list[WalkCase] = []

    def run(self) -> Proposal:
        if missing(self._flow, self._covered):
            self._search.explore(lambda _stand: self._has_all())
            self._propose_ways()
            self._propose_refusals()
        return Proposal(self._cases, missing(self._flow, self._covered))

    def _has_all(self) -> bool:
        found = self._search.found
        return self._open_ways() <= set(found.ways) and self._open_refusals() <= set(found.refusals)

    def _open_ways(self) -> set[Way]:
        return {gap.target for gap in missing(self._flow, self._covered) if not gap.is_refusal}

    def _open_refusals(self) -> set[Way]:
        return {gap.target for gap in missing(self._flow, self._covered) if gap.is_refusal}

    def _propose_ways(self) -> None:
        """Of all runs the one through most of what is missing, until none goes through anything more."""
        runs = {way: self._run_through(way) for way in sorted(self._open_ways())}
        open_ways = self._open_ways()
        while runs:
            best = max(runs, key=lambda way: (len(_ways(runs[way]) & open_ways), -len(runs[way])))
            run = runs.pop(best)
            new = _ways(run) & open_ways
            if new:
                self._add_run(run, new)
                open_ways = self._open_ways()

    def _run_through(self, way: Way) -> list[Stand]:
        """A run along a way and on to an end; empty where the way was not found."""
        stand = self._search.found.ways.get(way)
        last = self._search.to_an_end(stand) if stand is not None else None
        return (last or stand).path() if stand is not None else []

    def _add_run(self, run: list[Stand], new: set[Way]) -> None:
        name = self._free_name(name_of_run(self._flow, run, new))
        visits = self._decided(run, new)
        if not self._add(as_answers(self._flow, name, run, self._carry, visits)):
            self._add(as_script(self._flow, name, run, self._carry))

    def _decided(self, run: list[Stand], new: set[Way]) -> list[str]:
        """The pages that the decisions which are new in a run lead to, but for its last one."""
        ways = self._flow.ways
        decided = [way for stand in run for way in stand.ways if way in new and len(ways[way[0]]) > 1]
        pages = dict.fromkeys([ways[source][number].dest for source, number in decided])
        last = run[-1].here.step
        return [page for page in pages if self._flow.steps[page].is_page and page != last]

    def _propose_refusals(self) -> None:
        """From the refusal furthest into the flow on, each run with all that is refused on its way."""
        found = self._search.found.refusals
        open_refusals = self._open_refusals() & set(found)
        for refusal in sorted(open_refusals, key=lambda one: -len(found[one].stand.path())):
            if refusal in self._open_refusals():
                self._add_refusals(found[refusal])

    def _add_refusals(self, last: Refused) -> None:
        run = last.stand.path()
        after = next(self._search.following(last.stand), None)
        refused = self._refused_on(run, last)
        name = self._free_name(name_of_refusals([one.stand.here.step for one in refused.values()]))
        told = {address: (one.told, one.sentence) for address, one in refused.items()}
        self._add(as_script(self._flow, name, [*run, *([after] if after else [])], self._carry, told))

    def _refused_on(self, run: list[Stand], last: Refused) -> dict[str, Refused]:
        """The first refusal that is still missing on each page of a run, by the page's key."""
        open_refusals = self._open_refusals()
        refused = {}
        for stand in run:
            for one in [last] if stand is last.stand else self._search.refusals(stand):
                if (stand.here.step, one.number) in open_refusals:
                    refused[stand.here.key] = one
                    open_refusals.discard((stand.here.step, one.number))
                    break
        return refused

    def _add(self, case: WalkCase) -> bool:
        """Takes a walk that holds; what it goes through is covered."""
        coverage = Coverage()
        if play(self._flow, case, coverage) is not None:
            return False
        self._covered.ways |= coverage.ways
        self._covered.refusals |= coverage.refusals
        self._names.add(case.name)
        self._cases.append(case)
        return True

    def _free_name(self, name: str) -> str:
        number, free = 1, name
        while free in self._names:
            number += 1
            free = f"{name} ({number})"
        return free


def _ways(run: list[Stand]) -> set[Way]:
    return {way for stand in run for way in stand.ways}
