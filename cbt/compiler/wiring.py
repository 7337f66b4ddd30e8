"""Joins the steps: every step's ways on, in the order in which they are tried.

It must not judge the whole: reachability, endings and definedness are the checks'.
"""

from dataclasses import dataclass

from cbt.compiler.diagnostics import did_you_mean, find_nearest
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.outline import Draft, Level
from cbt.compiler.resolve import Resolver
from cbt.compiler.slips import join_parted, meant_way
from cbt.model.answer import ChoiceKind, YesNoKind
from cbt.model.flow import Chose, FewerThan, Guard, HasNext, Holds, Move, Transition, Turn, WantsMore
from cbt.model.source import SourcePos


@dataclass(frozen=True, slots=True)
class Way:
    """A way on that does not know its source yet."""

    dest: str
    moves: tuple[Move, ...] = ()
    guards: tuple[Guard, ...] = ()
    pos: SourcePos | None = None

    def behind(
        self, *, guards: tuple[Guard, ...] = (), moves: tuple[Move, ...] = (), pos: SourcePos | None = None
    ) -> "Way":
        """The way with more guards and moves before its own; an own place wins."""
        return Way(self.dest, moves + self.moves, guards + self.guards, self.pos or pos)


def again_id(draft: Draft) -> str:
    """The id of the page that asks for a further item."""
    return f"{draft.id}.again"


def more_id(draft: Draft) -> str:
    """The id of the junction before each item of a `for_each`; it is no page."""
    return f"{draft.id}.more"


