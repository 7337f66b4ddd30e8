"""Two probes measured in turns.

It must not know what they play.
"""

from bench.figures import percentile
from bench.plan import Plan
from bench.probe import Probe


def paired(plan: Plan, first: Probe, second: Probe, count: int) -> tuple[list[float], list[float]]:
    """The undisturbed sample of each probe, round by round; who goes first changes with each round.

    That is the one below which a fifth of the round lies: the longer a turn takes, the likelier something else
    on the machine cuts into it, so that a median would blame the longer one for its neighbours.
    """
    found: dict[Probe, list[float]] = {first: [], second: []}
    for number in plan.rounds():
        for probe in (first, second) if number % 2 else (second, first):
            found[probe].append(percentile(probe.ask(count), 0.2))
    return found[first], found[second]
