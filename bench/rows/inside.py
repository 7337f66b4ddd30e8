"""An answer's turn in process, beside the bare turn; its statements, counted; and what a bank of rewordings adds.

It must not open a socket.
"""

from bench.figures import Results, figure, ratios
from bench.plan import Plan
from bench.probe import Probe
from bench.rows.paired import paired


def inside(plan: Plan) -> Results:
    """The rows in-process, statements, bank and reworded."""
    if plan.wants("in-process"):
        log = plan.log("inside")
        with (
            Probe("answers", log, data=str(plan.new_folder("data"))) as ours,
            Probe("bare", log, database=str(plan.new_folder("bare") / "bare.db")) as bare,
        ):
            spent, least = paired(plan, ours, bare, plan.scaled(40, 20))
        yield figure("in-process", ratios(least, spent))
    if plan.wants("statements"):
        with Probe("statements", plan.log("statements"), data=str(plan.new_folder("data"))) as counting:
            yield figure("statements", counting.ask(2))
    for row, tone in (("bank", ""), ("reworded", "simpler")):
        if plan.wants(row):
            log = plan.log(row)
            with (
                Probe("worded", log, data=str(plan.new_folder("bank")), bank=True, tone=tone) as on,
                Probe("worded", log, data=str(plan.new_folder("none"))) as off,
            ):
                with_bank, without = paired(plan, on, off, plan.scaled(40, 20))
            yield figure(row, ratios(with_bank, without))