class Wiring:
    """Wires one flow; what it cannot follow is told once and noted in `broken`, so that checks keep quiet about it.

    A list of ways is empty, and a way is None, where it is lost; `lost_guards` are the places of the guards beside it.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._findings = resolver.findings
        self.broken = False
        self.lost_guards: set[SourcePos] = set()
        self._onward: dict[str, list[Way]] = {}

    def ways_of(self, draft: Draft) -> dict[str, tuple[Transition, ...]]:
        """The ways on of the steps that a draft makes itself: its page, or its loop's `again` or `more`."""
        match draft.nature:
            case "ask" | "say":
                ways = [] if draft.shape.end is not None else self._after(draft)
                return _from(draft.id, ways, draft.name.pos)
            case "repeat" if draft.bounds[0] != draft.bounds[1]:
                place = draft.shape.again.pos if draft.shape.again else draft.name.pos
                return _from(again_id(draft), self._from_again(draft), place)
            case "for_each":
                return _from(more_id(draft), self._from_more(draft), draft.name.pos)
            case _:
                return {}

    def entry(self, draft: Draft) -> Way | None:
        """The way into a draft: its page, or a part's or loop's first."""
        match draft.nature:
            case "repeat" if draft.bounds[0] > 0:
                return self._next_item(draft)
            case "repeat":
                return self._before_items(draft, again_id(draft))
            case "for_each":
                return self._before_items(draft, more_id(draft))
            case "use":
                return self._first(draft)
            case _:
                return Way(draft.id)

    def _before_items(self, draft: Draft, step: str) -> Way | None:
        return Way(step, (Move(draft.id, Turn.BEFORE),)) if self._first(draft) else None

    def _first(self, draft: Draft) -> Way | None:
        if draft.body is None or not draft.body.drafts:
            self.broken = True
            return None
        return self.entry(draft.body.drafts[0])

    def _next_item(self, draft: Draft) -> Way | None:
        first = self._first(draft)
        return first.behind(moves=(Move(draft.id, Turn.NEXT),)) if first else None

    def _after(self, draft: Draft) -> list[Way]:
        """The ways on once a step, part or loop is done."""
        if draft.id not in self._onward:
            self._onward[draft.id] = self._ways_after(draft)
        return self._onward[draft.id]

    def _ways_after(self, draft: Draft) -> list[Way]:
        if draft.shape.next is not None:
            return self._next(draft, draft.shape.next)
        level = draft.level
        if draft.place + 1 < len(level.drafts):
            way = self.entry(level.drafts[draft.place + 1])
            return [way] if way else []
        return self._after_level(draft, level)

    def _after_level(self, last: Draft, level: Level) -> list[Way]:
        owner = level.owner
        if owner is None and level.doubled:
            # The step behind the last may be the one that was left out for its id.
            self.broken = True
            return []
        if owner is None:
            message = f'nothing follows "{last.name}", and the flow does not end there'
            self._findings.add("F102", last.name, message, "add end: completed to its last page")
            return []
        match owner.nature:
            case "repeat":
                return self._after_item(owner)
            case "for_each":
                return [Way(more_id(owner))]
            case _:
                return self._after(owner)

    def _after_item(self, loop: Draft) -> list[Way]:
        least, most = loop.bounds
        ways = []
        again = self._next_item(loop)
        if again and least > 1:
            ways.append(again.behind(guards=(FewerThan(loop.id, least),)))
        if most > max(least, 1):
            ways.append(Way(again_id(loop), guards=(FewerThan(loop.id, most),)))
        return ways + self._leave(loop)

    def _from_again(self, loop: Draft) -> list[Way]:
        item = self._next_item(loop)
        return [item.behind(guards=(WantsMore(loop.id),)), *self._leave(loop)] if item else []

    def _from_more(self, loop: Draft) -> list[Way]:
        item = self._next_item(loop)
        return [item.behind(guards=(HasNext(loop.id),)), *self._leave(loop)] if item else []

    def _leave(self, loop: Draft) -> list[Way]:
        return [way.behind(moves=(Move(loop.id, Turn.LEAVE),)) for way in self._after(loop)]

    def _next(self, draft: Draft, node: Node) -> list[Way]:
        match node:
            case Scalar():
                way = self._target(draft, node)
                return [way.behind(pos=node.pos)] if way else []
            case Map():
                return self._by_option(draft, node)
            case _:
                return self._by_guards(draft, node)

    def _target(self, draft: Draft, name: Scalar) -> Way | None:
        level = draft.level
        target = level.find(name)
        if target is not None and target.place > draft.place:
            return self.entry(target)
        self.broken = True
        if name in level.doubled:
            return None
        if target is not None:
            hint = "a next only jumps forward; collect items with repeat"
            self._findings.add("F107", name, f'"{name}" does not come after "{draft.name}"', hint)
        elif not level.has_broken(name) and not level.is_unsure:
            later = [str(other.name) for other in level.drafts[draft.place + 1 :]]
            hint = did_you_mean(name, later) or "name a later step of the same level"
            message = f'there is no step "{name}" here' if name else "the name of a step is missing here"
            self._findings.add("F101", name, message, hint)
        return None

    def _by_guards(self, draft: Draft, node: Seq) -> list[Way]:
        if not node:
            self.broken = True
            hint = "write {if: ..., go: step} and {else: step}, or take next out"
            self._findings.add("F102", draft.shape.key("next"), '"next" names no way on', hint)
        self._join_parted(node)
        is_only = len(node) == 1
        found = [self._guarded(draft, item, last=item is node[-1], is_only=is_only) for item in node]
        if None in found:
            conditions = [item.get("if") for item in node if isinstance(item, Map)]
            self.lost_guards |= {text.pos for text in conditions if isinstance(text, Scalar)}
        return [way for way in found if way]

    def _join_parted(self, node: Seq) -> None:
        """Tells ways on whose words stand in several items, and reads each as one."""
        told = False
        while parted := join_parted(node, "if", "go") or join_parted(node, "go", "if"):
            self.broken = True
            key, first = parted
            hint = f'write it below "{first}", without the dash'
            if not told:
                self._findings.add("F013", key, f'"{key}" stands in an item of its own', hint)
            told = True

    def _guarded(self, draft: Draft, item: Node, *, last: bool, is_only: bool) -> Way | None:
        words = item if isinstance(item, Map) else {}
        condition, target, otherwise = words.get("if"), words.get("go"), words.get("else")
        if isinstance(item, Map) and len(words) == 1 and isinstance(otherwise, Scalar):
            if not last:
                self._findings.add(
                    "F303", item.key("else"), 'nothing below "else" is reached', 'put "else" last'
                )
            way = self._target(draft, otherwise)
            return way.behind(pos=item.key("else").pos) if way else None
        if len(words) == 2 and isinstance(condition, Scalar) and isinstance(target, Scalar):
            return self._on_condition(draft, condition, target, item.pos)
        self.broken = True
        message = "a way on is {if: ..., go: step} or {else: step}"
        hint = meant_way(item, is_only=is_only)
        self._findings.add("F013", item if isinstance(item, Scalar) else item.pos, message, hint)
        return None

    def _on_condition(self, draft: Draft, condition: Scalar, target: Scalar, pos: SourcePos) -> Way | None:
        guard = self._resolver.truth(condition, draft.level.scope)
        way = self._target(draft, target)
        if guard is None or way is None:
            self.broken = True
            return None
        return way.behind(guards=(Holds(guard),), pos=pos)

    def _by_option(self, draft: Draft, node: Map) -> list[Way]:
        options = self._options(draft, node)
        if options is None:
            self.broken = True
            return []
        found: dict[str, Way | None] = {}
        offered = draft.shape.options
        is_unsure = bool(
            node.doubled or (isinstance(offered, Map) and (offered.doubled or offered.is_unsure))
        )
        self.broken |= is_unsure
        if self._is_empty(draft, node, options) or self._is_turned_round(draft, node, options):
            self.broken = True
            return []
        for word, target in node.items():
            key = node.key(word)
            if word not in options and is_unsure:
                continue
            option = word if word in options else self._nearest(draft, key, options)
            if not isinstance(target, Scalar):
                self.broken = True
                self._findings.add("F013", key, f'"{word}" should name a step', f"write {word}: step")
            way = self._target(draft, target) if isinstance(target, Scalar) else None
            is_unsure |= option is None
            if option is not None and option not in found:
                found[option] = way.behind(guards=(Chose(draft.id, option),), pos=key.pos) if way else None
        for option in options:
            if option in found:
                continue
            self.broken = True
            # One that was not understood may be the one that is missing.
            if not is_unsure:
                message = f'the option "{option}" of "{draft.name}" leads nowhere'
                self._findings.add("F104", draft.shape.key("next"), message, f"add {option}: step")
        return [way for way in found.values() if way]

    def _is_empty(self, draft: Draft, node: Map, options: tuple[str, ...]) -> bool:
        """Whether no option leads anywhere, which is told once."""
        if not node:
            hint = f"write {{{', '.join([f'{option}: step' for option in options])}}}"
            self._findings.add(
                "F104", draft.shape.key("next"), f'no option of "{draft.name}" leads anywhere', hint
            )
        return not node

    def _is_turned_round(self, draft: Draft, node: Map, options: tuple[str, ...]) -> bool:
        """Whether the steps stand before the options, which is told once."""
        if not all(word not in options and target in options for word, target in node.items()):
            return False
        step, option = next(iter(node.items()))
        hint = f"write the option first, {option}: {step}"
        self._findings.add("F104", node.key(step), f'there is no option "{step}" in "{draft.name}"', hint)
        return True

    def _nearest(self, draft: Draft, key: Scalar, options: tuple[str, ...]) -> str | None:
        """The option that a misspelt one was meant to be; it is a finding all the same."""
        labels = {" ".join(label.split()).lower(): option for option, label in draft.answer.labels.items()}
        said = labels.get(key.lower()) or {"true": "yes", "false": "no"}.get(key.lower())
        nearest = said if said in options else find_nearest(key, options)
        hint = f'did you mean "{nearest}"?' if nearest else "the options are: " + ", ".join(options)
        self._findings.add("F104", key, f'there is no option "{key}" in "{draft.name}"', hint)
        return nearest

    def _options(self, draft: Draft, node: Map) -> tuple[str, ...] | None:
        kind = draft.answer.kind
        if draft.nature == "ask" and draft.answer.broken:
            return None
        if draft.shape.optional == "true":
            message = f'"{draft.name}" may be left empty, and then leads nowhere'
            self._findings.add("F104", node.pos, message, "take optional out, or use a list of ways")
        if isinstance(kind, ChoiceKind):
            return kind.options
        if isinstance(kind, YesNoKind):
            return ("yes", "no")
        hint = "write next: step, or a list of {if, go} and {else}"
        if "if" in node and "go" in node:
            hint = f"start each way with a dash: - {{if: {node['if']}, go: {node['go']}}}"
        self._findings.add("F013", node.pos, f'"{draft.name}" has no options to go by', hint)
        return None


def _from(step: str, ways: list[Way], pos: SourcePos) -> dict[str, tuple[Transition, ...]]:
    return {step: tuple([Transition(step, way.dest, way.guards, way.moves, way.pos or pos) for way in ways])}
