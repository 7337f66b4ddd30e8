"""The services of an application, and how a view comes by them.

It must not hold anything of a request.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, g

from cbt.compiler.library import Library
from cbt.model.retention import Retention
from cbt.safety.helplines import Helplines
from cbt.service import (
    ComingBack,
    Devices,
    Exercises,
    Keeping,
    Lending,
    Locking,
    Noticing,
    ReadingTogether,
    Shelf,
    TakingAway,
    Watching,
)
from web import languages
from web.asked import noted, this_app

_NAME = "cbt"


@dataclass(frozen=True, slots=True)
class Services:
    """What `create_app` has put together.

    `is_ready` asks the database, `close` lets go of it; `offer` stores other flows and offers them from then on.
    `country` are the letters of the operator's country, or none; `leave_to` is where Leave quickly goes; `worker` is
    the script that keeps the help pages; `watching` looks at answers. `spoken` are the same services by language, with
    the flows that are translated into it in that one.
    """

    exercises: Exercises
    keeping: Keeping
    together: ReadingTogether
    coming_back: ComingBack
    devices: Devices
    locking: Locking
    noticing: Noticing
    lending: Lending
    taking_away: TakingAway
    retention: Retention
    shelf: Shelf
    is_ready: Callable[[], bool]
    close: Callable[[], None]
    offer: Callable[[Library], None]
    helplines: Helplines
    country: str
    leave_to: str
    worker: str
    watching: Watching
    spoken: "dict[str, Services]" = field(default_factory=dict)


def attach(app: Flask, services: Services) -> None:
    app.extensions[_NAME] = services


def close(app: Flask) -> None:
    """Lets go of the database; the application cannot serve any more in this process."""
    _attached(app).close()


def offer_flows(app: Flask, library: Library) -> None:
    """Offers these flows from now on, beside requests too; people inside others finish. Raises StoreUnavailable."""
    _attached(app).offer(library)


def services() -> Services:
    """The services of the application that handles this request, in the language of whoever asks."""
    own = _attached(this_app())
    if not own.spoken:
        return own
    found = noted().get("cbt_services")
    if found is None:
        found = g.cbt_services = own.spoken.get(languages.find_language(_languages_of(own)) or "", own)
    assert isinstance(found, Services)
    return found


def spoken_languages(flow_id: str | None = None) -> list[str]:
    """The languages that the exercises, or this one, can be read in; none where there is only one."""
    own = _attached(this_app())
    if flow_id is None:
        found = _languages_of(own)
    else:
        flows = [each.shelf.offered().get(flow_id) for each in (own, *own.spoken.values())]
        found = {flow.language for flow in flows if flow is not None}
    return sorted(found, key=languages.called) if own.spoken and len(found) > 1 else []


def _languages_of(own: Services) -> set[str]:
    return {*own.spoken, *[flow.language for flow in own.shelf.startable()]}


def _attached(app: Flask) -> Services:
    found = app.extensions[_NAME]
    assert isinstance(found, Services)
    return found
