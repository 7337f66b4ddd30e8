"""The memory of one worker, beside bare Flask's, and what people who come and leave add to it.

It must not measure a worker that has not served anyone.
"""

from bench.figures import Absent, Results, figure, ratios
from bench.plan import Plan
from bench.probe import Probe

_EXERCISES = 20
_PARKED = 10_000
# What is kept of a person would grow with each of them, so that half of them tells the whole.
_COMERS = 5_000


def memory(plan: Plan) -> Results:
    """The rows memory and parked."""
    log = plan.log("memory")
    if plan.wants("memory"):
        ours, bare = [], []
        for _ in range(plan.scaled(3, 1)):
            with Probe("worker", log, data=str(plan.new_folder("data"))) as probe:
                ours += probe.ask(_EXERCISES)
            database = str(plan.new_folder("bare") / "bare.db")
            with Probe("worker", log, data="", database=database) as probe:
                bare += probe.ask(_EXERCISES)
        yield figure("memory", ratios(ours, bare))
    if plan.wants("parked") and plan.quick:
        # A few hundred people say nothing about ten thousand: the allocator's own steps would be multiplied.
        yield Absent("parked", "not in a quick run")
    elif plan.wants("parked"):
        with Probe("parked", log, data=str(plan.new_folder("data"))) as probe:
            before, after = probe.ask(_COMERS)
        yield figure("parked", [(after - before) * _PARKED / _COMERS])
