"""Makes a blank worksheet of a flow, for pen and paper: loops written out, ways on as "If ..., go to ...".

It must not check anything: paper refuses no answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cbt.model.answer import ListedKind, ListKind, OneOfKind, OrderKind, PicksKind, RecallKind, SharesKind
from cbt.model.flow import FewerThan, Flow, HasNext, Loop, Role, Step, Transition, Turn, WantsMore
from cbt.model.reference import FieldRef, Ref
from cbt.paper import outline as outlined
from cbt.paper.blocks import paragraphs_of
from cbt.paper.fields import field_for
from cbt.paper.kinds import duration, seconds
from cbt.paper.phrases import of_step
from cbt.paper.sheet import Field, Item, Room, Set, Sheet, Ticks
from cbt.paper.sheet_names import BLANK, Names
from cbt.paper.ways import Condition, conditions_of

MOST_ROUNDS = 5
_ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")
# Longer lists of options stand on the sheet once.
_MOST_REPEATED = 6


def make_worksheet(flow: Flow, titles: Mapping[str, str] | None = None) -> Sheet:
    """The worksheet of a flow; `titles` are those of other flows by id, as far as they are known."""
    return _Maker(flow, titles or {}).sheet()


class _Maker:
    """`round_` has a letter for each loop that one stands in: the second round of an outer loop's first is `ab`."""

    def __init__(self, flow: Flow, titles: Mapping[str, str]) -> None:
        self._flow = flow
        self._titles = titles
        self._outline = outlined.outline(flow)
        self._numbers = outlined.page_numbers(self._outline)
        self._neighbours = set(pairwise(self._numbers))
        self._names = Names(flow, self._numbers)

    def sheet(self) -> Sheet:
        flow = self._flow
        return Sheet(
            title=flow.title.source,
            language=flow.language,
            about=paragraphs_of(flow.about.source) if flow.about else (),
            first=paragraphs_of(flow.before_you_start.source) if flow.before_you_start else (),
            members=tuple(self._members(self._outline, "")),
        )

    def _members(
        self, section: outlined.Section, round_: str, *, asks_again: bool = True
    ) -> Iterator[Item | Set]:
        """All that stands in a section, in a round that may be followed by another or not."""
        for member in section.members:
            if isinstance(member, outlined.Section):
                if member.loop is None:
                    yield Set("", tuple(self._members(member, round_)))
                else:
                    yield from self._rounds(member, member.loop, round_)
            elif member.is_page and (asks_again or member.role is not Role.AGAIN):
                yield self._item(member, round_)

    def _rounds(self, section: outlined.Section, loop: Loop, round_: str) -> Iterator[Set]:
        rounds = min(loop.most, MOST_ROUNDS)
        for number in range(rounds):
            letter = f"{round_}{chr(ord('a') + number)}"
            heading = f"{_ORDINALS[number]} time"
            if loop.over is not None:
                heading = f"The {_ORDINALS[number]} of {self._names.called(loop.over, round_)}: {BLANK}"
            # Where there may be none, it is asked before every round; else behind those that may be the last.
            asks_again = loop.least == 0 or loop.least <= number + 1 < rounds
            yield Set(heading, tuple(self._members(section, letter, asks_again=asks_again)))
        source = self._last(section)
        around = set(self._flow.loops[section.id].inside)
        ways = [
            (way, condition)
            for way, condition in self._ways(source, round_)
            if section.id in _left(way) and not around & _left(way) and not _is_of_loop(way)
        ]
        go = tuple(self._go_behind(section, source, ways, round_))
        if go:
            yield Set("", (), tuple(self._names.sums_of([way for way, _ in ways], round_)), go)

    def _last(self, section: outlined.Section) -> Step:
        """The step of a loop that it is left from behind its last round."""
        leaving = [
            step
            for step in section.steps()
            if any(section.id in _left(way) for way in self._flow.ways.get(step.id, ()))
        ]
        asking = (f"{section.id}.more", f"{section.id}.again")
        return next((step for step in leaving if step.id in asking), leaving[-1])

    def _go_behind(
        self,
        section: outlined.Section,
        source: Step,
        ways: Sequence[tuple[Transition, Condition]],
        round_: str,
    ) -> Iterator[str]:
        """Where to go behind the last round of a loop; nothing where the next on the sheet is meant."""
        last = [step.id for step in section.steps() if step.is_page][-1]
        for number, (way, condition) in enumerate(ways):
            dest = self._first_page(source, way.dest)
            if dest is not None:
                otherwise = "if none of these" if number > 1 else "if not"
                words = " and ".join([otherwise] * condition.is_else + list(condition.tests))
                if words or (last, dest) not in self._neighbours:
                    yield self._sent(words, source, dest, round_)

    def _item(self, step: Step, round_: str) -> Item:
        return Item(
            number=self._names.number(step.id, round_),
            is_question=step.role in (Role.QUESTION, Role.AGAIN),
            prompt=tuple(self._prompt(step, round_)),
            help=tuple(self._names.filled(step.help, round_)),
            field=self._field(step, round_),
            sums=tuple(self._names.sums(step, round_)),
            go=tuple(self._go(step, round_)),
        )

    def _field(self, step: Step, round_: str) -> Field | None:
        """What to write on; a long list of options stands in the first round alone."""
        if step.role is Role.AGAIN:
            return None
        rows = self._count(step.kind.of) if isinstance(step.kind, ListedKind) else 0
        field = field_for(step, rows, lambda text: " ".join(self._names.filled(text, round_)))
        if isinstance(field, Ticks) and len(field.labels) > _MOST_REPEATED and set(round_) - {"a"}:
            return Room((f"(see the list at {self._names.number(step.id, 'a' * len(round_))})",))
        return field

    def _count(self, ref: Ref) -> int:
        """How many items a list has on the sheet at most."""
        if isinstance(ref, FieldRef):
            owner = self._flow.loops.get(ref.items_of)
            return min(owner.most, MOST_ROUNDS) if owner else MOST_ROUNDS
        step = self._flow.steps.get(of_step(ref, self._flow) or "")
        match step.kind if step else None:
            case ListKind(_, most):
                return most
            case PicksKind(options):
                return len(options)
            case OrderKind(of):
                return self._count(of)
        return MOST_ROUNDS

    def _prompt(self, step: Step, round_: str) -> Iterator[str]:
        yield from self._names.filled(step.prompt, round_)
        if step.wait is not None and step.wait.until is not None:
            yield f"Come back on or after {self._names.called(step.wait.until, round_)}."
        elif step.wait is not None:
            yield f"Come back after {duration(step.wait.minutes or 0)}."
        if step.timer is not None:
            yield f"Take {seconds(step.timer)}."
        if step.breathe is not None:
            pace = f"Breathe in for {step.breathe.inhale} seconds and out for {step.breathe.exhale}"
            yield f"{pace}. Go on for {seconds(step.breathe.seconds)}."
        if step.hand_off is not None:
            yield f"You could go on with another sheet: {self._title(step.hand_off.flow)}."
        match step.kind:
            case OneOfKind(of=of, other=other):
                own = ", or write your own" if other else ""
                yield f"Choose one of {self._names.called(of, round_)}{own}."
            case OrderKind(of):
                yield f"Put {self._names.called(of, round_)} in order."
            case SharesKind(total, of):
                yield f"Share {total} out over {self._names.called(of, round_)}."
            case RecallKind(recalled, many=many):
                sheets, none = ("earlier sheets", "any") if many else ("an earlier sheet", "one")
                yield f"Look for {sheets}: {self._title(recalled)}. Without {none}, leave this out."

    def _title(self, flow: str) -> str:
        return self._titles.get(flow, flow.replace("_", " ").capitalize())

    def _go(self, step: Step, round_: str) -> Iterator[str]:
        """Where to go from a page; nothing where the next on the sheet is meant."""
        is_again = step.role is Role.AGAIN
        if is_again:
            yield "If so, go on below."
            if len(step.loops) > 1:
                yield f"If not, leave out all that is left of {self._pages_in(step.loops[-1], round_)}."
                return
        for number, (way, condition) in enumerate(self._ways(step, round_)):
            dest = self._first_page(step, way.dest)
            if dest is None or _is_of_loop(way) or (_leaves(way) and not is_again):
                continue
            otherwise = "if none of these" if number > 1 and not is_again else "if not"
            words = " and ".join([otherwise] * (is_again or condition.is_else) + list(condition.tests))
            if words or (step.id, dest) not in self._neighbours:
                yield self._sent(words, step, dest, round_)

    def _ways(self, step: Step, round_: str) -> Iterator[tuple[Transition, Condition]]:
        ways = self._flow.ways.get(step.id, ())
        yield from zip(ways, conditions_of(self._flow, step.id, self._names.phrases(round_)), strict=True)

    def _sent(self, words: str, step: Step, dest: str, round_: str) -> str:
        """The words that send one on to a page."""
        go = f"{words}, go to" if words else "go to"
        return f"{go[0].upper()}{go[1:]} {self._names.number(dest, self._round_at(step, dest, round_))}."

    def _round_at(self, step: Step, dest: str, round_: str) -> str:
        """The round at a page that one goes to: the same in the loops around both, the first in others."""
        around = self._flow.steps[dest].loops
        shared = sum(one == other for one, other in zip(step.loops, around, strict=False))
        return round_[:shared] + "a" * (len(around) - shared)

    def _pages_in(self, loop: str, round_: str) -> str:
        """The first and last page of a loop, in this round of the loops around it."""
        inside = [step for step in self._numbers if loop in self._flow.steps[step].loops]
        outer = round_[: len(self._flow.loops[loop].inside)]
        first, last = (f"{self._numbers[step]}{outer}" for step in (inside[0], inside[-1]))
        return f"{first} to {last}"

    def _first_page(self, step: Step, dest: str) -> str | None:
        """The page that a way leads to; None for a further round of a loop that the step is in."""
        found = self._flow.steps[dest]
        if found.is_page:
            return dest
        if found.loops[-1] in step.loops:
            return None
        return next((way.dest for way in self._flow.ways[dest] if not _leaves(way)), None)


def _leaves(way: Transition) -> bool:
    return bool(_left(way))


def _left(way: Transition) -> set[str]:
    """The loops that a way leaves."""
    return {move.loop for move in way.moves if move.turn is Turn.LEAVE}


def _is_of_loop(way: Transition) -> bool:
    """Whether a way goes on to a further round, or asks for one."""
    return any(isinstance(guard, FewerThan | WantsMore | HasNext) for guard in way.guards)
