"""A person's finished records, opened one by one in the present version of their flows.

It must not say what stands in them, nor keep one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.walk import Walk
from cbt.errors import FlowVersionMissing, SealBroken
from cbt.model.sealed import SealedSession
from cbt.model.session import ExerciseSession
from cbt.service.looking_back import is_finished
from cbt.service.opening import open_with
from cbt.service.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished session, its program, and the day on which it was begun."""

    program: Program
    session: ExerciseSession = field(repr=False)
    day: date

    def walk(self) -> Walk:
        """The walk that stands at its end."""
        return walk_to(self.program, self.session.facts, self.session.position, self.session.position.here)


def finished_among(
    stored: Iterable[SealedSession],
    data_key: bytes,
    shelf: Shelf,
    is_wanted: Callable[[ExerciseSession], bool] = lambda _session: True,
) -> Iterator[Finished]:
    """Those that are finished and wanted, in the order given; such as cannot be opened now are left out."""
    for sealed in stored:
        try:
            session = open_with(data_key, sealed).session
            if not is_wanted(session):
                continue
            upgrade = shelf.find_upgrade(session.flow_id, session.flow_version)
            session = upgrade.of(session) if upgrade is not None else session
            program = shelf.get_version(session.flow_version)
        except (SealBroken, FlowVersionMissing):
            continue
        if is_finished(program, session):
            yield Finished(program, session, sealed.created_on)
