"""Two versions of a flow side by side: which words changed, what else, and whether people inside can come along.

It must not know YAML, and puts nothing into sentences.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from cbt.engine.skeleton import SHOWN_OF_A_FLOW, SHOWN_OF_A_STEP, skeleton
from cbt.model.flow import Check, Flow, Kept, Loop, Step, Text, Transition
from cbt.model.renaming import Renamed, renamed_id

_APART = frozenset({"steps", "loops", "ways", "computed", "start"})
_WORKED_OUT = frozenset({"id", "version", "pos", "pages", "to_go", "most_pages", "files", "renamed"})


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text before and after, by its present key; empty where there was or is none."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `what` is `added`, `removed`, `moved`, or the field of the flow, step or loop at `where`."""

    what: str
    where: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed: words, what else is only shown, structure, and steps that are called otherwise (old -> new).

    While `edits` is empty, every answer and every position of the old version means the same in the new one.
    """

    rewrites: tuple[Rewrite, ...]
    shown: tuple[Edit, ...]
    edits: tuple[Edit, ...]
    renamed: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether both versions are alike to whoever does the exercise."""
        return not (self.rewrites or self.shown or self.edits or self.renamed)


def compare(old: Flow, new: Flow) -> Comparison:
    """What changed from one version to the next, with steps found again by the new one's `renamed`; pure."""
    return _Pair(old, new).comparison()


