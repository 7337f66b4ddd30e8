"""The services of an application, and how a view comes by them.

It must not hold anything of a request.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

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

_NAME = "cbt"


@dataclass(frozen=True, slots=True)
class Services:
    """What `create_app` has put together.

    `is_ready` asks the database, `close` lets go of it; `offer` stores other flows and offers them from then on.
    `country` are the letters of the operator's country, or none; `leave_to` is where Leave quickly goes; `worker` is
    the script that keeps the help pages; `watching` looks at answers.
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


def attach(app: Flask, services: Services) -> None:
    app.extensions[_NAME] = services


def close(app: Flask) -> None:
    """Lets go of the database; the application cannot serve any more in this process."""
    _attached(app).close()


def offer_flows(app: Flask, library: Library) -> None:
    """Offers these flows from now on, beside requests too; people inside others finish. Raises StoreUnavailable."""
    _attached(app).offer(library)


def services() -> Services:
    """The services of the application that handles this request."""
    return _attached(current_app)


def _attached(app: Flask) -> Services:
    found = app.extensions[_NAME]
    assert isinstance(found, Services)
    return found
