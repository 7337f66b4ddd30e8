"""Plays a flow at random, as nobody would, until a promise of the engine or the checker breaks.

It must not print: a run that breaks comes back as a walk, made as short as it goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from cbt.engine.carrying import inputs_of
from cbt.engine.coverage import Coverage
from cbt.engine.failing import WalkFailed
from cbt.engine.lines import NOWHERE, action, line_of, told
from cbt.engine.machine import Program
from cbt.engine.player import Player
from cbt.engine.promises import find_broken
from cbt.engine.samples import Flows, Samples, inputs_for
from cbt.engine.scripting import act
from cbt.model.answer import RecallKind
from cbt.model.flow import Flow, Role
from cbt.model.session import Place, key
from cbt.model.walk import Action, Tree, WalkCase

FEWEST_ACTIONS = 10
MOST_ACTIONS = 60
MOST_SHORTENINGS = 300
# How often a page may be come to again on the way to an end, once earlier answers are changed.
MOST_TURNS = 40

_HUGE = "9" * 400
ODD: tuple[Tree, ...] = (
    told(""),
    told("   "),
    told("-1"),
    told("nonsense"),
    told(_HUGE),
    told("word " * 4000),
    told("{{7*7}} {thought} <b>bold</b> \x00\x1b[31m \u202eevil \U0001f600"),
    (),
    (told(""), told("")),
    tuple([told(number) for number in range(60)]),
    {"odd": told("1")},
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that did not hold: which one, what was seen, and the run as a walk; `seed` makes it again."""

    promise: str
    reason: str
    seed: int
    case: WalkCase


@dataclass(slots=True)
class _Run:
    """What was done and taken, line by line, and what broke, if anything did."""

    script: list[Action] = field(default_factory=list)
    promise: str = ""
    reason: str = ""