class _Pair:
    """Two versions whose steps are matched: `old` has the present ids."""

    def __init__(self, old: Flow, new: Flow) -> None:
        self._flows = (old, new)
        self._renamed = new.renamed
        self._ids = {step: renamed_id(self._renamed, step) for step in old.steps}
        self._steps = {now: old.steps[step] for step, now in self._ids.items()}
        self._ways = {renamed_id(self._renamed, step): ways for step, ways in old.ways.items()}
        self._added = [step for step in new.steps if step not in self._steps]
        # Of two steps that got one name only the last was matched; the other is gone.
        self._removed = [
            step
            for step, now in self._ids.items()
            if now not in new.steps or self._steps[now] is not old.steps[step]
        ]
        self._both = [step for step in new.steps if step in self._steps]
        self._moved = _moved([step for step in self._steps if step in new.steps], self._both)

    def comparison(self) -> Comparison:
        renamed = {step: now for step, now in self._ids.items() if step != now and step not in self._removed}
        return Comparison(tuple(self._rewrites()), tuple(self._shown()), tuple(self._edits()), renamed)

    def _edits(self) -> Iterator[Edit]:
        old, new = self._flows
        yield from [Edit("removed", step) for step in self._removed]
        yield from [Edit("added", step) for step in self._added]
        yield from [Edit("moved", step) for step in self._moved]
        for step in self._both:
            was, now = self._steps[step], new.steps[step]
            yield from self._differing(step, was, now, SHOWN_OF_A_STEP)
            if self._called(was.loops) != now.loops:
                yield Edit("loops", step, was.loops, now.loops)
            yield from self._edits_of_ways(step)
        yield from self._edits_of_loops()
        yield from self._edits_of_computed()
        yield from self._differing("", old, new, (*SHOWN_OF_A_FLOW, *_APART, *_WORKED_OUT, "start_moves"))
        if not self._touched and self._start(old, self._renamed) != self._start(new, {}):
            yield Edit("start", "", old.start, new.start)

    @property
    def _touched(self) -> set[str]:
        return {*self._added, *self._moved, *[self._ids[step] for step in self._removed]}

    def _differing(self, where: str, old: Any, new: Any, leave_out: Collection[str]) -> Iterator[Edit]:
        """An edit for each field whose bones differ."""
        for field in fields(new):
            if field.name in (*leave_out, "id", "pos", "loops"):
                continue
            before, after = getattr(old, field.name), getattr(new, field.name)
            if skeleton(before, self._renamed) != skeleton(after, {}):
                yield Edit(field.name, where, before, after)

    def _edits_of_ways(self, step: str) -> Iterator[Edit]:
        before, after = self._ways.get(step, ()), self._flows[1].ways.get(step, ())
        if skeleton(before, self._renamed) == skeleton(after, {}) or self._follows(before, after):
            return
        yield Edit("ways", step, before, after)

    def _follows(self, before: tuple[Transition, ...], after: tuple[Transition, ...]) -> bool:
        """Whether ways on differ only because a step that they join came, went or moved."""
        touched = self._touched
        if any(way.source in touched for way in after):
            return True
        return len(before) == len(after) and all(
            skeleton(old, self._renamed) == skeleton(new, {})
            if touched.isdisjoint((renamed_id(self._renamed, old.dest), new.dest))
            else skeleton(old.guards, self._renamed) == skeleton(new.guards, {})
            for old, new in zip(before, after, strict=True)
        )

    def _edits_of_loops(self) -> Iterator[Edit]:
        old, new = self._flows
        loops = {renamed_id(self._renamed, loop): found for loop, found in old.loops.items()}
        for loop in dict.fromkeys([*loops, *new.loops]):
            before, after = loops.get(loop), new.loops.get(loop)
            if before is None or after is None:
                # A page of its own came or went with it.
                if not self._touched:
                    yield Edit("loop", loop, before, after)
            elif _bounds(before, self._renamed) != _bounds(after, {}):
                yield Edit("loop", loop, before, after)

    def _called(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """What old ids are called now."""
        return tuple([renamed_id(self._renamed, old) for old in ids])

    def _edits_of_computed(self) -> Iterator[Edit]:
        old, new = self._flows
        known = {renamed_id(self._renamed, name): expression for name, expression in old.computed.items()}
        for name in dict.fromkeys([*known, *new.computed]):
            before, after = known.get(name), new.computed.get(name)
            if skeleton(before, self._renamed) != skeleton(after, {}):
                yield Edit("computed", name, before, after)

    def _start(self, flow: Flow, renamed: Renamed) -> Any:
        return renamed_id(renamed, flow.start), skeleton(flow.start_moves, renamed)

    def _rewrites(self) -> Iterator[Rewrite]:
        old, new = self._flows
        before, after = _texts_of_flow(old), _texts_of_flow(new)
        for step in self._both:
            before |= {
                renamed_id(self._renamed, key): text for key, text in _texts_of(self._steps[step]).items()
            }
            after |= _texts_of(new.steps[step])
        for key in dict.fromkeys([*after, *before]):
            if before.get(key, "") != after.get(key, ""):
                yield Rewrite(key, before.get(key, ""), after.get(key, ""))

    def _shown(self) -> Iterator[Edit]:
        old, new = self._flows
        pairs: list[tuple[str, str, Any, Any]] = [
            ("minutes", "", old.minutes, new.minutes),
            ("sources", "", old.sources, new.sources),
            ("apart", "", old.days_apart, new.days_apart),
            ("units", "", _units(old, self._renamed), _units(new, {})),
            ("rows", "summary", self._names(old.summary.rows), _names(new.summary.rows)),
            ("draw", "summary", self._called(old.summary.drawn), new.summary.drawn),
            ("change", "summary", _pairs(old), _pairs(new)),
        ]
        for step in self._both:
            was, now = self._steps[step], new.steps[step]
            pairs += [
                ("keep_in_view", step, self._names(was.keep_in_view), _names(now.keep_in_view)),
                ("reword", step, was.reword, now.reword),
                ("safety", step, was.safety, now.safety),
                ("holds", step, was.holds, now.holds),
            ]
        yield from [Edit(*pair) for pair in pairs if pair[2] != pair[3]]

    def _names(self, kept: tuple[Kept, ...]) -> tuple[str, ...]:
        return self._called(_names(kept))


def _bounds(loop: Loop, renamed: Renamed) -> Any:
    """How often a loop goes round, and over what; a list that is walked has its own bounds."""
    owners = tuple([renamed_id(renamed, at) for at in (loop.items_of, *loop.inside)])
    return (loop.least, loop.most, owners) if loop.over is None else (skeleton(loop.over, renamed), owners)


def _names(kept: tuple[Kept, ...]) -> tuple[str, ...]:
    return tuple([each.name for each in kept])


def _units(flow: Flow, renamed: Renamed) -> dict[str, str]:
    return {renamed_id(renamed, name): unit.value for name, unit in flow.units.items()}


def _pairs(flow: Flow) -> tuple[str, ...]:
    return tuple([change.name for change in flow.summary.changes])


def _moved(before: list[str], after: list[str]) -> list[str]:
    """Those of the same ids that stand at another place, as few as will do."""
    stay: set[str] = set()
    for start, _, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        stay.update(before[start : start + size])
    return [step for step in after if step not in stay]


def _texts_of_flow(flow: Flow) -> dict[str, str]:
    found = (flow.title, flow.about, flow.before_you_start, flow.summary.title)
    return {text.key: text.source for text in found if text is not None}


def _texts_of(step: Step) -> dict[str, str]:
    """All words of a page by key; not those of other pages that it keeps in view."""
    return {text.key: text.source for field in fields(step) for text in _texts_in(getattr(step, field.name))}


def _texts_in(held: Any) -> Iterator[Text]:
    if isinstance(held, Text):
        yield held
    elif isinstance(held, Mapping):
        yield from [text for text in held.values() if isinstance(text, Text)]
    elif isinstance(held, tuple):
        yield from [check.sentence for check in held if isinstance(check, Check)]
