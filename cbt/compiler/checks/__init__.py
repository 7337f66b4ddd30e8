"""The proofs over a whole flow, one file a proof.

They must not mend anything: they only find.
"""

from collections.abc import Mapping, Sequence

from cbt.compiler.checks.budget import check_budget
from cbt.compiler.checks.definedness import check_definedness
from cbt.compiler.checks.reachability import check_reachability
from cbt.compiler.diagnostics import Findings
from cbt.compiler.uses import Use
from cbt.model.flow import Flow


def check_graph(flow: Flow, findings: Findings, *, whole: bool, uses: Mapping[str, Sequence[Use]]) -> None:
    """Runs every proof. `whole` is false when a way on is lost, so that its step is not also called unreachable.

    `uses` are the names that a step needs on arrival besides those in its texts, by step id.
    """
    if whole:
        check_reachability(flow, findings)
    check_definedness(flow, findings, uses)
    check_budget(flow, findings)
