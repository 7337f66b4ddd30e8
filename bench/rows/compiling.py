"""How long the check of flows takes.

It must not read the shipped flows: the figures would move with them.
"""

from bench.figures import Absent, Results, figure
from bench.plan import Plan
from bench.probe import Probe


def check(plan: Plan) -> Results:
    """The rows check-one and check-1000."""
    if plan.wants("check-one"):
        with Probe("check-one", plan.log("check"), flows=1) as one:
            yield figure("check-one", [1000 * seconds for seconds in one.ask(plan.scaled(30, 15))])
    if not plan.wants("check-1000"):
        return
    if plan.quick:
        yield Absent("check-1000", "not in a quick run")
        return
    with Probe("check-one", plan.log("check"), flows=1000) as thousand:
        yield figure("check-1000", thousand.ask(2))
