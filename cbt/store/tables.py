"""The five tables, as SQLModel classes.

They must not hold anything that a person wrote or chose in clear: ids, counts, days and sealed bytes only.
Days, never times, since a time of day tells more about a person than anybody needs to know.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import Column
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Row(SQLModel):
    metadata: ClassVar[MetaData] = METADATA


def _person_id(*, index: bool | None) -> "Column[bytes]":
    owner = ForeignKey("person.id", ondelete="CASCADE")
    return Column("person_id", LargeBinary(16), owner, nullable=False, index=index)


class Person(_Row, table=True):
    """Somebody who answered at least once: a random id, the day it was made and the day last seen (UTC)."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("length(id) = 16", name="id_size"),)

    id: bytes = Field(sa_column=Column("id", LargeBinary(16), primary_key=True))
    created_on: date
    seen_on: date


_IS_WORDS = text("kind = 'words'")


class Wrap(_Row, table=True):
    """A person's data key, wrapped under one of their secrets, found by that secret's locator.

    `name` is what the person calls that device, sealed. Nobody has two sets of words.
    """

    __tablename__ = "wrap"
    __table_args__ = (
        CheckConstraint("length(locator) = 16", name="locator_size"),
        CheckConstraint("length(sealed) BETWEEN 29 AND 256", name="sealed_size"),
        CheckConstraint("length(name) % 256 = 0", name="name_size"),
        Index("uq_wrap_words", "person_id", unique=True, sqlite_where=_IS_WORDS, postgresql_where=_IS_WORDS),
    )

    locator: bytes = Field(sa_column=Column("locator", LargeBinary(16), primary_key=True))
    person_id: bytes = Field(sa_column=_person_id(index=True))
    kind: str = Field(sa_column=Column("kind", String(16), nullable=False))
    sealed: bytes = Field(sa_type=LargeBinary)
    made_on: date
    name: bytes | None = Field(default=None, sa_type=LargeBinary)


class StoredSession(_Row, table=True):
    """One exercise session, sealed; `visit` is the one-time key of the last form that was taken."""

    __tablename__ = "exercise_session"
    __table_args__ = (
        UniqueConstraint("person_id", "number"),
        CheckConstraint("length(id) = 16", name="id_size"),
        CheckConstraint("length(visit) = 16", name="visit_size"),
        CheckConstraint("number >= 1", name="number_range"),
        CheckConstraint("revision >= 1", name="revision_range"),
        # Every size step of the seal is a whole number of the smallest: nothing unpadded can be stored.
        CheckConstraint("length(blob) >= 256 AND length(blob) % 256 = 0", name="blob_size"),
    )

    id: bytes = Field(sa_column=Column("id", LargeBinary(16), primary_key=True))
    # The unique pair above starts with it and serves as its index.
    person_id: bytes = Field(sa_column=_person_id(index=None))
    number: int
    revision: int
    visit: bytes = Field(sa_column=Column("visit", LargeBinary(16), nullable=False, unique=True))
    created_on: date
    updated_on: date
    # Last, so that SQLite reads a row's days without walking through its pages of ciphertext.
    blob: bytes = Field(sa_type=LargeBinary)


class FlowVersion(_Row, table=True):
    """The source of one flow version under its SHA-256; whoever uses it is not recorded anywhere."""

    __tablename__ = "flow_version"
    __table_args__ = (CheckConstraint("length(digest) = 32", name="digest_size"),)

    digest: bytes = Field(sa_column=Column("digest", LargeBinary(32), primary_key=True))
    source: bytes = Field(sa_type=LargeBinary)
    created_on: date


class Sweep(_Row, table=True):
    """The day on which a sweep last looked for what is to be deleted; one row, which says nothing of anybody."""

    __tablename__ = "sweep"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(sa_column=Column("id", Integer, primary_key=True, autoincrement=False))
    ran_on: date


PERSON: Table = METADATA.tables["person"]
WRAP: Table = METADATA.tables["wrap"]
SESSION: Table = METADATA.tables["exercise_session"]
FLOW_VERSION: Table = METADATA.tables["flow_version"]
SWEEP: Table = METADATA.tables["sweep"]
