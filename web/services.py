"""The services of an application, and how a view comes by them.

It must not hold anything of a request.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from cbt.service import Exercises, Keeping, Shelf

_NAME = "cbt"


@dataclass(frozen=True, slots=True)
class Services:
    """What `create_app` has put together; `is_ready` asks the database, `close` lets go of it; `findings` are
    the places of broken flows."""

    exercises: Exercises
    keeping: Keeping
    shelf: Shelf
    is_ready: Callable[[], bool]
    close: Callable[[], None]
    findings: tuple[str, ...]


def attach(app: Flask, services: Services) -> None:
    app.extensions[_NAME] = services


def services() -> Services:
    """The services of the application that handles this request."""
    found = current_app.extensions[_NAME]
    assert isinstance(found, Services)
    return found
