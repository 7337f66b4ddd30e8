"""What may be picked from besides the answers of the flow itself: a list that an earlier record gave, own words.

It must not say whether the list has been given: that is the definedness proof's.
"""

from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Scalar
from cbt.compiler.outline import Draft
from cbt.compiler.scope import Target
from cbt.compiler.types import ITEMISED
from cbt.model.answer import OTHER, ListedKind, OneOfKind
from cbt.model.reference import RecalledRef


def is_list_of_one_record(target: Target) -> bool:
    """Whether a name reads a list of the one earlier record that was picked."""
    return isinstance(target.ref, RecalledRef) and target.type.name in ITEMISED and not target.type.many


def check_items(draft: Draft, name: Scalar, target: Target, kind: ListedKind, findings: Findings) -> None:
    """Notes an earlier record's list that may be empty (F304), and own words that could be an item's too (F203)."""
    has_other = isinstance(kind, OneOfKind) and kind.other
    if isinstance(target.ref, RecalledRef) and not target.type.least and not has_other:
        message = f'"{name}" may be empty, and then there is nothing to answer'
        findings.add("F304", name, message, "add other: allowed, so that own words can be given")
    if has_other and target.type.name == "picks" and OTHER in target.type.options:
        message = f'the items of "{name}" hold own words already'
        findings.add("F203", draft.shape.key("other"), message, "take other: out here, or at that question")
