"""The state machine of a flow; the only import of `transitions`.

It must not be handed an author's text: states are ids the compiler has checked, guards and moves are our own functions.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from transitions import Machine

from cbt.engine.evaluate import Evaluator, Test
from cbt.engine.walk import BEFORE_FIRST, Walk
from cbt.model.answer import Chosen, Mark
from cbt.model.flow import (
    Chose,
    FewerThan,
    Flow,
    Guard,
    Holds,
    Loop,
    Move,
    Role,
    Step,
    Transition,
    Turn,
    WantsMore,
)
from cbt.model.session import key
from cbt.model.tone import Tone

GO_ON = "go_on"
RETURN = "return"
SUPPORT = "support"

Effect = Callable[[Walk], None]
Note = Callable[[Transition], None]
# What `transitions` takes also lets in names that it looks up on the model; we give it functions and nothing else.
Callbacks = list[str | Callable[..., bool | None]]

# Its debug lines would say which page a person is on.
logging.getLogger("transitions").setLevel(logging.CRITICAL)


class Program:
    """One flow version made ready to run: built once, shared by all requests, never changed.

    `note` is told every way that is taken; walks use it for their coverage. `tones` are the pages that read differently
    for whoever has chosen so, by tone.
    """

    def __init__(self, flow: Flow, note: Note | None = None, tones: Mapping[str, Tone] | None = None) -> None:
        self.flow = flow
        self.tones = tones or {}
        self.evaluator = Evaluator(flow.computed)
        self._rules = {step.id: rules for step in flow.steps.values() if (rules := self._rules_of(step))}
        self._start_moves = [self._effect(move) for move in flow.start_moves]
        machine = Machine(
            model=None,
            states=list(flow.steps),
            initial=flow.start,
            auto_transitions=False,
            # A page that is left by the other trigger, or by none, stays where it is.
            ignore_invalid_triggers=True,
            model_attribute="step",
        )
        for ways in flow.ways.values():
            for way in ways:
                machine.add_transition(
                    RETURN if flow.steps[way.source].role is Role.WAIT else GO_ON,
                    way.source,
                    way.dest,
                    conditions=self._conditions(way),
                    before=self._effects(way, note),
                )
        for step in flow.steps.values():
            if flow.support is not None and step.is_page and not step.is_final:
                # An internal transition: help is shown, and the session stays where it is.
                machine.add_transition(SUPPORT, step.id, None)
        self._go_on, self._return = _trigger(machine, GO_ON), _trigger(machine, RETURN)
        self._support = _trigger(machine, SUPPORT)

    def enter(self, walk: Walk) -> None:
        """Puts a new walk before the first page."""
        for move in self._start_moves:
            move(walk)

    def go_on(self, walk: Walk) -> bool:
        """Takes the first way on that holds; False, and nothing moved, when a rule of the page refuses its answer."""
        walk.worked_out.clear()
        # The walk is the model that is moved, and what every condition and effect is given.
        return self._go_on(walk, walk)

    def come_back(self, walk: Walk) -> bool:
        """The same from a page on which the session rests, which `go_on` does not leave."""
        walk.worked_out.clear()
        return self._return(walk, walk)

    def seek_help(self, walk: Walk) -> bool:
        """Presses the button to help; False where there is none, which is at an end alone. The walk stays."""
        return self._support(walk, walk)

    def refused_by(self, walk: Walk) -> int | None:
        """The number, from 0, of the first of the page's checks that its answer does not keep; None when it keeps all.

        A page passed without an answer has none to keep.
        """
        rules = self._rules.get(walk.step, ())
        if rules and not isinstance(walk.facts.answers.get(key(walk.step, walk.items)), Mark):
            for number, keeps in enumerate(rules):
                if not keeps(walk):
                    return number
        return None

    def _rules_of(self, step: Step) -> tuple[Test, ...]:
        return tuple([self.evaluator.truth(check.must) for check in step.checks])

    def _conditions(self, way: Transition) -> Callbacks:
        guards: Callbacks = [self._guard(guard) for guard in way.guards]
        return [self._is_taken, *guards] if way.source in self._rules else guards

    def _is_taken(self, walk: Walk) -> bool:
        return self.refused_by(walk) is None

    def _guard(self, guard: Guard) -> Test:
        loops = self.flow.loops
        match guard:
            case Holds():
                return self.evaluator.truth(guard.expression)
            case Chose():
                step, option = guard.step, guard.option
                return lambda walk: _chose(walk.answer(key(step, walk.items)), option)
            case FewerThan():
                loop, count = loops[guard.loop], guard.count
                return lambda walk: len(walk.walked.get(walk.address(loop), ())) < count
            case WantsMore():
                again = f"{guard.loop}.again"
                return lambda walk: walk.answer(key(again, walk.items)) is True
        listed = loops[guard.loop]
        return lambda walk: walk.next_item(listed) is not None

    def _effects(self, way: Transition, note: Note | None) -> Callbacks:
        effects: Callbacks = [self._effect(move) for move in way.moves]
        return [*effects, lambda _walk: note(way)] if note else effects

    def _effect(self, move: Move) -> Effect:
        return _TURNS[move.turn](self.flow.loops[move.loop])


def _trigger(machine: Machine, name: str) -> Callable[[Walk, Walk], bool]:
    event = machine.events.get(name)
    return event.trigger if event else lambda _model, _walk: False


def _chose(value: Any, option: str) -> bool:
    if isinstance(value, bool):
        return value is (option == "yes")
    return isinstance(value, Chosen) and value.option == option


def _stand_before(loop: Loop) -> Effect:
    depth = len(loop.inside)

    def move(walk: Walk) -> None:
        walk.walked[walk.address(loop)] = ()
        walk.items = (*walk.items[:depth], BEFORE_FIRST)

    return move


def _go_to_next(loop: Loop) -> Effect:
    depth = len(loop.inside)

    def move(walk: Walk) -> None:
        entering = len(walk.items) <= depth or walk.items[depth] == BEFORE_FIRST
        item = walk.next_item(loop) or _fresh_item(walk)
        address = walk.address(loop)
        walked = () if entering else walk.walked.get(address, ())
        walk.walked[address] = (*walked, item)
        walk.items = (*walk.items[:depth], item)

    return move


def _leave(loop: Loop) -> Effect:
    depth = len(loop.inside)

    def move(walk: Walk) -> None:
        walk.items = walk.items[:depth]

    return move


_TURNS: dict[Turn, Callable[[Loop], Effect]] = {
    Turn.BEFORE: _stand_before,
    Turn.NEXT: _go_to_next,
    Turn.LEAVE: _leave,
}


def _fresh_item(walk: Walk) -> str:
    """The id of an item that is yet to be made; it is made when its first answer is stored."""
    return str(walk.facts.made + 1)
