"""How exercises are offered: by what is the matter, and in groups.

It must not hold a flow: it names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Offer:
    """Exercises under a few words: what is the matter, or the name of a group. `flows` are ids, the first first."""

    words: str
    flows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choosing:
    """The first page's reasons, the groups of the whole list, and the exercise for those who cannot choose.

    All that is named can be started. What stands in no group is offered behind them. `instead` are the exercises for
    when the same thought comes up again and again, `after` the ids of what fits next, by the id of the exercise that
    has ended.
    """

    begin_with: str | None = None
    reasons: tuple[Offer, ...] = ()
    groups: tuple[Offer, ...] = ()
    instead: tuple[str, ...] = ()
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
