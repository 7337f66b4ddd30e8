"""From a panel to what its template may see: where it leads, and the exercises that it offers.

It must not decide which panel is shown, or hold a word of the person's.
"""

from collections.abc import Collection
from dataclasses import dataclass

from cbt.safety.panel import Panel
from web.help_page import HelpView

# The exercises that a panel offers, where they are among the flows of this place.
PLAN, STEADY = "safety_plan", "grounding"
_ABOUT_ONESELF = frozenset({Panel.EMERGENCY, Panel.HELP, Panel.GENTLE, Panel.SOFTER})


@dataclass(frozen=True, slots=True)
class PauseView:
    """A panel. `kind` names its partial in `pause/`; its form goes to `url`.

    `is_own` says that it is about danger to the one who writes. `plan_url` and `steady_url` are empty where the
    exercise is not offered, or is the one that the person is in.
    """

    kind: str
    url: str
    saved: str
    is_own: bool
    plan_url: str = ""
    steady_url: str = ""


@dataclass(frozen=True, slots=True)
class FirstView:
    """What comes first on the last page of an exercise in which a panel came up; `plan_url` as on the panel."""

    plan_url: str = ""


@dataclass(frozen=True, slots=True)
class HeardView:
    """Help beside an answer that could not be taken; `kind` is that of the panel which it would have brought up."""

    kind: str
    help: HelpView


def pause_view(panel: Panel, url: str, saved: str, offered: Collection[str]) -> PauseView:
    """The panel; `url` is the address of the page that it stands in place of, `offered` are ids of flows."""
    is_own = panel in _ABOUT_ONESELF
    return PauseView(panel.value, url, saved, is_own, _address(PLAN, offered), _address(STEADY, offered))


def first_view(offered: Collection[str]) -> FirstView:
    """What comes first after a panel; `offered` are ids of flows."""
    return FirstView(_address(PLAN, offered))


def _address(flow_id: str, offered: Collection[str]) -> str:
    return f"/exercises/{flow_id}" if flow_id in offered else ""
