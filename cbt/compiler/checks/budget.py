"""Proves that a run never has more pages than it may (F602).

It must not count: the pages are counted when the flow is built.
"""

from cbt.compiler.diagnostics import Findings
from cbt.model.flow import Flow


def check_budget(flow: Flow, findings: Findings) -> None:
    """Notes a flow whose longest run is over `most_pages`."""
    if flow.pages.most > flow.most_pages:
        message = f"a run may have {flow.pages.most} pages; the most is {flow.most_pages}"
        findings.add(
            "F602", flow.pos, message, "collect fewer items, or raise most_pages", length=len(flow.id)
        )
