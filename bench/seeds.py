"""Fills a data folder with people and their records, sealed as the app seals them, past the web.

It must not be used on a folder that anything else uses.
"""

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench.people import EIGHT, LONG
from bench.scenes.answering import FLOWS
from cbt.compiler.library import compile_folder
from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.model.sealed import SealedKey
from cbt.model.session import ExerciseSession
from cbt.service.opening import seal_session
from cbt.store import SqlStore, open_database, upgrade
from cbt.store.writing import Writing
from cbt.vault.address import Addresses
from cbt.vault.keys import locator, new_data_key, new_id, new_secret, wrap
from cbt.vault.server_key import load_server_key

_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the database: their key, and the cookie that opens it."""

    id: bytes
    data_key: bytes
    cookie: str


class Seeded:
    """One data folder being filled."""

    def __init__(self, data: Path) -> None:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._addresses = Addresses(load_server_key(data / "server.key", None))
        engine = open_database(f"sqlite:///{data / 'cbt.db'}")
        upgrade(engine)
        self._store = SqlStore(engine)
        flows = compile_folder(FLOWS).flows
        self._programs = {name: Program(flow) for name, flow in flows.items()}
        self._now = datetime.now(UTC)

    def finished(self) -> ExerciseSession:
        """A session of the flow of eight, answered to its end."""
        return self._answered("eight", EIGHT)

    def listed(self, answers: int) -> ExerciseSession:
        """A session of the long list with so many answers, a multiple of ten: nine things, and that there is more."""
        return self._answered("long", (*([LONG[:40]] * 9), "yes") * (answers // 10))

    def _answered(self, flow: str, texts: tuple[str, ...]) -> ExerciseSession:
        program = self._programs[flow]
        session = begin(program)
        for text in texts:
            session = answer(program, session, session.position.here, {"answer": [text]})
        return session

    def add_person(self) -> Person:
        """Somebody who has no record yet."""
        person, secret = self._new_person()
        with self._store.writing() as writing:
            self._add(writing, person, secret)
        return person

    def add_records(self, person: Person, session: ExerciseSession, count: int) -> list[str]:
        """Gives a person `count` sessions with the same answers, and returns their addresses."""
        addresses = []
        for some in _parts(count):
            with self._store.writing() as writing:
                addresses += [self._add_record(writing, person, session) for _ in range(some)]
        return addresses

    def add_people(self, session: ExerciseSession, count: int) -> None:
        """Adds `count` people with one record each."""
        for some in _parts(count):
            with self._store.writing() as writing:
                for _ in range(some):
                    person, secret = self._new_person()
                    self._add(writing, person, secret)
                    self._add_record(writing, person, session)

    @staticmethod
    def _new_person() -> tuple[Person, bytes]:
        secret = new_secret()
        cookie = base64.urlsafe_b64encode(secret).decode().rstrip("=")
        return Person(new_id(), new_data_key(), cookie), secret

    def _add(self, writing: Writing, person: Person, secret: bytes) -> None:
        key = SealedKey(person.id, wrap(secret, person.data_key, person.id))
        writing.add_person(key, locator(secret), self._now.date())

    def _add_record(self, writing: Writing, person: Person, session: ExerciseSession) -> str:
        address = self._addresses.mint(session.flow_version, self._now)
        session_id = self._addresses.session_id(address)
        blob = seal_session(person.data_key, person.id, session_id, 1, replace(session, address=address))
        writing.add_session(person.id, session_id, visit=os.urandom(16), blob=blob, day=self._now.date())
        return address


def _parts(count: int) -> Iterator[int]:
    """The count in transactions of a bearable size."""
    yield from [_A_TIME] * (count // _A_TIME)
    if count % _A_TIME:
        yield count % _A_TIME
