"""The engine's step beside a bare trigger, and its share of an answer.

It must not count what the web or the store take.
"""

import statistics

from bench.figures import Results, figure, ratios
from bench.plan import Plan
from bench.probe import Probe


def engine(plan: Plan) -> Results:
    """The rows engine-step and engine-share."""
    steps, triggers, shares = [], [], []
    log = plan.log("engine")
    with Probe("engine", log) as stepping, Probe("answers", log, data=str(plan.new_folder("data"))) as turns:
        for _ in plan.rounds():
            pairs = stepping.ask(20)
            steps.append(statistics.median(pairs[::2]))
            triggers.append(statistics.median(pairs[1::2]))
            if plan.wants("engine-share"):
                shares.append(100 * steps[-1] / statistics.median(turns.ask(10)))
    yield figure("engine-step", ratios(steps, triggers))
    if shares:
        yield figure("engine-share", shares)
