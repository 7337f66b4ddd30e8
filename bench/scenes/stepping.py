"""The engine's step beside a bare trigger of the library that it stands on, in one process.

It must not go through the web.
"""

import time
from collections.abc import Callable
from itertools import pairwise

from transitions import Machine

from bench.people import EIGHT
from bench.scenes.answering import FLOWS

_LOOPS = 40


class _Model:
    """The bare machine's model."""

    __slots__ = ("step",)

    def __init__(self, step: str) -> None:
        self.step = step


def engine() -> Callable[[int], list[float]]:
    """Pairs of seconds: a step of the engine, checks and guards included, and a bare trigger."""
    from cbt.compiler.library import compile_folder
    from cbt.engine.answering import answer, begin
    from cbt.engine.machine import Program
    from cbt.engine.replay import walk_to

    program = Program(compile_folder(FLOWS).flows["eight"])
    session = begin(program)
    for text in EIGHT:
        session = answer(program, session, session.position.here, {"answer": [text]})
    places = list(session.position.pages)[: len(EIGHT)]
    names = [place.step for place in places]
    trigger = _bare_trigger([*names, "end"])

    def step() -> float:
        walks = [
            walk_to(program, session.facts, session.position, place)
            for _ in range(_LOOPS)
            for place in places
        ]
        started = time.perf_counter()
        for walk in walks:
            program.go_on(walk)
        spent = time.perf_counter() - started
        assert [walk.step for walk in walks[: len(names)]] == [*names[1:], "lower"]
        return spent / len(walks)

    def bare() -> float:
        models = [_Model(name) for _ in range(_LOOPS) for name in names]
        started = time.perf_counter()
        for model in models:
            trigger(model)
        return (time.perf_counter() - started) / len(models)

    return lambda count: [seconds for _ in range(count) for seconds in (step(), bare())]


def _bare_trigger(names: list[str]) -> Callable[[_Model], object]:
    machine = Machine(
        model=None,
        states=names,
        initial=names[0],
        auto_transitions=False,
        send_event=True,
        model_attribute="step",
    )
    for here, there in pairwise(names):
        machine.add_transition("go_on", here, there)
    trigger: Callable[[_Model], object] = machine.events["go_on"].trigger
    return trigger
