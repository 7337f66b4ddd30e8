"""The store as the service sees it: sealed sessions, wrapped keys and flow versions in a database.

It must not open what it keeps, nor let a query cross from one person to another.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from typing import Any

from sqlalchemy import ClauseElement, Engine, Select
from sqlalchemy.dialects import postgresql, sqlite

from cbt.errors import FlowVersionMissing, StoreUnavailable
from cbt.model.sealed import Kept, SealedKey, SealedSession
from cbt.store import statements
from cbt.store.direct import Connection, Direct, Row
from cbt.store.key_ring import KeyRing
from cbt.store.sqlite import PATIENCE, empty_log, get_path
from cbt.store.tables import FLOW_VERSION
from cbt.store.trouble import TRANSLATED
from cbt.store.write_queue import WriteQueue
from cbt.store.writing import Writing

_DIGEST_BYTES = 32


class SqlStore(KeyRing):
    """A store on SQLite or PostgreSQL, for any number of threads; ids and locators are 16 bytes, days UTC.

    Every method raises StoreUnavailable where the database cannot answer, and leaves the store usable.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        if self._is_sqlite:
            queue = WriteQueue(get_path(engine), engine.get_execution_options()[PATIENCE])
            self._turn: Callable[[], AbstractContextManager[None]] = queue.turn
            # Begins as a writer: it waits here and not in the middle.
            self._direct = Direct(engine, "BEGIN IMMEDIATE")
            self._add_flow_version: ClauseElement = sqlite.insert(FLOW_VERSION).on_conflict_do_nothing()
        else:
            self._turn = nullcontext
            self._direct = Direct(engine, "BEGIN")
            self._add_flow_version = postgresql.insert(FLOW_VERSION).on_conflict_do_nothing()

    # Flow versions

    def keep_flow_version(self, digest: str, source: bytes, day: date) -> None:
        """Store a flow version under its SHA-256 (64 hex); does nothing where it is stored already."""
        self.keep_flow_versions({digest: source}, day)

    def keep_flow_versions(self, versions: Mapping[str, bytes], day: date) -> None:
        """Store flow versions, digest -> source, in one transaction; writes only what is not stored yet."""
        wanted = {bytes.fromhex(digest): source for digest, source in versions.items()}
        missing = wanted.keys() - {digest for (digest,) in self._read(statements.FLOW_DIGESTS)}
        if missing:
            with self._transaction() as connection:
                # In one order, so that processes that start at once do not wait for each other in a ring.
                connection.change_all(
                    self._add_flow_version,
                    [
                        {"digest": digest, "source": wanted[digest], "created_on": day}
                        for digest in sorted(missing)
                    ],
                )

    def get_flow_version(self, digest: str) -> bytes:
        """The source of the flow version with this SHA-256 (64 hex); raises FlowVersionMissing."""
        rows = self._read(statements.GET_FLOW_VERSION, wanted=bytes.fromhex(digest))
        if not rows:
            raise FlowVersionMissing(digest)
        source: bytes = rows[0][0]
        return source

    def find_flow_digest(self, prefix: bytes) -> str | None:
        """The SHA-256 (64 hex) of the stored flow version that begins with `prefix`, 16 bytes."""
        lowest = prefix.ljust(_DIGEST_BYTES, b"\x00")
        rows = self._read(
            statements.FIND_FLOW_DIGEST, lowest=lowest, highest=prefix.ljust(_DIGEST_BYTES, b"\xff")
        )
        return bytes(rows[0][0]).hex() if rows else None

    # Reading

    def find_key(self, locator: bytes) -> SealedKey | None:
        """The wrapped key that a secret's locator leads to."""
        rows = self._read(statements.FIND_KEY, locator=locator)
        return SealedKey(*rows[0]) if rows else None

    def find_session(self, locator: bytes, session_id: bytes) -> tuple[SealedKey, SealedSession] | None:
        """The session and its owner's key; None where there is none, or it is not this locator's person's."""
        rows = self._read(statements.FIND_SESSION, locator=locator, session_id=session_id)
        if not rows:
            return None
        session = SealedSession(*rows[0][1:])
        return SealedKey(session.person_id, rows[0][0]), session

    def has_session(self, session_id: bytes) -> bool:
        """Whether a session of this id has begun, whoever's it is."""
        return bool(self._read(statements.HAS_SESSION, session_id=session_id))

    def list_sessions(self, person_id: bytes, *, before: int | None, limit: int) -> list[SealedSession]:
        """The person's sessions, newest first, at most `limit`; those numbered below `before`, if given."""
        rows = self._read(
            statements.LIST_SESSIONS,
            owner=person_id,
            before=statements.LARGEST_NUMBER if before is None else before,
            most=limit,
        )
        return [SealedSession(*row) for row in rows]

    def kept(self, person_id: bytes) -> Kept:
        """How much is kept of the person, counted without reading it."""
        return Kept(*self._read(statements.KEPT, owner=person_id)[0])

    # Writing

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction that is durable when the block has ended, and did not happen if the block raises.

        Where its end raises StoreUnavailable it may have happened: ask again, with the same visit.
        """
        with self._transaction() as connection:
            yield Writing(connection)

    def delete_session(self, person_id: bytes, session_id: bytes) -> bool:
        """Delete one session of the person, on SQLite out of the files too; False where there was none."""
        with self._transaction() as connection:
            deleted = connection.change(statements.DELETE_SESSION, owner=person_id, session_id=session_id)
        self._empty_log()
        return deleted == 1

    def erase_person(self, person_id: bytes) -> None:
        """Delete everything of the person, keys first, on SQLite out of the files too; may be repeated."""
        with self._transaction() as connection:
            for statement in statements.ERASE_PERSON:
                connection.change(statement, owner=person_id)
        self._empty_log()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        # The turn comes before the connection: who waits for it keeps none from the readers.
        with TRANSLATED, self._turn(), self._direct.transaction() as connection:
            yield connection

    def _empty_log(self) -> None:
        if self._is_sqlite:
            with self._turn():
                empty_log(self._engine)

    def _read(self, statement: Select[Any], **values: object) -> list[Row]:
        try:
            with TRANSLATED:
                return self._direct.fetch(statement, **values)
        except StoreUnavailable as trouble:
            # A server that was restarted answers at once on a new connection; reading twice harms nobody.
            if trouble.reason != "lost":
                raise
        with TRANSLATED:
            return self._direct.fetch(statement, **values)
