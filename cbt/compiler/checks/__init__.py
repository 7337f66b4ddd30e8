"""The proofs over a whole flow, one file a proof.

They must not mend anything: they only find.
"""

from collections.abc import Collection, Mapping, Sequence

from cbt.compiler.checks.budget import check_budget
from cbt.compiler.checks.circling import check_circling
from cbt.compiler.checks.closing import check_closing
from cbt.compiler.checks.definedness import check_definedness
from cbt.compiler.checks.facts import certain
from cbt.compiler.checks.reachability import check_reachability, reachable
from cbt.compiler.checks.ways import check_ways
from cbt.compiler.diagnostics import Findings
from cbt.compiler.uses import Use
from cbt.model.flow import Flow
from cbt.model.source import SourcePos


def check_graph(
    flow: Flow,
    findings: Findings,
    *,
    whole: bool,
    uses: Mapping[str, Sequence[Use]],
    lost: Collection[SourcePos] = (),
) -> None:
    """Runs every proof. `whole` is false when a way on is lost, so that its step is not also called unreachable.

    `uses` are the names that a step needs on arrival besides those in its texts, by step id; `lost` are the places of
    guards in lists of which a way is lost.
    """
    arrived = certain(flow)
    closed = check_ways(flow, arrived, findings, lost)
    # What only a missing way would lead to is not lost as well.
    if whole and not findings.has("F302"):
        check_reachability(flow, findings, closed)
    # A path through a branch that can never be taken shows no fault of its own.
    open_flow = closed.without(flow)
    # What is not reached has been told, or hangs on a way that has; and where a way is lost, all may hang on it.
    missed = frozenset(flow.steps) - (reachable(open_flow, [flow.start]) if whole else frozenset())
    check_definedness(open_flow, certain(open_flow) if closed.ways else arrived, findings, uses, missed)
    check_budget(flow, findings)
    check_circling(open_flow, findings)
    check_closing(open_flow, findings)
