"""Looks for answers that lead through a flow: along each way on, into each refusal, to a page, to an end.

It must not promise to find them all: answers are samples, and of very many paths some are left out.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from cbt.engine.answering import answer, begin
from cbt.engine.filling import form_of
from cbt.engine.lines import NOWHERE
from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.samples import Flows, Samples
from cbt.errors import AnswerError
from cbt.model.answer import Share, Value
from cbt.model.flow import Flow, Transition
from cbt.model.session import ExerciseSession, Place
from cbt.model.walk import Tree

# How many stands are kept for one page of one length: first few, then more for what is still not found.
WIDTHS = (24, 240, 2400)
MOST_TRIED = 20_000
MOST_TO_AN_END = 4_000

Way = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where some answers have led: `told` is the last of them, given at `place` on the stand `before`.

    `ways` are those that it took, by source and number. The first stand has none of these.
    """

    session: ExerciseSession
    before: "Stand | None" = None
    place: Place | None = None
    told: Tree | None = None
    ways: tuple[Way, ...] = ()

    @property
    def here(self) -> Place:
        return self.session.position.here

    def path(self) -> list["Stand"]:
        """All stands that were come by, the first page's first and this one last."""
        stands: list[Stand] = []
        stand: Stand | None = self
        while stand is not None:
            stands.append(stand)
            stand = stand.before
        return stands[::-1]


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that a check refuses on a stand, with the check's number and sentence."""

    stand: Stand
    told: Tree
    number: int
    sentence: str


@dataclass(slots=True)
class Found:
    """The first stand behind each way on, and the first refusal by each check."""

    ways: dict[Way, Stand] = field(default_factory=dict)
    refusals: dict[Way, Refused] = field(default_factory=dict)


class Search:
    """Tries sample answers on the pages of one flow. `inputs` are what another flow hands over."""

    def __init__(self, flow: Flow, flows: Flows, inputs: Mapping[str, Value]) -> None:
        self._taken: list[Transition] = []
        self._numbers = {id(way): number for ways in flow.ways.values() for number, way in enumerate(ways)}
        self.flow = flow
        self.program = Program(flow, self._taken.append)
        self.samples = Samples(self.program, flows)
        self.start = Stand(begin(self.program, inputs))
        self.found = Found()
        self._tried = 0

    def explore(self, is_done: Callable[[Stand], bool]) -> Stand | None:
        """Goes on from the first page, paths of one length after the other, until a stand is what was looked for."""
        if is_done(self.start):
            return self.start
        for width in WIDTHS:
            layer, seen, is_whole = [self.start], set[object](), True
            while layer and self._tried < MOST_TRIED:
                following: dict[str, list[Stand]] = defaultdict(list)
                for stand in layer:
                    for after in self.following(stand):
                        if is_done(after):
                            return after
                        key = self._key(after)
                        if key not in seen:
                            seen.add(key)
                            following[after.here.step].append(after)
                is_whole = is_whole and all(len(stands) <= width for stands in following.values())
                layer = [stand for stands in following.values() for stand in _thinned(stands, width)]
            if is_whole:
                break
        return None

    def to_an_end(self, stand: Stand) -> Stand | None:
        """A stand on a last page that can be come to from here; None when none was found."""
        order, seen = count(), set[object]()
        open_stands = [(0, next(order), stand)]
        tried = 0
        while open_stands and tried < MOST_TO_AN_END:
            _, _, nearest = heapq.heappop(open_stands)
            if self.flow.steps[nearest.here.step].is_final:
                return nearest
            for after in self.following(nearest):
                tried += 1
                key = self._key(after)
                if key not in seen:
                    seen.add(key)
                    heapq.heappush(open_stands, (self.flow.to_go[after.here.step], next(order), after))
        return None

    def following(self, stand: Stand) -> Iterator[Stand]:
        """The stands that one more answer leads to."""
        if self.flow.steps[stand.here.step].is_final:
            return
        for tree in self.answers(stand):
            after = self._after(stand, tree)
            if isinstance(after, Stand):
                yield after

    def refusals(self, stand: Stand) -> Iterator[Refused]:
        """What the checks of a stand's page refuse, each check once."""
        numbers = set()
        for tree in self.answers(stand) if self.flow.steps[stand.here.step].checks else ():
            after = self._after(stand, tree)
            if isinstance(after, Refused) and after.number not in numbers:
                numbers.add(after.number)
                yield after

    def answers(self, stand: Stand) -> list[Tree | None]:
        """What can be tried on a stand's page; None to go on from a page that asks nothing."""
        if self.flow.steps[stand.here.step].kind is None:
            return [None]
        walk = walk_to(self.program, stand.session.facts, stand.session.position, stand.here)
        return list(self.samples.of(walk))

    def _after(self, stand: Stand, tree: Tree | None) -> Stand | Refused | None:
        """Where an answer leads, or which check refuses it; None for one that does not fit its question."""
        session, here = stand.session, stand.here
        walk = walk_to(self.program, session.facts, session.position, here)
        fields, records = form_of(self.program, walk, tree if tree is not None else (), NOWHERE)
        self._tried += 1
        self._taken.clear()
        try:
            after = answer(self.program, session, here, fields, records)
        except AnswerError as error:
            if error.code != "check" or tree is None:
                return None
            refused = Refused(stand, tree, int(error.facts["check"]), error.sentence)
            self.found.refusals.setdefault((here.step, refused.number), refused)
            return refused
        ways = tuple([(way.source, self._numbers[id(way)]) for way in self._taken])
        found = Stand(after, stand, here, tree, ways)
        for way in ways:
            self.found.ways.setdefault(way, found)
        return found

    def _key(self, stand: Stand) -> object:
        """What bears on where a stand can lead: its page, how far its loops are, and the answers read ahead."""
        ahead = self.samples.thresholds.ahead[stand.here.step]
        facts, walked = stand.session.facts, stand.session.position.walked
        live = [(address, facts.answers[address]) for address in facts.answers if _id_in(address) in ahead]
        counts = [(address, len(items)) for address, items in walked.items() if _id_in(address) in ahead]
        return stand.here, frozenset(live), frozenset(counts)


def _id_in(address: str) -> str:
    """The step or loop that an address is of."""
    return address.partition("@")[0]


def _thinned(stands: list[Stand], width: int) -> list[Stand]:
    """At most so many: half of them came first, the others are spread evenly from the least sum to the greatest."""
    if len(stands) <= width:
        return stands
    first, rest = stands[: width // 2], sorted(stands[width // 2 :], key=_sum)
    spread = width - len(first)
    return [*first, *[rest[number * (len(rest) - 1) // max(spread - 1, 1)] for number in range(spread)]]


def _sum(stand: Stand) -> float:
    """All numbers that were answered, added up."""
    total = 0.0
    for value in stand.session.facts.answers.values():
        if isinstance(value, int | float):
            total += value
        elif isinstance(value, tuple):
            total += max([item.amount for item in value if isinstance(item, Share)], default=len(value))
    return total
