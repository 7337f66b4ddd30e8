"""The pages of a flow in another tone: what the bank of approved rewordings comes to.

It must not hold a rewording that was refused, is older than its source, or that nobody has agreed to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cbt.model.flow import Step


@dataclass(frozen=True, slots=True)
class Reworded:
    """The steps of a flow that read differently in a tone, by id.

    `steps` hold what a person has approved; `proposed` what the strictest guards let pass as well, for an operator who
    lets them decide alone.
    """

    steps: Mapping[str, Step] = field(default_factory=dict)
    proposed: Mapping[str, Step] = field(default_factory=dict)