class Roaming:
    """Random runs through one flow. `flows` are all there are, so that records can be recalled."""

    def __init__(self, flow: Flow, flows: Flows) -> None:
        self._flow = flow
        self._program = Program(flow)
        self._samples = Samples(self._program, flows)
        self._carry = inputs_for(flow)
        inputs_of(flow, WalkCase("", NOWHERE, carry=self._carry))

    def find_break(self, seed: int) -> Broken | None:
        """Plays one run; None when it comes to an end with every promise kept."""
        rng = Random(seed)  # noqa: S311  # it has to be the same again, not a secret
        recalls = {step.id for step in self._flow.steps.values() if isinstance(step.kind, RecallKind)}
        run = self._play([], rng, recalls if rng.random() < 0.5 else set())
        if not run.promise:
            return None
        run = self._shortened(run)
        case = WalkCase(f"breaks with seed {seed}", NOWHERE, script=tuple(run.script), carry=self._carry)
        return Broken(run.promise, run.reason, seed, case)

    def _play(self, script: Sequence[Action], rng: Random | None, recalls: set[str]) -> _Run:
        """Does what a script says and leaves out what does not fit, then what chance says, then goes on to an end."""
        run = _Run()
        try:
            player = self._player(script, recalls)
            for line in script:
                if not self._holds_after(run, player, line):
                    return run
            for _ in range(rng.randint(FEWEST_ACTIONS, MOST_ACTIONS) if rng else 0):
                assert rng is not None
                if not self._holds_after(run, player, self._random_line(player, rng)):
                    return run
            self._go_to_the_end(run, player)
        except Exception as trouble:  # noqa: BLE001  # whatever is raised is what is looked for
            run.promise, run.reason = "nothing is raised", f"{type(trouble).__name__}: {trouble}"
        return run

    def _player(self, script: Sequence[Action], recalls: set[str]) -> Player:
        case = WalkCase("", NOWHERE, script=tuple(script), carry=self._carry)
        return Player(self._flow, case, Coverage(), program=self._program, recalls=recalls)

    def _holds_after(self, run: _Run, player: Player, line: Action) -> bool:
        """Does a line, keeps it if it was taken, and says whether all promises hold."""
        if line.word == "refused":
            return True
        player.refused = None
        run.script.append(line)
        try:
            act(player, line)
        except WalkFailed:
            # What does not fit is no line of a walk, and has changed nothing.
            run.script.pop()
        if player.refused is not None:
            run.script.append(action("refused", told(player.refused)))
        broken = find_broken(player)
        if broken is not None:
            run.promise, run.reason = broken
        return broken is None

    def _go_to_the_end(self, run: _Run, player: Player) -> None:
        player.view(None)
        for _ in range(self._flow.pages.most + MOST_TURNS):
            if player.step.is_final or not self._gets_on(run, player):
                return
        run.promise, run.reason = "an end is reached", f'after all its pages it stands at "{player.step.id}"'

    def _gets_on(self, run: _Run, player: Player) -> bool:
        """Whether the present page is left, or an answer before it changed so that it can be."""
        here = player.session.position.here
        is_left = self._goes_on(run, player) or (not run.promise and self._turns_back(run, player))
        if not is_left and not run.promise:
            run.promise = "an end is reached"
            run.reason = f'every answer that was tried is refused at "{here.step}"'
        return is_left

    def _goes_on(self, run: _Run, player: Player) -> bool:
        """Answers the present page with the first sample that is taken; whether there is one."""
        here = player.session.position.here
        answers: Sequence[Tree | None] = self._samples.all_of(player.walk()) or [None]
        for answer in answers:
            if not self._holds_after(run, player, line_of(player.step, answer)):
                return False
            if player.session.position.here != here:
                return True
        return False

    def _turns_back(self, run: _Run, player: Player) -> bool:
        """Changes earlier answers, the nearest first, until the present page is left or another one is asked.

        A rule may hold answers together, so that the first of them leaves none for the last. A page whose change
        helps nothing by itself keeps the plainest answer that it takes.
        """
        here = player.session.position.here
        for place in list(self._passed(player).values())[::-1]:
            player.view(place)
            plainest, *others = self._samples.all_of(player.walk()) or [()]
            for answer in [*others, plainest]:
                if not self._changes(run, player, place, answer):
                    return False
                if player.session.position.here != here or self._goes_on(run, player):
                    return True
                if run.promise:
                    return False
        return False

    def _changes(self, run: _Run, player: Player, place: Place, answer: Tree) -> bool:
        """Gives a page that was passed another answer and comes back to the present page; whether all promises hold."""
        return self._holds_after(run, player, action("change", {place.step: answer})) and self._holds_after(
            run, player, action("resume")
        )

    def _passed(self, player: Player) -> dict[str, Place]:
        """The questions that were passed, each once with the item that it was about last."""
        here = player.session.position.here
        pages = [page for page in player.session.position.pages if page != here]
        return {page.step: page for page in pages if self._flow.steps[page.step].kind is not None}

    def _random_line(self, player: Player, rng: Random) -> Action:
        [make] = rng.choices(list(_LINES), weights=list(_LINES.values()))
        return make(self, player, rng) or self._answer(player, rng)

    def _answer(self, player: Player, rng: Random) -> Action:
        """An answer to the page shown, as a rule one that it takes."""
        answers = self._samples.all_of(player.walk())
        odd = rng.random() < 0.15
        return line_of(player.step, rng.choice(ODD if odd or not answers else answers))

    def _back(self, player: Player, _rng: Random) -> Action | None:
        return action("back") if player.session.position.pages.index(player.here) else None

    def _resume(self, _player: Player, _rng: Random) -> Action:
        return action("resume")

    def _press(self, _player: Player, _rng: Random) -> Action:
        return action("press", told("support"))

    def _change(self, player: Player, rng: Random) -> Action | None:
        """Another answer to a page that was passed, and once more to the item that it was about last."""
        passed = self._passed(player)
        if not passed:
            return None
        place = rng.choice(list(passed.values()))
        shown = player.here
        player.view(place)
        line = self._answer(player, rng)
        player.view(shown)
        return action("change", {place.step: line.value or ()})

    def _remove(self, player: Player, rng: Random) -> Action | None:
        loops = [loop for loop in self._flow.loops.values() if loop.over is None]
        here = player.here.items
        walked = player.session.position.walked
        counts = {loop.id: len(walked.get(key(loop.id, here[: len(loop.inside)]), ())) for loop in loops}
        full = [loop for loop, count in counts.items() if count]
        if not full or player.step.role is Role.END:
            return None
        loop = rng.choice(full)
        return action("remove", {loop: told(rng.randint(1, counts[loop]))})

    def _shortened(self, run: _Run) -> _Run:
        """The run without all that it breaks without, as far as a bounded number of tries goes."""
        size, tries = max(len(run.script) // 2, 1), 0
        while size and tries < MOST_SHORTENINGS:
            start = 0
            while start < len(run.script) and tries < MOST_SHORTENINGS:
                tries += 1
                shorter = self._play([*run.script[:start], *run.script[start + size :]], None, set())
                if shorter.promise == run.promise and len(shorter.script) < len(run.script):
                    run = shorter
                else:
                    start += size
            size //= 2
        return run


_Line = Callable[[Roaming, Player, Random], Action | None]
_LINES: dict[_Line, int] = {
    Roaming._answer: 76,
    Roaming._back: 6,
    Roaming._change: 7,
    Roaming._resume: 4,
    Roaming._press: 2,
    Roaming._remove: 5,
}
