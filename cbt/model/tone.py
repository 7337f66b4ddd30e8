"""A tone of a flow as it is served: the pages that read differently in it.

It must not hold a page that reads as its author wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cbt.model.flow import Step


@dataclass(frozen=True, slots=True)
class Tone:
    """The steps by id; `unreviewed` are the ids of those whose words no person has approved.

    `said` are the words of those that hold no name, as they are kept with an answer: id -> question and help.
    """

    steps: Mapping[str, Step]
    unreviewed: frozenset[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)
